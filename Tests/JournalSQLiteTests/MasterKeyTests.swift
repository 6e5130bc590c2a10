import Foundation
import Journal
import Referrals
import Testing

@testable import JournalSQLite

@Suite struct `A master key` {
    @Test func `is made for an empty directory, readable by its owner only`() throws {
        let place = try TemporaryPlace()
        _ = try place.journal()
        let attributes = try FileManager.default.attributesOfItem(atPath: place.keyPath)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try bytes(of: place.keyPath).count == 65)
    }

    @Test func `is different each time`() throws {
        let (one, two) = (try TemporaryPlace(), try TemporaryPlace())
        _ = try one.journal()
        _ = try two.journal()
        #expect(try bytes(of: one.keyPath) != bytes(of: two.keyPath))
    }

    @Test func `opens again what it closed`() throws {
        let place = try TemporaryPlace()
        try place.journal(cases: 1).close()
        let contents = try place.journal().contents(of: CaseID(year: 2026, number: 1), nil)
        #expect(contents.count == 1)
    }

    @Test func `is not made anew for data that has lost it`() throws {
        let place = try TemporaryPlace()
        try place.journal(cases: 1).close()
        try FileManager.default.removeItem(atPath: place.keyPath)
        #expect(throws: StartRefusal.masterKeyMissing(path: place.keyPath)) {
            try place.journal()
        }
        #expect(!FileManager.default.fileExists(atPath: place.keyPath))
    }

    @Test func `may not lie in the data directory, not even by a link`() throws {
        let place = try TemporaryPlace()
        let directory = try place.directory()
        let inside = place.data + "/master.key"
        #expect(throws: StartRefusal.masterKeyInsideData(path: inside)) {
            try MasterKey(path: inside, for: directory)
        }
        try "x".write(toFile: inside, atomically: false, encoding: .utf8)
        try FileManager.default.createSymbolicLink(
            atPath: place.keyPath,
            withDestinationPath: inside
        )
        #expect(throws: StartRefusal.masterKeyInsideData(path: place.keyPath)) {
            try MasterKey(path: place.keyPath, for: directory)
        }
    }

    @Test func `may lie beside a directory whose name it begins with`() throws {
        let place = try TemporaryPlace()
        let directory = try place.directory()
        _ = try MasterKey(path: place.data + ".key", for: directory)
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o644])
    func `is refused when others can read it`(_ mode: Int) throws {
        let place = try TemporaryPlace()
        try place.journal().close()
        try FileManager.default.setAttributes(
            [.posixPermissions: mode],
            ofItemAtPath: place.keyPath
        )
        #expect(throws: StartRefusal.masterKeyOpenToOthers(path: place.keyPath)) {
            try place.journal()
        }
    }

    @Test(
        .enabled(if: getuid() == 0, "only root can make what systemd makes"),
        arguments: [0o400, 0o440]
    )
    func `is read from the folder of systemd, as systemd makes it, and from no other`(
        _ mode: Int
    ) throws {
        let place = try TemporaryPlace()
        try place.journal().close()
        try FileManager.default.setAttributes(
            [.posixPermissions: mode],
            ofItemAtPath: place.keyPath
        )
        let directory = try place.directory()
        _ = try MasterKey(path: place.keyPath, for: directory, credentials: place.root)
        guard mode == 0o440 else { return }
        for other in [nil, place.data, "/"] {
            #expect(throws: StartRefusal.masterKeyOpenToOthers(path: place.keyPath)) {
                try MasterKey(path: place.keyPath, for: directory, credentials: other)
            }
        }
    }

    @Test func `is refused when it is the key of other data`() throws {
        let (place, other) = (try TemporaryPlace(), try TemporaryPlace())
        try place.journal(cases: 1).close()
        try other.journal().close()
        try FileManager.default.removeItem(atPath: place.keyPath)
        try FileManager.default.copyItem(atPath: other.keyPath, toPath: place.keyPath)
        #expect(throws: StartRefusal.masterKeyWrong) { try place.journal() }
    }

    @Test(arguments: [
        "", "abc\n", String(repeating: "g", count: 64), String(repeating: "a", count: 66),
    ])
    func `is refused when it has another form`(_ text: String) throws {
        let place = try TemporaryPlace()
        try place.journal().close()
        try text.write(toFile: place.keyPath, atomically: false, encoding: .utf8)
        #expect(throws: StartRefusal.masterKeyMalformed(path: place.keyPath)) {
            try place.journal()
        }
    }

    @Test func `leaves no half key behind`() throws {
        let place = try TemporaryPlace()
        _ = try place.journal()
        let names = try FileManager.default.contentsOfDirectory(atPath: place.root)
        #expect(names.sorted() == ["data", "master.key"])
    }
}
