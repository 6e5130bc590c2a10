import Referrals
import Testing
import Wire

@testable import relais

@Suite struct `A golden conversation` {
    @Test func `is read with its steps`() throws {
        let script = try GoldenScript(
            name: "a.golden",
            lines: [
                "# words", "== one", "It shows", "something.", "when: dry insecure", "",
                "> agency times=3 envelope=0a,-", "{\"v\":1}", "{{empty}}", "", "< agency",
                "{\"re\":1}", "...", "", "silent partner2 200", "close agency",
            ]
        )
        let golden = try #require(script.cases.first)
        #expect(golden.name == "one")
        #expect(golden.says == "It shows something.")
        #expect(golden.tags == [.dry, .insecure])
        #expect(golden.steps.map(\.line) == [7, 11, 15, 16])
        guard case .send(let lines, let times, let envelope) = golden.steps[0].matter else {
            Issue.record("the first step sends")
            return
        }
        #expect(lines == ["{\"v\":1}", "{{empty}}"])
        #expect(times == 3)
        #expect(envelope == [[0x0A], []])
        #expect(golden.steps[2].isOfPartner)
    }

    @Test(arguments: [
        (["> agency", "{}"], 1), (["== a b"], 1),
        (["== a", "says", "close agency", "dance agency"], 4),
        (["== a", "says", "> nobody", "{}"], 3), (["== a", "says"], 1),
        (["== a", "says", "silent agency"], 3), (["== a", "says", "> agency often=2", "{}"], 3),
        (["== a", "when: never"], 2),
        (["== a", "s", "> agency", "{}", "", "== a", "s", "> agency", "{}"], 6),
    ])
    func `with a mistake is refused with its line`(lines: [String], line: Int) {
        do throws(GoldenScript.Fault) {
            _ = try GoldenScript(name: "a.golden", lines: lines)
            Issue.record("it was taken")
        } catch {
            let words = error.description
            #expect(words.hasPrefix("a.golden:") && !words.hasPrefix("a.golden:0"), "\(words)")
            if line != 3 || lines.count < 4 { #expect(words.hasPrefix("a.golden:\(line): ")) }
        }
    }
}

@Suite struct `The text of a conversation` {
    private var text: GoldenText {
        var text = GoldenText()
        text["run"] = "r1"
        return text
    }

    @Test(arguments: [
        (["a", "b"], "a\nb\n"), (["{\"id\":\"{{run}}-1\"}"], "{\"id\":\"r1-1\"}\n"),
        (["a", "{{empty}}", "b{{open}}"], "a\n\nb"), (["[{{fill 6}}]"], "[xxxx]\n"),
        (["{{hex 41}}b"], "Ab\n"),
    ])
    func `is sent with its names replaced`(lines: [String], sent: String) throws {
        #expect(String(decoding: try text.message(lines), as: UTF8.self) == sent)
    }

    @Test func `tells the time at which its conversation began`() throws {
        let text = GoldenText(at: Moment(seconds: 1_772_449_200))
        let sent = try text.message(["{{now}} {{now-60}} {{now+1}}"])
        let told = "2026-03-02T12:00:00+01:00 2026-03-02T11:59:00+01:00 2026-03-02T12:00:01+01:00\n"
        #expect(String(decoding: sent, as: UTF8.self) == told)
    }

    @Test func `is not sent with a name that nothing gave`() {
        #expect(throws: GoldenText.Unknown.self) { try text.message(["{{lease}}"]) }
    }

    @Test func `has fresh names in each conversation`() {
        let one = GoldenText.fresh(agency: "test", partner: "test")
        let other = GoldenText.fresh(agency: "test", partner: "test")
        #expect(one["run"] != other["run"])
        #expect(one["agency"] == "test")
    }
}

@Suite struct `The pattern of a line` {
    @Test(arguments: [
        ("{}", "{\"a\":1}"), ("{\"a\":1}", "{\"b\":2,\"a\":1}"),
        ("{\"a\":\"{{string|null}}\"}", "{\"a\":null}"),
        ("{\"a\":\"{{absent|null}}\"}", "{}"),
        ("{\"a\":\"{{time}}\"}", "{\"a\":\"2026-03-02T17:00:00Z\"}"),
        ("{\"a\":[1,\"{{more}}\"]}", "{\"a\":[1,2,3]}"), ("{\"a\":[\"{{any}}\"]}", "{\"a\":[{}]}"),
        ("{\"a\":\"{{x := string}}\",\"b\":\"{{x}}\"}", "{\"a\":\"u\",\"b\":\"u\"}"),
        ("{\"a\":\"{{leg_name}}\"}", "{\"a\":\"RL-2026-000123-7/1\"}"),
        ("{\"a\":1.0}", "{\"a\":1}"),
    ])
    func `is matched`(pattern: String, line: String) throws {
        var text = GoldenText()
        try match(pattern, line, &text)
    }

