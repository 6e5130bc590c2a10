import GatewayDouble
import Referrals
import RelaisClient
import Testing
import Wire

private func offer(_ number: Int, lease: Int? = nil) -> String {
    "{\"n\":\(number),\"lease\":\"L\(lease ?? number)\",\"leg\":\"RL-2026-000123-7/\(number)\","
        + "\"queue\":\"ced\",\"need\":\"legal\"}"
}

private func welcome(pingMilliseconds: Int = 60_000) -> FakeGateway.Saying {
    .answer(
        .welcome(
            WelcomeMessage(
                session: "s",
                epoch: 1,
                now: Moment(seconds: 0),
                windowMessages: 16,
                windowBytes: 1 << 20,
                ping: .milliseconds(Int64(pingMilliseconds))
            )
        )
    )
}

private func answers(_ heard: FakeGateway.Heard, code: Int = 200) -> FakeGateway.Saying {
    .answer(.answered(heard.lines.indices.map { LineAnswer(line: $0 + 1, id: nil, code: code) }))
}

private func accept(_ lease: String) -> AnswerLine {
    AnswerLine(id: "a-\(lease)", lease: lease, verb: .accept(by: "kim"))
}

/// A gateway that offers so many legs as soon as it is told how many may come.
private func offering(
    _ count: Int,
    ping: Int = 60_000,
    then script: @escaping FakeGateway.Script = { [answers($0)] }
) throws -> FakeGateway {
    try FakeGateway { heard in
        switch heard.header.inquiry {
        case .hello?: [welcome(pingMilliseconds: ping)]
        case .attach?: [.answer(.attached([], []))]
        case .take? where heard.index == 0:
            [.lines(kind: "offer", re: nil, (1...count).map { offer($0) })]
        case .ping?: [.answer(.pong(now: Moment(seconds: 0)))]
        case nil: []
        case _: script(heard)
        }
    }
}

private func takes(_ gateway: FakeGateway) -> [Credit] {
    gateway.heard.compactMap { heard in
        guard case .take(let credit)? = heard.header.inquiry else { return nil }
        return credit
    }
}

@Suite struct `A partner's client` {
    @Test func `says hello and attaches before it takes`() throws {
        let gateway = try offering(1)
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        try client.welcome(1)
        _ = try client.next(until: soon())
        #expect(gateway.kinds == ["hello", "attach", "mine", "take"])
    }

    @Test func `counts its credit from what it has got`() throws {
        let gateway = try offering(3)
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        try client.welcome(3)
        for _ in 1...3 { _ = try client.next(until: soon()) }
        _ = try client.answer([accept("L1")])
        try client.welcome(1)
        _ = try client.mine()
        #expect(takes(gateway) == [Credit(through: 3, got: 0), Credit(through: 4, got: 3)])
        #expect(client.inHand == ["L2", "L3"])
    }

    @Test func `asks on for its legs until it has them all`() throws {
        let pages: [String: ([Int], String?)] = [
            "": ([1, 2], "two"), "two": ([3], "three"), "three": ([4], nil),
        ]
        let gateway = try offering(1) { heard in
            guard case .mine(let after)? = heard.header.inquiry,
                let (legs, next) = pages[after ?? ""]
            else { return [] }
            let lines = legs.map { number in
                LegLine(
                    leg: LegID(caseID: CaseID(year: 2026, number: 1), ordinal: UInt16(number)),
                    need: .info,
                    state: .accepted,
                    owner: "partner:ced",
                    due: Moment(seconds: 0)
                )
            }
            return [.answer(.legs(lines, next: next))]
        }
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        #expect(try client.mine().count == 4)
    }

    @Test func `names as many leases as one message can, and has lost the others`() throws {
        let gateway = try offering(300)
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        try client.welcome(300)
        for _ in 1...300 { _ = try client.next(until: soon()) }
        _ = try client.attach()
        let attach = try #require(gateway.heard.last { $0.lines.count > 0 })
        #expect(attach.lines.count == 256)
        #expect(client.inHand.count == 256)
        var lost = 0
        while case .lost? = try client.next(until: .now + .milliseconds(20)) { lost += 1 }
        #expect(lost == 44)
    }

    @Test func `says nothing where credit does not grow`() throws {
        let gateway = try offering(1)
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        try client.welcome(4)
        try client.welcome(4)
        try client.welcome(2)
        _ = try client.answer([accept("L9")])
        #expect(takes(gateway) == [Credit(through: 4, got: 0)])
    }

