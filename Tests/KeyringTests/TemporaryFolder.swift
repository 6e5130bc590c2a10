import Foundation
import Referrals
import Testing
import Triage

/// A folder of its own for a test, closed to others, gone afterwards.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "relais-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try permit(0o700)
    }

    deinit {
        // What is left in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a name in it.
    func callAsFunction(_ name: String) -> String { path + "/" + name }

    func write(_ text: String, to name: String, permitting mode: Int = 0o644) throws {
        let file = URL(filePath: self(name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try text.write(to: file, atomically: false, encoding: .utf8)
        try permit(mode, name)
    }

    func text(of name: String) throws -> String {
        try String(contentsOfFile: self(name), encoding: .utf8)
    }

    func names(in name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self(name)).sorted()
    }

    func permit(_ mode: Int, _ name: String = "") throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: self(name))
    }

    func permissions(of name: String = "") throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: self(name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: self(name))
    }
}

/// A public key of thirty-two equal bytes.
func key(_ byte: UInt8) throws -> PublicKey {
    try #require(PublicKey(bytes: [UInt8](repeating: byte, count: 32)))
}

/// The text of a card with these lines of metadata.
func cardText(_ byte: UInt8, _ remarks: String...) throws -> String {
    let lines = ["metadata"] + remarks.map { "    " + $0 } + ["curve"]
    return lines.joined(separator: "\n") + "\n    public-key = \"\(try key(byte))\"\n"
}

/// A card of somebody's first key.
func card(_ owner: String, _ byte: UInt8, name: String = "1") throws -> KeyCard {
    KeyCard(
        owner: try #require(KeyOwner(owner)),
        name: try #require(KeyCard.Name(name)),
        key: try key(byte)
    )
}

/// 2026-11-21T15:00:00+01:00.
let now = Moment(seconds: 1_795_269_600)
