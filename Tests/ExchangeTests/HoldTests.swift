import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A hold` {
    /// A scene in which alfa has accepted, five hours ago: it must make contact within 48 hours of that.
    private func scene(begun: Bool = false) throws -> (scene: Scene, clock: Moment) {
        var scene = try Scene.accepted()
        if begun { try scene.report(.start, on: Scene.leg(1)) }
        let clock = try #require(scene.leg()?.deadline)
        scene.wait(.hours(5))
        return (scene, clock)
    }

    @Test(arguments: [false, true])
    func `for the person stops the time of the partner, and gives back the rest of it`(
        begun: Bool
    ) throws {
        var (scene, clock) = try scene(begun: begun)
        let left = clock - scene.now
        try scene.report(.hold(.waitingClient, until: nil), on: Scene.leg(1))
        #expect(scene.leg()?.deadline == scene.now + .days(30))
        #expect(scene.wait(.days(20)) == [])
        try scene.report(.resume, on: Scene.leg(1))
        #expect(scene.leg()?.deadline == scene.now + left)
        #expect(scene.leg()?.state.name == (begun ? .inProgress : .accepted))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test(arguments: [HoldReason.waitlist, .partner], [false, true])
    func `for another reason lets the time run on`(reason: HoldReason, begun: Bool) throws {
        var (scene, clock) = try scene(begun: begun)
        try scene.report(.hold(reason, until: nil), on: Scene.leg(1))
        #expect(scene.leg()?.deadline == clock)
        try scene.report(.resume, on: Scene.leg(1))
        #expect(scene.leg()?.deadline == clock)
        #expect(scene.leg()?.state.name == (begun ? .inProgress : .accepted))
    }

    @Test func `that ends before the time of the partner has the earlier deadline`() throws {
        var (scene, clock) = try scene()
        try scene.report(.hold(.waitlist, until: scene.now + .hours(2)), on: Scene.leg(1))
        #expect(scene.leg()?.deadline == scene.now + .hours(2))
        #expect(scene.wait(.hours(2)) == ["overdue hold", "stepped remind", "told alfa reminder"])
        #expect(scene.leg()?.deadline == scene.now + .days(14))
        scene.now = clock
        #expect(scene.tick() == [])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `that lasts longer than the time of the partner leaves it one last deadline`() throws
    {
        var (scene, clock) = try scene(begun: true)
        try scene.report(.hold(.partner, until: clock + .days(1)), on: Scene.leg(1))
        scene.now = clock
        #expect(scene.tick() == ["overdue nextStep", "stepped remind", "told alfa reminder"])
        #expect(scene.wait(.days(1)) == [])
        #expect(scene.wait(.days(13)).first == "ended silent")
    }

    @Test func `does not lengthen the last deadline`() throws {
        var (scene, clock) = try scene()
        scene.now = clock
        #expect(scene.tick() == ["overdue handle", "stepped remind", "told alfa reminder"])
        try scene.report(.hold(.waitlist, until: nil), on: Scene.leg(1))
        #expect(scene.leg()?.deadline == clock + .hours(48))
        try scene.report(.resume, on: Scene.leg(1))
        #expect(scene.leg()?.deadline == clock + .hours(48))
    }

    @Test func `gives a person reached meanwhile the time of the class, once it goes on`() throws {
        var (scene, _) = try scene()
        try scene.report(.hold(.waitingClient, until: nil), on: Scene.leg(1))
        scene.wait(.days(3))
        try scene.report(.contact(.reached), on: Scene.leg(1))
        scene.wait(.days(3))
        try scene.report(.resume, on: Scene.leg(1))
        #expect(scene.leg()?.state.name == .inProgress)
        #expect(scene.leg()?.deadline == scene.now + .days(14))
    }

    @Test func `is what a partner goes back to that does not stop`() throws {
        var (scene, clock) = try scene()
        let left = clock - scene.now
        try scene.report(.hold(.waitingClient, until: nil), on: Scene.leg(1))
        let end = try #require(scene.leg()?.deadline)
        try scene.tell(.withdrawn(.withdrawn))
        scene.wait(.days(2))
        try scene.report(.refuseCancel(.other), on: Scene.leg(1))
        #expect(scene.leg()?.state.name == .onHold)
        #expect(scene.leg()?.deadline == end)
        try scene.report(.resume, on: Scene.leg(1))
        #expect(scene.leg()?.deadline == scene.now + left)
        #expect(scene.leg()?.state.name == .accepted)
        #expect(scene.board.checkInvariants() == [])
    }
}

@Suite struct `A request to stop` {
    @Test(arguments: [false, true])
    func `that is refused leaves the work where it was, with its time`(begun: Bool) throws {
        var scene = try Scene.accepted()
        if begun { try scene.report(.start, on: Scene.leg(1)) }
        let before = try #require(scene.leg()?.state)
        try scene.tell(.withdrawn(.withdrawn))
        scene.wait(.hours(5))
        try scene.report(.refuseCancel(.other), on: Scene.leg(1))
        #expect(scene.leg()?.state == before)
        #expect(scene.board.nextDeadline == scene.leg()?.deadline)
    }

    @Test func `is noted once when nobody answers it, and what it stopped is late after it`() throws
    {
        var scene = try Scene.accepted()
        try scene.tell(.withdrawn(.withdrawn))
        let reminded = ["stepped remind", "told alfa reminder"]
        #expect(scene.wait(.hours(48)) == ["overdue nextStep"] + reminded)
        #expect(scene.wait(.hours(47)) == [])
        try scene.report(.refuseCancel(.other), on: Scene.leg(1))
        #expect(scene.tick() == ["overdue handle"] + reminded)
    }

    @Test func `that is refused after its time leaves the work late`() throws {
        var scene = try Scene.accepted()
        try scene.tell(.withdrawn(.withdrawn))
        scene.wait(.hours(48))
        try scene.report(.refuseCancel(.other), on: Scene.leg(1))
        #expect(scene.leg()?.isLate == true)
        try scene.report(.contact(.reached), on: Scene.leg(1))
        #expect(scene.leg()?.isLate == false)
    }

    @Test func `does not count the first contact as missed that was made meanwhile`() throws {
        var scene = try Scene.accepted()
        try scene.tell(.withdrawn(.withdrawn))
        try scene.report(.contact(.reached), on: Scene.leg(1))
        try scene.report(.refuseCancel(.other), on: Scene.leg(1))
        #expect(scene.leg()?.state.name == .inProgress)
        #expect(scene.leg()?.deadline == scene.now + .days(14))
    }
}

@Suite struct `What was done on the way` {
    @Test func `is counted`() throws {
        var scene = try Scene.accepted()
        let appointment = scene.now + .days(3)
        try scene.report(.contact(.noAnswer), on: Scene.leg(1))
        try scene.report(.contact(.reached), on: Scene.leg(1))
        try scene.report(.schedule(appointment), on: Scene.leg(1))
        #expect(scene.leg()?.progress.contacts == 2)
        #expect(scene.leg()?.progress.lastContact == .reached)
        #expect(scene.leg()?.progress.appointment == appointment)
        try scene.report(.noShow(appointment), on: Scene.leg(1))
        #expect(scene.leg()?.progress.noShows == 1)
        #expect(scene.leg()?.progress.appointment == nil)
    }

    @Test func `is still told when the partner gives the leg up, and begins anew with the next`()
        throws
    {
        var scene = try Scene.accepted()
        try scene.report(.contact(.noAnswer), on: Scene.leg(1))
        try scene.report(.schedule(scene.now + .days(3)), on: Scene.leg(1))
        try scene.report(.declineLate(.conflict), on: Scene.leg(1))
        #expect(scene.leg()?.progress.contacts == 1)
        #expect(scene.leg()?.progress.appointment == nil)
        scene.attach(2, "bravo")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(2), of: "bravo")
        #expect(scene.leg()?.progress == Leg.Progress.nothing)
    }
}
