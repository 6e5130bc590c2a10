import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A request that joins a leg` {
    private let sharpened = ["request", "joined 1 crisis", "sharpened crisis"]
    private let told = ["told alfa content_changed"]

    /// A scene in which alfa has accepted what can wait.
    private func accepted(_ report: PartnerReport? = nil) throws -> Scene {
        var scene = try Scene.accepted(want(.treasuryVat, .normal))
        if let report { try scene.report(report, on: Scene.leg(1)) }
        scene.now = scene.now + .hours(5)
        return scene
    }

    @Test(arguments: [
        nil, PartnerReport.start, .hold(.waitlist, until: nil), .hold(.waitingClient, until: nil),
    ])
    func `as a crisis gives whoever has it the time of a crisis, and tells it`(
        report: PartnerReport?
    ) throws {
        var scene = try accepted(report)
        let state = scene.leg()?.state.name
        #expect(try scene.ask(want(.treasuryVat, .crisis)) == sharpened + told)
        #expect(scene.leg()?.state.name == state)
        #expect(scene.leg()?.terms == SceneBundle.terms(.crisis))
        #expect(scene.leg()?.deadline == scene.now + .hours(2))
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.wait(.hours(2)).contains("told alfa reminder"))
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test(arguments: [HoldReason.waitlist, .waitingClient])
    func `as a crisis leaves no more than that when what stands still goes on`(reason: HoldReason)
        throws
    {
        var scene = try accepted(.hold(reason, until: nil))
        try scene.ask(want(.treasuryVat, .crisis))
        try scene.report(.resume, on: Scene.leg(1))
        #expect(scene.leg()?.deadline == scene.now + .hours(2))
    }

    @Test func `takes away no time that was shorter`() throws {
        var scene = try Scene.accepted(want(.treasuryVat, .urgent))
        let by = try #require(scene.leg()?.deadline)
        scene.now = by - .hours(1)
        try scene.ask(want(.treasuryVat, .crisis))
        #expect(scene.leg()?.deadline == by)
    }

    @Test func `counts the hours of whoever has it`() throws {
        var scene = Scene()
        let day = try #require(DayWindow(from: 9 * 60, until: 17 * 60))
        let hours = ContactWindow(days: 0x1F, hours: day)
        let alfa = try BusinessCalendar(CalendarRules(hours: [hours]))
        scene.board.bundle = SceneBundle.open(["alfa": alfa])
        var need = want(.treasuryVat, .normal)
        try scene.ask(need)
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        need.urgency = .urgent
        need.terms = SceneBundle.terms(.urgent)
        need.terms.clock = .hours
        try scene.ask(need)
        // Noon: five hours today and three tomorrow.
        #expect(scene.leg()?.deadline == scene.now + .hours(24))
    }

    @Test func `as a crisis gives what waits the times of a crisis`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, .normal))
        #expect(try scene.ask(want(.treasuryVat, .crisis)) == sharpened)
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(scene.leg()?.deadline == scene.now + .minutes(15))
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        #expect(scene.leg()?.deadline == scene.now + .hours(2))
        try scene.report(.declineLate(.atCapacity), on: Scene.leg(1))
        #expect(scene.leg()?.due == scene.now + .hours(1))
    }

    @Test func `as a crisis lets what waits climb its ladder from then on`() throws {
        var scene = Scene()
        let steps: [(UInt8, LadderAction)] = [(50, .remind), (100, .desk)]
        try scene.ask(want(.treasuryVat, .normal).climbing(steps[0], steps[1]))
        scene.now = scene.now + .hours(10)
        try scene.ask(want(.treasuryVat, .crisis).climbing(steps[0], steps[1]))
        #expect(scene.board.nextDeadline == scene.now + .minutes(30))
        #expect(scene.wait(.minutes(30)) == ["stepped remind", "told alfa reminder"])
        #expect(scene.wait(.minutes(30)).last == "placed desk unrouted")
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `with another ladder never leaves it where no clock comes`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, .normal).climbing((10, .remind), (20, .widen)))
        scene.wait(.hours(20))
        try scene.ask(want(.treasuryVat, .crisis).climbing((40, .remind), (50, .desk)))
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.wait(.hours(1)).last == "placed desk unrouted")
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `when it is late leaves it before the desk, without another step`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, .normal))
        scene.wait(.days(4))
        try scene.ask(want(.treasuryVat, .crisis).climbing(LadderStep.usual))
        #expect(scene.leg()?.urgency == .crisis)
        #expect(scene.tick() == [])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `by a clock that was set back gives what was late its time once more`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, .normal))
        scene.wait(.days(4))
        scene.now = scene.now - .days(3)
        #expect(try scene.ask(want(.treasuryVat, .crisis)) == sharpened + ["placed alfa"])
        #expect(scene.board.nextDeadline == scene.now + .hours(1))
        #expect(scene.wait(.hours(1)) == ["overdue due", "placed desk unrouted"])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `tells whoever has it that there is more to read, though it is no sooner`() throws {
        var scene = try accepted(.start)
        let by = scene.leg()?.deadline
        #expect(
            try scene.ask(want(.treasuryVat, .normal)) == ["request", "joined 1 normal"] + told
        )
        #expect(scene.board.cases[Scene.first]?.revision == 2)
        #expect(scene.leg()?.deadline == by)
    }
}

@Suite struct `A correction that makes a need sooner` {
    private func wish(_ need: Need, in span: Span, of scene: Scene) -> NeedVerdict {
        var judged = want(need, .urgent)
        judged.dueBy = scene.now + span
        return judged
    }

    @Test func `counts though it is as urgent as before`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, .urgent), id: "e1")
        let revised = revision(wish(.legal, in: .hours(2), of: scene))
        #expect(try scene.correct("e1", to: revised) == ["corrected", "joined 1 urgent"])
        #expect(scene.leg()?.due == scene.now + .hours(2))
        #expect(scene.board.nextDeadline == scene.leg()?.due)
        #expect(try scene.correct("e1", to: revised) == ["corrected"])
    }

    @Test func `is no news to whoever is at work, but that there is more to read`() throws {
        var scene = try Scene.accepted(want(.legal, .urgent))
        let revised = revision(wish(.legal, in: .hours(2), of: scene))
        #expect(try scene.correct("e1", to: revised) == ["corrected", "told alfa content_changed"])
    }

    @Test func `leaves all in the lane in which the request came`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, .urgent), id: "e1", lane: .bulk)
        let sooner = wish(.legal, in: .hours(2), of: scene)
        try scene.correct("e1", to: revision(sooner, want(.hr)))
        #expect(scene.leg(1)?.due == scene.now + .hours(2))
        #expect(scene.leg(1)?.lane == .bulk)
        #expect(scene.leg(2)?.lane == .bulk)
    }
}
