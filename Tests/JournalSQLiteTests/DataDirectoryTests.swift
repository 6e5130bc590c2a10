import Foundation
import Journal
import JournalSQLite
import Testing

@Suite struct `A data directory` {
    @Test func `is closed to others, also when it was there before`() throws {
        let place = try TemporaryPlace()
        try FileManager.default.createDirectory(
            atPath: place.data,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
        let directory = try place.directory()
        #expect(try mode(of: directory.path) == 0o700)
    }

    @Test func `has files that only their owner can read`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal(cases: 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: journal.directory.path) {
            #expect(try mode(of: place.data + "/" + name) == 0o600, "\(name)")
        }
    }

    @Test func `says who holds it`() throws {
        let place = try TemporaryPlace()
        let directory = try place.directory()
        do {
            _ = try place.directory()
            Issue.record("the directory was given twice")
        } catch {
            let holder = "process \(getpid()) on \(ProcessInfo.processInfo.hostName)"
            #expect(error == .inUse(directory: directory.path, holder: holder))
            #expect(error.exitStatus == 75)
        }
    }

    @Test func `is free again when its journal is closed`() throws {
        let place = try TemporaryPlace()
        let journal = try place.journal()
        try journal.close()
        #expect(try place.directory().path == place.data)
    }

    @Test func `is new until its journal is begun`() throws {
        let place = try TemporaryPlace()
        let directory = try place.directory()
        let key = try MasterKey(path: place.keyPath, for: directory)
        #expect(directory.isNew)
        let journal = try SQLiteJournal(directory, key, insecurely: true)
        #expect(!journal.directory.isNew)
    }

    @Test func `puts a reserve aside when its journal begins, and not before`() throws {
        let place = try TemporaryPlace()
        do {
            let directory = try place.directory()
            #expect(try !directory.hasReserve())
        }
        let directory = try place.journal().directory
        #expect(try directory.hasReserve())
        #expect(try bytes(of: place.data + "/reserve").count == 1 << 20)
    }

    @Test func `is left empty by a first start that is refused for its key`() throws {
        let place = try TemporaryPlace()
        let key = place.root + "/missing/master.key"
        #expect {
            let directory = try place.directory()
            _ = try MasterKey(path: key, for: directory)
        } throws: { error in
            let refusal = error as? StartRefusal
            return refusal?.exitStatus == 78
                && refusal?.description
                    == "the master key cannot be reached: the folder of the master key, "
                    + "\(place.root)/missing/: No such file or directory (2)"
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.data) == ["lock"])
    }

    @Test func `gives the reserve to whoever writes, and takes it back`() throws {
        let place = try TemporaryPlace()
        let directory = try place.journal().directory
        try directory.spendReserve()
        #expect(try !directory.hasReserve())
        #expect(try allocated(place.data + "/reserve") == 0)
        #expect(try directory.restoreReserve())
        #expect(try directory.hasReserve())
    }

    @Test func `does not take the reserve back from what others need`() throws {
        let place = try TemporaryPlace()
        let directory = try place.journal().directory
        try directory.spendReserve()
        #expect(try !directory.restoreReserve(leaving: .max / 2))
        #expect(try !directory.hasReserve())
    }

    @Test func `begins nothing where the reserve does not fit`() throws {
        let place = try TemporaryPlace()
        #expect(throws: StartRefusal.self) {
            try DataDirectory(place.data, reserveBytes: .max / 2)
        }
    }

    @Test func `starts without its reserve when the disk has filled since`() throws {
        let place = try TemporaryPlace()
        try place.journal().close()
        let directory = try DataDirectory(place.data, reserveBytes: .max / 2)
        #expect(try !directory.hasReserve())
    }

    @Test func `knows how much can still be written`() throws {
        let place = try TemporaryPlace()
        #expect(try place.directory().freeBytes() > 1 << 20)
    }

    @Test func `is refused where it cannot be`() throws {
        let place = try TemporaryPlace()
        #expect(throws: StartRefusal.self) { try DataDirectory(place.root + "/no/where") }
    }
}

private func mode(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
}

/// The blocks a file takes on the disk.
private func allocated(_ path: String) throws -> Int {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return Int(status.st_blocks)
}
