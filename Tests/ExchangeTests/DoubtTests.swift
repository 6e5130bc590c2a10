import Exchange
import Referrals
import Testing

@Suite struct `A clock that is not believed` {
    /// Lets time that is only counted pass, and the clock look.
    @discardableResult
    private static func wait(_ span: Span, in scene: inout Scene) -> [String] {
        scene.now = scene.now + span
        let facts = scene.board.due(at: scene.now, steady: scene.now, isClockBelieved: false)
        scene.record(facts)
        #expect(scene.board.checkInvariants() == [])
        return facts.map(\.brief)
    }

    @Test func `puts what nobody accepted before the desk all the same`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        #expect(Self.wait(.hours(24), in: &scene) == ["overdue due", "placed desk unrouted"])
        #expect(scene.board.nextDeadline == nil)
    }

    @Test func `lets no answer be too late before the leg is due`() throws {
        var scene = try Scene.offered()
        #expect(Self.wait(.hours(23), in: &scene) == [])
        #expect(scene.board.nextDeadline == scene.leg()?.due)
        let told = Self.wait(.hours(1), in: &scene)
        #expect(told.first == "overdue due")
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
    }

    @Test func `notes no first contact as overdue, no next step and no hold`() throws {
        var scene = try Scene.accepted()
        #expect(Self.wait(.days(10), in: &scene) == [])
        try scene.report(.contact(.reached), on: Scene.leg(1))
        #expect(Self.wait(.days(100), in: &scene) == [])
        try scene.report(.hold(.waitlist, until: nil), on: Scene.leg(1))
        #expect(Self.wait(.days(100), in: &scene) == [])
        #expect(scene.board.nextDeadline == nil)
    }

    @Test func `decides what it left aside when it is believed again`() throws {
        var scene = try Scene.accepted()
        Self.wait(.days(10), in: &scene)
        #expect(scene.tick().first == "overdue handle")
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is asked again at once when it is believed again`() throws {
        var scene = try Scene.accepted()
        try scene.ask(want(.legal, .normal), ref: "r9")
        Self.wait(.days(10), in: &scene)
        Self.wait(.days(10), in: &scene)
        scene.now = scene.now + .days(-19)
        _ = scene.tick()
        // The wall was right all along: what was left aside is not due yet, and is known to the clock again.
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.board.nextDeadline.map { $0 > scene.now } ?? false)
    }

    @Test func `leaves alone what was answered while it was doubted`() throws {
        var scene = try Scene.offered()
        Self.wait(.hours(23), in: &scene)
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        #expect(Self.wait(.hours(2), in: &scene) == [])
        #expect(scene.tick() == [])
    }

    @Test func `looks at no more legs at a time than one that is believed`() throws {
        var scene = Scene()
        let count = Switchboard.dueMax + 10
        for number in 1...count { try scene.ask(want(.legal, from: []), ref: "r\(number)") }
        #expect(Self.wait(.hours(24), in: &scene).count == Switchboard.dueMax)
        #expect(Self.wait(.seconds(0), in: &scene).count == 10)
    }
}
