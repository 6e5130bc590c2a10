import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A partner that a later event excludes` {
    private static let without = want(
        .treasuryVat,
        from: ["alfa", "bravo"],
        excluding: ["alfa": .unwanted]
    )

    @Test func `loses what is offered to it when another request says so`() throws {
        var scene = try Scene.offered()
        #expect(
            try scene.ask(Self.without) == [
                "request", "without alfa", "joined 1 soon", "ended recalled",
                "told alfa recalled", "placed bravo",
            ]
        )
        #expect(scene.leg()?.candidates.first?.exclusion == .unwanted)
        expectWhole(scene)
    }

    @Test func `loses its place in the line`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        #expect(
            try scene.ask(Self.without) == [
                "request", "without alfa", "joined 1 soon", "placed bravo",
            ]
        )
        expectWhole(scene)
    }

    @Test func `loses what it has accepted, as where consent is withdrawn`() throws {
        var scene = try Scene.accepted()
        #expect(
            try scene.ask(Self.without) == [
                "request", "without alfa", "joined 1 soon", "ended recalled",
                "told alfa recalled", "placed bravo",
            ]
        )
        expectWhole(scene)
    }

    @Test func `ends what it was asked to stop`() throws {
        var scene = try Scene.accepted()
        try scene.tell(.withdrawn(.noLongerNeeded))
        let facts = try scene.ask(Self.without)
        #expect(facts.contains("closed no_longer_needed"))
        #expect(facts.last == "closed no_longer_needed")
        #expect(scene.leg(2)?.queues == [queue("bravo")])
        expectWhole(scene)
    }

    @Test func `loses but its own offer of several`() throws {
        var scene = try Scene.offeredToSeveral()
        let facts = try scene.ask(Self.without)
        #expect(facts.filter { $0.hasPrefix("told") } == ["told alfa recalled"])
        #expect(
            scene.leg()?.openOffers.map(\.assignment.partner).contains(partner("alfa")) == false
        )
        #expect(scene.leg()?.openOffers.isEmpty == false)
        expectWhole(scene)
    }

    @Test func `has no other open leg of the case from then on either`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), want(.hrStaff))
        try scene.ask(want(.legal, from: ["charlie", "alfa"], excluding: ["alfa": .unwanted]))
        #expect(scene.leg(1)?.queues == [queue("bravo")])
        #expect(scene.leg(2)?.queues == [queue("bravo")])
        expectWhole(scene)
    }

    @Test func `has no leg that is asked for later without a word of it`() throws {
        var scene = Scene()
        try scene.ask(Self.without)
        try scene.ask(want(.hrStaff))
        #expect(scene.leg(2)?.queues == [queue("bravo")])
        expectWhole(scene)
    }

    @Test func `gets it by no order`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        try scene.ask(
            want(.treasuryVat, from: ["alfa", "charlie"], excluding: ["charlie": .unwanted])
        )
        #expect(throws: Refusal.unwanted(partner("charlie"))) {
            try scene.order(.reroute(Scene.leg(1), to: queue("charlie")))
        }
    }

    @Test func `loses it when a correction says so, and is not told to read again`() throws {
        var scene = try Scene.accepted()
        #expect(
            try scene.correct("e1", to: revision(Self.without)) == [
                "corrected", "without alfa", "ended recalled", "told alfa recalled",
                "placed bravo",
            ]
        )
        expectWhole(scene)
    }

    @Test func `stays excluded when a correction takes that back`() throws {
        var scene = Scene()
        try scene.ask(Self.without, id: "e1")
        try scene.correct("e1", to: revision(want(.treasuryVat)))
        #expect(scene.leg()?.queues == [queue("bravo")])
    }

    @Test(arguments: [true, false])
    func `loses the legs of both cases that are merged`(isFirst: Bool) throws {
        var scene = Scene()
        let other = want(.hrStaff, from: ["bravo", "alfa"], excluding: ["alfa": .unwanted])
        if isFirst { try scene.ask(other) } else { try scene.ask(want(.treasuryVat)) }
        if isFirst {
            try scene.ask(want(.treasuryVat), ref: "o", by: "east")
        } else {
            try scene.ask(other, ref: "o", by: "east")
        }
        scene.attach(1, "alfa")
        scene.handOut()
        let (first, second) = (Scene.first, CaseID(year: 2026, number: 2))
        let facts = try scene.board.merge(second, into: first, by: .relais, at: scene.now)
        scene.record(facts)
        #expect(
            facts.dropFirst().map(\.brief) == [
                "without alfa", "ended recalled", "told alfa recalled", "placed bravo",
            ]
        )
        expectWhole(scene)
    }

    @Test func `loses the legs of a case that went on in the one that is told`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        try scene.ask(want(.hrStaff), ref: "o", by: "east")
        let second = CaseID(year: 2026, number: 2)
        scene.record(
            try scene.board.merge(second, into: Scene.first, by: .relais, at: scene.now)
        )
        try scene.ask(Self.without)
        #expect(scene.leg(1, of: 2)?.queues == [queue("bravo")])
        expectWhole(scene)
    }

    @Test func `has no leg that is opened later in a case of its journey`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        try scene.tell(.closed(.noLongerNeeded))
        try scene.ask(Self.without, ref: "o", by: "east")
        scene.record(
            try scene.board.merge(Scene.second, into: Scene.first, by: .relais, at: scene.now)
        )
        try scene.ask(want(.hrStaff))
        #expect(scene.leg(2)?.queues == [queue("bravo")])
        expectWhole(scene)
    }

    @Test func `loses the legs of a case that had gone on in the one that another joins`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, from: ["bravo"]))
        try scene.ask(want(.treasuryVat), ref: "o", by: "east")
        scene.record(
            try scene.board.merge(Scene.second, into: Scene.first, by: .relais, at: scene.now)
        )
        let other = want(.hrStaff, from: ["bravo", "alfa"], excluding: ["alfa": .unwanted])
        try scene.ask(other, ref: "s", by: "south")
        let third = CaseID(year: 2026, number: 3)
        scene.record(try scene.board.merge(third, into: Scene.first, by: .relais, at: scene.now))
        #expect(scene.leg(1, of: 2)?.queues == [queue("bravo")])
        expectWhole(scene)
    }

    /// Two cases that are one journey; in the second alfa has accepted the only leg.
    private func journey() throws -> Scene {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["alfa", "bravo"]), id: "e1")
        try scene.ask(want(.hrStaff), ref: "o", by: "east")
        scene.attach(1, "alfa")
        let lease = try #require(scene.handOut().first { $0.leg == Scene.leg(1, of: 2) }).lease
        try scene.answer(.accept(by: "p"), to: lease)
        scene.record(
            try scene.board.merge(Scene.second, into: Scene.first, by: .relais, at: scene.now)
        )
        return scene
    }

    @Test func `ends what it was asked to stop in another case, which is closed then`() throws {
        var scene = try journey()
        try scene.tell(.withdrawn(.noLongerNeeded), ref: "o", by: "east")
        let facts = try scene.ask(Self.without)
        #expect(facts.suffix(2) == ["closed no_longer_needed", "case closed"])
        #expect(scene.board.cases[Scene.second]?.isOpen == false)
        expectWhole(scene)
    }

    @Test func `loses the legs of another case when a correction says so`() throws {
        var scene = try journey()
        try scene.correct("e1", to: revision(Self.without))
        #expect(scene.leg(1, of: 2)?.queues == [queue("bravo")])
        expectWhole(scene)
    }

    @Test func `leaves to the next the time of the crisis in which it is told`() throws {
        var scene = try Scene.accepted(want(.treasuryVat, .normal))
        try scene.ask(
            want(.treasuryVat, .crisis, from: ["alfa", "bravo"], excluding: ["alfa": .unwanted])
        )
        #expect(scene.leg()?.queues == [queue("bravo")])
        #expect(scene.leg()?.due == scene.now + .hours(1))
        expectWhole(scene)
    }

    @Test(arguments: [false, true])
    func `keeps as the desk what it has, for nobody else would`(isAtWork: Bool) throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["desk"]))
        if isAtWork {
            scene.attach(1, "desk")
            scene.handOut()
            try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "desk")
        }
        let without = want(.treasuryVat, from: ["desk"], excluding: ["desk": .unwanted])
        let facts = try scene.ask(without)
        #expect(facts.prefix(3) == ["request", "without desk", "joined 1 soon"])
        #expect(facts.count == 3)
        expectWhole(scene)
    }

    @Test func `ends what both of two merged cases ask for and what it was to stop`() throws {
        var scene = Scene()
        try scene.ask(Self.without)
        try scene.ask(want(.treasuryVat), want(.hrStaff), ref: "o", by: "east")
        scene.attach(1, "alfa")
        let lease = try #require(scene.handOut().first { $0.leg == Scene.leg(2, of: 2) }).lease
        try scene.answer(.accept(by: "p"), to: lease)
        try scene.tell(.withdrawn(.withdrawn), need: .hrStaff, ref: "o", by: "east")
        let facts = try scene.board.merge(
            Scene.second,
            into: Scene.first,
            by: .relais,
            at: scene.now
        )
        scene.record(facts)
        #expect(facts.last?.brief == "case closed")
        #expect(scene.leg(1, of: 2)?.state.isClosed == true)
        #expect(facts.contains { $0.brief.hasPrefix("placed") } == false)
        expectWhole(scene)
    }

    private func expectWhole(
        _ scene: Scene,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(scene.board.checkInvariants() == [], sourceLocation: sourceLocation)
        #expect(scene.replayed().state == scene.board.state, sourceLocation: sourceLocation)
    }
}
