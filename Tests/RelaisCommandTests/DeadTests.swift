import GatewayDouble
import Referrals
import Testing
import Wire

@testable import relais

private let at = Moment(seconds: 1_772_456_531)

/// A row of the dead, as a gateway tells it.
private func row(_ number: Int, to queue: String = "ced") -> [UInt8] {
    let leg = LegID(caseID: CaseID(year: 2026, number: UInt32(number)), ordinal: 1)
    let text =
        "{\"leg\":\"\(leg)\",\"need\":\"treasury.vat\",\"urgency\":\"soon\",\"cause\":\"lost_too_often\","
        + "\"since\":\"2026-03-02T1\(number):00:00+01:00\",\"attempts\":5,\"due\":null,\"to\":\"\(queue)\"}"
    return Array(text.utf8)
}

/// A gateway with these dead, which answers each order by a code of its own, and what it refuses with this
/// sentence.
private func gateway(
    _ rows: [[UInt8]],
    refusing refused: Int? = nil,
    saying detail: String = "it is offered"
) throws -> FakeGateway {
    try FakeGateway { heard in
        switch heard.header.inquiry {
        case .ask?: return [.answer(.told(rows, asOf: Position(7), at: at))]
        case .order?:
            if heard.index == refused {
                let error = ErrorMessage(.wrongState, detail: detail)
                return [.answer(.error(error))]
            }
            return [.answer(.done(code: 200, isChanged: true, words: ["it waits in ced"]))]
        default: return []
        }
    }
}

private func orders(_ gateway: FakeGateway) -> [OrderInquiry] {
    gateway.heard.compactMap { heard in
        guard case .order(let order)? = heard.header.inquiry else { return nil }
        return order
    }
}

@Suite struct `The dead from a terminal` {
    @Test func `are replayed one by one, each under a key of its own`() throws {
        let gateway = try gateway([row(1), row(2)])
        let run = try ProgramRun(
            [
                "dead", "replay", "--all", "--insecure", "--reason", "repaired", "--order-key", "k",
                "--rate", "1000", "-o", "jsonl", "--endpoint", gateway.endpoint,
            ]
        )
        #expect(run.code == 0, "\(run.words)")
        let legs = [1, 2].map { LegID(caseID: CaseID(year: 2026, number: $0), ordinal: 1) }
        #expect(orders(gateway).map(\.key) == legs.map { "k/\($0)" })
        #expect(orders(gateway).allSatisfy { $0.verb == "replay" && $0.reason == "repaired" })
        #expect(run.output.split(separator: "\n").count == 2)
        #expect(run.words.contains("2 legs: 2 replayed"))
    }

    @Test func `are only told of in a dry run`() throws {
        let gateway = try gateway([row(1)])
        let run = try ProgramRun(
            [
                "dead", "replay", "--queue", "ced", "--insecure", "--reason", "r", "--dry-run",
                "--endpoint", gateway.endpoint,
            ]
        )
        #expect(run.code == 0)
        let orders = orders(gateway)
        #expect(orders.allSatisfy { $0.isDryRun })
        #expect(run.words.contains("1 leg: 1 would be replayed"))
    }

    @Test func `go on after one is refused, and the program ends with 65`() throws {
        let gateway = try gateway([row(1), row(2), row(3)], refusing: 1)
        let run = try ProgramRun(
            [
                "dead", "resolve", "--all", "--outcome", "other", "--insecure", "--reason", "r",
                "--rate", "1000", "--endpoint", gateway.endpoint,
            ]
        )
        #expect(run.code == 65)
        #expect(run.words.contains("3 legs: 2 resolved, 1 refused"))
        #expect(run.output.contains("it is offered"))
    }

