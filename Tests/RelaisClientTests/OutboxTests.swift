import Foundation
import Referrals
import Testing
import Wire

@testable import RelaisClient

private func lines(_ outbox: Outbox) throws -> [String] {
    try outbox.openPlaces.map { String(decoding: try outbox.line(of: $0), as: UTF8.self) }
}

@Suite struct `An outbox` {
    @Test func `has what it took when it is opened again`() throws {
        let place = OutboxPlace()
        let events = try [event(1, of: "a"), event(2), event(3, of: "a")]
        do {
            let outbox = try place.open()
            #expect(try outbox.take([events[0]]) == [1])
            #expect(try outbox.take([events[1], events[2]], lane: .bulk) == [2, 3])
        }
        let outbox = try place.open()
        #expect(outbox.unsettled == 3)
        #expect(try lines(outbox).map { Array($0.utf8) } == events.map(\.line))
        #expect((1...3).map { outbox.entry($0).lane } == [.live, .bulk, .bulk])
        #expect(outbox.entry(1).reference == outbox.entry(3).reference)
        #expect(outbox.entry(2).reference == 0)
    }

    @Test func `goes on counting where it ended`() throws {
        let place = OutboxPlace()
        do { _ = try place.open().take([event(1), event(2)]) }
        #expect(try place.open().take([event(3)]) == [3])
    }

    @Test func `forgets what has its receipt, and keeps the newest point of the journal`() throws {
        let place = OutboxPlace()
        do {
            let outbox = try place.open()
            _ = try outbox.take([event(1), event(2), event(3), event(4)])
            outbox.settle([try .stored(2, at: 90), try .refused(3), try .stored(1, at: 70)])
            #expect(outbox.unsettled == 1)
        }
        let outbox = try place.open()
        #expect(outbox.openPlaces == [4])
        #expect(outbox.known == point(90))
    }

    @Test func `that was torn at any byte opens with what came before`() throws {
        let place = OutboxPlace()
        var ends: [Int] = []
        do {
            let outbox = try place.open()
            let file = try place.files()[0]
            for mark in 1...3 {
                _ = try outbox.take([event(mark, of: "\(mark)")])
                ends.append(try place.bytes(of: file).count)
            }
        }
        let file = try place.files()[0]
        let whole = try place.bytes(of: file)
        for cut in 0..<whole.count {
            try place.write(Array(whole[..<cut]), to: file)
            let outbox = try place.open()
            let wanted = ends.count { $0 <= cut }
            #expect(outbox.openPlaces == Array(1..<(wanted + 1)), "cut at \(cut)")
            #expect(try outbox.take([event(9)]) == [wanted + 1])
        }
    }

    @Test func `cuts what follows the last whole record`() throws {
        let place = OutboxPlace()
        do { _ = try place.open().take([event(1)]) }
        let file = try place.files()[0]
        let whole = try place.bytes(of: file)
        let record = OutboxRecord.event(place: 2, lane: .live, reference: 0, line: 0..<0)
            .encoded(synced: whole.count, line: Array("{}".utf8))
        for broken in record.indices {
            var torn = record
            torn[broken] ^= 0x10
            try place.write(whole + torn + [UInt8](repeating: 0, count: 64), to: file)
            #expect(try place.open().openPlaces == [1], "broken at \(broken)")
            #expect(try place.bytes(of: file) == whole)
        }
    }

    @Test func `that was changed where it was on disk is not opened`() throws {
        let place = OutboxPlace()
        do {
            let outbox = try place.open()
            for mark in 1...3 { _ = try outbox.take([event(mark)]) }
        }
        let file = try place.files()[0]
        var bytes = try place.bytes(of: file)
        let target = Array("\"id\":\"2\"".utf8)
        let offset = try #require(
            bytes.indices.first { bytes[$0...].starts(with: target) }
        )
        bytes[offset + 6] = UInt8(ascii: "7")
        try place.write(bytes, to: file)
        do {
            _ = try place.open()
            Issue.record("a damaged outbox was opened")
        } catch OutboxFailure.damaged(let path, let at) {
            #expect(path == file)
            #expect(at < offset)
        }
        // Nobody has cut anything.
        #expect(try place.bytes(of: file) == bytes)
    }

    @Test func `belongs to one process at a time`() throws {
        let place = OutboxPlace()
        let outbox = try place.open()
        #expect(throws: OutboxFailure.inUse(directory: place.path)) { try place.open() }
        #expect(outbox.unsettled == 0)
    }

    @Test func `is closed to others, and refuses a directory that is not`() throws {
        let place = OutboxPlace()
        do { _ = try place.open() }
        let manager = FileManager.default
        func permissions(_ path: String) throws -> Int? {
            try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try permissions(place.path) == 0o700)
        #expect(try permissions(try place.files()[0]) == 0o600)
        try manager.setAttributes([.posixPermissions: 0o750], ofItemAtPath: place.path)
        #expect(throws: OutboxFailure.openToOthers(path: place.path, permissions: "750")) {
            try place.open()
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a directory away"))
    func `refuses the directory of another account`() throws {
        let place = OutboxPlace()
        do { _ = try place.open() }
        #expect(chown(place.path, 4_711, 4_711) == 0)
        #expect(throws: OutboxFailure.ofAnother(path: place.path, account: 4_711)) {
            try place.open()
        }
    }

    @Test func `of a newer version is left alone`() throws {
        let place = OutboxPlace()
        do { _ = try place.open() }
        let file = try place.files()[0]
        let opening = OutboxRecord.opening(version: 2, first: 1, known: nil)
        try place.write(opening.encoded(synced: 0), to: file)
        #expect(throws: OutboxFailure.newer(file: file, version: 2)) { try place.open() }
    }
}

