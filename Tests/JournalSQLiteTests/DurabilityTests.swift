import Foundation
import GRDB
import Journal
import Referrals
import Synchronization
import Testing

@testable import JournalSQLite

@Suite struct `Acknowledged` {
    @Test func `means on disk: FULL is what the connection answers`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal()
        #expect(try journal.database.text("PRAGMA synchronous") == "2")
        #expect(try journal.database.text("PRAGMA journal_mode") == "wal")
        #expect(try journal.database.text("PRAGMA wal_autocheckpoint") == "0")
    }

    @Test(arguments: ["NORMAL", "OFF"])
    func `is refused by a connection that does less`(_ level: String) throws {
        let place = try TemporaryPlace()
        let journal = try place.journal()
        try journal.database.set("PRAGMA synchronous = \(level)")
        let value = level == "NORMAL" ? "1" : "0"
        #expect(throws: StartRefusal.notDurable(setting: "synchronous", value: value)) {
            try journal.database.proveDurable()
        }
    }

    @Test func `is in the log, and found there by a start after a crash`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 20)
        let crashed = try Crashed(copyOf: place)
        let found = try crashed.place.journal()
        #expect(found.tail == journal.tail)
        #expect(try found.verify(from: Position(1), limit: 99).firstBad == nil)
    }

    @Test func `is settled and the log emptied before a start is over`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 20)
        let crashed = try Crashed(copyOf: place)
        #expect(try bytes(of: crashed.place.databasePath + "-wal").count > 10_000)
        let found = try crashed.place.journal()
        #expect(try bytes(of: crashed.place.databasePath + "-wal").isEmpty)
        #expect(found.tail == journal.tail)
    }

    @Test func `is written again in the log before a start moves that to its place`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 20)
        let crashed = try Crashed(copyOf: place)
        let log = try bytes(of: crashed.place.databasePath + "-wal")
        let volume = WatchedVolume()
        let directory = DataDirectory(crashed.place.data, on: volume)
        let key = try MasterKey(path: crashed.place.keyPath, for: directory)
        let found = try SQLiteJournal(directory, key, insecurely: true)
        #expect(volume.renewed.withLock { $0 } == [log])
        #expect(found.tail == journal.tail)
    }

    @Test func `leaves a prefix when the log was cut anywhere`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal()
        let term = try journal.claim()
        var heads = [Digest.zero]
        for number in UInt32(1)...8 {
            let record = TemporaryPlace.record(CaseID(year: 2026, number: number))
            heads.append(try journal.append([record], after: journal.tail.position, in: term).head)
        }
        let whole = try Crashed(copyOf: place)
        let log = try bytes(of: whole.place.databasePath + "-wal")
        var lengths: Set<Int> = []
        for cut in stride(from: 0, through: log.count, by: max(1, log.count / 40)) {
            let crashed = try Crashed(copyOf: place)
            let path = crashed.place.databasePath + "-wal"
            try Data(log[..<cut]).write(to: URL(fileURLWithPath: path))
            let tail = try crashed.place.journal().tail
            lengths.insert(Int(tail.position.number))
            #expect(tail.head == heads[Int(tail.position.number)])
        }
        #expect(lengths.count > 5)
    }
}

/// The system's files, and what was in those that were renewed.
final class WatchedVolume: Volume {
    let renewed = Mutex<[[UInt8]]>([])
    private let files = SystemVolume()

    func databaseName(of path: String) -> String { files.databaseName(of: path) }
    func exists(_ path: String) -> Bool { files.exists(path) }
    func make(_ path: String) throws(JournalFailure) { try files.make(path) }
    func sync(_ path: String) throws(JournalFailure) { try files.sync(path) }

    func renew(_ path: String) throws(JournalFailure) {
        try files.renew(path)
        let found = FileManager.default.contents(atPath: path) ?? Data()
        renewed.withLock { $0.append([UInt8](found)) }
    }
}

/// The files of a journal as a crash would leave them now, in a place of their own.
struct Crashed {
    let place: TemporaryPlace

    init(copyOf original: TemporaryPlace) throws {
        place = try TemporaryPlace()
        let files = FileManager.default
        try files.copyItem(atPath: original.keyPath, toPath: place.keyPath)
        try files.createDirectory(atPath: place.data, withIntermediateDirectories: false)
        for suffix in ["", "-wal"] {
            try files.copyItem(
                atPath: original.databasePath + suffix,
                toPath: place.databasePath + suffix
            )
        }
    }
}
