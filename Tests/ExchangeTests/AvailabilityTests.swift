import Exchange
import Referrals
import Testing
import Triage

/// The last place that was written down.
private func lastPlace(_ scene: Scene) -> LegPlaced? {
    scene.facts.lazy.compactMap { fact -> LegPlaced? in
        guard case .legPlaced(let placed) = fact.matter else { return nil }
        return placed
    }
    .last
}

/// Open on Mondays to Fridays between these hours.
func week(_ from: UInt16, _ until: UInt16) throws -> BusinessCalendar {
    let hours = try #require(DayWindow(from: from * 60, until: until * 60))
    return try BusinessCalendar(CalendarRules(hours: [ContactWindow(days: 0x1F, hours: hours)]))
}

@Suite struct `A partner with a limit` {
    private func scene(_ capacity: Capacity, asking count: Int = 3) throws -> Scene {
        var scene = Scene()
        scene.board.bundle = SceneBundle.with("alfa") { $0.capacity = capacity }
        for number in 1...count {
            try scene.ask(want(.treasuryVat, .normal, from: ["alfa"]), ref: "r\(number)")
        }
        scene.attach(1, "alfa")
        return scene
    }

    @Test func `has no more at a time than it takes`() throws {
        var scene = try scene(Capacity(maxOpen: 2))
        #expect(scene.handOut().count == 2)
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        #expect(scene.handOut().isEmpty)
        try scene.answer(.decline(.conflict, text: nil, suggested: nil), to: LeaseID(2))
        #expect(scene.handOut().count == 1)
    }

    @Test func `accepts no more a day than it takes, and goes on the next day`() throws {
        var scene = try scene(Capacity(maxPerDay: 1))
        #expect(scene.handOut().count == 1)
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        #expect(scene.handOut().isEmpty)
        let waiting = try #require(scene.leg(1, of: 2))
        let midnight = BrusselsTime.start(
            of: BrusselsTime.date(at: scene.now).advanced(by: 1)
        )
        #expect(
            scene.board.wait(of: waiting, at: scene.now)
                == Wait(reason: .rateLimited, opensAt: midnight)
        )
        scene.now = midnight
        #expect(scene.handOut().count == 1)
    }

    @Test func `has what it accepted that day after a restart too`() throws {
        var scene = try scene(Capacity(maxPerDay: 1))
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        scene.board = Switchboard(state: scene.board.state, bundle: scene.board.bundle)
        scene.attach(1, "alfa")
        #expect(scene.handOut().isEmpty)
    }

    @Test func `is limited in one queue alone where the directory says so`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.with("hub") { hub in
            hub.queueCapacities = [
                QueueCapacity(queue: queue("hub.digital"), capacity: Capacity(maxOpen: 1))
            ]
        }
        for number in 1...2 {
            try scene.ask(
                want(.digital, from: ["hub.digital"]),
                want(.coaching, from: ["hub.coaching"]),
                ref: "r\(number)"
            )
        }
        scene.attach(1, "hub")
        #expect(scene.handOut().count == 3)
    }

    @Test func `has what it took from a queue that it has no more`() throws {
        var scene = Scene()
        try scene.ask(
            want(.digital, from: ["hub.digital"]),
            want(.coaching, from: ["hub.coaching"])
        )
        scene.attach(1, "hub")
        #expect(scene.handOut().count == 2)
        try scene.answer(.accept(by: "p"), to: LeaseID(2), of: "hub")
        scene.board.bundle = SceneBundle.with("hub") { hub in
            hub.queues = [queue("hub.coaching")]
            hub.capacity = Capacity(maxOpen: 2)
        }
        try scene.ask(want(.coaching, from: ["hub.coaching"]), ref: "r2")
        #expect(lastPlace(scene)?.queue == queue("hub.coaching"))
        #expect(scene.handOut().isEmpty)
        try scene.report(.complete(.helpedFull, nil), on: Scene.leg(1), of: "hub")
        #expect(scene.handOut().count == 1)
    }

    @Test func `may still decline what would be its last of the day`() throws {
        var scene = try scene(Capacity(maxPerDay: 1), asking: 2)
        scene.handOut()
        let waiting = try #require(scene.leg(1, of: 2))
        #expect(scene.board.wait(of: waiting, at: scene.now) == Wait(reason: .allFull))
    }

    @Test func `waits for no morning where it has all it takes at a time`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.with("hub") { hub in
            let coaching = queue("hub.coaching")
            hub.capacity = Capacity(maxOpen: 1)
            hub.queueCapacities = [
                QueueCapacity(queue: coaching, capacity: Capacity(maxPerDay: 1))
            ]
        }
        for number in 1...2 {
            try scene.ask(want(.coaching, from: ["hub.coaching"]), ref: "r\(number)")
        }
        scene.attach(1, "hub")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "hub")
        let waiting = try #require(scene.leg(1, of: 2))
        #expect(scene.board.wait(of: waiting, at: scene.now) == Wait(reason: .allFull))
        try scene.report(.complete(.helpedFull, nil), on: Scene.leg(1), of: "hub")
        #expect(scene.board.waitingReason(of: waiting, at: scene.now) == .rateLimited)
    }

    @Test func `is passed over while it has all it takes`() throws {
        var scene = try scene(Capacity(maxOpen: 1), asking: 1)
        scene.handOut()
        try scene.ask(want(.legal), ref: "r2")
        #expect(lastPlace(scene)?.queue == queue("bravo"))
        #expect(
            lastPlace(scene)?.passedOver == [PassedOver(queue: queue("alfa"), reason: .full)]
        )
    }
}

