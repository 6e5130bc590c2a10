import Foundation
import Referrals
import Testing
import Wire

@testable import RelaisClient

/// A directory for an outbox, removed in the end.
final class OutboxPlace {
    let path: String

    /// A place in memory where there is one: that a disk keeps what was synced is tested elsewhere.
    init() {
        let memory = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        let folder = isThere ? memory : FileManager.default.temporaryDirectory.path
        path = folder + "/relais-outbox-\(UUID())"
    }

    deinit {
        // What is left in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Opens the outbox at a time of seconds.
    func open(fileBytes: Int = 1 << 20, at now: Int = 1_000_000) throws -> Outbox {
        try Outbox(path, fileBytes: fileBytes) { now }
    }

    /// The files with records, in order.
    func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(".outbox") }.sorted().map { path + "/" + $0 }
    }

    func bytes(of file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: file)))
    }

    func write(_ bytes: [UInt8], to file: String) throws {
        try Data(bytes).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }
}

/// An event of a case, with a mark.
func event(_ mark: Int, of reference: String? = nil) throws -> OutgoingEvent {
    let data = reference.map { ",\"data\":{\"agency_ref\":\"\($0)\"}" } ?? ""
    return try #require(OutgoingEvent(mark: mark, line: Array("{\"id\":\"\(mark)\"\(data)}".utf8)))
}

/// A point of a journal.
func point(_ position: UInt64, of journal: UInt64 = 0xABC) -> JournalPoint {
    JournalPoint(journal: journal, position: Position(position), head: Digest(position, 2, 3, 4))
}

extension EventReceipt {
    /// The receipt of an event in an outbox: stored, at this position.
    static func stored(_ place: Int, at position: UInt64, of journal: UInt64 = 0xABC) throws
        -> EventReceipt
    {
        let point = point(position, of: journal)
        let text =
            "{\"line\":1,\"code\":200,\"status\":\"stored\",\"journal\":{\"id\":\"\(String(journal, radix: 16))\","
            + "\"position\":\(position),\"head\":\"\(point.head.hexadecimal)\"}}"
        var receipt = try receipt(text)
        receipt.place = place
        return receipt
    }

    /// The receipt of an event that was refused.
    static func refused(_ place: Int) throws -> EventReceipt {
        var receipt = try receipt(
            "{\"line\":1,\"code\":422,\"status\":\"refused\",\"error\":\"x\"}"
        )
        receipt.place = place
        return receipt
    }

    private static func receipt(_ text: String) throws -> EventReceipt {
        let bytes = Array(text.utf8)
        return try #require(EventReceipt(mark: 0, line: bytes[...], try .init(parsing: bytes)))
    }
}
