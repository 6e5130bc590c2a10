import Journal
import Referrals

/// Records that look like the real ones, each different and the same at every run.
enum Samples {
    static let first = CaseID(year: 2026, number: 1)
    static let second = CaseID(year: 2026, number: 2)
    static let third = CaseID(year: 2027, number: 1)

    /// A record without anything beside it.
    static func plain(_ number: UInt8, length: Int = 40) -> JournalRecord {
        JournalRecord(version: 1, body: [UInt8](repeating: number, count: length))
    }

    /// A record that opens a case: one content, two lookups, one event.
    static func opening(_ caseID: CaseID, ordinal: UInt16 = 0) -> JournalRecord {
        let seed = caseID.rawValue &* 31 &+ UInt64(ordinal)
        return JournalRecord(
            version: 2,
            body: Array("opens \(caseID) \(ordinal)".utf8),
            contents: [content(caseID, ordinal)],
            lookups: [
                LookupRow(key: LookupKey(high: seed, low: 1), caseID: caseID),
                LookupRow(key: LookupKey(high: seed, low: 2), caseID: caseID, event: ordinal),
            ],
            event: event(caseID, ordinal)
        )
    }

    /// A record that gives the first event of a case another name for it, or none.
    static func renaming(_ caseID: CaseID, _ key: LookupKey?) -> JournalRecord {
        JournalRecord(
            version: 1,
            body: Array("renames \(caseID)".utf8),
            lookups: [LookupRow(key: key, caseID: caseID, event: 0)]
        )
    }

    static func content(_ caseID: CaseID, _ ordinal: UInt16) -> CaseContent {
        CaseContent(
            id: ContentID(caseID: caseID, ordinal: ordinal),
            bytes: Confidential(Array("who called about \(caseID), \(ordinal)".utf8))
        )
    }

    static func event(_ caseID: CaseID, _ ordinal: UInt16) -> EventRow {
        EventRow(
            key: LookupKey(high: caseID.rawValue, low: UInt64(ordinal) + 100),
            sameness: Digest(1, 2, caseID.rawValue, UInt64(ordinal)),
            caseID: caseID,
            request: ordinal + 1
        )
    }
}

extension JournalStore {
    /// Appends at the tail in the present term.
    @discardableResult
    func append(_ batch: [JournalRecord]) throws(JournalRefusal) -> JournalPoint {
        try append(batch, after: tail.position, in: term)
    }

    func replayed(after position: Position = .origin) throws -> [StoredRecord] {
        var records: [StoredRecord] = []
        try replay(after: position) { records.append($0) }
        return records
    }

    func allLookups() throws -> [LookupRow] {
        var rows: [LookupRow] = []
        try lookups { rows.append($0) }
        return rows
    }

    func allEvents() throws -> [EventRow] {
        var rows: [EventRow] = []
        try events { rows.append($0) }
        return rows
    }
}

extension JournalPlace {
    /// The store, with a term claimed.
    func begin() throws -> any JournalStore {
        let store = try open()
        _ = try store.claim()
        return store
    }

    /// Closes the store and opens the journal again.
    func reopen(_ store: any JournalStore) throws -> any JournalStore {
        try store.close()
        return try open()
    }
}
