import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A case of a test agency` {
    private func trial(_ need: Need = .treasuryVat) -> NeedVerdict { want(need, from: ["test"]) }

    @Test func `waits at the test partner`() throws {
        var scene = Scene()
        #expect(
            try scene.ask(trial(), by: "trial").suffix(1) == ["placed test"]
        )
    }

    @Test func `stays there when nobody is left to take it`() throws {
        var scene = try refused()
        #expect(scene.leg()?.waitingAt == queue("test"))
        #expect(scene.leg()?.hold == .unrouted)
        scene.attach(2, "desk")
        #expect(scene.handOut().isEmpty)
        #expect(scene.board.checkInvariants().isEmpty)
    }

    @Test func `stays there when its time is up`() throws {
        var scene = Scene()
        try scene.ask(trial(), by: "trial")
        scene.wait(.hours(25))
        #expect(scene.leg()?.waitingAt == queue("test"))
    }

    @Test func `stays there when it is out of the Region`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["test"], block: .outOfRegion), by: "trial")
        #expect(scene.leg()?.waitingAt == queue("test"))
        #expect(scene.leg()?.hold == .outOfRegion)
    }

    @Test func `stays there when its line was kept as it came`() throws {
        var scene = Scene()
        let mark = scene.mark()
        try scene.run(
            .hold(HoldCommand(agency: agency("trial"), event: mark, content: Confidential([1])))
        )
        #expect(scene.leg()?.waitingAt == queue("test"))
    }

    @Test func `cannot be sent on to a real partner`() throws {
        var scene = try accepted()
        #expect(throws: Refusal.partnerUnknown) {
            try scene.report(
                .redirect(to: partner("charlie"), .redirected),
                on: Scene.leg(1),
                of: "test"
            )
        }
    }

    @Test func `goes on at the test partner when another kind of help is needed`() throws {
        var scene = try accepted()
        try scene.report(.reorient(to: .hr, .redirected), on: Scene.leg(1), of: "test")
        #expect(scene.leg(2)?.waitingAt == queue("test"))
    }

    @Test func `goes to no real partner that an earlier verdict ranked`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["alfa"]), by: "trial")
        #expect(scene.leg()?.waitingAt == queue("test"))
    }

    @Test func `never joins an enterprise's real case, nor follows it`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), bce: "1", by: "north")
        #expect(try scene.ask(trial(), bce: "1", by: "trial").first == "opened")
        try scene.tell(.closed(.noLongerNeeded))
        #expect(try scene.ask(trial(), ref: "r2", bce: "1", by: "trial").first == "request")
        #expect(scene.leg(1, of: 2)?.askedBy == [agency("trial")])
    }

    @Test func `does not keep an enterprise's real case from the next real request`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), bce: "1", by: "north")
        try scene.ask(trial(), bce: "1", by: "trial")
        try scene.ask(want(.treasuryVat), bce: "1", by: "south")
        #expect(scene.leg()?.askedBy == [agency("north"), agency("south")])
        #expect(scene.board.openCases(named: key("bce/1")).map(\.id.number) == [1, 2])
    }

    @Test func `is followed by no real case`() throws {
        var scene = Scene()
        try scene.ask(trial(), bce: "1", by: "trial")
        try scene.tell(.closed(.noLongerNeeded), by: "trial")
        #expect(try scene.ask(want(.treasuryVat), bce: "1", by: "north").first == "opened")
    }

    @Test func `of a real agency never comes to the test partner`() throws {
        var scene = try Scene.accepted()
        #expect(throws: Refusal.partnerUnknown) {
            try scene.report(.redirect(to: partner("test"), .redirected), on: Scene.leg(1))
        }
        var other = Scene()
        try other.ask(want(.treasuryVat, from: ["test"]), by: "north")
        #expect(other.leg()?.waitingAt == queue("desk"))
    }

    @Test func `that stood with a real partner would be noticed`() throws {
        var scene = Scene()
        try scene.ask(trial(), by: "trial")
        let placed = LegPlaced(leg: Scene.leg(1), queue: queue("desk"), hold: nil, passedOver: [])
        scene.record([Fact(at: scene.now, by: .relais, matter: .legPlaced(placed))])
        let name = Scene.leg(1).description
        #expect(scene.board.checkInvariants().contains("\(name) is a trial, and with desk"))
    }

    private func refused() throws -> Scene {
        var scene = Scene()
        try scene.ask(trial(), by: "trial")
        scene.attach(1, "test", credit: 1)
        scene.handOut()
        try scene.answer(
            .decline(.atCapacity, text: nil, suggested: partner("alfa")),
            to: LeaseID(1),
            of: "test"
        )
        return scene
    }

    private func accepted() throws -> Scene {
        var scene = Scene()
        try scene.ask(trial(), by: "trial")
        scene.attach(1, "test")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "test")
        return scene
    }
}

extension Leg {
    /// The queue in which it waits; nil when it does not.
    fileprivate var waitingAt: QueueID? {
        guard case .waiting(let waiting) = state else { return nil }
        return waiting.queue
    }
}
