import Referrals
import Testing
import Wire

@testable import relais

/// A client of a partner that does what a test has it do.
private struct Client {
    var exam: PartnerExam
    var now = ContinuousClock.now
    var seq = 0
    var route: [UInt8] = [0, 1]
    /// What came, in order.
    var heard: [Reply] = []

    init() throws {
        exam = PartnerExam(
            partner: try #require(PartnerID("test")),
            queue: try #require(QueueID("test")),
            at: Moment(seconds: 1_772_449_200)
        )
    }

    @discardableResult
    mutating func send(
        _ kind: String,
        _ fields: String = "",
        _ lines: [String] = [],
        after wait: Duration = .milliseconds(500)
    ) throws -> [Reply] {
        now += wait
        seq += 1
        let header = #"{"v":1,"as":"partner:test","kind":"\#(kind)","seq":\#(seq)\#(fields)}"#
        let text = ([header] + lines).joined(separator: "\n") + "\n"
        let message = try #require(ClientMessage(route: route, frames: [Array(text.utf8)]))
        let replies = exam.hear(message, at: now) + exam.tick(at: now)
        let read = replies.compactMap { Reply($0.bytes) }
        heard += read
        return read
    }

    mutating func begin() throws {
        try send("hello", #","client":"t","versions":[1]"#)
        try send("attach", #","consumer":"one""#)
        try send("mine")
        try send("ping", #","through":50,"got":0"#)
    }

    /// The lease of the newest offer.
    var lease: String {
        heard.last { $0.kind == "offer" }?.lines.last?.text("lease") ?? "none"
    }

    /// The leg of the newest offer.
    var leg: String {
        heard.last { $0.kind == "offer" }?.lines.last?.text("leg") ?? "none"
    }

    mutating func accept(id: String? = nil, lease: String? = nil) throws -> [Reply] {
        let lease = lease ?? self.lease
        return try send(
            "answer",
            "",
            [#"{"id":"\#(id ?? "a-" + lease)","lease":"\#(lease)","verb":"accept","by":"p"}"#]
        )
    }

    mutating func complete(_ leg: String, id: String) throws -> [Reply] {
        let line = #"{"id":"\#(id)","leg":"\#(leg)","verb":"complete","outcome":"helped_full"}"#
        return try send("report", "", [line])
    }

    func isBroken(_ rule: String) -> Bool {
        if case .failed = exam.sheet[rule] { true } else { false }
    }
}

@Suite struct `The exam of a partner's client` {
    @Test func `is passed by one that works as the contract has it`() throws {
        var client = try Client()
        try client.begin()
        var done: Set<String> = []
        var pauses = 0
        while pauses < 40, !client.exam.sheet.isSettled {
            pauses += 1
            if client.route == [0, 1], client.heard.contains(where: { $0.kind == "drain" }) {
                client.route = [0, 2]
                try client.begin()
            }
            if let notice = client.heard.last(where: { $0.kind == "notice" })?.lines.last,
                client.exam.sheet["notice"] == .open
            {
                try client.send("ack", #","through":\#(notice.integer("n") ?? 0)"#)
            }
            let (lease, leg) = (client.lease, client.leg)
            guard !done.contains(lease) else {
                let replies = try client.send("ping", #","through":50"#, after: .seconds(1))
                if replies.contains(where: { $0.integer("code") == 401 }) { try client.begin() }
                continue
            }
            let code = try client.accept().first?.lines.first?.integer("code")
            if code == 200 { _ = try client.complete(leg, id: "r-" + lease) }
            if code == 200 || code == 410 { done.insert(lease) } else { client.now += .seconds(10) }
        }
        _ = client.exam.tick(at: client.now + .seconds(5))
        let unkept = client.exam.sheet.rules.filter { $0.result != .held }
        #expect(unkept.isEmpty, "\(unkept)")
    }

    @Test func `is failed by one that begins without a hello`() throws {
        var client = try Client()
        #expect(try client.send("attach", #","consumer":"one""#).first?.integer("code") == 401)
        #expect(client.isBroken("hello"))
    }

    @Test func `is failed by one that leaves an offer unanswered`() throws {
        var client = try Client()
        try client.begin()
        for _ in 0..<25 { try client.send("ping", after: .seconds(1)) }
        #expect(client.isBroken("credit"))
    }

    @Test func `is failed by one that is silent in its session`() throws {
        var client = try Client()
        try client.send("hello", #","client":"t","versions":[1]"#)
        try client.send("attach", #","consumer":"one""#)
        _ = client.exam.tick(at: client.now + .seconds(13))
        #expect(client.isBroken("ping"))
    }

    @Test func `is failed by one that answers otherwise the second time`() throws {
        var client = try Client()
        try client.begin()
        _ = try client.accept()
        #expect(try client.accept().first?.integer("code") == 503)
        _ = try client.accept(id: "another")
        #expect(client.isBroken("again-503"))
    }

    @Test func `is failed by one that answers a lease that was never given`() throws {
        var client = try Client()
        try client.begin()
        _ = try client.accept(lease: "L7")
        #expect(client.isBroken("form"))
    }

    @Test func `is offered nothing beyond its credit`() throws {
        var client = try Client()
        try client.send("hello", #","client":"t","versions":[1]"#)
        try client.send("attach", #","consumer":"one""#)
        #expect(!client.heard.contains { $0.kind == "offer" })
        try client.send("ping", #","through":1,"got":0"#)
        #expect(client.heard.contains { $0.kind == "offer" })
        _ = try client.accept()
        #expect(client.heard.count { $0.kind == "offer" } == 1)
    }
}
