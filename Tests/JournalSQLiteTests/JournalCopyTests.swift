import Foundation
import Journal
import Referrals
import Testing

@testable import JournalSQLite

@Suite struct `A copy of a journal` {
    private static func copy(_ place: TemporaryPlace) throws -> JournalCopy {
        let key = try MasterKey(path: place.keyPath, ofData: place.data)
        return try JournalCopy(of: place.data, key, below: place.root)
    }

    private static func records(of copy: JournalCopy) throws -> [StoredRecord] {
        var chain = try copy.chain(at: .origin)
        var records: [StoredRecord] = []
        while true {
            let more = try copy.records(following: &chain)
            if more.isEmpty { return records }
            records += more
        }
    }

    private static func caseID(_ number: UInt32) -> CaseID { CaseID(year: 2026, number: number) }

    @Test func `has what is only in the log of a journal that another has open`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 700)
        let copy = try Self.copy(place)
        #expect(copy.tail == journal.tail.position)
        let records = try Self.records(of: copy)
        #expect(records.count == 700)
        #expect(records.last?.head == journal.tail.head)
        let id = ContentID(caseID: Self.caseID(700), ordinal: 0)
        #expect(try copy.content(id) == TemporaryPlace.record(Self.caseID(700)).contents[0].bytes)
    }

    @Test func `has what was moved out of the log, and what came after it`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 20)
        #expect(try journal.checkpoint())
        let later = [TemporaryPlace.record(Self.caseID(21))]
        _ = try journal.append(later, after: journal.tail.position, in: journal.term)
        #expect(try Self.records(of: Self.copy(place)).count == 21)
    }

    @Test func `of a journal that nobody has open is whole as well`() throws {
        let place = try TemporaryPlace()
        try place.journal(cases: 3).close()
        #expect(try Self.records(of: Self.copy(place)).count == 3)
    }

    @Test func `stays as it was while the journal goes on`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 2)
        let copy = try Self.copy(place)
        let later = [TemporaryPlace.record(Self.caseID(3))]
        _ = try journal.append(later, after: journal.tail.position, in: journal.term)
        #expect(try journal.checkpoint())
        #expect(try Self.records(of: copy).count == 2)
    }

    @Test func `leaves no file behind, and none of the journal's changed`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 2)
        let before = (try bytes(of: place.databasePath), try bytes(of: place.databasePath + "-wal"))
        let copy = try Self.copy(place)
        #expect(try Self.records(of: copy).count == 2)
        let found = try FileManager.default.contentsOfDirectory(atPath: place.root).sorted()
        #expect(found == ["data", "master.key"])
        #expect(try bytes(of: place.databasePath) == before.0)
        #expect(try bytes(of: place.databasePath + "-wal") == before.1)
        #expect(try journal.read(from: Position(1), through: Position(2), limit: 2).count == 2)
    }

    @Test func `has nothing of a case that was erased`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 2)
        try journal.erase(Self.caseID(1), in: journal.term)
        let copy = try Self.copy(place)
        #expect(try copy.content(ContentID(caseID: Self.caseID(1), ordinal: 0)) == nil)
        #expect(try copy.content(ContentID(caseID: Self.caseID(2), ordinal: 0)) != nil)
    }

    @Test func `finds the last fact of a kind`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 0)
        let records = [7, 2, 7, 9].map { kind in
            JournalRecord(version: 1, body: [UInt8](repeating: kind, count: 4))
        }
        _ = try journal.append(records, after: .origin, in: journal.term)
        let copy = try Self.copy(place)
        #expect(try copy.lastPosition(ofKind: 7) == Position(3))
        #expect(try copy.lastPosition(ofKind: 8) == nil)
    }

    @Test func `is refused without the key of its data`() throws {
        let place = try TemporaryPlace()
        try place.journal(cases: 1).close()
        #expect(throws: StartRefusal.masterKeyMissing(path: place.root + "/no.key")) {
            try MasterKey(path: place.root + "/no.key", ofData: place.data)
        }
        let other = try TemporaryPlace()
        try other.journal(cases: 1).close()
        let key = try MasterKey(path: other.keyPath, ofData: other.data)
        #expect(throws: StartRefusal.masterKeyWrong) {
            try JournalCopy(of: place.data, key, below: place.root)
        }
    }

    @Test func `is refused where a fact is not what was written`() throws {
        let place = try TemporaryPlace()
        try place.journal(cases: 3).close()
        try place.tamper("UPDATE facts SET body = x'00' WHERE position = 2")
        let copy = try Self.copy(place)
        #expect(throws: JournalFailure.self) { try Self.records(of: copy) }
    }
}
