import Referrals
import Testing
import Wire

@testable import relais

/// A client of an agency that does what a test has it do.
private struct Client {
    var exam: AgencyExam
    var now = ContinuousClock.now
    var seq = 0
    var route: [UInt8] = [0, 1]

    init() throws {
        exam = AgencyExam(
            agency: try #require(AgencyID("test")),
            at: Moment(seconds: 1_772_449_200)
        )
    }

    static func event(_ id: String, channel: String = "phone") -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"urn:relais:agency:test","#
            + #""type":"brussels.relais.referral.requested.v1","time":"2026-03-02T10:59:00Z","#
            + #""data":{"agency_ref":"\#(id)","channel":"\#(channel)","language":"fr","#
            + #""person":{"phone":"+32470000000"},"needs":[{"code":"treasury.vat"}],"#
            + #""consent":{"scope":["treasury"],"how":"oral","at":"2026-03-02T10:58:00Z"}}}"#
    }

    /// Sends a message, so much later than the last; gives the answers.
    mutating func send(
        _ header: String,
        _ lines: [String] = [],
        after wait: Duration = .seconds(1)
    ) throws -> [Reply] {
        now += wait
        let text = ([header] + lines).joined(separator: "\n") + "\n"
        let message = try #require(ClientMessage(route: route, frames: [Array(text.utf8)]))
        let replies = exam.hear(message, at: now)
        _ = exam.tick(at: now)
        return replies.compactMap { Reply($0.bytes) }
    }

    mutating func publish(
        _ ids: [String],
        after wait: Duration = .seconds(1),
        channel: String = "phone",
        known: String = ""
    ) throws -> [Reply] {
        seq += 1
        return try send(
            #"{"v":1,"as":"agency:test","kind":"publish","seq":\#(seq)\#(known)}"#,
            ids.map { Client.event($0, channel: channel) },
            after: wait
        )
    }

    func result(_ rule: String) -> ExamSheet.Result { exam.sheet[rule] }

    func isBroken(_ rule: String) -> Bool {
        if case .failed = result(rule) { true } else { false }
    }
}

@Suite struct `The exam of an agency's client` {
    @Test func `is passed by one that sends each event until it is settled`() throws {
        var client = try Client()
        #expect(try client.send(Self.hello).first?.kind == "welcome")
        var open = (1...8).map { "e\($0)" }
        var receipted: [String] = []
        var known = ""
        for _ in 0..<60 where !open.isEmpty {
            let id = open[0]
            let replies = try client.publish([id], known: known)
            guard let answer = replies.first(where: { $0.re != nil }) else {
                client.now += .seconds(10)
                continue
            }
            if answer.text("error") == "journal_behind" {
                known = #","known":\#(Self.journal(in: answer.header))"#
                open = receipted + open
                receipted = []
            }
            let isDrained = replies.contains { $0.kind == "drain" }
            switch answer.lines.first?.integer("code") {
            case 200?, 202?:
                receipted.append(open.removeFirst())
                known = answer.lines.first.map { #","known":\#(Self.journal(in: $0))"# } ?? known
            case 422?: open.removeFirst()
            case _: break
            }
            if isDrained {
                client.route = [0, 2]
                _ = try client.send(Self.hello)
            }
        }
        _ = client.exam.tick(at: client.now + .seconds(5))
        let unkept = client.exam.sheet.rules.filter { $0.result != .held }
        #expect(unkept.isEmpty, "\(unkept)")
    }

    @Test func `is failed by one that sends again what was receipted`() throws {
        var client = try Client()
        _ = try client.publish(["e1"])
        _ = try client.publish(["e1"])
        #expect(client.isBroken("final-200"))
    }

    @Test func `is failed by one that changes what it sends again`() throws {
        var client = try Client()
        _ = try client.publish(["e1"])
        _ = try client.publish(["e2"])
        _ = try client.publish(["e2"], channel: "email")
        #expect(client.isBroken("form"))
    }

    @Test func `is failed by one that does not wait as long as it was told`() throws {
        var client = try Client()
        _ = try client.publish(["e1"])
        #expect(try client.publish(["e2"]).first?.integer("code") == 429)
        _ = try client.publish(["e2"], after: .milliseconds(10))
        #expect(client.isBroken("again-429"))
    }

    @Test func `is failed by one that gives up what was deferred`() throws {
        var client = try Client()
        _ = try client.publish(["e1"])
        _ = try client.publish(["e2"])
        _ = client.exam.tick(at: client.now + .seconds(31))
        #expect(client.isBroken("again-429"))
    }

    @Test func `is failed by one that sends again what was refused for good`() throws {
        var client = try Client()
        for id in ["e1", "e2", "e2"] { _ = try client.publish([id]) }
        #expect(try client.publish(["e2"]).isEmpty)
        _ = try client.publish(["e2"], after: .seconds(11))
        #expect(client.result("final-4xx") == .open)
        _ = try client.publish(["e2"])
        #expect(client.isBroken("final-4xx"))
    }

    @Test func `is failed by one that speaks as somebody else, or not by the contract`() throws {
        for text in [
            #"{"v":1,"as":"agency:other","kind":"ping","seq":1}"#,
            #"{"v":1,"kind":"ping","seq":1}"#,
            #"{"v":1,"as":"agency:test","kind":"mine","seq":1}"#, "nonsense",
        ] {
            var client = try Client()
            _ = try client.send(text)
            #expect(client.isBroken("form"), "\(text)")
        }
    }

    @Test func `is failed by one that under keys says who speaks`() throws {
        var client = try Client()
        client.exam.isLocked = true
        #expect(try client.send(#"{"v":1,"kind":"ping","seq":1}"#).first?.kind == "pong")
        let replies = try client.send(#"{"v":1,"as":"agency:test","kind":"ping","seq":2}"#)
        #expect(replies.first?.text("error") == "as_on_secured")
        #expect(client.isBroken("form"))
    }

    @Test func `asks nothing that such a client need not do`() throws {
        var client = try Client()
        for id in ["e1", "e2", "e2", "e2", "e2", "e3", "e3", "e4", "e4"] {
            _ = try client.publish([id], after: .seconds(11))
        }
        #expect(!client.isBroken("final-4xx"))
        guard case .skipped = client.result("drain"),
            case .skipped = client.result("journal-behind")
        else {
            Issue.record("\(client.exam.sheet.rules)")
            return
        }
    }

    private static let hello =
        #"{"v":1,"as":"agency:test","kind":"hello","seq":0,"client":"test","versions":[1]}"#

    private static func journal(in document: JSONDocument) -> String {
        guard let node = document.member("journal", of: document.root) else { return "{}" }
        return String(decoding: CanonicalJSON.bytes(of: node, in: document), as: UTF8.self)
    }
}
