import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A queue` {
    /// Legs of one case each, asked in this order, and the order in which alfa gets them.
    private func order(_ asked: [(Urgency, Span)]) throws -> [UInt32] {
        var scene = Scene()
        for (index, (urgency, later)) in asked.enumerated() {
            scene.now = scene.now + later
            try scene.ask(want(.treasuryVat, urgency), ref: "r\(index)")
        }
        scene.attach(1, "alfa")
        return scene.handOut().map(\.leg.caseID.number)
    }

    @Test func `gives the most urgent first, though it came last`() throws {
        #expect(
            try order([(.normal, .hours(0)), (.soon, .hours(0)), (.crisis, .hours(0))]) == [
                3, 2, 1,
            ]
        )
    }

    @Test func `gives what is due first among equally urgent ones`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, .soon), ref: "r1")
        var sooner = want(.treasuryVat, .soon)
        sooner.terms.due = .hours(2)
        try scene.ask(sooner, ref: "r2")
        scene.attach(1, "alfa")
        #expect(scene.handOut().map(\.leg.caseID.number) == [2, 1])
    }

    @Test func `gives what came first among those due at the same time`() throws {
        #expect(
            try order([(.soon, .hours(0)), (.soon, .hours(0)), (.soon, .hours(0))]) == [1, 2, 3]
        )
    }

    @Test func `moves a leg forward when it becomes more urgent while it waits`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, .soon), ref: "r1")
        try scene.ask(want(.treasuryVat, .soon), ref: "r2")
        try scene.ask(want(.treasuryVat, .crisis), ref: "r2")
        scene.attach(1, "alfa")
        #expect(scene.handOut().map(\.leg.caseID.number) == [2, 1])
    }

    @Test func `keeps the place of a leg that came back without a refusal`() throws {
        var scene = try Scene.offered()
        try scene.ask(want(.treasuryVat), ref: "r2")
        try scene.answer(.giveBack, to: LeaseID(1))
        #expect(scene.handOut().map(\.leg.caseID.number) == [1, 2])
    }

    @Test func `counts a leg that lapsed once among those that were put in it`() throws {
        var scene = try Scene.offered()
        try scene.answer(.giveBack, to: LeaseID(1))
        scene.handOut()
        try scene.answer(.decline(.conflict, text: nil, suggested: nil), to: LeaseID(2))
        #expect(scene.board.desks[queue("alfa")]?.arrived == 1)
        #expect(scene.board.desks[queue("bravo")]?.arrived == 1)
    }
}

@Suite struct `The choice` {
    private func placed(_ scene: inout Scene, _ need: NeedVerdict, consent: Consent) throws
        -> LegPlaced?
    {
        try scene.ask(need, consent: consent)
        return scene.facts.lazy.compactMap { fact -> LegPlaced? in
            guard case .legPlaced(let placed) = fact.matter else { return nil }
            return placed
        }
        .last
    }

    private func choice(
        _ need: NeedVerdict,
        consent: Consent = ExchangeTests.consent(),
        bundle: Bundle = SceneBundle.bundle
    ) throws -> LegPlaced? {
        var scene = Scene()
        scene.board.bundle = bundle
        return try placed(&scene, need, consent: consent)
    }

    @Test func `falls on the first candidate in rank`() throws {
        let placed = try choice(want(.legal, from: ["bravo", "alfa"]))
        #expect(placed?.queue == queue("bravo"))
        #expect(placed?.passedOver == [])
    }

    @Test func `passes over what triage excluded`() throws {
        let placed = try choice(want(.legal, excluding: ["alfa": .language]))
        #expect(placed?.queue == queue("bravo"))
        #expect(placed?.passedOver == [PassedOver(queue: queue("alfa"), reason: .excluded)])
    }

    @Test func `passes over what the consent does not name`() throws {
        let placed = try choice(want(.legal), consent: consent(to: ["bravo"]))
        #expect(placed?.queue == queue("bravo"))
        #expect(placed?.passedOver == [PassedOver(queue: queue("alfa"), reason: .consent)])
    }

    @Test func `passes over what today's directory does not have`() throws {
        let placed = try choice(want(.legal), bundle: SceneBundle.without(partner("alfa")))
        #expect(placed?.queue == queue("bravo"))
        #expect(placed?.passedOver == [PassedOver(queue: queue("alfa"), reason: .gone)])
    }

    @Test func `falls on the desk when nobody is left, and says why`() throws {
        let placed = try choice(want(.legal, excluding: ["alfa": .language, "bravo": .commune]))
        #expect(placed?.queue == queue("desk"))
        #expect(placed?.hold == .unrouted)
        #expect(placed?.passedOver.map(\.reason) == [.excluded, .excluded])
    }

    @Test func `asks the consent of now, not that of the verdict`() throws {
        let placed = try choice(want(.legal, excluding: ["alfa": .consent]))
        #expect(placed?.queue == queue("alfa"))
    }

    @Test func `puts what lies outside the Region before the desk`() throws {
        let placed = try choice(want(.legal, block: .outOfRegion))
        #expect(placed?.queue == queue("desk"))
        #expect(placed?.hold == .outOfRegion)
    }

    @Test func `leaves nowhere what no consent covers`() throws {
        let placed = try choice(want(.legal), consent: consent([.treasury]))
        #expect(placed?.queue == nil)
        #expect(placed?.hold == .blockedByConsent)
    }

    @Test func `needs no consent where a life is at stake`() throws {
        let placed = try choice(
            want(.psychologicalCrisis),
            consent: consent([], how: .vitalInterest)
        )
        #expect(placed?.queue == queue("alfa"))
    }
}

