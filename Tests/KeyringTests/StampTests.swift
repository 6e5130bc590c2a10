import Foundation
import Keyring
import Testing
import Triage

@Suite struct `The stamp of a folder of cards` {
    private let room: TemporaryFolder
    private let folder: KeyFolder
    private let file = "keys.d/agency/1819.1.key"

    init() throws {
        room = try TemporaryFolder()
        folder = KeyFolder(path: room("keys.d"))
        try folder.make()
        _ = try folder.add(card("agency:1819", 1))
    }

    @Test func `is the same while nothing changes, and that of the reading`() throws {
        let stamp = try folder.stamp()
        #expect(try folder.read(at: now).stamp == stamp)
        try room.write("", to: "keys.d/agency/.draft")
        try room.write("", to: "keys.d/README")
        #expect(try folder.stamp() == stamp)
    }

    @Test func `changes with a card that is added, replaced or taken away`() throws {
        var stamps = [try folder.stamp()]
        var second = try card("agency:1819", 2, name: "2")
        let name = try folder.add(second)
        stamps.append(try folder.stamp())
        second.revokedAt = now
        try folder.replace(name, with: second)
        stamps.append(try folder.stamp())
        try room.remove("keys.d/" + name)
        #expect(try folder.stamp() == stamps[0])
        #expect(stamps[0] != stamps[1] && stamps[1] != stamps[2] && stamps[0] != stamps[2])
    }

    /// An editor may write into the file itself, as many bytes as before, and set its time back.
    @Test func `changes with bytes that are written in place, whatever the file's time says`()
        throws
    {
        let before = try folder.stamp()
        let attributes = try FileManager.default.attributesOfItem(atPath: room(file))
        let handle = try FileHandle(forUpdating: URL(filePath: room(file)))
        try handle.write(contentsOf: Data("%".utf8))
        try handle.close()
        let date = try #require(attributes[.modificationDate] as? Date)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: room(file))
        #expect(try folder.stamp() != before)
    }

    @Test func `changes with who may write to a card`() throws {
        let before = try folder.stamp()
        try room.permit(0o666, file)
        #expect(try folder.stamp() != before)
    }
}
