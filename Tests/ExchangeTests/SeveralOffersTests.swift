import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A leg offered to several` {
    private let no = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: nil)
    private let yes = AnswerCommand.Verb.accept(by: "p")

    @Test func `is owned by the desk until somebody accepts, with its due time`() throws {
        let scene = try Scene.offeredToSeveral()
        let leg = try #require(scene.leg())
        #expect(leg.state.name == .offered)
        #expect(leg.openOffers.count == 3)
        #expect(leg.owner == .desk)
        #expect(leg.deadline == leg.due)
        #expect(scene.board.view(of: leg, at: scene.now).waiting == .awaitingAnswer)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is the first one's that accepts, and the others are recalled`() throws {
        var scene = try Scene.offeredToSeveral()
        #expect(
            try scene.answer(yes, to: LeaseID(2), of: "bravo") == [
                "ended outrun", "told alfa recalled", "ended outrun", "told charlie recalled",
                "accepted",
            ]
        )
        #expect(scene.leg()?.owner == .partner(partner("bravo")))
        #expect(scene.leg()?.refusedBy == [])
        #expect(scene.board.presence.leases.isEmpty)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is lost to those who answer after the first`() throws {
        var scene = try Scene.offeredToSeveral()
        try scene.answer(yes, to: LeaseID(2), of: "bravo")
        for (lease, name) in [(1, "alfa"), (3, "charlie")] {
            #expect(throws: Refusal.leaseLost) {
                try scene.answer(yes, to: LeaseID(UInt64(lease)), of: name)
            }
        }
    }

    @Test func `is answered by nobody under another's lease`() throws {
        var scene = try Scene.offeredToSeveral()
        #expect(throws: Refusal.leaseLost) { try scene.answer(yes, to: LeaseID(1), of: "bravo") }
    }

    @Test func `stays with the others when one declines`() throws {
        var scene = try Scene.offeredToSeveral()
        #expect(
            try scene.answer(no, to: LeaseID(1)) == ["declined", "placed bravo+charlie"]
        )
        #expect(scene.leg()?.openOffers.map(\.assignment.lease) == [LeaseID(2), LeaseID(3)])
        #expect(scene.handOut() == [])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `goes to the desk when the last has declined`() throws {
        var scene = try Scene.offeredToSeveral()
        try scene.answer(no, to: LeaseID(1))
        try scene.answer(no, to: LeaseID(2), of: "bravo")
        #expect(
            try scene.answer(no, to: LeaseID(3), of: "charlie") == [
                "declined", "placed desk unrouted",
            ]
        )
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `stands in the queue again from which an offer came back`() throws {
        var scene = try Scene.offeredToSeveral()
        #expect(try scene.answer(.giveBack, to: LeaseID(2), of: "bravo") == ["ended returned"])
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.handOut().map(\.session) == [SessionID(2)])
        #expect(scene.leg()?.openOffers.count == 3)
    }

    @Test func `stands in the queues again of the sessions that are gone`() throws {
        var scene = try Scene.offeredToSeveral()
        for number in [1, 3] as [UInt64] {
            scene.board.presence.end(SessionID(number), graceEnds: scene.steady)
        }
        #expect(scene.tick() == ["ended lapsed", "ended lapsed"])
        #expect(scene.leg()?.openOffers.map(\.assignment.lease) == [LeaseID(2)])
        #expect(scene.board.desks[queue("alfa")]?.waiting == 1)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is offered once from each queue, however many sessions ask`() throws {
        var scene = try Scene.offeredToSeveral()
        scene.attach(9, "alfa", as: "two")
        #expect(scene.handOut() == [])
    }

    @Test func `takes the answers of all that let their time run out for refusals`() throws {
        var scene = try Scene.offeredToSeveral()
        let facts = scene.letRing(for: .hours(5))
        #expect(facts.filter { $0 == "ended expired" }.count == 3)
        #expect(facts.last == "overdue due")
        #expect(scene.leg()?.refusedBy.count == 3)
        #expect(scene.leg().map { scene.board.view(of: $0, at: scene.now) }?.queue == queue("desk"))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is recalled from all when the person withdraws consent`() throws {
        var scene = try Scene.offeredToSeveral()
        let facts = try scene.tell(.consentWithdrawn(nil, nil))
        #expect(facts.filter { $0 == "ended recalled" }.count == 3)
        #expect(facts.last == "placed nowhere blocked_by_consent")
        #expect(scene.board.presence.leases.isEmpty)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is recalled from the one partner that the person excludes`() throws {
        var scene = try Scene.offeredToSeveral()
        let facts = try scene.tell(.consentWithdrawn(nil, [partner("bravo")]))
        #expect(
            facts.suffix(3) == ["ended recalled", "told bravo recalled", "placed alfa+charlie"]
        )
        #expect(scene.leg()?.openOffers.count == 2)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is recalled from all when the agency withdraws it`() throws {
        var scene = try Scene.offeredToSeveral()
        let facts = try scene.tell(.withdrawn(.withdrawn))
        #expect(facts.filter { $0.hasSuffix("recalled") && $0.hasPrefix("told") }.count == 3)
        #expect(facts.last == "case closed")
        #expect(scene.board.presence.leases.isEmpty)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `may still be accepted when a sharpened due time brings it before the desk`() throws
    {
        var scene = try Scene.offeredToSeveral()
        scene.now = scene.now + .minutes(1)
        try scene.ask(want(.treasuryVat, .crisis))
        #expect(scene.wait(.hours(1)).last == "placed desk unrouted")
        #expect(scene.leg()?.openOffers.count == 3)
        #expect(scene.board.checkInvariants() == [])
        scene.attach(4, "desk")
        #expect(scene.handOut().map(\.session) == [SessionID(4)])
        #expect(scene.leg()?.openOffers.count == 4)
        #expect(scene.board.checkInvariants() == [])
        let facts = try scene.answer(yes, to: LeaseID(3), of: "charlie")
        #expect(facts.filter { $0 == "ended outrun" }.count == 3)
        #expect(scene.leg()?.owner == .partner(partner("charlie")))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is among the legs of every partner that has an offer of it`() throws {
        var scene = try Scene.offeredToSeveral()
        try scene.answer(no, to: LeaseID(1))
        #expect(scene.board.legs(of: partner("alfa")) == [])
        #expect(scene.board.legs(of: partner("bravo")).map(\.id) == [Scene.leg(1)])
    }

    @Test func `is the same after its facts were read again, and from a snapshot`() throws {
        let scene = try Scene.offeredToSeveral()
        let replayed = scene.replayed()
        #expect(replayed.state == scene.board.state)
        #expect(replayed.checkInvariants() == [])
        let resumed = Switchboard(state: scene.board.state, bundle: SceneBundle.bundle)
        #expect(resumed.checkInvariants() == [])
    }
}