@Suite struct `The choice of now` {
    @Test func `passes over who does not open before the leg is due`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.open(["alfa": try week(9, 11)])
        try scene.ask(want(.legal, .urgent))
        #expect(lastPlace(scene)?.queue == queue("bravo"))
        #expect(
            lastPlace(scene)?.passedOver == [PassedOver(queue: queue("alfa"), reason: .closed)]
        )
    }

    @Test func `falls on who opens in time`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.open(["alfa": try week(14, 16)])
        try scene.ask(want(.legal, .urgent))
        #expect(lastPlace(scene)?.queue == queue("alfa"))
    }

    @Test func `passes over who opens when the leg is due`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.open(["alfa": try week(16, 18)])
        try scene.ask(want(.legal, .urgent))
        #expect(scene.leg()?.queues == [queue("bravo")])
    }

    @Test func `falls on who is closed and has somebody there all the same`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.open(["alfa": try week(9, 11)])
        scene.attach(1, "alfa")
        try scene.ask(want(.legal, .urgent))
        #expect(scene.handOut().count == 1)
    }

    @Test func `falls on the first that opens when none can answer in time, and says when`() throws
    {
        var scene = Scene()
        scene.board.bundle = SceneBundle.open(["alfa": try week(9, 11), "bravo": try week(8, 10)])
        try scene.ask(want(.legal, .urgent))
        #expect(lastPlace(scene)?.queue == queue("bravo"))
        #expect(
            lastPlace(scene)?.passedOver == [PassedOver(queue: queue("alfa"), reason: .closed)]
        )
        let leg = try #require(scene.leg())
        #expect(
            scene.board.wait(of: leg, at: scene.now)
                == Wait(reason: .noPartnerOpen, opensAt: scene.now + .hours(20))
        )
    }

    @Test func `passes over a queue that is paused, and one that drains for good`() throws {
        var scene = Scene()
        scene.set("alfa", .paused)
        try scene.ask(want(.legal))
        #expect(lastPlace(scene)?.queue == queue("bravo"))
        scene.set("bravo", .draining)
        try scene.ask(want(.legal), ref: "r2")
        #expect(lastPlace(scene)?.queue == queue("alfa"))
        scene.set("alfa", .draining)
        try scene.ask(want(.legal), ref: "r3")
        #expect(lastPlace(scene)?.queue == queue("desk"))
        #expect(lastPlace(scene)?.passedOver.map(\.reason) == [.paused, .paused])
    }

    @Test func `has so many legs at a time find another partner when it no longer speaks`() throws {
        var scene = Scene()
        let count = Switchboard.dueMax + 20
        for number in 1...count {
            try scene.ask(want(.legal, from: ["alfa", "bravo"]), ref: "r\(number)")
        }
        scene.board.bundle = SceneBundle.with("alfa") { $0.languages = [.dutch] }
        scene.attach(1, "alfa")
        for expected in [Switchboard.dueMax, 20, 0] {
            #expect(scene.handOut().isEmpty)
            #expect(scene.tick().count { $0 == "placed bravo" } == expected)
        }
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `passes over who no longer speaks the language`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.with("alfa") { $0.languages = [.dutch] }
        try scene.ask(want(.legal))
        #expect(
            lastPlace(scene)?.passedOver == [PassedOver(queue: queue("alfa"), reason: .language)]
        )
    }

    @Test func `heeds the language that the correction tells which asks for the leg`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.with("alfa") { $0.languages = [.dutch] }
        try scene.ask(want(.legal), id: "e1")
        var asked = Asked(needs: [want(.legal), want(.hr)])
        asked.language = .dutch
        try scene.correct("e1", to: revision(asked))
        #expect(lastPlace(scene)?.queue == queue("alfa"))
        #expect(lastPlace(scene)?.passedOver == [])
    }

    @Test func `is made again at the hand-out when the directory has changed`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        scene.board.bundle = SceneBundle.with("alfa") { $0.languages = [.dutch] }
        scene.attach(1, "alfa")
        #expect(scene.handOut().isEmpty)
        scene.tick()
        #expect(lastPlace(scene)?.queue == queue("bravo"))
        #expect(scene.board.checkInvariants() == [])
    }
}
