import Foundation
import Referrals
import SplitMix
import Testing

/// A second opinion, in another language and by other means, on ten thousand deadlines.
@Suite struct `A deadline in working time, 2020 to 2035` {
    /// What the oracle is asked: a calendar and questions about it.
    private struct Question: Encodable {
        var zone: String
        var hours: [[Int]] = []
        var holidays: String
        var replacement: String
        var replaced: [[String]] = []
        var closed: [[String]] = []
        var special: [Special] = []
        var add: [[Int64]] = []
        var between: [[Int64]] = []

        init(_ rules: CalendarRules) {
            zone = rules.zone.name
            for window in rules.hours {
                for weekday in 0..<7 where window.holds(onWeekday: weekday) {
                    hours.append([weekday, Int(window.from), Int(window.until)])
                }
            }
            holidays = "\(rules.holidays)"
            replacement = "\(rules.replacement)"
            replaced = rules.replaced.map { [$0.holiday.iso8601, $0.by.iso8601] }
            closed = rules.closed.map { [$0.first.iso8601, $0.last.iso8601] }
            special = rules.special.map {
                Special(
                    day: $0.date.iso8601,
                    hours: $0.hours.map { [Int($0.from), Int($0.until)] }
                )
            }
        }

        struct Special: Encodable {
            var day: String
            var hours: [[Int]]

            func encode(to encoder: any Encoder) throws {
                var list = encoder.unkeyedContainer()
                try list.encode(day)
                try list.encode(hours)
            }
        }
    }

    private struct Answer: Decodable {
        var add: [Int64]
        var open: [Bool]
        var between: [Int64]
    }

    private static let calendars = 400
    private static let each = 25

    @Test func `is what another program, in another language, makes of it, ten thousand times`()
        throws
    {
        var chance = CalendarChance(seed: 20_260_302)
        var calendars: [BusinessCalendar] = []
        var questions: [Question] = []
        for _ in 0..<Self.calendars {
            let calendar = try chance.calendar()
            var question = Question(calendar.rules)
            for _ in 0..<Self.each {
                let from = chance.moment(of: calendar.rules)
                let span = chance.span(within: calendar)
                question.add.append([from.microseconds, span.microseconds])
                let later = from + .minutes(Int64(chance.random.below(20_000)))
                question.between.append([from.microseconds, later.microseconds])
            }
            calendars.append(calendar)
            questions.append(question)
        }
        let answers = try Self.ask(questions)
        try #require(answers.count == Self.calendars)
        var compared = 0
        for (calendar, (question, answer)) in zip(calendars, zip(questions, answers)) {
            for (index, asked) in question.add.enumerated() {
                let from = Moment(microseconds: asked[0])
                let span = Span(microseconds: asked[1])
                let due = calendar.add(span, from: from)
                try #require(
                    due.microseconds == answer.add[index],
                    "\(span) from \(from.rfc3339) under \(calendar.rules): \(due.rfc3339)"
                )
                #expect(calendar.working(span, from: from).until == due)
                try #require(calendar.isOpen(at: from) == answer.open[index], "\(from.rfc3339)")
                let bounds = question.between[index]
                let open = calendar.openTime(
                    between: Moment(microseconds: bounds[0]),
                    Moment(microseconds: bounds[1])
                )
                try #require(open.microseconds == answer.between[index], "\(bounds)")
                compared += 1
            }
        }
        #expect(compared == 10_000)
    }

    private static func ask(_ questions: [Question]) throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "relais-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let asked = folder.appending(path: "asked.jsonl")
        let answered = folder.appending(path: "answered.jsonl")
        let encoder = JSONEncoder()
        var lines = Data()
        for question in questions { lines += try encoder.encode(question) + Data("\n".utf8) }
        try lines.write(to: asked)
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            here.appending(path: "Oracle/deadlines.py").path, asked.path, answered.path,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the oracle needs python3 with zoneinfo")
        return try String(contentsOf: answered, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
        }
    }
}
