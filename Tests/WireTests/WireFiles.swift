import Foundation
import Referrals

/// The files these tests read: the corpus, and the golden lines beside them.
enum WireFiles {
    /// The requests of the corpus.
    static let requests = lines("../Corpus/pole-2020.jsonl")
    /// The statuses that follow them.
    static let statuses = lines("../Corpus/statuses-2020.jsonl")

    /// The lines of a file, named from the folder of these tests.
    static func lines(_ path: String) -> [[UInt8]] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        guard let data = FileManager.default.contents(atPath: folder.appending(path: path).path)
        else { return [] }
        return data.split(separator: 0x0A).map { [UInt8]($0) }
    }

    /// The records of a file of JSON lines, as Foundation reads them.
    static func records(_ path: String) throws -> [[String: Any]] {
        try lines(path).compactMap {
            try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
        }
    }

    /// The bytes a record gives: as text, as base 64 or as hexadecimal digits.
    static func raw(_ record: [String: Any]) -> [UInt8] {
        if let text = record["raw"] as? String { return Array(text.utf8) }
        if let text = record["raw_base64"] as? String {
            return [UInt8](Data(base64Encoded: text) ?? Data())
        }
        let digits = Array((record["raw_hex"] as? String ?? "").utf8)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
    }

    /// The agency a line of the corpus names.
    static func agency(_ line: [UInt8]) throws -> AgencyID? {
        let event = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
        let source = event?["source"] as? String ?? ""
        return AgencyID(String(source.dropFirst("urn:relais:agency:".count)))
    }
}
