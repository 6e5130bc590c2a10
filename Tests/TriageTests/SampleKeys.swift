import Foundation
import Referrals
import Testing
import Triage

/// Keys, cards and files for the tests of keys; the pairs are those of ZeroMQ's manual of CURVE.
enum SampleKeys {
    static let agency = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
    static let agencySecret = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"
    static let server = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"

    /// 2026-11-21T15:00:00+01:00.
    static let now = Moment(seconds: 1_795_269_600)

    /// A public key of thirty-two equal bytes.
    static func key(_ byte: UInt8) throws -> PublicKey {
        try #require(PublicKey(bytes: [UInt8](repeating: byte, count: 32)))
    }

    /// The bytes of a golden file.
    static func golden(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: folder.appending(path: "Golden/\(name)")))
    }

    /// A card's file with these lines of metadata.
    static func file(_ remarks: [String], key: String = agency) -> [UInt8] {
        let lines = ["metadata"] + remarks.map { "    " + $0 } + ["curve"]
        return Array((lines.joined(separator: "\n") + "\n    public-key = \"\(key)\"\n").utf8)
    }

    /// A card with these lines of metadata.
    static func card(_ remarks: String..., key: PublicKey) throws(BundleFaults) -> KeyCard {
        try KeyCard.read(file(remarks, key: key.description), file: "a.key")
    }

    /// A card in a file, with these lines of metadata.
    static func filed(
        _ file: String,
        _ byte: UInt8,
        _ remarks: String...
    ) throws -> FiledCard {
        let text = SampleKeys.file(remarks, key: try key(byte).description)
        return try FiledCard(reading: text, file: file)
    }

    /// The mistakes that reading something tells; none when it is read.
    static func faults(_ read: () throws(BundleFaults) -> Void) -> [String] {
        do throws(BundleFaults) {
            try read()
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }
}
