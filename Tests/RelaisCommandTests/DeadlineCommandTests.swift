import Exchange
import Foundation
import Referrals
import Testing
import Triage

@testable import relais

@Suite struct `What a need would get` {
    private static let friday = "2026-04-03T16:00:00+02:00"

    /// A folder of the shipped rules in which the class of all other needs counts hours.
    private func inHours(_ body: (String) throws -> Void) throws {
        let line = "    says: All other needs.\n"
        try changing("deadlines.yaml", line, to: line + "    clock: hours\n", body)
    }

    /// A folder of the shipped rules in which the text of a file is another.
    private func changing(
        _ name: String,
        _ old: String,
        to new: String,
        _ body: (String) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "relais-\(UUID())")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "signals"),
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in try BundleSource.shipped().files {
            var text = String(decoding: file.bytes, as: UTF8.self)
            if file.name == name { text = text.replacing(old, with: new) }
            try Data(text.utf8).write(to: folder.appending(path: file.name))
        }
        try body(folder.path)
    }

    private func rows(_ arguments: [String]) throws -> [String: Row] {
        let run = try ProgramRun(["deadline"] + arguments + ["-o", "jsonl"])
        #expect(run.code == 0, "\(run.words)")
        let rows = run.output.split(separator: "\n").compactMap { Row(String($0)) }
        return Dictionary(
            rows.compactMap { row in row.string("deadline").map { ($0, row) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test func `is told day and night where the rules say no more`() throws {
        let rows = try rows(["psychological.distress", "--urgency", "urgent", "--at", Self.friday])
        #expect(rows["due"]?.string("at") == "2026-04-03T22:00:00+02:00")
        #expect(rows["due"]?.string("clock") == "wall")
        #expect(rows["due"]?.string("working") == "6 h, day and night")
        #expect(rows["answer by"]?.string("who") == "un-pass")
        #expect(rows["remind"]?.string("at") == "2026-04-03T19:00:00+02:00")
    }

    @Test func `is told with the hours that were counted where they count`() throws {
        try inHours { folder in
            let rows = try rows([
                "hr", "--partner", "un-pass", "--at", Self.friday, "--bundle", folder,
            ])
            #expect(rows["answer by"]?.string("clock") == "hours")
            #expect(
                rows["answer by"]?.string("working")
                    == "12 h: Fri 16:00-17:00 + Tue 08:30-17:00 + Wed 08:30-11:00"
            )
            #expect(rows["answer by"]?.string("at") == "2026-04-08T11:00:00+02:00")
        }
    }

    @Test func `is told with the last day of the law`() throws {
        let rows = try rows([
            "insolvency.bankruptcy", "--cessation", "2026-01-31", "--at",
            "2026-02-27T10:00:00+01:00",
        ])
        #expect(rows["legal"]?.string("working") == "the last day is 2026-02-28")
        #expect(rows["due"]?.string("at") == "2026-02-27T14:00:00+01:00")
    }

    @Test func `is told in lines for eyes, each with its working below it`() throws {
        let run = try ProgramRun(["deadline", "other", "--at", Self.friday])
        let lines = run.output.split(separator: "\n")
        #expect(
            lines[0] == "bundle \(try BundleSource.shipped().bundle.address.hexadecimal), shipped"
        )
        #expect(lines[0].count <= 80)
        #expect(lines[1].hasPrefix("other, normal by rule "))
        #expect(lines.contains { $0.hasPrefix("  due ") && $0.contains("2026-04-04 16:00") })
        #expect(lines.count % 2 == 0)
    }

    @Test func `is told with why the partner would not be offered it then`() throws {
        let night = ["--at", "2026-04-03T23:00:00+02:00"]
        let closed = try ProgramRun(
            ["deadline", "psychological.distress", "--partner", "un-pass"] + night
        )
        #expect(closed.output.contains("\n  un-pass is closed until 2026-04-07 08:30\n"))
        #expect(!closed.output.contains("candidate"))
        let other = try ProgramRun(["deadline", "hr", "--partner", "ced"] + night)
        #expect(other.output.contains("\n  ced is no candidate for hr\n"))
        try changing("directory.yaml", "    languages: [fr]\n", to: "    languages: [nl]\n") {
            folder in
            let kept = try ProgramRun([
                "deadline", "psychological.distress", "--partner", "un-pass", "--bundle", folder,
            ])
            #expect(
                kept.output.contains("un-pass is kept from it: it does not speak the language"),
                "\(kept.output)"
            )
        }
    }

    @Test func `is told by the rules of a folder, which is named`() throws {
        try inHours { folder in
            let run = try ProgramRun(["deadline", "hr", "--bundle", folder])
            let shipped = try BundleSource.shipped().bundle.address.hexadecimal
            #expect(run.output.hasPrefix("bundle "))
            #expect(!run.output.contains(shipped))
            #expect(run.output.split(separator: "\n").first?.hasSuffix(", \(folder)") == true)
        }
    }

    @Test(arguments: [
        ["deadline", "happiness"], ["deadline", "hr", "--at", "noon"],
        ["deadline", "hr", "--cessation", "2026-02-30"], ["calendar", "--days", "0"],
    ])
    func `is refused as called wrongly`(arguments: [String]) throws {
        #expect(try ProgramRun(arguments).code == 64)
    }

    @Test func `names a partner that there is`() throws {
        let run = try ProgramRun(["deadline", "hr", "--partner", "nobody"])
        #expect(run.code == 65)
        #expect(run.words.contains("the directory has no partner nobody"))
    }
}

@Suite struct `When a partner is open` {
    @Test func `is told day by day, with why it is not`() throws {
        let run = try ProgramRun([
            "calendar", "un-pass", "--from", "2026-04-03", "--days", "5", "-o", "csv",
        ])
        #expect(
            run.output.split(whereSeparator: \.isNewline) == [
                "day,weekday,hours,why", "2026-04-03,Fri,08:30-17:00,", "2026-04-04,Sat,closed,",
                "2026-04-05,Sun,closed,", "2026-04-06,Mon,closed,Easter Monday",
                "2026-04-07,Tue,08:30-17:00,",
            ]
        )
    }

    @Test func `is told with the rules that say so`() throws {
        let run = try ProgramRun(["calendar", "un-pass", "--from", "2026-04-03", "--days", "1"])
        let lines = run.output.split(separator: "\n")
        #expect(
            lines[0] == "bundle \(try BundleSource.shipped().bundle.address.hexadecimal), shipped"
        )
        #expect(lines[1].hasPrefix("DAY "))
    }

    @Test func `is told of all, and of whom nobody knows it`() throws {
        let run = try ProgramRun(["calendar", "--from", "2026-04-06", "-o", "jsonl"])
        let rows = run.output.split(separator: "\n").compactMap { Row(String($0)) }
        let desk = rows.first { $0.string("partner") == "1819" }
        #expect(desk?.string("open") == "no")
        #expect(desk?.string("opens_at") == "2026-04-07T09:00:00+02:00")
        #expect(rows.first { $0.string("partner") == "ced" }?.string("open") == "yes")
        #expect(rows.first { $0.string("partner") == "hub" }?.string("open") == "unknown")
    }

    @Test func `is told of a calendar too, and of nothing else`() throws {
        let days = ["--from", "2026-05-08", "--days", "1", "-o", "jsonl"]
        #expect(try ProgramRun(["calendar", "region"] + days).output.contains("Iris Day"))
        #expect(try ProgramRun(["calendar", "nobody"]).code == 65)
        #expect(try ProgramRun(["calendar", "hub"]).words.contains("knows no hours of hub"))
    }
}
