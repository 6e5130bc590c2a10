import Foundation
import GRDB
import Journal
import Referrals
import Testing

@testable import JournalSQLite

@Suite struct `A flipped byte` {
    private static let cases: UInt32 = 40

    /// One byte of one row, found again by what SQLite itself reads there.
    struct Flip: CustomTestStringConvertible {
        let table: String
        let column: String
        let row: UInt32
        let seed: Int
        var testDescription: String { "\(table).\(column) \(row)" }
    }

    /// Two hundred places, the same at every run.
    static let flips: [Flip] = (0..<200).map { index in
        let (table, column) = [("facts", "body"), ("contents", "sealed")][index % 2]
        return Flip(
            table: table,
            column: column,
            row: UInt32(index * 7919 % Int(cases)) + 1,
            seed: index * 104_729
        )
    }

    @Test(arguments: flips)
    func `in a fact or a content is found, and its position named`(_ flip: Flip) throws {
        let journal = try TemporaryPlace.damaged(by: flip)
        let found = try journal.verify(from: Position(1), limit: 1000)
        #expect(found.firstBad == Position(UInt64(flip.row)))
    }

    @Test func `in a content never reaches who reads it`() throws {
        for flip in Self.flips where flip.table == "contents" && flip.seed % 5 == 0 {
            let journal = try TemporaryPlace.damaged(by: flip)
            #expect(throws: JournalFailure.self) {
                try journal.contents(of: CaseID(year: 2026, number: flip.row), nil)
            }
        }
    }

    @Test func `in a fact never reaches who reads it`() throws {
        for flip in Self.flips where flip.table == "facts" && flip.seed % 5 == 0 {
            let journal = try TemporaryPlace.damaged(by: flip)
            let position = Position(UInt64(flip.row))
            #expect(throws: JournalFailure.self) { try journal.read(at: [position]) }
            var given: [Position] = []
            #expect(throws: JournalFailure.self) {
                try journal.replay(after: .origin) { given.append($0.position) }
            }
            #expect(!given.contains(position))
        }
    }

    @Test(arguments: [("facts", "head"), ("facts", "sealed")])
    func `in a head or a hash is found`(_ table: String, _ column: String) throws {
        for row in UInt32(1)...10 {
            let flip = Flip(table: table, column: column, row: row * 3, seed: Int(row) * 31)
            let journal = try TemporaryPlace.damaged(by: flip)
            let found = try journal.verify(from: Position(1), limit: 1000)
            let bad = try #require(found.firstBad)
            #expect(bad == Position(UInt64(flip.row)))
        }
    }

    @Test(arguments: [("lookups", "key"), ("events", "key"), ("events", "sameness")])
    func `beside the chain is found when it is read`(_ table: String, _ column: String) throws {
        for row in UInt32(1)...10 {
            let flip = Flip(table: table, column: column, row: row * 3, seed: Int(row) * 37)
            let journal = try TemporaryPlace.damaged(by: flip)
            #expect(throws: JournalFailure.self) {
                try journal.lookups { _ in }
                try journal.events { _ in }
            }
        }
    }

    @Test func `in a case's key is found when the case is read`() throws {
        let flip = Flip(table: "keys", column: "wrapped", row: 12, seed: 5)
        let journal = try TemporaryPlace.damaged(by: flip)
        #expect(throws: JournalFailure.self) {
            try journal.contents(of: CaseID(year: 2026, number: 12), nil)
        }
    }

    @Test func `in the last records refuses the start`() throws {
        let place = try TemporaryPlace()
        try place.journal(cases: 5).close()
        try place.tamper("UPDATE facts SET body = zeroblob(9) WHERE position = 4")
        #expect(throws: StartRefusal.brokenChain(Position(4))) { try place.journal() }
    }

    @Test(arguments: ["-1", "4294967295", "1 << 40"])
    func `in the term refuses the start, where no journal has such a term`(term: String) throws {
        let place = try TemporaryPlace()
        try place.journal(cases: 5).close()
        try place.tamper("UPDATE meta SET term = \(term)")
        #expect(throws: StartRefusal.self) { try place.journal() }
    }

    @Test func `in a snapshot makes the one before it count`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 1)
        let first = journal.snapshot(7)
        try journal.save(first, in: journal.term)
        let record = TemporaryPlace.record(CaseID(year: 2026, number: 2))
        _ = try journal.append([record], after: journal.tail.position, in: journal.term)
        try journal.save(journal.snapshot(8), in: journal.term)
        try journal.close()
        try place.tamper("UPDATE snapshots SET bytes = zeroblob(20) WHERE position = 2")
        #expect(try place.journal().latestSnapshot() == first)
    }

    @Test(
        arguments: [
            "DELETE FROM facts WHERE position = 3",
            "DELETE FROM contents WHERE id >> 16 & 4294967295 = 3",
            "UPDATE facts SET position = 99 WHERE position = 3",
        ]
    )
    func `a row that is gone is found`(_ change: String) throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 5)
        try journal.database.set(change)
        #expect(try journal.verify(from: Position(1), limit: 9).firstBad == Position(3))
    }

    @Test func `a key row that is gone is no erasure`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 5)
        journal.caseKeys = CaseKeys()
        try journal.database.set("DELETE FROM keys WHERE id & 4294967295 = 3")
        #expect(throws: JournalFailure.self) {
            try journal.contents(of: CaseID(year: 2026, number: 3), nil)
        }
    }

    @Test func `a content moved to another case does not open there`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 2)
        try journal.database.set(
            """
            UPDATE contents SET sealed = (SELECT sealed FROM contents ORDER BY id LIMIT 1);
            UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE id > 9 ORDER BY id LIMIT 1)
            WHERE id > 9
            """
        )
        #expect(throws: JournalFailure.self) {
            try journal.contents(of: CaseID(year: 2026, number: 2), nil)
        }
    }
}

extension SQLiteJournal {
    func snapshot(_ byte: UInt8) -> JournalSnapshot {
        JournalSnapshot(
            position: tail.position,
            head: tail.head,
            stateVersion: 1,
            bytes: [UInt8](repeating: byte, count: 20)
        )
    }
}

extension TemporaryPlace {
    /// A journal whose one byte was changed behind its back, as a disk would.
    static func damaged(by flip: `A flipped byte`.Flip) throws -> SQLiteJournal {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 40)
        journal.caseKeys = CaseKeys()
        let offset = Int64(flip.row) - 1
        try journal.database.perform("flip") { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT rowid, \(flip.column) FROM \(flip.table)
                    WHERE '\(flip.table)' <> 'keys' OR rowid > 9 ORDER BY rowid LIMIT 1 OFFSET ?
                    """,
                arguments: [offset]
            )
            var bytes: Data = try #require(row?[1])
            bytes[flip.seed % bytes.count] ^= UInt8(1 << (flip.seed % 8))
            let rowid: Int64 = try #require(row?[0])
            try database.execute(
                sql: "UPDATE \(flip.table) SET \(flip.column) = ? WHERE rowid = ?",
                arguments: [bytes, rowid]
            )
        }
        return journal
    }

    /// Changes the database of a closed journal from outside.
    func tamper(_ change: String) throws {
        let queue = try DatabaseQueue(path: databasePath)
        try queue.write { try $0.execute(sql: change) }
        try queue.close()
    }
}
