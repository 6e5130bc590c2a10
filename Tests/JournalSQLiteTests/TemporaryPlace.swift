import Foundation
import Journal
import JournalConformance
import JournalSQLite
import Referrals
import Testing

/// A folder of its own for one test, with a data directory and a master key beside it; it goes with
/// the value.
final class TemporaryPlace: JournalPlace {
    let root: String
    var data: String { root + "/data" }
    var keyPath: String { root + "/master.key" }
    var databasePath: String { data + "/journal.db" }

    init() throws {
        root = NSTemporaryDirectory() + "relais-journal-\(UInt64.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: root)
        } catch {
            Issue.record("left behind: \(root): \(error)")
        }
    }

    func open() throws -> any JournalStore {
        try journal()
    }

    /// The data directory with a small reserve: nothing here fills a disk.
    func directory() throws(StartRefusal) -> DataDirectory {
        try DataDirectory(data, reserveBytes: 1 << 20)
    }

    func journal(insecurely: Bool = true) throws(StartRefusal) -> SQLiteJournal {
        let directory = try directory()
        let key = try MasterKey(path: keyPath, for: directory)
        return try SQLiteJournal(directory, key, insecurely: insecurely)
    }

    /// A journal with a term and these many cases, each opened by one record with one content.
    func journal(cases: UInt32) throws -> SQLiteJournal {
        let journal = try journal()
        let term = try journal.claim()
        guard cases > 0 else { return journal }
        let records = (1...cases).map { Self.record(CaseID(year: 2026, number: $0)) }
        _ = try journal.append(records, after: journal.tail.position, in: term)
        return journal
    }

    static func record(_ caseID: CaseID) -> JournalRecord {
        let id = ContentID(caseID: caseID, ordinal: 0)
        let text = "Person of \(caseID), telephone 0470 12 34 56, cannot pay the rent"
        return JournalRecord(
            version: 1,
            body: Array("case \(caseID) opened by 1819, urgent, leg un-pass".utf8),
            contents: [CaseContent(id: id, bytes: Confidential(Array(text.utf8)))],
            lookups: [LookupRow(key: LookupKey(high: caseID.rawValue, low: 5), caseID: caseID)],
            event: EventRow(
                key: LookupKey(high: caseID.rawValue, low: 6),
                sameness: Digest(7, 8, 9, caseID.rawValue),
                caseID: caseID,
                request: 1
            )
        )
    }
}

/// The bytes of a whole file.
func bytes(of path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}
