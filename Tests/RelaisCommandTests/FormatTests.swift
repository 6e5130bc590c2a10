import Referrals
import Testing

@testable import relais

@Suite struct `The line of serve` {
    @Test func `is JSON whatever the folders are called`() {
        let line = StationProgram.ready(
            at: [
                ("intake", "ipc:///a \"b\""), ("desk", "tcp://127.0.0.1:1"), ("control", "c"),
                ("feed", "d"),
            ]
        )
        #expect(
            String(decoding: line, as: UTF8.self)
                == "{\"ready\":true,\"intake\":\"ipc:///a \\\"b\\\"\",\"desk\":\"tcp://127.0.0.1:1\","
                + "\"control\":\"c\",\"feed\":\"d\"}"
        )
    }
}

@Suite struct `Plain text` {
    @Test(arguments: [
        ("quiet", "quiet"),
        ("a\u{1B}[31mred\u{1B}[0m", "ared"),
        ("a\u{1B}]0;title\u{07}b", "ab"),
        ("a\u{1B}]0;title\u{1B}\\b", "ab"),
        ("a\u{9B}2Jb", "ab"),
        ("a\u{1B}(Bb", "ab"),
        ("a\u{1B}cb", "ab"),
        ("a\u{1B}", "a"),
        ("a\u{1B}[", "a"),
        ("line\nnext\tword\r", "line next word "),
        ("bell\u{07}\u{7F}\u{85}", "bell"),
        ("right\u{202E}tfel", "righttfel"),
        ("Saint-Gilles é 🙂", "Saint-Gilles é 🙂"),
    ])
    func `has no control characters`(text: String, clean: String) {
        #expect(PlainText.clean(text) == clean)
    }

    @Test func `is cut with a mark`() {
        #expect(PlainText.cut("abcdef", to: 6) == "abcdef")
        #expect(PlainText.cut("abcdefg", to: 6) == "abcde…")
        #expect(PlainText.cut("ab", to: 1) == "a")
        #expect(PlainText.cut("ab", to: 0) == "")
    }
}

@Suite struct `A line of CSV` {
    @Test(arguments: [
        ("plain", "plain"),
        ("", ""),
        ("a,b", "\"a,b\""),
        ("say \"so\"", "\"say \"\"so\"\"\""),
        ("two\nlines", "\"two\nlines\""),
        ("=1+1", "\"'=1+1\""),
        ("+32470009999x", "\"'+32470009999x\""),
        ("-cmd", "\"'-cmd\""),
        ("@sum", "\"'@sum\""),
        ("-3", "-3"),
    ])
    func `has cells that no spreadsheet runs`(text: String, cell: String) {
        #expect(CSVLine.cell(text) == cell)
    }

    @Test func `ends with CR and LF`() {
        #expect(CSVLine.text(["a", "b,c"]) == "a,\"b,c\"\r\n")
    }
}

@Suite struct `A list of rows` {
    private let columns = [
        Column("queue", "QUEUE"), Column("waiting", "WAIT", .number),
        Column("oldest", "OLDEST", .time),
    ]

    private var rows: [Row] {
        [
            "{\"queue\":\"ced\",\"waiting\":12,\"oldest\":\"2026-03-02T22:42:10Z\",\"new\":true}",
            "{\"queue\":\"=un\\u001b[31m-pass\",\"waiting\":3,\"oldest\":null}",
        ].compactMap { Row($0) }
    }

    private func text(_ format: OutputFormat, _ rows: [Row], width: Int = 80) -> String {
        let listing = Listing(columns: columns, rows: rows)
        return String(decoding: listing.text(as: format, width: width), as: UTF8.self)
    }

    @Test func `is a table with numbers at the right and times of Brussels`() {
        #expect(
            text(.table, rows) == """
                QUEUE     WAIT  OLDEST
                ced         12  2026-03-02 23:42
                =un-pass     3  -

                """
        )
    }

    @Test func `is a table of titles when it is empty`() {
        #expect(text(.table, []) == "QUEUE  WAIT  OLDEST\n")
    }

    @Test func `is JSON as it was received, whatever fields it has`() {
        let bytes = rows.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(text(.json, rows) == "[\n\(bytes[0]),\n\(bytes[1])\n]\n")
        #expect(text(.jsonl, rows) == "\(bytes[0])\n\(bytes[1])\n")
        #expect(text(.json, []) == "[]\n")
        #expect(text(.jsonl, []) == "")
    }

    @Test func `is CSV with the names of all fields, those of the table first`() {
        #expect(
            text(.csv, rows)
                == "queue,waiting,oldest,new\r\nced,12,2026-03-02T22:42:10Z,true\r\n"
                + "\"'=un-pass\",3,,\r\n"
        )
    }

    @Test(arguments: [80, 60, 40])
    func `is cut to the width, the widest words first`(width: Int) {
        let long = String(repeating: "x", count: 200)
        let columns = [
            Column("a", "A"), Column("b", "B"), Column("n", "N", .number), Column("t", "T", .time),
        ]
        let row = Row("{\"a\":\"\(long)\",\"b\":\"short\",\"n\":7,\"t\":\"2026-03-02T22:42:10Z\"}")
        let lines = Table(columns, [row].compactMap(\.self), width: width).lines
        #expect(lines.allSatisfy { $0.count <= width })
        #expect(lines[1].contains("short"))
        #expect(lines[1].contains("x…"))
        #expect(lines[1].hasSuffix("2026-03-02 23:42"))
    }

    @Test func `of queues fits into 80 columns`() {
        let row = Row(
            "{\"queue\":\"gel-saint-gilles.coaching\",\"partner\":\"gel-saint-gilles\",\"waiting\":12345,"
                + "\"offered\":12345,\"open\":12345,\"sessions\":12,"
                + "\"oldest\":\"2026-03-02T22:42:10Z\",\"next_deadline\":\"2026-03-02T22:42:10Z\"}"
        )
        let table = Table(QueueListCommand.columns, [row].compactMap(\.self), width: 80)
        #expect(table.lines.allSatisfy { $0.count <= 80 })
    }
}