@Suite struct `The files of an outbox` {
    /// An outbox of small files, with these events, all with receipts of this time.
    private func fill(_ place: OutboxPlace, at now: Int) throws {
        let outbox = try place.open(fileBytes: 120, at: now)
        for mark in 1...12 {
            let places = try outbox.take([event(mark)])
            outbox.settle([try .stored(places[0], at: UInt64(mark))])
        }
    }

    @Test func `are several, read in their order`() throws {
        let place = OutboxPlace()
        do {
            let outbox = try place.open(fileBytes: 120)
            for mark in 1...12 { _ = try outbox.take([event(mark)]) }
        }
        #expect(try place.files().count > 3)
        #expect(try place.open().openPlaces == Array(1...12))
    }

    @Test func `are kept for seven days`() throws {
        let place = OutboxPlace()
        try fill(place, at: 1_000_000)
        let before = try place.files().count
        _ = try place.open(at: 1_000_000 + Outbox.keptSeconds - 1)
        #expect(try place.files().count == before)
    }

    @Test func `are removed when nothing in them is needed, and nothing else is forgotten`() throws
    {
        let place = OutboxPlace()
        try fill(place, at: 1_000_000)
        let later = 1_000_000 + Outbox.keptSeconds + 1
        let outbox = try place.open(at: later)
        #expect(try place.files().count == 1)
        #expect(outbox.known == point(12))
        #expect(try outbox.take([event(13)]) == [13])
    }

    @Test func `stay as long as one event in them waits`() throws {
        let place = OutboxPlace()
        do {
            let outbox = try place.open(fileBytes: 120)
            for mark in 1...12 { _ = try outbox.take([event(mark)]) }
            outbox.settle(try (1...12).filter { $0 != 5 }.map { try .stored($0, at: UInt64($0)) })
        }
        let outbox = try place.open(at: 1_000_000 + 2 * Outbox.keptSeconds)
        #expect(outbox.openPlaces == [5])
        #expect(try outbox.line(of: 5) == event(5).line)
    }

    @Test func `must all be there`() throws {
        let place = OutboxPlace()
        do {
            let outbox = try place.open(fileBytes: 120)
            for mark in 1...12 { _ = try outbox.take([event(mark)]) }
        }
        let files = try place.files()
        try FileManager.default.removeItem(atPath: files[1])
        #expect(throws: OutboxFailure.damaged(file: files[2], at: 0)) { try place.open() }
    }

    @Test func `that end torn amid the others are damaged`() throws {
        let place = OutboxPlace()
        do {
            let outbox = try place.open(fileBytes: 120)
            for mark in 1...12 { _ = try outbox.take([event(mark)]) }
        }
        let first = try place.files()[0]
        try place.write(Array(try place.bytes(of: first).dropLast(3)), to: first)
        #expect(throws: OutboxFailure.self) { try place.open() }
    }
}

@Suite struct `An outbox whose gateway has lost something` {
    private func filled(_ place: OutboxPlace) throws -> Outbox {
        let outbox = try place.open()
        _ = try outbox.take((1...5).map { try event($0) })
        outbox.settle(try (1...4).map { try .stored($0, at: UInt64(10 * $0)) })
        return outbox
    }

    @Test func `opens again what was receipted above the place where the journal ends`() throws {
        let place = OutboxPlace()
        do {
            let outbox = try filled(place)
            #expect(try outbox.fallBack(to: point(20)).places == [3, 4])
            #expect(outbox.known == point(20))
        }
        let outbox = try place.open()
        #expect(outbox.openPlaces == [3, 4, 5])
        #expect(outbox.known == point(20))
    }

    @Test func `opens everything again when the journal is another one`() throws {
        let place = OutboxPlace()
        #expect(try filled(place).fallBack(to: point(900, of: 7)).places == [1, 2, 3, 4])
        #expect(try place.open().openPlaces == [1, 2, 3, 4, 5])
    }

    @Test func `opens everything again when the journal went on otherwise`() throws {
        let outbox = try filled(OutboxPlace())
        #expect(try outbox.fallBack(to: point(50)).places == [1, 2, 3, 4])
    }

    @Test func `notes their new receipts`() throws {
        let place = OutboxPlace()
        do {
            let outbox = try filled(place)
            _ = try outbox.fallBack(to: point(20))
            outbox.settle([try .stored(3, at: 21)])
        }
        let outbox = try place.open()
        #expect(outbox.openPlaces == [4, 5])
        #expect(outbox.known == point(21))
    }
}