@Suite struct `A hand-out` {
    @Test func `goes to the session that holds the fewest`() throws {
        var scene = Scene()
        for number in 1...4 { try scene.ask(want(.treasuryVat), ref: "r\(number)") }
        scene.attach(1, "alfa", as: "one")
        scene.attach(2, "alfa", as: "two")
        #expect(scene.handOut().map(\.session.number) == [1, 2, 1, 2])
    }

    @Test func `stops at the credit of the session`() throws {
        var scene = Scene()
        for number in 1...4 { try scene.ask(want(.treasuryVat), ref: "r\(number)") }
        scene.attach(1, "alfa", credit: 3)
        #expect(scene.handOut().map(\.number) == [1, 2, 3])
    }

    @Test func `gives nothing to a session whose credit was lowered below what it got`() throws {
        var scene = Scene()
        for number in 1...2 { try scene.ask(want(.treasuryVat), ref: "r\(number)") }
        scene.attach(1, "alfa", credit: 1)
        scene.handOut()
        scene.board.presence.credit(SessionID(1), through: 0, got: nil)
        #expect(scene.handOut() == [])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `serves every queue of a partner`() throws {
        var scene = Scene()
        try scene.ask(
            want(.digital, from: ["hub.digital"]),
            want(.coaching, from: ["hub.coaching"])
        )
        scene.attach(1, "hub")
        #expect(scene.handOut().map(\.leg.ordinal) == [2, 1])
    }

    @Test func `has a new number each time`() throws {
        var scene = try Scene.offered()
        try scene.answer(.giveBack, to: LeaseID(1))
        #expect(scene.handOut().map(\.lease) == [LeaseID(2)])
    }

    @Test func `is to be answered by the due time at the latest`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, .urgent))
        scene.now = scene.now + .hours(3) + .minutes(30)
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(scene.leg()?.deadline == scene.leg()?.due)
    }

    @Test func `does not happen once the consent has run out: the leg goes elsewhere`() throws {
        var scene = Scene()
        let day = try #require(CalendarDate(year: 2026, month: 3, day: 2))
        try scene.ask(want(.treasuryVat, .normal), consent: consent(expires: day))
        scene.now = scene.now + .hours(24)
        scene.attach(1, "alfa")
        #expect(scene.handOut() == [])
        #expect(scene.board.nextDeadline == scene.now)
        #expect(scene.tick() == ["placed nowhere blocked_by_consent"])
        #expect(scene.board.checkInvariants() == [])
    }
}
