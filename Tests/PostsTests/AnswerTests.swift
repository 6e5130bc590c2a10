import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `An answer` {
    @Test func `that accepts comes with content, when it is on disk`() throws {
        var scene = try RecorderScene.offered()
        scene.isDiskSlow = true
        let line = AnswerLine(id: "a1", lease: "L1", verb: .accept(by: "p"))
        let put = PartnerLine(number: 1, id: "a1", content: line, refusal: nil)
        let ticket = scene.put("partner:money", .answer([put]), in: 1)
        #expect(scene.turn() == ["append 1"])
        #expect(scene.sync() == ["unseal 1", "\(ticket) < answered"])
        guard case .answered(let lines) = scene.replies[ticket] else {
            Issue.record("the reply is no answer")
            return
        }
        #expect(lines.first?.content?.parts.count == 1)
    }

    @Test func `sent again gets 202 and no content`() throws {
        var scene = try RecorderScene.accepted()
        let again = try scene.answer(.accept(by: "p"), to: LeaseID(1))
        #expect(again.code == 202 && again.content == nil)
    }

    @Test func `under a used id that says something else is refused`() throws {
        var scene = try RecorderScene.accepted()
        let other = try scene.answer(.giveBack, to: LeaseID(1), saying: "other")
        #expect(other.code == 409 && other.error == .idReused)
    }

    @Test func `to a lease that never was is too late`() throws {
        var scene = try RecorderScene.offered()
        let lost = try scene.answer(.accept(by: "p"), to: LeaseID(7))
        #expect(lost.code == 410 && lost.error == .leaseLost && lost.field == "/lease")
    }

    @Test func `to what is accepted already is too late`() throws {
        var scene = try RecorderScene.accepted()
        let second = try scene.answer(.accept(by: "p"), to: LeaseID(1), id: "a2")
        #expect(second.code == 410)
    }

    @Test func `to another's lease is too late`() throws {
        var scene = try RecorderScene.offered()
        try scene.attach(2, "law")
        let other = try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "law", in: 2)
        #expect(other.code == 410)
    }

    @Test func `that declines sends the leg to the next in rank`() throws {
        var scene = try RecorderScene.offered()
        try scene.attach(2, "law")
        let decline = AnswerLine.Verb.decline(.atCapacity, text: nil, suggest: nil)
        #expect(try scene.answer(decline, to: LeaseID(1)).code == 200)
        #expect(scene.offers(to: 2).map(\.leg) == [RecorderScene.leg])
    }

    @Test func `that names a partner nobody knows names its field`() throws {
        var scene = try RecorderScene.offered()
        let decline = AnswerLine.Verb.decline(
            .atCapacity,
            text: nil,
            suggest: partner("nobody")
        )
        let line = try scene.answer(decline, to: LeaseID(1))
        #expect(line.error == .unknownPartner && line.field == "/suggest")
    }

    @Test func `that returns the offer is no refusal`() throws {
        var scene = try RecorderScene.offered()
        #expect(try scene.answer(.giveBack, to: LeaseID(1)).code == 200)
        #expect(scene.offers(to: 1).map(\.lease) == [LeaseID(1), LeaseID(2)])
    }

    @Test func `that could not be read is refused alone, with its limit`() throws {
        var scene = try RecorderScene.offered()
        var refusal = LineRefusal(.tooLarge, field: nil, detail: "too long")
        refusal.limit = SizeLimit("line", max: 65_536)
        let bad = PartnerLine<AnswerLine>(number: 1, id: nil, content: nil, refusal: refusal)
        let line = AnswerLine(id: "a1", lease: "L1", verb: .accept(by: "p"))
        let good = PartnerLine(number: 2, id: "a1", content: line, refusal: nil)
        guard
            case .answered(let lines) = try scene.ask(
                "partner:money",
                .answer([bad, good]),
                in: 1
            )
        else {
            Issue.record("the reply is no answer")
            return
        }
        #expect(lines.map(\.code) == [413, 200])
        #expect(lines.first?.limit?.name == "line")
        #expect(lines.last?.content != nil)
    }
}
