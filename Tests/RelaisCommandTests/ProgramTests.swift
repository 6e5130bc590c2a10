import Foundation
import GatewayDouble
import Referrals
import Testing
import Wire

private let at = Moment(seconds: 1_772_456_531)

private func event(_ agency: String, _ number: Int) -> String {
    "{\"id\":\"\(number)\",\"source\":\"urn:relais:agency:\(agency)\"}"
}

private func receipt(_ heard: FakeGateway.Heard, code: Int = 200) -> FakeGateway.Saying {
    .answer(
        .receipt(
            heard.lines.indices.map { index in
                var line = ReceiptLine(line: index + 1, id: nil, code: code, status: .stored)
                if code >= 400 { line.error = .bceCheckDigits }
                return line
            }
        )
    )
}

private func publish(_ lines: [String], to gateway: FakeGateway, _ more: String...) throws
    -> ProgramRun
{
    let arguments = ["publish", "-", "--insecure", "--endpoint", gateway.endpoint]
    return try ProgramRun(arguments + more, stdin: lines.joined(separator: "\n"))
}

@Suite struct `The program` {
    @Test func `publishes each event as its own agency and ends with 0`() throws {
        let gateway = try FakeGateway { heard in
            if case .publish? = heard.header.inquiry { return [receipt(heard)] }
            return []
        }
        let run = try publish(
            [event("1819", 1), "", event("hub", 2), event("1819", 3)],
            to: gateway
        )
        #expect(run.code == 0, "\(run.words)")
        #expect(
            run.output.split(separator: "\n").sorted() == [
                "{\"input\":1,\"line\":1,\"id\":null,\"code\":200,\"status\":\"stored\",\"first\":null}",
                "{\"input\":3,\"line\":1,\"id\":null,\"code\":200,\"status\":\"stored\",\"first\":null}",
                "{\"input\":4,\"line\":2,\"id\":null,\"code\":200,\"status\":\"stored\",\"first\":null}",
            ]
        )
        #expect(run.words == "relais: 3 read: 3 stored\n")
        let heard = gateway.heard.filter { $0.header.inquiry?.kind.description == "publish" }
        #expect(
            Set(heard.map { "\($0.header.speaker?.description ?? "") \($0.lines.count)" })
                == ["agency:1819 2", "agency:hub 1"]
        )
    }

    @Test func `ends with 65 when an event is refused, and says as what`() throws {
        let gateway = try FakeGateway { heard in
            if case .publish? = heard.header.inquiry { return [receipt(heard, code: 422)] }
            return []
        }
        let run = try publish([event("1819", 1)], to: gateway)
        #expect(run.code == 65)
        #expect(run.output.contains("\"error\":\"bce_check_digits\""))
        #expect(run.words.contains("1 refused"))
        #expect(run.words.contains("bce_check_digits 1"))
    }

    @Test func `names the line that it sets aside, and sends the others`() throws {
        let gateway = try FakeGateway { heard in
            if case .publish? = heard.header.inquiry { return [receipt(heard)] }
            return []
        }
        let long = "{\"x\":\"" + String(repeating: "x", count: 70_000) + "\"}"
        let run = try publish([event("1819", 1), long, event("1819", 3)], to: gateway)
        #expect(run.code == 65)
        #expect(run.words.contains("stdin:2: not sent: 70008 bytes"))
        #expect(run.output.split(separator: "\n").count == 2)
    }

    @Test func `says of a line that is no JSON that it is none`() throws {
        let gateway = try FakeGateway { _ in [] }
        let run = try publish(["hello", "{\"id\":\"1\"}"], to: gateway)
        #expect(run.code == 65)
        #expect(run.words.contains("stdin:1: not sent: not JSON at byte 0"))
        #expect(run.words.contains("stdin:2: not sent: no source says which agency"))
    }

    @Test func `ends with 69 when no gateway answers`() throws {
        let gateway = try FakeGateway { _ in [] }
        let run = try publish([event("1819", 1)], to: gateway, "--timeout", "0.3")
        #expect(run.code == 69)
        #expect(run.words.contains("no gateway answered at \(gateway.endpoint)"))
    }

    @Test func `ends with 75 when some events are still to be sent`() throws {
        let gateway = try FakeGateway { heard in
            if case .publish? = heard.header.inquiry {
                return [.answer(.error(ErrorMessage(.storage, detail: "not now")))]
            }
            return []
        }
        let run = try publish([event("1819", 1)], to: gateway, "--timeout", "0.3")
        #expect(run.code == 75)
        #expect(run.words.contains("1 still to be sent"))
    }

    @Test func `tells the usage of the command that nobody may give as this role`() throws {
        let run = try ProgramRun(["queue", "ls", "--insecure", "--as", "agency:1819"])
        #expect(run.code == 64)
        #expect(run.words.contains("agency:1819 is no supervisor:NAME"))
        #expect(run.words.contains("Usage: relais queue ls"))
    }

    @Test(arguments: [["publish", "--insecure"], ["check"]])
    func `ends with 66 when the file is not there`(words: [String]) throws {
        let run = try ProgramRun(words + ["/nowhere/at-all.jsonl"])
        #expect(run.code == 66)
    }

    @Test(arguments: [
        (
            "table",
            "QUEUE  WAIT  OFFER  OPEN  RISK  WORKERS  OLDEST  NEXT DEADLINE\n"
                + "ced       3      -     -     -        -  -       -\n"
        ),
        ("jsonl", "{\"queue\":\"ced\",\"partner\":\"ced\",\"waiting\":3}\n"),
        ("json", "[\n{\"queue\":\"ced\",\"partner\":\"ced\",\"waiting\":3}\n]\n"),
        (
            "csv",
            "queue,waiting,offered,open,at_risk,sessions,oldest,next_deadline,"
                + "pace_per_hour,forecast_minutes,forecast_minutes_90,partner,in,out,needs,"
                + "standing,until\r\n"
                + "ced,3,,,,,,,,,,ced,,,,,\r\n"
        ),
    ])
    func `lists the queues in each format`(format: String, output: String) throws {
        let row = Array("{\"queue\":\"ced\",\"partner\":\"ced\",\"waiting\":3}".utf8)
        let gateway = try FakeGateway { _ in [.answer(.told([row], asOf: .origin, at: at))] }
        let run = try ProgramRun(
            ["queue", "ls", "--insecure", "-o", format, "--endpoint", gateway.endpoint]
        )
        #expect(run.code == 0)
        #expect(run.output == output)
        #expect(run.words == "")
    }

    @Test func `writes every field of a journey as CSV`() throws {
        let rows = [
            "{\"at\":\"2026-03-02T09:00:00Z\",\"what\":\"case_opened\",\"position\":3}",
            "{\"at\":\"2026-03-02T09:01:00Z\",\"what\":\"declined\",\"reason\":\"full\",\"position\":4}",
        ].map { Array($0.utf8) }
        let gateway = try FakeGateway { _ in [.answer(.told(rows, asOf: .origin, at: at))] }
        let run = try ProgramRun(
            ["case", "show", "0403.019.261", "--insecure", "-o", "csv"]
                + ["--endpoint", gateway.endpoint]
        )
        #expect(run.code == 0, "\(run.words)")
        #expect(
            run.output
                == "at,by,what,leg,need,queue,partner,position,reason\r\n"
                + "2026-03-02T09:00:00Z,,case_opened,,,,,3,\r\n"
                + "2026-03-02T09:01:00Z,,declined,,,,,4,full\r\n"
        )
    }

    @Test func `shows how the legs of a case stand, and then its journey`() throws {
        let leg = "{\"leg\":\"RL-2026-000123-7/1\",\"need\":\"legal.lease\",\"state\":\"waiting\"}"
        let step =
            "{\"at\":\"2026-03-02T09:00:00Z\",\"what\":\"case_opened\",\"case\":\"RL-2026-000123-7\"}"
        let gateway = try FakeGateway { heard in
            guard case .ask(let ask)? = heard.header.inquiry else { return [] }
            let row = Array((ask.what == "legs" ? leg : step).utf8)
            return [.answer(.told([row], asOf: .origin, at: at))]
        }
        let run = try ProgramRun(
            ["case", "show", "0403.019.261", "--insecure", "--endpoint", gateway.endpoint]
        )
        #expect(run.code == 0, "\(run.words)")
        #expect(
            run.output == """
                RL-2026-000123-7

                LEG                 NEED         STATE    OWNER  WHY  DEADLINE
                RL-2026-000123-7/1  legal.lease  waiting  -      -    -

                2026-03-02
                  10:00:00  relais          opened the case

                """
        )
    }

    @Test func `lists all queues, however many pages they fill`() throws {
        let rows = (1...5).map { Array("{\"queue\":\"q\($0)\",\"waiting\":\($0)}".utf8) }
        let gateway = try FakeGateway.listing(rows, at: at)
        let run = try ProgramRun(
            ["queue", "ls", "--insecure", "-o", "jsonl", "--endpoint", gateway.endpoint]
        )
        #expect(run.code == 0)
        #expect(Array(run.output.utf8) == rows.flatMap { $0 + [0x0A] })
    }

    @Test func `ends with 65 when nothing is known of a case`() throws {
        let gateway = try FakeGateway { _ in
            [.answer(.error(ErrorMessage(.notFound, detail: "unknown or not yours")))]
        }
        let run = try ProgramRun(
            ["case", "show", "0403.019.261", "--insecure", "--endpoint", gateway.endpoint]
        )
        #expect(run.code == 65)
        #expect(run.words == "relais: nothing is known of 0403.019.261\n")
    }

    @Test func `ends with 78 and the mistakes when a bundle is refused`() throws {
        let gateway = try FakeGateway { _ in
            [
                .answer(
                    .done(code: 422, isChanged: false, words: ["triage.yaml:7: expected a need"])
                )
            ]
        }
        let run = try ProgramRun(["activate", "--insecure", "--endpoint", gateway.endpoint])
        #expect(run.code == 78)
        #expect(
            run.words
                == "triage.yaml:7: expected a need\nrelais: 1 mistake in the bundle; the one in force stays\n"
        )
        #expect(run.output == "")
    }
}

