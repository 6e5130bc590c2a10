import Exchange
import Referrals
import Testing
import Triage

@Suite struct `An offer` {
    private let no = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: nil)

    @Test func `is accepted, and then the partner must make contact`() throws {
        var scene = try Scene.offered()
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1)) == ["accepted"])
        #expect(scene.leg()?.owner == .partner(partner("alfa")))
        #expect(scene.leg()?.deadline == scene.now + .hours(48))
    }

    @Test func `that is declined goes to the next in rank`() throws {
        var scene = try Scene.offered()
        #expect(try scene.answer(no, to: LeaseID(1)) == ["declined", "placed bravo"])
    }

    @Test func `goes to the partner that the declining one suggests`() throws {
        var scene = try Scene.offered(want(.legal, from: ["alfa", "bravo", "charlie"]))
        let verb = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: partner("charlie"))
        #expect(try scene.answer(verb, to: LeaseID(1)) == ["declined", "placed charlie"])
    }

    @Test func `does not go to a suggested partner that triage excluded`() throws {
        var scene = try Scene.offered(
            want(.legal, from: ["alfa", "bravo", "charlie"], excluding: ["charlie": .language])
        )
        let verb = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: partner("charlie"))
        #expect(try scene.answer(verb, to: LeaseID(1)) == ["declined", "placed bravo"])
    }

    @Test func `cannot be declined in favour of a partner that does not exist`() throws {
        var scene = try Scene.offered()
        let verb = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: partner("nobody"))
        #expect(throws: Refusal.partnerUnknown) { try scene.answer(verb, to: LeaseID(1)) }
    }

    @Test func `that all have declined goes to the desk`() throws {
        var scene = try Scene.offered()
        try scene.answer(no, to: LeaseID(1))
        scene.attach(2, "bravo")
        scene.handOut()
        #expect(
            try scene.answer(no, to: LeaseID(2), of: "bravo") == [
                "declined", "placed desk unrouted",
            ]
        )
        #expect(scene.leg()?.owner == .desk)
    }

    @Test func `that the desk declines stays at the desk`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, from: []))
        scene.attach(1, "desk")
        scene.handOut()
        #expect(
            try scene.answer(no, to: LeaseID(1), of: "desk") == [
                "declined", "placed desk unrouted",
            ]
        )
        #expect(scene.handOut().count == 1)
    }

    @Test func `that is given back waits in the same queue, which has not refused it`() throws {
        var scene = try Scene.offered()
        #expect(try scene.answer(.giveBack, to: LeaseID(1)) == ["ended returned"])
        #expect(scene.leg()?.refusedBy == [])
        #expect(scene.handOut().count == 1)
    }

    @Test func `that comes back to the desk still says why it is there`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, block: .outOfRegion))
        scene.attach(1, "desk")
        scene.handOut()
        try scene.answer(.giveBack, to: LeaseID(1), of: "desk")
        let leg = try #require(scene.leg())
        #expect(scene.board.waitingReason(of: leg, at: scene.now) == .outOfRegion)
    }

    @Test func `lapses when its session is gone for longer than the grace`() throws {
        var scene = try Scene.offered()
        scene.board.presence.end(SessionID(1), graceEnds: scene.steady + .seconds(45))
        #expect(scene.wait(.seconds(44)) == [])
        #expect(scene.wait(.seconds(1)) == ["ended lapsed"])
        #expect(scene.leg()?.refusedBy == [])
    }

    @Test func `lapses once`() throws {
        var scene = try Scene.offered()
        scene.board.presence.end(SessionID(1), graceEnds: scene.steady)
        #expect(scene.tick() == ["ended lapsed"])
        #expect(scene.tick() == [])
    }

    @Test func `that nobody answers in time is a refusal`() throws {
        var scene = try Scene.offered()
        #expect(
            scene.wait(.minutes(24 * 15)) == [
                "ended expired", "told alfa recalled", "placed bravo",
            ]
        )
        #expect(scene.leg()?.refusedBy == [queue("alfa")])
    }

    @Test func `is not answered twice`() throws {
        var scene = try Scene.accepted()
        #expect(throws: Refusal.leaseLost) { try scene.answer(.giveBack, to: LeaseID(1)) }
    }

    @Test func `is not answered under a lease that was never given`() throws {
        var scene = try Scene.offered()
        #expect(throws: Refusal.leaseLost) { try scene.answer(.giveBack, to: LeaseID(9)) }
    }

    @Test func `is not answered by another partner`() throws {
        var scene = try Scene.offered()
        #expect(throws: Refusal.leaseLost) {
            try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "bravo")
        }
    }

    @Test func `is not answered under another name of the same partner`() throws {
        var scene = try Scene.offered()
        #expect(throws: Refusal.leaseLost) {
            try scene.answer(.accept(by: "p"), to: LeaseID(1), as: "two")
        }
    }

    @Test func `keeps the words of a refusal with its case`() throws {
        var scene = try Scene.offered()
        let verb = AnswerCommand.Verb.decline(.other, text: Confidential([9]), suggested: nil)
        try scene.answer(verb, to: LeaseID(1))
        #expect(scene.board.cases[Scene.first]?.contentCount == 2)
    }
}
