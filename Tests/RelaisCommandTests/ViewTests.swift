import Foundation
import Referrals
import Testing

@testable import relais

@Suite struct `The timeline of a journey` {
    private let rows = [
        "{\"at\":\"2026-03-02T13:02:11Z\",\"by\":\"agency:1819\",\"what\":\"request_stored\",\"case\":\"RL-2026-000123-7\"}",
        "{\"at\":\"2026-03-02T13:02:11Z\",\"by\":\"relais\",\"what\":\"leg_opened\",\"leg\":\"RL-2026-000123-7/1\","
            + "\"need\":\"psychological.distress\"}",
        "{\"at\":\"2026-03-02T13:02:12Z\",\"by\":\"relais\",\"what\":\"offered\",\"leg\":\"RL-2026-000123-7/1\","
            + "\"need\":\"psychological.distress\",\"queue\":\"un-pass\",\"answer_by\":\"2026-03-02T13:17:11Z\"}",
        "{\"at\":\"2026-03-03T08:00:00Z\",\"by\":\"partner:un-pass\",\"what\":\"accepted\","
            + "\"need\":\"psychological.distress\",\"new_field\":\"kim\"}",
        "{\"at\":\"2026-03-03T08:00:00Z\",\"by\":\"agency:hub\",\"what\":\"status_stored\",\"position\":7,"
            + "\"status\":\"contacted\",\"need\":\"legal\"}",
        "{\"at\":\"2026-03-03T08:00:01Z\",\"what\":\"something_new\",\"leg\":\"RL-2026-000123-7/1\"}",
    ].compactMap { Row($0) }

    @Test func `says when, who and what, day by day`() {
        #expect(
            JourneyTimeline(rows: rows).lines(width: 80) == [
                "2026-03-02",
                "  14:02:11  1819            asked for help",
                "  14:02:11  relais          opened a leg for psychological.distress (/1)",
                "  14:02:12  relais          offered psychological.distress (/1) in un-pass,",
                "                            answer by 2026-03-02 14:17",
                "",
                "2026-03-03",
                "  09:00:00  un-pass         accepted psychological.distress, new field kim",
                "  09:00:00  hub             reported contacted, need legal",
                "  09:00:01  relais          something new RL-2026-000123-7/1",
            ]
        )
    }

    @Test(arguments: [
        ("noticed\",\"notice\":\"recalled", "told ced that treasury.vat (/1) was taken back"),
        ("noticed\",\"notice\":\"a_new_one", "told ced of treasury.vat (/1): a_new_one"),
        (
            "died\",\"reason\":\"passed_on_too_often",
            "took for dead, passed on too often, treasury.vat (/1) with ced"
        ),
        ("stepped\",\"step\":\"widen", "let more partners have treasury.vat (/1) with ced"),
        (
            "assignment_ended\",\"reason\":\"returned",
            "gave back, unread, treasury.vat (/1) with ced"
        ),
        ("assignment_ended\",\"reason\":\"new", "took back treasury.vat (/1) with ced because new"),
        (
            "reported\",\"verb\":\"hold\",\"next_step\":\"2026-12-22T00:23:28.620726+01:00",
            "put on hold treasury.vat (/1) with ced, next step 2026-12-22 00:23"
        ),
        (
            "overdue\",\"deadline\":\"hold",
            "passed the end of the hold of treasury.vat (/1) with ced"
        ),
    ])
    func `tells a fact by its kind`(fields: String, sentence: String) throws {
        let leg = "\"leg\":\"RL-2026-000123-7/1\",\"need\":\"treasury.vat\",\"partner\":\"ced\""
        let row = try #require(Row("{\"what\":\"\(fields)\",\(leg)}"))
        #expect(JourneyTimeline.what(row) == sentence)
    }

    @Test(arguments: [
        ("crisis", "read the note: crisis suspected, families psychological treasury"),
        (
            "verify",
            "read the note: somebody must ask whether a life is in danger, families psychological treasury"
        ),
        ("none", "read the note, families psychological treasury"),
    ])
    func `tells what was heard in a note, and how grave it is`(
        danger: String,
        sentence: String
    ) throws {
        let row = Row(
            "{\"what\":\"note_read\",\"danger\":\"\(danger)\",\"families\":\"psychological treasury\"}"
        )
        #expect(JourneyTimeline.what(try #require(row)) == sentence)
    }

    @Test func `has a phrase for every fact that a journey has`() throws {
        let source = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Posts/Recorder+History.swift")
        let text = try String(contentsOf: source, encoding: .utf8)
        let start = try #require(text.range(of: "extension Fact {"))
        let end = try #require(text.range(of: "\n}\n", range: start.upperBound..<text.endIndex))
        let words = text[start.upperBound..<end.lowerBound].matches(of: /case \.\w+: "(\w+)"/)
            .map { String($0.output.1) }
        #expect(words.count > 30)
        #expect(words.filter { !JourneyPhrase.knows($0) } == [])
    }

    @Test func `is at most as wide as it may be`() {
        #expect(JourneyTimeline(rows: rows).lines(width: 50).allSatisfy { $0.count <= 50 })
    }
}

