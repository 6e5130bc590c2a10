import Exchange
import Referrals
import Testing
import Triage

@Suite struct `The ladder` {
    private let names = ["alfa", "bravo", "charlie"]
    private let need = want(.legal, from: ["alfa", "bravo", "charlie"])

    @Test func `reminds the partner in whose queue the leg waits, once`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((50, .remind)))
        #expect(scene.board.nextDeadline == scene.now + .hours(12))
        #expect(scene.wait(.hours(12)) == ["stepped remind", "told alfa reminder"])
        #expect(scene.tick() == [])
        #expect(scene.board.nextDeadline == scene.now + .hours(12))
    }

    @Test func `reminds a partner once of all that waits for it, until it has acknowledged`() throws
    {
        var scene = Scene()
        for number in 1...3 { try scene.ask(need.climbing((50, .remind)), ref: "r\(number)") }
        let told = scene.wait(.hours(12)).filter { $0 == "told alfa reminder" }
        #expect(told.count == 1)
        try scene.ask(need.climbing((50, .remind)), ref: "later")
        #expect(scene.wait(.hours(12)).contains("told alfa reminder") == false)
    }

    @Test func `reminds the partner that has the offer`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((50, .remind)))
        scene.now = scene.now + .hours(11)
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(scene.wait(.hours(1)) == ["stepped remind", "told alfa reminder"])
        #expect(scene.leg()?.state.name == .offered)
    }

    @Test func `reminds the desk of what it has`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, from: []).climbing((50, .remind)))
        #expect(scene.wait(.hours(12)) == ["stepped remind", "told desk reminder"])
    }

    @Test func `reminds nobody of what waits for a consent`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((50, .remind)), consent: consent([]))
        #expect(scene.wait(.hours(12)) == ["stepped remind"])
    }

    @Test func `puts a leg in the queue of the next candidate too`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((80, .widen)))
        #expect(scene.wait(.hours(20)) == ["stepped widen", "placed alfa+bravo"])
        #expect(scene.board.desks[queue("alfa")]?.waiting == 1)
        #expect(scene.board.desks[queue("bravo")]?.waiting == 1)
        #expect(scene.leg()?.owner == .desk)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `widens one candidate at a time, as far as there are any`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((20, .widen), (40, .widen), (60, .widen)))
        #expect(scene.wait(.hours(5)).last == "placed alfa+bravo")
        #expect(scene.wait(.hours(5)).last == "placed alfa+bravo+charlie")
        #expect(scene.wait(.hours(5)) == ["stepped widen"])
    }

    @Test func `puts a leg in the queues of all candidates that may have it`() throws {
        var scene = Scene()
        let excluded = want(.legal, from: names + ["hub.digital"], excluding: ["bravo": .language])
        try scene.ask(
            excluded.climbing((80, .offerToSeveral)),
            consent: consent(to: ["alfa", "bravo", "hub"])
        )
        #expect(scene.wait(.hours(20)).last == "placed alfa+hub.digital")
    }

    @Test func `asks nobody who is paused when it widens`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((80, .widen)))
        let paused = QueueSet(queue: queue("bravo"), standing: .paused)
        scene.record([Fact(at: scene.now, by: .relais, matter: .queueSet(paused))])
        #expect(scene.wait(.hours(20)).last == "placed alfa+charlie")
    }

    @Test func `asks no partner twice for having two queues`() throws {
        var scene = Scene()
        let twice = want(.digital, from: ["hub.coaching", "hub.digital", "alfa"])
        try scene.ask(twice.climbing((80, .offerToSeveral)))
        #expect(scene.wait(.hours(20)).last == "placed hub.coaching+alfa")
    }

    @Test func `leaves an offer that is out with its partner when it widens`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((80, .widen)))
        scene.now = scene.now + .hours(19)
        scene.attach(1, "alfa")
        scene.attach(2, "bravo")
        scene.handOut()
        #expect(scene.wait(.hours(1)).last == "placed alfa+bravo")
        #expect(scene.handOut().map(\.session) == [SessionID(2)])
        #expect(scene.leg()?.openOffers.map(\.assignment.partner.description) == ["alfa", "bravo"])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `does not widen what the desk has`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, from: []).climbing((80, .offerToSeveral)))
        #expect(scene.wait(.hours(20)) == ["stepped offerToSeveral"])
    }

    @Test func `raises the leg to the desk of last resort at its due time`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((80, .offerToSeveral), (100, .desk)))
        scene.wait(.hours(20))
        #expect(
            scene.wait(.hours(4)) == ["stepped desk", "overdue due", "placed desk unrouted"]
        )
        for name in names { #expect(scene.board.desks[queue(name)]?.waiting == 0) }
        #expect(scene.board.nextDeadline == nil)
    }

    @Test func `raises it sooner where its class says so, and notes the due time all the same`()
        throws
    {
        var scene = Scene()
        try scene.ask(need.climbing((75, .desk)))
        #expect(scene.wait(.hours(18)) == ["stepped desk", "placed desk unrouted"])
        #expect(scene.wait(.hours(6)) == ["overdue due"])
    }

    @Test func `gives what was raised to no partner when the desk declines it`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((75, .desk)))
        scene.wait(.hours(18))
        scene.attach(1, "desk")
        scene.handOut()
        let no = AnswerCommand.Verb.decline(.other, text: nil, suggested: nil)
        #expect(
            try scene.answer(no, to: LeaseID(1), of: "desk") == [
                "declined", "placed desk unrouted",
            ]
        )
    }

    @Test func `takes no step for a leg accepted meanwhile`() throws {
        var scene = try Scene.accepted(want(.treasuryVat).climbing((50, .remind), (80, .widen)))
        #expect(scene.wait(.hours(20)) == [])
    }

    @Test func `writes every step missed in a long stop, and does what the last one does`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((50, .remind), (60, .widen), (80, .offerToSeveral)))
        #expect(
            scene.wait(.hours(21)) == [
                "stepped remind", "stepped widen", "stepped offerToSeveral",
                "placed alfa+bravo+charlie",
            ]
        )
        #expect(scene.tick() == [])
    }

    @Test func `goes to the desk at once when the stop lasted beyond the due time`() throws {
        var scene = Scene()
        try scene.ask(need.climbing(LadderStep.usual))
        #expect(
            scene.wait(.days(3)) == [
                "stepped remind", "stepped offerToSeveral", "stepped desk", "overdue due",
                "placed desk unrouted",
            ]
        )
        #expect(scene.tick() == [])
    }

    @Test func `moves with a due time that a second request sharpens`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((50, .remind)))
        scene.now = scene.now + .hours(1)
        try scene.ask(want(.legal, .urgent).climbing((50, .remind)))
        #expect(scene.board.nextDeadline == scene.now + .hours(2))
        #expect(scene.wait(.hours(2)) == ["stepped remind", "told alfa reminder"])
    }

    @Test func `begins anew for a leg that comes back after it was accepted`() throws {
        var scene = Scene()
        try scene.ask(need.climbing((50, .remind), (80, .offerToSeveral)))
        scene.wait(.hours(20))
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        let back = try scene.report(.declineLate(.conflict), on: Scene.leg(1), text: [1])
        #expect(back.last == "placed bravo")
        #expect(scene.leg()?.steps == 0)
        #expect(scene.board.nextDeadline == scene.now + .hours(12))
    }

    @Test func `moves at most so many legs at a time`() throws {
        var scene = Scene()
        let count = Switchboard.dueMax + 10
        for number in 1...count {
            try scene.ask(want(.legal, from: []).climbing((50, .remind)), ref: "r\(number)")
        }
        // A step for each, and one reminder of them all.
        #expect(scene.wait(.hours(12)).count == Switchboard.dueMax + 1)
        #expect(scene.tick().count == 10)
        #expect(scene.tick() == [])
    }
}
