import ArgumentParser
import Foundation
import Referrals
import RelaisClient
import Testing
import Wire

@testable import relais

@Suite struct `A file of events` {
    private func lines(_ text: String, lineMax: Int = 100) throws -> [EventFile.Line] {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "relais-events-\(UUID()).jsonl")
        try Data(text.utf8).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let file = try EventFile(path.path, lineMax: lineMax)
        var lines: [EventFile.Line] = []
        while let line = try file.next() { lines.append(line) }
        return lines
    }

    @Test func `numbers its lines, also the empty ones that it skips`() throws {
        let found = try lines("{\"a\":1}\n\n  \r\n{\"b\":2}\n{\"c\":3}")
        #expect(found.map(\.number) == [1, 4, 5])
        #expect(found.last?.bytes == Array("{\"c\":3}".utf8))
    }

    @Test func `keeps of a long line only how it begins`() throws {
        let found = try lines(String(repeating: "x", count: 200_000) + "\ny\n")
        #expect(found[0].bytes.count == 100)
        #expect(found[0].count == 200_000)
        #expect(found[1] == EventFile.Line(number: 2, bytes: [0x79], count: 1))
    }

    @Test func `gives lines whole wherever its pieces end`() throws {
        let text = (1...20_000).map { "{\"line\":\($0)}" }.joined(separator: "\n")
        let found = try lines(text)
        #expect(found.count == 20_000)
        #expect(found.allSatisfy { $0.bytes == Array("{\"line\":\($0.number)}".utf8) })
    }

    @Test func `that is not there ends the program with 66`() {
        #expect {
            try EventFile("/nowhere/at-all.jsonl", lineMax: 1)
        } throws: { error in
            (error as? Trouble)?.code == .noInput
        }
    }

    @Test func `that cannot be read as a file ends the program with 74`() {
        #expect {
            try EventFile("/", lineMax: 1).next()
        } throws: { error in
            (error as? Trouble)?.code == .inputOutput
        }
    }
}

@Suite struct `The room where events are sorted` {
    private func sort(_ text: String) throws -> String {
        let room = try PostRoom(
            endpoint: "tcp://127.0.0.1:1",
            agency: nil,
            lane: .live,
            isDryRun: false,
            known: nil,
            patience: .seconds(1)
        )
        let bytes = Array(text.utf8)
        switch room.sort(EventFile.Line(number: 3, bytes: bytes, count: bytes.count)) {
        case .event(let event, let agency): return "\(event.mark) \(agency)"
        case .aside(let reason): return reason
        }
    }

    @Test func `finds the agency in the source`() throws {
        #expect(try sort("{\"source\":\"urn:relais:agency:1819\"}") == "3 agency:1819")
    }

    @Test(arguments: ["{}", "{\"source\":7}", "{\"source\":\"urn:other:1819\"}", "[]"])
    func `sets aside what no agency can be found for`(text: String) throws {
        #expect(try sort(text).hasPrefix("no source"))
    }

    @Test(arguments: ["no JSON", "{\"source\":", "\u{FEFF}{}"])
    func `says of what is no JSON where it is none`(text: String) throws {
        #expect(try sort(text).hasPrefix("not JSON at byte "))
    }

    @Test func `sets aside what is too long`() throws {
        let long = String(repeating: "x", count: 65_537)
        #expect(try sort(long) == "65537 bytes, and a line has at most 65536")
    }
}

@Suite struct `The tally of a publish` {
    @Test func `ends well when all is stored`() {
        var tally = PublishTally(isDryRun: false, showsProgress: false)
        tally.read = 2
        #expect(tally.exitCode == .success)
        #expect(tally.summary == ["2 read: 0 stored"])
    }

    @Test func `ends with 65 when a line was set aside`() {
        var tally = PublishTally(isDryRun: false, showsProgress: false)
        tally.setAside = 1
        #expect(tally.exitCode == .dataRefused)
    }

    @Test func `ends with 75 when some are to be sent, with 69 when nobody was heard`() {
        var tally = PublishTally(isDryRun: false, showsProgress: false)
        tally.unsent = 1
        #expect(tally.exitCode == .unavailable)
        tally.wasHeard = true
        #expect(tally.exitCode == .tryAgain)
    }
}