    @Test func `are told why they are refused, in 80 columns and whole`() throws {
        let detail =
            "it is waiting; what may be ordered of it: reroute close withdraw, and whatever else a"
            + " supervisor may do to a leg that nobody has"
        let gateway = try gateway([row(1)], refusing: 0, saying: detail)
        let run = try ProgramRun(
            [
                "dead", "replay", "RL-2026-000123-7/1", "--insecure", "--reason", "r", "--endpoint",
                gateway.endpoint,
            ]
        )
        #expect(run.code == 65)
        #expect(run.words.contains("1 leg: 0 replayed, 1 refused"))
        let lines = run.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 })
        let told = lines.dropFirst().map { String($0.dropFirst(26)) }.joined(separator: " ")
        #expect(told.split(separator: " ") == detail.split(separator: " "), "\(run.output)")
    }

    @Test func `are found by the time since when they are dead`() throws {
        let gateway = try gateway([row(1), row(2), row(3)])
        let run = try ProgramRun(
            [
                "dead", "ls", "--after", "2026-03-02T10:30:00Z", "--insecure", "-o", "jsonl",
                "--endpoint", gateway.endpoint,
            ]
        )
        #expect(run.code == 0)
        #expect(run.output.split(separator: "\n").count == 2)
    }

    @Test func `are none: nothing is ordered`() throws {
        let gateway = try gateway([])
        let run = try ProgramRun(
            [
                "dead", "replay", "--all", "--insecure", "--reason", "r", "--endpoint",
                gateway.endpoint,
            ]
        )
        #expect(run.code == 0)
        #expect(orders(gateway).isEmpty)
        #expect(run.words == "relais: nothing is dead that is meant\n")
    }
}

@Suite struct `An order that nobody answers` {
    private func pause(_ gateway: FakeGateway, _ more: String...) throws -> ProgramRun {
        try ProgramRun(
            [
                "queue", "pause", "ced", "--insecure", "--reason", "fair", "--timeout", "0.5",
                "--endpoint", gateway.endpoint,
            ] + more
        )
    }

    @Test func `may have been carried out: the program ends with 75 and tells its key`() throws {
        let gateway = try FakeGateway { _ in [] }
        let run = try pause(gateway)
        #expect(run.code == 75)
        let order = try #require(orders(gateway).first)
        #expect(run.words.contains("may have been carried out"))
        #expect(run.words.contains("--order-key \(order.key) tells"), "\(run.words)")
    }

    @Test func `was only a dry run: there is nothing to repeat`() throws {
        let run = try pause(try FakeGateway { _ in [] }, "--dry-run")
        #expect(run.code == 75)
        #expect(!run.words.contains("--order-key"), "\(run.words)")
    }

    @Test func `was never given where nobody listens`() throws {
        let run = try ProgramRun(
            [
                "queue", "pause", "ced", "--insecure", "--reason", "fair", "--timeout", "0.3",
                "--endpoint", "ipc:///nowhere/control.sock",
            ]
        )
        #expect(run.code == 69)
        #expect(!run.words.contains("--order-key"), "\(run.words)")
    }
}

@Suite struct `An order from a terminal` {
    @Test func `says what changed, and ends with 0`() throws {
        let gateway = try gateway([])
        let run = try ProgramRun(
            [
                "queue", "pause", "ced", "--insecure", "--reason", "fair", "--order-key", "k-1",
                "--endpoint", gateway.endpoint,
            ]
        )
        #expect(run.code == 0, "\(run.words)")
        #expect(run.words == "it waits in ced\nrelais: done\n")
        let order = try #require(orders(gateway).first)
        #expect(try order.order() == .pause(try #require(QueueID("ced")), until: nil))
        #expect(order.key == "k-1" && order.reason == "fair" && !order.isDryRun)
    }

    @Test func `says why it was refused, and ends with 65`() throws {
        let gateway = try gateway([], refusing: 0)
        let run = try ProgramRun(
            [
                "leg", "withdraw", "RL-2026-000123-7/1", "--insecure", "--reason", "r",
                "--endpoint", gateway.endpoint,
            ]
        )
        #expect(run.code == 65)
        #expect(run.words.contains("it is offered (wrong_state, 409)"))
    }
}
