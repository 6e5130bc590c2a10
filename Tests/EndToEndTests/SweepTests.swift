import Exchange
import Foundation
import Journal
import JournalSQLite
import Referrals
import Testing

extension EndToEnd {
    /// A journal damaged where the start does not look.
    ///
    /// It is read by the process that has it, in the same way whichever that is: one layout is enough.
    @Suite struct `Damage far from the end` {
        private static let mark = "the record that the disk has changed"

        @Test func `ends a server in a quiet moment with 74, and its position is named`() throws {
            let installation = try Installation()
            try installation.serve().stop()
            let position = try lengthen(installation)
            try flip(in: installation)
            let server = try installation.serve()
            #expect(server.program.ending(within: 30) == .exit(74), "\(server.program.words)")
            let words = server.program.words
            let place = "position \(position.number) of the journal is not what was written"
            #expect(words.contains(place), "\(words)")
        }

        @Test func `is looked for to the start, and what is whole is called whole`() throws {
            let installation = try Installation()
            try installation.serve().stop()
            _ = try lengthen(installation)
            let server = try installation.serve()
            let deadline = soon()
            let whole = "the chain is whole from its first record on"
            while ContinuousClock.now < deadline, !server.program.words.contains(whole) {
                try #require(server.program.isRunning, "\(server.program.words)")
                _ = server.program.line(within: 0.05)
            }
            #expect(server.program.words.contains(whole), "\(server.program.words)")
            server.stop()
        }

        /// Puts records behind those there are, as many as a start verifies and some more, and the
        /// snapshot behind them, so that no start decodes them; where the one with the mark lies.
        private func lengthen(_ installation: Installation) throws -> Position {
            let journal = try journal(of: installation)
            let (bundleAt, saved) = try #require(try journal.latestSnapshot()?.contents())
            var state = saved
            let marked = journal.tail.position.next
            let records = (0..<5_000).map { number in
                JournalRecord(version: 1, body: Array((number == 0 ? Self.mark : "filler").utf8))
            }
            let term = try journal.claim()
            let tail = try journal.append(records, after: journal.tail.position, in: term)
            state.position = tail.position
            try journal.save(
                JournalSnapshot(of: state, bundleAt: bundleAt, head: tail.head),
                in: term
            )
            _ = try journal.checkpoint()
            try journal.close()
            return marked
        }

        private func journal(of installation: Installation) throws -> SQLiteJournal {
            let directory = try DataDirectory(installation.data, reserveBytes: 8 << 20)
            let key = try MasterKey(path: installation.folder + "/key", for: directory)
            return try SQLiteJournal(directory, key, insecurely: true)
        }

        /// Changes one bit of the marked record where it lies in the file.
        private func flip(in installation: Installation) throws {
            let path = URL(filePath: installation.data + "/journal.db")
            var bytes = try Data(contentsOf: path)
            let place = try #require(bytes.range(of: Data(Self.mark.utf8)))
            bytes[place.lowerBound] ^= 1
            try bytes.write(to: path)
        }
    }
}