    @Test func `takes an offer that comes twice once`() throws {
        let gateway = try FakeGateway { heard in
            switch heard.header.inquiry {
            case .hello?: [welcome()]
            case .attach?: [.answer(.attached([], []))]
            case .take?:
                [
                    .lines(kind: "offer", re: nil, [offer(2)]),
                    .lines(kind: "offer", re: nil, [offer(1), offer(2)]),
                    .lines(kind: "offer", re: nil, [offer(3)]),
                ]
            case _: []
            }
        }
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        try client.welcome(3)
        var numbers: [Int] = []
        for _ in 1...3 {
            if case .offer(let offer)? = try client.next(until: soon()) {
                numbers.append(offer.number)
            }
        }
        #expect(numbers == [2, 1, 3])
        #expect(try client.next(until: .now + .milliseconds(20)) == nil)
    }

    @Test func `gives a ping each period, and its credit with it`() throws {
        let gateway = try offering(2, ping: 10)
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        try client.welcome(2)
        for _ in 1...2 { _ = try client.next(until: soon()) }
        while gateway.kinds.filter({ $0 == "ping" }).count < 3 {
            _ = try client.next(until: .now + .milliseconds(20))
        }
        guard case .ping(let credit)? = gateway.heard.last?.header.inquiry else {
            Issue.record("the last was no ping")
            return
        }
        #expect(credit == Credit(through: 2, got: 2))
        #expect(gateway.kinds.filter { $0 == "hello" }.count == 1)
    }

    @Test func `begins a new session after three periods of silence`() throws {
        let gateway = try FakeGateway { heard in
            switch heard.header.inquiry {
            case .hello?: [welcome(pingMilliseconds: 10)]
            case .attach?: [.answer(.attached([], []))]
            case _: []
            }
        }
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        while gateway.kinds.filter({ $0 == "attach" }).count < 2 {
            _ = try client.next(until: .now + .milliseconds(20))
        }
        let routes = gateway.heard.filter { $0.header.inquiry?.kind.description == "attach" }.map(
            \.route
        )
        #expect(routes[0] != routes[1])
    }

    @Test func `attaches again with what is in hand when its session has ended`() throws {
        let gateway = try offering(2) { heard in
            heard.index == 0
                ? [.answer(.error(ErrorMessage(.noSession, detail: "hello again")))]
                : [answers(heard)]
        }
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        try client.welcome(2)
        for _ in 1...2 { _ = try client.next(until: soon()) }
        let answered = try client.answer([accept("L1")])
        #expect(answered.map(\.code) == [200])
        let attaches = gateway.heard.compactMap { heard -> AttachInquiry? in
            guard case .attach(let attach)? = heard.header.inquiry else { return nil }
            return attach
        }
        #expect(attaches.map(\.leases) == [[], ["L1", "L2"]])
        #expect(attaches.map(\.takeOver) == [false, true])
        #expect(client.inHand == ["L2"])
    }

    @Test func `answers a line again that was answered "not now"`() throws {
        let gateway = try offering(2) { heard in
            guard heard.index == 0 else { return [answers(heard)] }
            return [
                .answer(
                    .answered([
                        LineAnswer(line: 1, id: nil, code: 503),
                        LineAnswer(line: 2, id: nil, code: 200),
                    ])
                )
            ]
        }
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        let answered = try client.answer([accept("L1"), accept("L2")])
        #expect(answered.map(\.id) == ["a-L2", "a-L1"])
        let again = gateway.heard.last { $0.header.inquiry?.kind.description == "answer" }
        #expect(again?.lines.count == 1)
        #expect(again.map { String(decoding: $0.lines[0], as: UTF8.self).contains("L1") } == true)
    }

    @Test func `answers again when nobody answered`() throws {
        let gateway = try offering(1) { heard in heard.index == 0 ? [] : [answers(heard)] }
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        #expect(try client.answer([accept("L1")]).map(\.code) == [200])
    }

    @Test func `hears which leases it has lost`() throws {
        let gateway = try FakeGateway { heard in
            switch heard.header.inquiry {
            case .hello?: [welcome()]
            case .attach(let attach)?:
                [
                    .answer(
                        .attached(
                            [],
                            attach.leases.map { AttachedLease(lease: $0, leg: nil, state: .lost) }
                        )
                    )
                ]
            case .take? where heard.index == 0: [.lines(kind: "offer", re: nil, [offer(1)])]
            case _: []
            }
        }
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        try client.welcome(1)
        _ = try client.next(until: soon())
        _ = try client.attach()
        guard case .lost(let lease)? = try client.next(until: soon()) else {
            Issue.record("nothing was lost")
            return
        }
        #expect(lease == "L1")
        #expect(client.inHand.isEmpty)
    }

    @Test func `goes with a bye`() throws {
        let gateway = try offering(1) { _ in [] }
        let client = PartnerClient(
            try Connection(to: gateway.endpoint),
            consumer: "w",
            pace: .brisk
        )
        _ = try client.attach()
        try client.leave()
        #expect(gateway.hears("bye"))
    }
}
