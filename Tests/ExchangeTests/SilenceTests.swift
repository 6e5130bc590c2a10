import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A partner that accepted and is silent` {
    private let silent = ["ended silent", "told alfa recalled"]

    @Test func `is reminded when the first contact was not made, and has as long again`() throws {
        var scene = try Scene.accepted()
        #expect(
            scene.wait(.hours(48)) == ["overdue handle", "stepped remind", "told alfa reminder"]
        )
        #expect(scene.tick() == [])
        #expect(scene.leg()?.owner == .partner(partner("alfa")))
        #expect(scene.leg()?.deadline == scene.now + .hours(48))
    }

    @Test func `loses a leg it made no contact for to the next candidate`() throws {
        var scene = try Scene.accepted()
        scene.wait(.hours(48))
        #expect(scene.wait(.hours(48)) == silent + ["placed bravo"])
        #expect(scene.leg()?.refusedBy == [queue("alfa")])
        #expect(scene.leg()?.due == scene.now + .hours(24))
        #expect(scene.leg()?.overdue == [])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `keeps the leg if it reports in the time it was given`() throws {
        var scene = try Scene.accepted()
        scene.wait(.hours(48))
        scene.now = scene.now + .hours(47)
        try scene.report(.contact(.reached), on: Scene.leg(1))
        #expect(scene.wait(.hours(1)) == [])
        #expect(scene.board.nextDeadline == scene.leg()?.deadline)
        #expect(scene.leg()?.steps == 0)
    }

    @Test func `is reminded again when it tells that it reached nobody, and keeps the leg`() throws
    {
        var scene = try Scene.accepted()
        scene.wait(.hours(48))
        scene.now = scene.now + .hours(47)
        try scene.report(.contact(.noAnswer), on: Scene.leg(1))
        #expect(
            scene.wait(.hours(1)) == ["overdue handle", "stepped remind", "told alfa reminder"]
        )
        #expect(scene.leg()?.state.name == .accepted)
    }

    @Test func `finds the leg gone when it wakes up late`() throws {
        var scene = try Scene.accepted()
        scene.wait(.hours(48))
        scene.wait(.hours(48))
        #expect(throws: Refusal.legUnknown) {
            try scene.report(.contact(.reached), on: Scene.leg(1))
        }
        #expect(throws: Refusal.legUnknown) {
            try scene.run(.openContent(Scene.leg(1), partner: partner("alfa"), by: "p"))
        }
    }

    @Test func `leaves the record of what it opened`() throws {
        var scene = try Scene.accepted()
        try scene.run(.openContent(Scene.leg(1), partner: partner("alfa"), by: "p"))
        let opened = scene.board.position
        scene.wait(.hours(48))
        scene.wait(.hours(48))
        #expect(scene.board.cases[Scene.first]?.history.contains(opened) == true)
        #expect(scene.facts.contains { $0.brief == "content opened" })
    }

    @Test func `loses a leg it had begun to the desk, which must ask what was done`() throws {
        var scene = try Scene.accepted()
        try scene.report(.contact(.reached), on: Scene.leg(1))
        #expect(
            scene.wait(.days(14)) == ["overdue nextStep", "stepped remind", "told alfa reminder"]
        )
        #expect(scene.wait(.days(14)) == silent + ["placed desk unrouted"])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `loses a leg it held before it had begun to the next candidate`() throws {
        var scene = try Scene.accepted()
        try scene.report(.hold(.waitlist, until: nil), on: Scene.leg(1))
        #expect(
            scene.wait(.hours(48)) == ["overdue handle", "stepped remind", "told alfa reminder"]
        )
        #expect(scene.wait(.days(14)) == silent + ["placed bravo"])
    }

    @Test func `loses a leg whose hold it does not end`() throws {
        var scene = try Scene.accepted()
        try scene.report(.start, on: Scene.leg(1))
        try scene.report(.hold(.waitingClient, until: nil), on: Scene.leg(1))
        #expect(scene.wait(.days(30)) == ["overdue hold", "stepped remind", "told alfa reminder"])
        #expect(scene.wait(.days(14)) == silent + ["placed desk unrouted"])
    }

    @Test func `loses a leg it was asked to stop, which ends as was asked and goes to nobody`()
        throws
    {
        var scene = try Scene.accepted()
        try scene.tell(.withdrawn(.declinedByPerson))
        #expect(
            scene.wait(.hours(48)) == ["overdue nextStep", "stepped remind", "told alfa reminder"]
        )
        #expect(scene.wait(.hours(48)) == silent + ["closed declined_by_person", "case closed"])
        #expect(scene.board.view(of: try #require(scene.leg()), at: scene.now).queue == nil)
        scene.attach(2, "bravo")
        scene.attach(3, "desk")
        #expect(scene.handOut() == [])
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `loses all legs of a case that it was asked to stop, and the case is closed once`()
        throws
    {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), want(.hr, from: ["alfa"]))
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        try scene.answer(.accept(by: "p"), to: LeaseID(2))
        try scene.tell(.withdrawn(.withdrawn))
        let facts = scene.letRing(for: .hours(96))
        #expect(facts.filter { $0 == "closed withdrawn" }.count == 2)
        #expect(facts.filter { $0 == "case closed" }.count == 1)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `has at least an hour after the reminder, and a quarter of one in a crisis`() throws
    {
        for (urgency, span) in [(Urgency.urgent, Span.hours(1)), (.crisis, .minutes(15))] {
            var need = want(.treasuryVat, urgency)
            need.terms.handle = .minutes(5)
            var scene = try Scene.accepted(need)
            scene.wait(.minutes(5))
            #expect(scene.leg()?.deadline == scene.now + span)
        }
    }

    @Test func `has that time in full after a stop of the recorder`() throws {
        var scene = try Scene.accepted()
        scene.wait(.days(9))
        #expect(scene.leg()?.deadline == scene.now + .hours(48))
        #expect(scene.tick() == [])
    }

    @Test func `is reminded again when it speaks of a hold without ending it`() throws {
        var scene = try Scene.accepted()
        try scene.report(.hold(.waitingClient, until: nil), on: Scene.leg(1))
        scene.wait(.days(30))
        try scene.report(.contact(.reached), on: Scene.leg(1))
        #expect(scene.wait(.days(14)) == ["overdue hold", "stepped remind", "told alfa reminder"])
    }

    @Test func `may be the desk, before which the leg then stands again`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, from: []))
        scene.attach(1, "desk")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "desk")
        scene.wait(.hours(48))
        #expect(scene.wait(.hours(48)).last == "placed desk unrouted")
        #expect(scene.handOut().count == 1)
        #expect(scene.board.checkInvariants() == [])
    }
}