@Suite struct `A queue that stands still` {
    private let noon = Moment(seconds: 1_772_449_200)

    private func name(_ name: String, _ standing: String, until: String? = nil) throws -> QueueName
    {
        let end = until.map { ",\"until\":\"\($0)\"" } ?? ""
        return QueueName(
            try #require(Row("{\"queue\":\"\(name)\",\"standing\":\"\(standing)\"\(end)}"))
        )
    }

    @Test func `says so behind its name, with the day if that is another`() throws {
        let today = try name("ced", "paused", until: "2026-03-02T18:00:00+01:00")
        #expect(today.text(at: noon) == "ced (paused until 18:00)")
        let tomorrow = try name("ced", "draining", until: "2026-03-03T08:00:00+01:00")
        #expect(tomorrow.text(at: noon) == "ced (draining until 03-03 08:00)")
        #expect(try name("ced", "paused").sentence(at: noon) == "ced is paused")
        #expect(try name("ced", "open").text(at: noon) == "ced")
        #expect(try name("ced", "open").sentence(at: noon) == nil)
    }

    @Test(arguments: [
        (24, "ced (paused until 18:00)"), (23, "ced (paused)"), (12, "ced (paused)"),
        (11, "c… (paused)"), (9, "ced (pau…"),
    ])
    func `says so last of all that is cut`(width: Int, text: String) throws {
        let queue = try name("ced", "paused", until: "2026-03-02T18:00:00+01:00")
        #expect(queue.text(at: noon, in: width) == text)
    }

    @Test func `says so in a table of 80 columns`() throws {
        let row = try #require(
            Row(
                "{\"queue\":\"gel-saint-gilles\",\"waiting\":12345,\"offered\":12345,\"open\":12345,"
                    + "\"sessions\":12,\"oldest\":\"2026-03-02T22:42:10Z\",\"standing\":\"paused\","
                    + "\"next_deadline\":\"2026-03-02T22:42:10Z\"}"
            )
        )
        let lines = Table(QueueListCommand.columns, [row], width: 80).lines
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines[1].hasPrefix("gel-sa… (paused)  "), "\(lines[1])")
    }

    @Test func `is told of in words, and so is a surge`() throws {
        let rows = [
            "{\"queue\":\"ced\",\"standing\":\"open\"}",
            "{\"queue\":\"dyzo\",\"standing\":\"paused\",\"until\":\"2026-03-02T18:00:00+01:00\"}",
        ].compactMap { Row($0) }
        let surging = Row("{\"surge\":\"yes\"}")
        #expect(
            QueueListCommand.notes(rows, surging, at: noon) == [
                "dyzo is paused until 18:00",
                "the rules for a rush are in force: relais surge off ends them",
            ]
        )
        #expect(QueueListCommand.notes([], Row("{\"surge\":\"no\"}"), at: noon) == [])
    }
}

@Suite struct `A time in few characters` {
    @Test(arguments: [
        (0, "0s"), (59, "59s"), (60, "1m"), (3_599, "59m"), (3_600, "1h00"), (4_800, "1h20"),
        (86_399, "23h59"), (86_400, "1d0h"), (8_640_000, "100d"), (-5, "0s"),
    ])
    func `is a length`(seconds: Int64, text: String) {
        #expect(ClockTime.short(.seconds(seconds)) == text)
    }

    @Test func `is on the clock of Brussels, in summer and in winter`() {
        #expect(ClockTime.minutes("2026-07-01T12:00:00Z") == "2026-07-01 14:00")
        #expect(ClockTime.minutes("2026-01-01T12:00:00Z") == "2026-01-01 13:00")
        #expect(ClockTime.minutes("soon") == "soon")
    }
}

@Suite struct `Colour` {
    @Test func `is not used where it is not wanted`() {
        #expect(Terminal.wantsColor(environment: ["TERM": "xterm"], isTerminal: true))
        #expect(!Terminal.wantsColor(environment: ["TERM": "xterm"], isTerminal: false))
        #expect(!Terminal.wantsColor(environment: ["NO_COLOR": "1"], isTerminal: true))
        #expect(Terminal.wantsColor(environment: ["NO_COLOR": ""], isTerminal: true))
        #expect(!Terminal.wantsColor(environment: ["TERM": "dumb"], isTerminal: true))
    }

    @Test func `is left out of a screen without it`() {
        let lines = ["title", "", "", "heads", "ced 1 !4m", "keys"]
        #expect(!Screen.text(lines, hasColor: false).contains("m" + "title"))
        #expect(Screen.text(lines, hasColor: true).contains("\u{1B}[1mtitle"))
        #expect(Screen.text(lines, hasColor: true).contains("\u{1B}[31mced"))
        #expect(!Screen.text(lines, hasColor: false).contains("\u{1B}[31m"))
    }
}
