import Journal
import JournalSQLite
import Referrals
import Testing

@Suite struct `What lies before the end that a start verifies` {
    @Test func `is nothing in a short journal`() throws {
        let place = try TemporaryPlace()
        try place.journal(cases: 5).close()
        #expect(try place.journal().verifiedFrom == Position(1))
    }

    @Test func `is verified by a sweep, which finds the record the start has missed`() throws {
        let place = try TemporaryPlace()
        try place.journal(cases: 5_000).close()
        let whole = try place.journal()
        #expect(whole.verifiedFrom == Position(5_000 - 4_096 + 1))
        #expect(try sweep(whole) == [Position(1), Position(513)])
        try whole.close()

        try place.tamper("UPDATE facts SET body = zeroblob(9) WHERE position = 700")
        let damaged = try place.journal()
        #expect(throws: BrokenChain(at: Position(700))) { try sweep(damaged) }
    }

    /// Goes through what the start has not verified; where each slice began.
    private func sweep(_ journal: SQLiteJournal) throws -> [Position] {
        var sweep = ChainSweep(before: journal.verifiedFrom)
        var began: [Position] = []
        while let slice = sweep.next {
            began.append(slice.first)
            try sweep.take(journal.verify(from: slice.first, limit: slice.count))
        }
        return began
    }
}
