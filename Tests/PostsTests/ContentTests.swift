import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `Content` {
    private static let noted = SampleEvents.request(
        "e1",
        needs: [
            #"{"code":"treasury.vat","note":"of the VAT"}"#,
            #"{"code":"psychological.distress","note":"of the distress"}"#,
        ],
        more: #","note":"of everything""#
    )

    /// What a partner reads of a request once it has accepted its leg.
    private static func read(_ line: String, by name: String) throws -> String {
        var scene = RecorderScene()
        try scene.publish(line)
        try scene.attach(1, name)
        let answer = try scene.answer(.accept(by: "p"), to: LeaseID(1), of: name)
        return String(decoding: Message.answered([answer]).encode(re: 1), as: UTF8.self)
    }

    @Test func `tells who it is and how to reach them`() throws {
        let text = try Self.read(Self.noted, by: "money")
        #expect(text.contains("Ada") && text.contains("+32470000000"))
    }

    @Test func `has the note of its own need, and of no other`() throws {
        let text = try Self.read(Self.noted, by: "money")
        #expect(text.contains("of the VAT"))
        #expect(!text.contains("of the distress"))
    }

    @Test func `has the request's note for the psychological leg`() throws {
        let text = try Self.read(Self.noted, by: "calm")
        #expect(text.contains("of everything") && text.contains("of the distress"))
        #expect(!text.contains("of the VAT"))
    }

    @Test func `has the request's note for nobody else where there are several families`() throws {
        #expect(!(try Self.read(Self.noted, by: "money")).contains("of everything"))
    }

    @Test func `has the request's note where all needs are of one family`() throws {
        let line = SampleEvents.request(
            "e1",
            needs: ["treasury.vat", "treasury.rent"],
            more: #","note":"of everything""#
        )
        #expect(try Self.read(line, by: "money").contains("of everything"))
    }

    @Test func `is given again to whoever opens it, which is written down`() throws {
        var scene = try RecorderScene.accepted()
        let before = scene.facts.count
        let open = OpenInquiry(leg: RecorderScene.leg, by: "q")
        guard case .content(let line?) = try scene.ask("partner:money", .open(open), in: 1) else {
            Issue.record("the reply is no content")
            return
        }
        #expect(line.parts.count == 1)
        #expect(scene.facts.count == before + 1)
        guard case .contentOpened = scene.facts.last?.fact.matter else {
            Issue.record("the opening was not written down")
            return
        }
    }

    @Test func `is not another partner's to open`() throws {
        var scene = try RecorderScene.accepted()
        try scene.attach(2, "law")
        let open = OpenInquiry(leg: RecorderScene.leg, by: "q")
        guard case .error(let error) = try scene.ask("partner:law", .open(open), in: 2) else {
            Issue.record("the reply is no error")
            return
        }
        #expect(error.error == .notFound)
    }

    @Test func `is not given before the leg is accepted`() throws {
        var scene = try RecorderScene.offered()
        let open = OpenInquiry(leg: RecorderScene.leg, by: "q")
        guard case .error(let error) = try scene.ask("partner:money", .open(open), in: 1) else {
            Issue.record("the reply is no error")
            return
        }
        #expect(error.error == .notFound)
    }

    @Test func `is not given when the consent is withdrawn in the same turn`() throws {
        var scene = try RecorderScene.offered()
        let line = AnswerLine(id: "a1", lease: "L1", verb: .accept(by: "p"))
        let put = PartnerLine(number: 1, id: "a1", content: line, refusal: nil)
        let ticket = scene.put("partner:money", .answer([put]), in: 1)
        scene.send([SampleEvents.status("s1", "consent_withdrawn")])
        scene.turn()
        guard case .answered(let lines) = scene.replies[ticket] else {
            Issue.record("the reply is no answer")
            return
        }
        #expect(lines.first?.code == 200 && lines.first?.content == nil)
    }

    /// A scene in which north and south ask for the same leg and money has accepted it.
    private static func shared() throws -> RecorderScene {
        var scene = RecorderScene()
        let number = #","enterprise":{"bce":"0403019261"}"#
        try scene.publish(SampleEvents.request("e1", more: number + #","note":"of north""#))
        try scene.publish(
            SampleEvents.request("e2", from: "south", more: number + #","note":"of south""#),
            from: "south"
        )
        try scene.attach(1, "money")
        try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "money")
        return scene
    }

    private static func agencies(of scene: inout RecorderScene) throws -> [String] {
        let open = OpenInquiry(leg: RecorderScene.leg, by: "q")
        guard case .content(let line?) = try scene.ask("partner:money", .open(open), in: 1) else {
            return []
        }
        return line.parts.map(\.agency.description)
    }

    @Test func `has the words of every agency that asks`() throws {
        var scene = try Self.shared()
        #expect(try Self.agencies(of: &scene) == ["north", "south"])
    }

    @Test func `has no word of an agency that has withdrawn`() throws {
        var scene = try Self.shared()
        try scene.publish(SampleEvents.status("s1", "withdrawn", more: #","reason":"withdrawn""#))
        #expect(try Self.agencies(of: &scene) == ["south"])
    }

    @Test func `has no word of an agency whose consent is withdrawn, and given only to another`()
        throws
    {
        var scene = try Self.shared()
        let given = #","scope":["treasury"],"how":"oral""#
        scene.send([SampleEvents.status("s1", "consent_withdrawn")])
        scene.send(
            [SampleEvents.status("s2", "consent_given", from: "south", more: given)],
            from: "south"
        )
        scene.turn()
        try scene.answer(.accept(by: "p"), to: LeaseID(2), id: "a2")
        #expect(try Self.agencies(of: &scene) == ["south"])
    }

    @Test func `has no word of what was entered in error`() throws {
        var scene = try Self.shared()
        try scene.publish(
            SampleEvents.correction("c1", of: "e1", patch: "null", more: #","reason":"wrong""#)
        )
        #expect(try Self.agencies(of: &scene) == ["south"])
    }

    @Test func `is not given when the leg goes to another in the same turn`() throws {
        var scene = try RecorderScene.offered()
        let line = AnswerLine(id: "a1", lease: "L1", verb: .accept(by: "p"))
        let put = PartnerLine(number: 1, id: "a1", content: line, refusal: nil)
        let ticket = scene.put("partner:money", .answer([put]), in: 1)
        let reroute = SupervisorOrder.reroute(RecorderScene.leg, to: queue("desk"))
        scene.put(
            "supervisor:chief",
            .order(OrderInquiry(reroute, reason: "r", key: "k1"))
        )
        scene.turn()
        guard case .answered(let lines) = scene.replies[ticket] else {
            Issue.record("the reply is no answer")
            return
        }
        #expect(lines.first?.code == 200 && lines.first?.content == nil)
    }

    @Test(arguments: ["treasury", "info"])
    func `comes to the desk though the consent names another, which takes nothing`(
        family: String
    ) throws {
        var scene = RecorderScene()
        _ = try scene.order(.drain(queue("money"), until: nil))
        let scope = #""\#(family)"],"recipients":["money""#
        let need = family == "treasury" ? "treasury.vat" : family
        try scene.publish(SampleEvents.request("e1", needs: [need], scope: scope))
        #expect(
            scene.recorder.board.leg(RecorderScene.leg)?.hold
                == (family == "treasury" ? .paused : .unrouted)
        )
        try scene.attach(1, "desk")
        let answer = try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "desk")
        #expect(answer.content?.parts.count == 1)
    }

    @Test func `comes to the desk with what nobody else could take`() throws {
        let line = SampleEvents.request("e1", needs: ["info"], scope: #""info""#)
        #expect(try Self.read(line, by: "desk").contains("Ada"))
    }
}
