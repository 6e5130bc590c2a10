import Foundation
import GRDB
import Journal
import Referrals
import Testing

@testable import JournalSQLite

@Suite struct `A SQLite journal` {
    @Test func `refuses data that a newer program wrote`() throws {
        let place = try TemporaryPlace()
        try place.journal().close()
        try place.tamper("PRAGMA user_version = 7")
        #expect(throws: StartRefusal.newerSchema(found: 7, known: Schema.steps.count)) {
            try place.journal()
        }
    }

    @Test func `refuses a database of another program`() throws {
        let place = try TemporaryPlace()
        try place.journal().close()
        try place.tamper("PRAGMA application_id = 7")
        #expect(throws: StartRefusal.foreignFile(path: place.databasePath)) {
            try place.journal()
        }
    }

    @Test(arguments: [true, false])
    func `is not opened less or more securely than it was begun`(_ insecurely: Bool) throws {
        let place = try TemporaryPlace()
        try place.journal(insecurely: insecurely).close()
        #expect(throws: StartRefusal.securityDiffers(begunInsecurely: insecurely)) {
            try place.journal(insecurely: !insecurely)
        }
        _ = try place.journal(insecurely: insecurely)
    }

    @Test func `has a random name of its own`() throws {
        let (one, two) = (try TemporaryPlace(), try TemporaryPlace())
        #expect(try one.journal().tail.journal != two.journal().tail.journal)
    }

    @Test func `refuses everything after a write has failed`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 1)
        let record = TemporaryPlace.record(CaseID(year: 2026, number: 2))
        try journal.database.set("INSERT INTO facts VALUES (2, 1, x'00', NULL, x'00')")
        let first = try #require(throws: JournalRefusal.self) {
            try journal.append([record], after: journal.tail.position, in: journal.term)
        }
        try journal.database.set("DELETE FROM facts WHERE position = 2")
        #expect(throws: first) {
            try journal.append([record], after: journal.tail.position, in: journal.term)
        }
        #expect(throws: JournalFailure.self) { try journal.claim() }
    }

    @Test func `stores nothing of a batch that failed half way`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 1)
        try journal.database.set("INSERT INTO facts VALUES (3, 1, x'00', NULL, x'00')")
        let records = (2...3).map { TemporaryPlace.record(CaseID(year: 2026, number: $0)) }
        _ = try? journal.append(records, after: journal.tail.position, in: journal.term)
        #expect(try journal.database.integer("SELECT count(*) FROM facts WHERE position = 2") == 0)
        #expect(try journal.database.integer("SELECT count(*) FROM contents") == 1)
    }

    @Test func `says that the disk is full, stores nothing, and is broken`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 1)
        try journal.database.set("PRAGMA max_page_count = 12")
        let records = (2...200).map { TemporaryPlace.record(CaseID(year: 2026, number: $0)) }
        let refusal = try #require(throws: JournalRefusal.self) {
            try journal.append(records, after: journal.tail.position, in: journal.term)
        }
        guard case .failed(let failure) = refusal else {
            Issue.record("a full disk is a failure, not \(refusal)")
            return
        }
        #expect(failure.isFull)
        #expect(throws: failure) { try journal.claim() }
        let again = try Crashed(copyOf: place).place.journal()
        #expect(again.tail == journal.tail)
    }

    @Test func `writes no word of a person in the clear`() throws {
        let place = try TemporaryPlace()
        try place.journal(cases: 30).close()
        let crashed = try bytes(of: place.databasePath)
        #expect(String(decoding: crashed, as: UTF8.self).contains("opened by 1819"))
        #expect(!String(decoding: crashed, as: UTF8.self).contains("Person of"))
        #expect(!String(decoding: crashed, as: UTF8.self).contains("0470"))
    }

    @Test func `keeps no trace of a key it has erased`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 30)
        let erased = CaseID(year: 2026, number: 12)
        let wrapped = try journal.database.perform("read") {
            try Data.fetchOne(
                $0,
                sql: "SELECT wrapped FROM keys WHERE id = ?",
                arguments: [Int64(erased.rawValue)]
            )
        }
        let key = try #require(wrapped)
        #expect(key.count == 60)
        try journal.erase(erased, in: journal.term)
        for path in [place.databasePath, place.databasePath + "-wal"] {
            let file = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(file.range(of: key) == nil)
        }
    }

    @Test func `says nothing of what was stored when it fails`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 3)
        try journal.database.set("UPDATE contents SET sealed = zeroblob(40)")
        do {
            _ = try journal.contents(of: CaseID(year: 2026, number: 2), nil)
            Issue.record("damaged content was given")
        } catch {
            #expect(
                error.description
                    == "unseal: content 0 of RL-2026-000002-5 is not what was written (11)"
            )
        }
    }

    @Test func `counts what waits in the log, and nothing after it is settled`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 100)
        #expect(journal.unsettledBytes > 30_000)
        #expect(try journal.checkpoint())
        #expect(journal.unsettledBytes == 0)
    }

    @Test func `lets nobody else read while it is open`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 1)
        #expect(throws: DatabaseError.self) {
            try DatabaseQueue(path: place.databasePath).read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM facts")
            }
        }
        #expect(journal.tail.position == Position(1))
    }

    @Test func `draws a new nonce for content written again under the same number`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 1)
        let content = try #require(
            TemporaryPlace.record(CaseID(year: 2026, number: 1)).contents.first
        )
        let found = try journal.read("key") { (statements) throws(JournalFailure) in
            try journal.existingKey(of: content.id.caseID, statements)
        }
        let key = try #require(found?.whole)
        let once = try ContentSeal.seal(content, with: key, in: Term(1))
        #expect(try ContentSeal.seal(content, with: key, in: Term(2)) != once)
        #expect(ContentSeal.open([UInt8](once), at: content.id, with: key) == content)
    }
}
