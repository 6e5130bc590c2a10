import Exchange
import Referrals
import Testing
import Triage

@Suite struct `An erasure` {
    static let second = CaseID(year: 2026, number: 2)

    /// North's first case with a need, closed by alfa's work.
    private func scene() throws -> Scene {
        var scene = try Scene.accepted()
        try scene.report(.complete(.helpedFull, nil), on: Scene.leg(1))
        return scene
    }

    /// Two supervisors order it, one after the other.
    private func erase(_ id: CaseID = Scene.first, in scene: inout Scene) throws -> [String] {
        try scene.order(.erase(id))
        return try scene.order(.erase(id), by: "second")
    }

    @Test func `is asked by one supervisor and done by another`() throws {
        var scene = try scene()
        #expect(try scene.order(.erase(Scene.first)) == ["ordered", "erasure asked"])
        #expect(scene.board.cases.contains(Scene.first))
        let done = try scene.order(.erase(Scene.first), by: "second")
        #expect(done == ["ordered", "told alfa erased", "erased"])
        #expect(scene.board.cases.count == 0)
        #expect(scene.board.leg(Scene.leg(1)) == nil)
        #expect(scene.board.erasures.isEmpty)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is not done by the one who asked for it`() throws {
        var scene = try scene()
        try scene.order(.erase(Scene.first))
        #expect(try scene.order(.erase(Scene.first)) == ["ordered", "erasure asked"])
        #expect(scene.board.cases.contains(Scene.first))
    }

    @Test func `waits a day for the second, and is then asked for anew`() throws {
        var scene = try scene()
        try scene.order(.erase(Scene.first))
        scene.now = scene.now + Switchboard.erasureWait + .seconds(1)
        let late = try scene.order(.erase(Scene.first), by: "second")
        #expect(late == ["ordered", "erasure asked"])
        let done = try scene.order(.erase(Scene.first))
        #expect(done.last == "erased")
    }

    @Test func `is done by the second at the very end of that day`() throws {
        var scene = try scene()
        try scene.order(.erase(Scene.first))
        scene.now = scene.now + Switchboard.erasureWait
        #expect(try scene.order(.erase(Scene.first), by: "second").last == "erased")
    }

    @Test func `that was asked for in vain is forgotten with the next`() throws {
        var scene = try scene()
        try scene.ask(want(.legal), ref: "s", by: "south")
        try scene.tell(.closed(.noLongerNeeded), ref: "s", by: "south")
        try scene.order(.erase(Scene.first))
        scene.now = scene.now + Switchboard.erasureWait + .seconds(1)
        try scene.order(.erase(Self.second))
        #expect(scene.board.erasures.keys.sorted() == [Self.second])
    }

    @Test func `given again under its key is nothing new`() throws {
        var scene = try scene()
        try scene.order(.erase(Scene.first), key: "a")
        #expect(try scene.order(.erase(Scene.first), key: "a") == [])
        try scene.order(.erase(Scene.first), key: "b", by: "second")
        #expect(try scene.order(.erase(Scene.first), key: "b", by: "second") == [])
    }

    @Test func `is refused while a leg is open, also one of a case that was merged with it`() throws
    {
        var scene = try scene()
        try scene.ask(want(.legal, from: ["bravo"]), ref: "s", by: "south")
        try scene.order(.merge(Scene.first, into: Self.second))
        for caseID in [Scene.first, Self.second] {
            #expect(throws: Refusal.legsOpen) { try scene.order(.erase(caseID)) }
        }
    }

    @Test func `is refused of a case that nobody opened, and of one that was erased`() throws {
        var scene = try scene()
        #expect(throws: Refusal.caseUnknown) { try scene.order(.erase(Self.second)) }
        _ = try erase(in: &scene)
        #expect(throws: Refusal.caseUnknown) { try scene.order(.erase(Scene.first)) }
    }

    @Test func `takes with it the cases that have gone on in it, by any of their names`() throws {
        for name in [Scene.first, Self.second] {
            var scene = try scene()
            try scene.ask(want(.legal, from: ["bravo"]), ref: "s", by: "south")
            try scene.tell(.closed(.noLongerNeeded), ref: "s", by: "south")
            try scene.order(.merge(Scene.first, into: Self.second))
            let done = try erase(name, in: &scene)
            #expect(done == ["ordered", "told alfa erased", "erased", "erased"])
            #expect(scene.board.cases.count == 0)
            #expect(scene.board.absorbed(by: Self.second).isEmpty)
            #expect(scene.board.checkInvariants() == [])
        }
    }

    @Test func `forgets what names the case, and leaves others that the same names`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), ref: "a", bce: "7")
        try scene.tell(.closed(.noLongerNeeded), ref: "a")
        try scene.ask(want(.legal), ref: "b", bce: "7")
        _ = try erase(in: &scene)
        #expect(scene.board.lookups[key("bce/7")] == Self.second)
        #expect(scene.board.openCases(named: key("bce/7")).map(\.id) == [Self.second])
        #expect(scene.board.checkInvariants() == [])
        try scene.tell(.closed(.noLongerNeeded), ref: "b")
        _ = try erase(Self.second, in: &scene)
        #expect(scene.board.lookups.count == 0)
    }

    @Test func `leaves ids used, whatever is said under them`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), id: "e1", saying: "a")
        try scene.tell(.closed(.noLongerNeeded), id: "s1")
        _ = try erase(in: &scene)
        #expect(try scene.ask(want(.legal), id: "e1", saying: "a") == [])
        #expect(try scene.ask(want(.legal), id: "e1", saying: "b") == [])
        #expect(scene.board.takenID(key("e1")) == TakenID(sameness: .zero, caseID: nil, event: 0))
    }

    @Test func `tells every partner that had accepted, also one that gave the leg up`() throws {
        var scene = try Scene.accepted(want(.treasuryVat, from: ["alfa", "bravo"]))
        try scene.order(.reroute(Scene.leg(1), to: queue("bravo")))
        scene.attach(2, "bravo")
        let lease = try #require(scene.handOut().first?.lease)
        try scene.answer(.accept(by: "b"), to: lease, of: "bravo")
        try scene.report(.complete(.helpedFull, nil), on: Scene.leg(1), of: "bravo")
        let done = try erase(in: &scene)
        #expect(done == ["ordered", "told alfa erased", "told bravo erased", "erased"])
    }

    @Test func `gives the reference to no other case`() throws {
        var scene = try scene()
        _ = try erase(in: &scene)
        try scene.ask(want(.legal))
        #expect(scene.board.cases.map(\.id) == [Self.second])
    }

    @Test func `is the same after a replay and from a snapshot, asked for or done`() throws {
        var scene = try scene()
        try scene.ask(want(.legal), ref: "s", by: "south")
        try scene.tell(.closed(.noLongerNeeded), ref: "s", by: "south")
        try scene.order(.erase(Self.second))
        _ = try erase(in: &scene)
        #expect(scene.board.erasures.keys.sorted() == [Self.second])
        #expect(scene.replayed().state == scene.board.state)
        let again = Switchboard(state: scene.board.state, bundle: SceneBundle.bundle)
        #expect(again.state == scene.board.state)
    }
}