@Suite struct `The screen of top` {
    private let now = Moment(seconds: 1_772_456_531)

    private func frame(
        _ rows: [String],
        from endpoint: String = "tcp://127.0.0.1:5573"
    ) -> TopFrame {
        TopFrame(
            heading: TopFrame.Heading(
                endpoint: endpoint,
                epoch: "3f",
                sequence: 812,
                at: now
            ),
            rows: rows.compactMap { Row($0) },
            now: now
        )
    }

    private let ced =
        "{\"queue\":\"ced\",\"partner\":\"ced\",\"waiting\":12,\"offered\":3,\"open\":40,\"sessions\":2,"
        + "\"oldest\":\"2026-03-02T12:02:11Z\",\"next_deadline\":\"2026-03-02T13:32:11Z\","
        + "\"at_risk\":4,\"in\":623,\"out\":500,\"needs\":{\"legal\":1,\"treasury.vat\":11}}"

    private let late =
        "{\"queue\":\"un-pass\",\"waiting\":1,\"offered\":0,\"open\":0,\"sessions\":0,"
        + "\"oldest\":\"2026-03-02T13:01:11Z\",\"next_deadline\":\"2026-03-02T12:58:11Z\",\"in\":1,"
        + "\"out\":0,\"needs\":{}}"

    @Test func `shows the next deadline first`() {
        #expect(
            frame([ced, late]).lines() == [
                "relais top  tcp://127.0.0.1:5573           2026-03-02 14:02:11  epoch 3f seq 812",
                "late queues 1  at risk 4  waiting 13  offered 3  open 40  sessions 2",
                "",
                "QUEUE           NEEDS             WAIT OFFER  OPEN RISK OLDEST   NEXT    IN  OUT",
                "un-pass         -                    1     0     0    -     1m    !4m     1    0",
                "ced             treasury.vat 11…    12     3    40    4   1h00    30m   623  500",
                "q quits   ! is late   risk: likely late   in and out: since the gateway started",
            ]
        )
    }

    @Test func `tells behind its name that a queue stands still, and until when`() {
        let paused = ced.replacing(
            "\"partner\"",
            with: "\"standing\":\"paused\",\"until\":\"2026-03-02T18:00:00+01:00\",\"partner\""
        )
        let draining = late.replacing(
            "\"waiting\"",
            with: "\"standing\":\"draining\",\"until\":\"2026-03-04T08:00:00+01:00\",\"waiting\""
        )
        let lines = frame([paused, draining]).lines()
        #expect(lines[1].hasPrefix("late queues 1  at risk 4  halted 2  waiting 13"))
        #expect(lines[4].hasPrefix("un-pass (draining) -                 1 "))
        #expect(lines[5].hasPrefix("ced (paused until 18:00) treasu…    12 "))
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test func `tells what is late and at risk before all other sums, however large they are`() {
        let many = (1...16).map { number in
            late.replacing("\"un-pass\"", with: "\"q\(number)\",\"at_risk\":99")
                .replacing("\"waiting\":1", with: "\"waiting\":99")
                .replacing("\"offered\":0,\"open\":0", with: "\"offered\":99,\"open\":99")
        }
        let sums = frame(many).lines()[1]
        #expect(
            sums
                == "late queues 16  at risk 1584  waiting 1584  offered 1584  open 1584  sessions 0"
        )
    }

    @Test func `fits into 80 columns and 24 lines, and says what it leaves out`() {
        let many = (1...40).map { number in
            ced.replacing("\"queue\":\"ced\"", with: "\"queue\":\"a-very-long-name-\(number)\"")
        }
        let lines = frame(many).lines()
        #expect(lines.count == 24)
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines[22] == "… and 22 queues more; relais queue ls shows all")
    }

    @Test func `cuts a long endpoint, not the time`() {
        let endpoint = "ipc:///run/relais/a-folder-with-a-long-name/feed"
        let title = frame([ced], from: endpoint).lines()[0]
        #expect(title.count == 80)
        #expect(title.hasPrefix("relais top  ipc:///run/relais/a-folder-w…  "))
        #expect(title.hasSuffix("2026-03-02 14:02:11  epoch 3f seq 812"))
    }

    @Test func `is no wider and no higher than the terminal`() {
        let lines = frame([ced, late]).lines(width: 40, height: 6)
        #expect(lines.allSatisfy { $0.count <= 40 })
        #expect(lines.count == 6)
        #expect(frame([ced, late]).lines(width: 1, height: 1).count == 1)
    }

    @Test func `takes rows in which anything is missing`() {
        #expect(frame(["{}"]).lines()[4].hasPrefix("-               -"))
        #expect(frame([]).lines().contains("no queue has anything in it"))
    }
}

@Suite struct `The figures of status` {
    @Test func `have a line each`() throws {
        let row = try #require(
            Row(
                "{\"journal\":\"3f\",\"open_legs\":12,\"started_at\":\"2026-03-02T13:02:11Z\",\"x\":null}"
            )
        )
        #expect(
            StatusCommand.lines(row) == [
                "journal     3f",
                "open legs   12",
                "started at  2026-03-02 14:02",
                "x           -",
            ]
        )
    }
}