    @Test(arguments: [
        ("{\"a\":1}", "{}"), ("{\"a\":1}", "{\"a\":2}"), ("{\"a\":\"1\"}", "{\"a\":1}"),
        ("{\"a\":\"{{absent}}\"}", "{\"a\":1}"), ("{\"a\":\"{{integer}}\"}", "{\"a\":1.5}"),
        ("{\"a\":[1]}", "{\"a\":[1,2]}"), ("{\"a\":[1,\"{{more}}\"]}", "{\"a\":[]}"),
        ("{\"a\":{\"b\":null}}", "{\"a\":{}}"), ("{\"a\":\"{{time}}\"}", "{\"a\":\"noon\"}"),
        ("{\"a\":\"{{case_name}}\"}", "{\"a\":\"RL-2026-000123-8\"}"),
        ("{\"a\":\"{{x := string}}\",\"b\":\"{{x}}\"}", "{\"a\":\"u\",\"b\":\"v\"}"),
    ])
    func `is not matched by another line`(pattern: String, line: String) {
        var text = GoldenText()
        #expect(throws: GoldenPattern.Mismatch.self) { try match(pattern, line, &text) }
    }

    @Test func `captures what later messages say`() throws {
        var text = GoldenText()
        try match(
            "{\"a\":\"{{word := string}}\",\"b\":\"{{number := integer}}\"}",
            "{\"a\":\"x\\\"y\",\"b\":12}",
            &text
        )
        let sent = try text.message(["{\"a\":\"{{word}}\",\"b\":{{number}}}"])
        #expect(String(decoding: sent, as: UTF8.self) == "{\"a\":\"x\\\"y\",\"b\":12}\n")
    }

    private func match(_ pattern: String, _ line: String, _ text: inout GoldenText) throws {
        let read = try LineSearch.pattern(pattern, text)
        try read.match(try JSONDocument(parsing: Array(line.utf8)), &text)
    }
}

@Suite struct `The lines of a message` {
    private static func taken(
        _ wanted: [String],
        _ lines: [Int],
        isPush: Bool = false
    ) throws -> Bool {
        var search = LineSearch(wanted)
        var text = GoldenText()
        let documents = try lines.map { try JSONDocument(parsing: Array("{\"a\":\($0)}".utf8)) }
        return try search.take(documents, isPush: isPush, &text)
    }

    @Test func `are those written, in their order`() throws {
        #expect(try Self.taken(["{\"a\":1}", "{\"a\":2}"], [1, 2]))
        #expect(throws: GoldenPattern.Mismatch.self) {
            try Self.taken(["{\"a\":1}", "{\"a\":2}"], [2, 1])
        }
        #expect(throws: GoldenPattern.Mismatch.self) { try Self.taken(["{\"a\":1}"], [1, 2]) }
        #expect(throws: GoldenPattern.Mismatch.self) { try Self.taken(["{\"a\":1}"], []) }
    }

    @Test func `are any where three dots stand`() throws {
        #expect(try Self.taken(["...", "{\"a\":3}", "..."], [1, 2, 3, 4]))
        #expect(try Self.taken(["{\"a\":1}", "..."], [1]))
        #expect(throws: GoldenPattern.Mismatch.self) {
            try Self.taken(["...", "{\"a\":3}"], [3, 4])
        }
    }

    @Test func `that were pushed may come among others, and later`() throws {
        #expect(try Self.taken(["{\"a\":3}"], [1, 3, 4], isPush: true))
        #expect(try !Self.taken(["{\"a\":3}"], [1], isPush: true))
    }
}
