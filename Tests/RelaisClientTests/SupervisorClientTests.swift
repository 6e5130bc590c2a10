import GatewayDouble
import Referrals
import RelaisClient
import Testing
import Wire

@Suite struct `A supervisor's client` {
    private let at = Moment(seconds: 1_600_000_000)

    @Test func `gets rows as they were sent`() throws {
        let row = Array("{\"queue\":\"ced\",\"waiting\":3}".utf8)
        let gateway = try FakeGateway { [at] _ in
            [.answer(.told([row], asOf: Position(42), at: at))]
        }
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        let told = try client.ask("queues")
        #expect(told.rows == [row])
        #expect(told.position == 42)
    }

    @Test func `asks on until the last page`() throws {
        let rows = (1...3).map { Array("{\"n\":\($0)}".utf8) }
        let gateway = try FakeGateway.listing(rows, at: at)
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        #expect(try client.ask("cases").rows == rows)
        #expect(gateway.heard.count == 3)
    }

    @Test func `is as new as the first of its pages`() throws {
        let gateway = try FakeGateway { [at] heard in
            let next = heard.index == 0 ? "n" : nil
            let position = Position(UInt64(heard.index) + 7)
            return [.answer(.told([], asOf: position, at: at, next: next))]
        }
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        #expect(try client.ask("cases").position == 7)
    }

    @Test func `asks on after a page without rows`() throws {
        let row = Array("{\"n\":1}".utf8)
        let gateway = try FakeGateway { [at] heard in
            heard.index == 0
                ? [.answer(.told([], asOf: .origin, at: at, next: "n"))]
                : [.answer(.told([row], asOf: .origin, at: at))]
        }
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        #expect(try client.ask("cases").rows == [row])
    }

    @Test func `does not go round and round`() throws {
        let gateway = try FakeGateway { [at] _ in
            [.answer(.told([], asOf: .origin, at: at, next: "n"))]
        }
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        _ = try client.ask("cases")
        #expect(gateway.heard.count == 2)
    }

    @Test func `sends the order it wants with each page`() throws {
        let gateway = try FakeGateway { [at] heard in
            [.answer(.told([], asOf: .origin, at: at, next: heard.index == 0 ? "n" : nil))]
        }
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        let order = [AskInquiry.Sorting(field: "waiting", isDescending: true)]
        _ = try client.ask("queues", order: order)
        let asked = gateway.heard.map { heard -> [AskInquiry.Sorting]? in
            guard case .ask(let ask)? = heard.header.inquiry else { return nil }
            return ask.order
        }
        #expect(asked == [order, order])
    }

    @Test func `sends its conditions`() throws {
        let gateway = try FakeGateway { [at] _ in [.answer(.told([], asOf: .origin, at: at))] }
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        let condition = AskInquiry.Condition(field: "bce", test: .equal("0403019261"))
        _ = try client.ask("journey", where: [condition])
        guard case .ask(let asked)? = gateway.heard.first?.header.inquiry else {
            Issue.record("no question was heard")
            return
        }
        #expect(asked.what == "journey")
        #expect(asked.conditions == [condition])
    }

    @Test func `asks again after a passing error`() throws {
        let gateway = try FakeGateway { [at] heard in
            heard.index < 2
                ? [.answer(.error(ErrorMessage(.notReady, detail: "starting")))]
                : [.answer(.told([], asOf: .origin, at: at))]
        }
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        _ = try client.ask("status")
        #expect(gateway.heard.count == 3)
    }

    @Test func `does not ask again after a final one`() throws {
        let gateway = try FakeGateway { _ in
            [.answer(.error(ErrorMessage(.notAllowed, detail: "no")))]
        }
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        #expect(throws: ClientFailure.self) { try client.ask("status") }
        #expect(gateway.heard.count == 1)
    }

    @Test func `is told the mistakes for which an order was refused`() throws {
        let words = ["triage.yaml:7: expected a need, found neds"]
        let gateway = try FakeGateway { _ in
            [.answer(.done(code: 422, isChanged: false, words: words))]
        }
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        let order = OrderInquiry(verb: "activate", reason: "because", key: "k")
        #expect {
            try client.order(order)
        } throws: { error in
            guard case .refused(let refusal)? = error as? ClientFailure else { return false }
            return refusal.words == words && refusal.code == 422
        }
    }

    @Test func `does not know whether an order was carried out that nobody answered`() throws {
        let gateway = try FakeGateway { _ in [] }
        let client = SupervisorClient(
            try Connection(to: gateway.endpoint),
            patience: .milliseconds(300),
            pace: .brisk
        )
        let order = OrderInquiry(verb: "activate", reason: "because", key: "k")
        #expect(throws: ClientFailure.unanswered(endpoint: gateway.endpoint)) {
            try client.order(order)
        }
        #expect(gateway.hears("order"))
    }

    @Test func `knows that an order was not carried out which no link took`() throws {
        let endpoint = "ipc:///nowhere/control.sock"
        let client = SupervisorClient(
            try Connection(to: endpoint),
            patience: .milliseconds(100),
            pace: .brisk
        )
        let order = OrderInquiry(verb: "activate", reason: "because", key: "k")
        #expect(throws: ClientFailure.silent(endpoint: endpoint)) { try client.order(order) }
    }

    @Test func `is told whether an order changed anything`() throws {
        let gateway = try FakeGateway { heard in
            [
                .answer(
                    .done(
                        code: heard.index == 0 ? 200 : 202,
                        isChanged: heard.index == 0,
                        words: []
                    )
                )
            ]
        }
        let client = SupervisorClient(try Connection(to: gateway.endpoint), pace: .brisk)
        let order = OrderInquiry(verb: "activate", reason: "because", key: "k")
        #expect(try client.order(order).hasChanged)
        #expect(try !client.order(order).hasChanged)
    }
}