/// A desk that offers a leg of each of these queues, and takes every answer but the first few.
func deskOffering(
    _ offered: [String],
    queues: [String] = ["ced", "hub.coaching", "hub.digital"],
    silences: Int = 0
) throws -> FakeGateway {
    try FakeGateway { heard in
        switch heard.header.inquiry {
        case .hello?:
            [
                .answer(
                    .welcome(
                        WelcomeMessage(
                            session: "s",
                            epoch: 1,
                            now: at,
                            windowMessages: 16,
                            windowBytes: 1 << 20,
                            ping: .seconds(60)
                        )
                    )
                )
            ]
        case .attach(let attach)?:
            [
                .answer(
                    .attached(
                        queues.compactMap(QueueID.init).map { queue in
                            AttachedQueue(
                                queue: queue,
                                needs: [],
                                languages: [],
                                isPaused: false,
                                ready: 0
                            )
                        },
                        attach.leases.map { AttachedLease(lease: $0, leg: nil, state: .held) }
                    )
                )
            ]
        case .take? where heard.index == 0:
            [
                .lines(
                    kind: "offer",
                    re: nil,
                    offered.indices.map { index in
                        "{\"n\":\(index + 1),\"lease\":\"L\(index + 1)\",\"leg\":\"leg-\(index + 1)\","
                            + "\"queue\":\"\(offered[index])\",\"need\":\"un_need\"}"
                    }
                )
            ]
        case .answer? where heard.index >= silences:
            [
                .answer(
                    .answered(
                        heard.lines.indices.map { LineAnswer(line: $0 + 1, id: nil, code: 200) }
                    )
                )
            ]
        case _: []
        }
    }
}
