import GatewayDouble
import Referrals
import RelaisClient
import Synchronization
import Testing
import Wire

private func leg(_ number: Int, _ state: String = "accepted") -> String {
    "{\"leg\":\"leg-\(number)\",\"state\":\"\(state)\"}"
}

/// A desk that says of its legs what a test has it say, a page for each message.
private final class Desk: Sendable {
    let pages: Mutex<[[String]]>
    let isGone = Atomic(false)

    init(_ pages: [[String]]) {
        self.pages = Mutex(pages)
    }

    func answer(_ heard: FakeGateway.Heard) -> [FakeGateway.Saying] {
        switch heard.header.inquiry {
        case .hello?:
            let welcome = WelcomeMessage(
                session: "s",
                epoch: 1,
                now: Moment(seconds: 0),
                windowMessages: 16,
                windowBytes: 1 << 20,
                ping: .seconds(60)
            )
            return [.answer(.welcome(welcome))]
        case .attach?: return [.answer(.attached([], []))]
        case .take? where heard.index == 0:
            let offer =
                "{\"n\":1,\"lease\":\"L1\",\"leg\":\"leg-1\",\"queue\":\"ced\",\"need\":\"legal\"}"
            return [.lines(kind: "offer", re: nil, [offer])]
        case .answer?: return [.answer(.answered([LineAnswer(line: 1, id: nil, code: 200)]))]
        case .report?: return [.answer(.reported([LineAnswer(line: 1, id: nil, code: 200)]))]
        case .mine(let after)?:
            let index = after.flatMap { Int($0) } ?? 0
            return pages.withLock { pages in
                let lines = pages.indices.contains(index) ? pages[index] : []
                let next = index + 1 < pages.count ? ",\"next\":\"\(index + 1)\"" : ""
                let header = "{\"v\":1,\"kind\":\"legs\",\"re\":\(heard.header.seq ?? 0)\(next)}\n"
                return [.bytes(Array((header + lines.joined(separator: "\n")).utf8))]
            }
        case _: return []
        }
    }
}

private func client(_ gateway: FakeGateway) throws -> PartnerClient {
    PartnerClient(try Connection(to: gateway.endpoint), consumer: "w", pace: .brisk)
}

/// What the client tells of legs, until it has told so much.
private func told(_ client: PartnerClient, _ count: Int) throws -> [String] {
    var told: [String] = []
    while told.count < count {
        switch try client.next(until: soon()) {
        case .gained(let leg, _): told.append("+\(leg)")
        case .gone(let leg): told.append("-\(leg)")
        case .offer, .notice, .lost: continue
        case nil: return told + ["nothing more"]
        }
    }
    return told
}

@Suite struct `After it has attached a partner's client` {
    @Test func `tells what the partner holds, from all pages, and nothing that it does not hold`()
        throws
    {
        let desk = Desk([[leg(1), leg(2, "offered")], [leg(3, "on_hold"), leg(4, "in_progress")]])
        let gateway = try FakeGateway(desk.answer)
        let client = try client(gateway)
        _ = try client.attach()
        #expect(try told(client, 3) == ["+leg-1", "+leg-3", "+leg-4"])
        #expect(client.legs == ["leg-1", "leg-3", "leg-4"])
    }

    @Test func `tells what it held and holds no more`() throws {
        let desk = Desk([[leg(1), leg(2)]])
        let gateway = try FakeGateway(desk.answer)
        let client = try client(gateway)
        _ = try client.attach()
        #expect(try told(client, 2) == ["+leg-1", "+leg-2"])
        desk.pages.withLock { $0 = [[leg(2), leg(3)]] }
        _ = try client.attach()
        #expect(try told(client, 2) == ["+leg-3", "-leg-1"])
    }

    @Test func `says nothing of legs that it accepted itself`() throws {
        let desk = Desk([[]])
        let gateway = try FakeGateway(desk.answer)
        let client = try client(gateway)
        _ = try client.attach()
        try client.welcome(1)
        guard case .offer(let offer)? = try client.next(until: soon()) else {
            Issue.record("nothing was offered")
            return
        }
        _ = try client.answer([AnswerLine(id: "a", lease: offer.lease, verb: .accept(by: "kim"))])
        #expect(client.legs == ["leg-1"])
        desk.pages.withLock { $0 = [[leg(1), leg(9)]] }
        _ = try client.attach()
        #expect(try told(client, 1) == ["+leg-9"])
    }

    @Test func `forgets a leg that it has completed`() throws {
        let desk = Desk([[leg(1)]])
        let gateway = try FakeGateway(desk.answer)
        let client = try client(gateway)
        _ = try client.attach()
        #expect(try told(client, 1) == ["+leg-1"])
        let report = ReportLine(id: "r", leg: "leg-1", verb: .complete(.helpedFull, nil))
        _ = try client.report([report])
        #expect(client.legs.isEmpty)
    }
}

@Suite struct `A partner's client whose gateway dies` {
    @Test func `attaches again by itself, with what is in hand`() throws {
        let place = "ipc:///tmp/relais-desk-\(UInt32.random(in: 0...UInt32.max))"
        let desk = Desk([[]])
        var gateway: FakeGateway? = try FakeGateway(at: place, desk.answer)
        let client = PartnerClient(
            try Connection(
                to: place,
                identity: .account,
                backoff: Backoff(first: .milliseconds(5), longest: .milliseconds(20))
            ),
            consumer: "w",
            patience: .milliseconds(200),
            pace: .brisk
        )
        _ = try client.attach()
        try client.welcome(1)
        _ = try client.next(until: soon())
        #expect(client.inHand == ["L1"])
        #expect(gateway?.heard.isEmpty == false)
        gateway = nil
        #expect(throws: ClientFailure.silent(endpoint: place)) {
            while true { _ = try client.next(until: soon()) }
        }
        let second = try FakeGateway(at: place, desk.answer)
        let deadline = soon()
        while !second.kinds.contains("attach"), ContinuousClock.now < deadline {
            // While it is away each call may say so.
            _ = try? client.next(until: .now + .milliseconds(20))
        }
        let attach = second.heard.compactMap { heard -> AttachInquiry? in
            guard case .attach(let attach)? = heard.header.inquiry else { return nil }
            return attach
        }
        #expect(attach.first?.leases == ["L1"])
    }
}
