import Exchange
import Referrals
import Testing
import Triage

/// It is Monday 2 March 2026, noon.
///
/// Payments ceased on 23 February: the last day is 23 March, and the law presses from the 9th, the 16th and
/// the 21st on.
@Suite struct `The law that presses on open legs` {
    private let need = want(.treasuryVat, .normal)

    /// Midnight in Brussels, in March 2026.
    private func start(_ day: Int) -> Moment {
        Moment(seconds: 1_772_319_600) + .days(Int64(day - 1))
    }

    private func ceased(_ day: String, _ state: LegalState = .unknown) -> StatusReport.Matter {
        .legalState(Legal(state: state, cessation: CalendarDate(day)))
    }

    private func lasting() -> NeedVerdict {
        var need = need
        need.terms.due = .days(30)
        return need
    }

    @Test func `begins with the status that tells the day`() throws {
        var scene = Scene()
        try scene.ask(lasting())
        #expect(
            try scene.tell(ceased("2026-02-23")) == [
                "status legal_state", "ceased 2026-02-23", "sharpened normal",
            ]
        )
        #expect(scene.leg()?.due == start(9) + .hours(15))
        #expect(scene.leg()?.pressesAt == start(9))
        #expect(try scene.tell(ceased("2026-02-23")) == ["status legal_state"])
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `gives what waits its urgency and its time at once where a step is reached`() throws
    {
        var scene = Scene()
        try scene.ask(need)
        try scene.tell(ceased("2026-02-04"))
        #expect(scene.leg()?.urgency == .urgent)
        #expect(scene.leg()?.terms == SceneBundle.terms(.urgent))
        #expect(scene.leg()?.due == scene.now + .hours(2))
    }

    @Test func `raises the urgency of what waits on the day of each step`() throws {
        var scene = Scene()
        try scene.ask(lasting(), consent: consent([]))
        try scene.tell(ceased("2026-02-23"))
        for (day, urgency) in [(9, Urgency.soon), (16, .urgent)] {
            scene.now = start(day)
            #expect(scene.tick().contains("sharpened \(urgency.name)"))
            #expect(scene.leg()?.urgency == urgency)
            #expect(scene.leg()?.terms == SceneBundle.terms(urgency))
            #expect(scene.board.checkInvariants() == [])
            scene.wait(.hours(20))
        }
        scene.now = start(21)
        #expect(scene.tick() == ["sharpened urgent"])
        #expect(scene.leg()?.pressesAt == nil)
        #expect(scene.board.nextDeadline == nil)
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `gives whoever is at work less time on the day of a step, and tells it`() throws {
        var scene = try Scene.accepted(need)
        try scene.report(.start, on: Scene.leg(1))
        try scene.tell(ceased("2026-02-23"))
        #expect(scene.board.nextDeadline == start(9))
        scene.now = start(9)
        #expect(scene.tick() == ["sharpened soon", "told alfa reminder"])
        #expect(scene.leg()?.deadline == scene.now + .hours(48))
        #expect(scene.tick() == [])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `bounds the time of a leg that comes back`() throws {
        var scene = try Scene.accepted(need)
        try scene.report(.start, on: Scene.leg(1))
        try scene.tell(ceased("2026-02-02"))
        // The last day is today: what its class gives would end after the duty has.
        try scene.report(.declineLate(.atCapacity), on: Scene.leg(1))
        #expect(scene.leg()?.due == scene.now + .hours(2))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `bounds the time of a leg that is taken back by what tells the day`() throws {
        var scene = try Scene.accepted(need)
        try scene.report(.start, on: Scene.leg(1))
        var asked = Asked(needs: [need])
        asked.legal = Legal(state: .bankrupt, cessation: CalendarDate("2026-02-02"))
        try scene.correct("e1", to: revision(asked))
        asked.legal = Legal(cessation: CalendarDate("2026-02-02"))
        asked.consent = consent(to: ["bravo"])
        let facts = try scene.correct("e1", to: revision(asked))
        #expect(facts.contains("placed bravo"))
        #expect(scene.leg()?.due == scene.now + .hours(2))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `begins with a request that tells the day, also for what was open before`() throws {
        var scene = Scene()
        try scene.ask(lasting())
        var asked = Asked(needs: [want(.treasuryTax)])
        asked.legal = Legal(cessation: CalendarDate("2026-02-23"))
        let facts = try scene.run(scene.request(asked))
        #expect(
            facts == [
                "request", "leg treasury.tax", "sharpened soon", "placed alfa", "ceased 2026-02-23",
                "sharpened normal",
            ]
        )
        #expect(scene.leg(1)?.pressesAt == start(9))
        #expect(scene.leg(2)?.pressesAt == start(9))
    }

    @Test func `presses on what a later request opens and tells nothing of the day`() throws {
        var scene = Scene()
        try scene.ask(need)
        try scene.tell(ceased("2026-02-04"))
        let facts = try scene.run(scene.request(Asked(needs: [want(.treasuryTax, .normal)])))
        #expect(facts == ["request", "leg treasury.tax", "sharpened urgent", "placed alfa"])
        #expect(scene.leg(2)?.urgency == .urgent)
        #expect(scene.leg(2)?.terms == SceneBundle.terms(.urgent))
        #expect(scene.leg(2)?.due == scene.now + .hours(2))
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `begins with a correction that tells the day`() throws {
        var scene = Scene()
        try scene.ask(need)
        try scene.tell(.legalState(Legal()), id: "s1")
        let report = StatusReport(
            subject: .reference(Scene.first),
            at: scene.now,
            matter: ceased("2026-02-23")
        )
        let revised = CorrectCommand.Revised.status(report, content: Confidential([]))
        #expect(
            try scene.correct("s1", to: revised) == [
                "corrected", "ceased 2026-02-23", "sharpened normal",
            ]
        )
    }

    @Test func `presses at a step all the same where a request joins before the clock rings`()
        throws
    {
        var scene = Scene()
        try scene.ask(lasting())
        try scene.tell(ceased("2026-02-23"))
        scene.now = start(9)
        try scene.run(scene.request(Asked(needs: [need])))
        scene.tick()
        #expect(scene.leg()?.urgency == .soon)
        #expect(scene.leg()?.pressesAt == start(16))
    }

    @Test func `goes on to press on a leg that a request has made more urgent`() throws {
        var scene = Scene()
        try scene.ask(lasting())
        try scene.tell(ceased("2026-02-23"))
        try scene.run(scene.request(Asked(needs: [want(.treasuryVat, .urgent)])))
        #expect(scene.leg()?.urgency == .urgent)
        #expect(scene.leg()?.pressesAt == start(9))
    }

    @Test(arguments: [false, true])
    func `leaves a crisis one that comes with the day`(isCorrected: Bool) throws {
        var scene = Scene()
        try scene.ask(lasting(), id: "e1")
        var asked = Asked(needs: [want(.treasuryVat, .crisis)])
        asked.legal = Legal(cessation: CalendarDate("2026-02-04"))
        if isCorrected {
            try scene.correct("e1", to: revision(asked))
        } else {
            try scene.run(scene.request(asked))
        }
        #expect(scene.leg()?.urgency == .crisis)
        #expect(scene.leg()?.due == scene.now + .hours(1))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `gives what waits the time of its class where that is sooner`() throws {
        var scene = Scene()
        try scene.ask(lasting())
        // The last day is the 6th: a step was reached in February that gives eight hours.
        try scene.tell(ceased("2026-02-06"))
        #expect(scene.leg()?.urgency == .urgent)
        #expect(scene.leg()?.due == scene.now + .hours(4))
    }

    @Test func `asks for nothing that nobody could do before the last day is over`() throws {
        var scene = Scene()
        try scene.ask(lasting())
        scene.now = start(3) - .seconds(10)
        try scene.tell(ceased("2026-02-02"))
        #expect(scene.leg()?.due == scene.now + Terms.dueMin)
    }

    @Test func `bounds the time of a leg that is sent on`() throws {
        var scene = try Scene.accepted(need)
        try scene.tell(ceased("2026-02-02"))
        try scene.report(.redirect(to: partner("charlie"), .redirected), on: Scene.leg(1))
        #expect(scene.leg()?.queues == [queue("charlie")])
        #expect(scene.leg()?.due == scene.now + .hours(2))
    }

    @Test func `keeps no partner that is asked to stop from being reminded of it`() throws {
        var scene = try Scene.accepted(need)
        try scene.report(.schedule(start(20)), on: Scene.leg(1))
        try scene.tell(ceased("2026-02-23"))
        try scene.tell(.withdrawn(.withdrawn))
        scene.now = start(20)
        #expect(scene.tick() == ["overdue nextStep", "stepped remind", "told alfa reminder"])
    }

    @Test func `ends when the duty is met`() throws {
        var scene = Scene()
        try scene.ask(lasting())
        try scene.tell(ceased("2026-02-23"))
        #expect(
            try scene.tell(.legalState(Legal(state: .bankrupt))) == [
                "status legal_state", "sharpened normal",
            ]
        )
        #expect(scene.leg()?.pressesAt == nil)
        scene.now = start(9)
        #expect(scene.tick() == [])
        #expect(scene.leg()?.urgency == .normal)
    }

    @Test func `begins anew with a status that tells that the duty is not met after all`() throws {
        var scene = Scene()
        try scene.ask(lasting())
        try scene.tell(ceased("2026-02-04", .bankrupt))
        #expect(scene.leg()?.urgency == .normal)
        #expect(
            try scene.tell(.legalState(Legal(state: .unknown))) == [
                "status legal_state", "sharpened urgent",
            ]
        )
        #expect(scene.leg()?.due == scene.now + .hours(2))
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `begins anew with a request that tells so, also for what it asks for too`() throws {
        var scene = Scene()
        try scene.ask(lasting(), want(.treasuryTax, .normal))
        try scene.tell(ceased("2026-02-04", .bankrupt))
        let facts = try scene.run(scene.request(Asked(needs: [lasting()])))
        #expect(facts == ["request", "joined 1 normal", "sharpened urgent", "sharpened urgent"])
        #expect(scene.leg(1)?.urgency == .urgent)
        #expect(scene.leg(2)?.urgency == .urgent)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `presses on what is at work when a corrected request tells the day`() throws {
        var scene = try Scene.accepted(need)
        var asked = Asked(needs: [need])
        asked.legal = Legal(cessation: CalendarDate("2026-02-04"))
        // Only the leg that is open already was judged before the day was known.
        let facts = try scene.correct("e1", to: revision(asked))
        #expect(
            facts == [
                "corrected", "told alfa content_changed", "ceased 2026-02-04", "sharpened urgent",
                "told alfa reminder",
            ]
        )
        #expect(scene.leg()?.urgency == .urgent)
    }

    @Test func `presses on what a corrected request adds and tells that the duty is not met`()
        throws
    {
        var scene = Scene()
        try scene.ask(need, id: "e1")
        try scene.tell(ceased("2026-02-04", .bankrupt))
        let asked = Asked(needs: [need, want(.treasuryTax, .normal)])
        try scene.correct("e1", to: revision(asked))
        #expect(scene.leg(1)?.urgency == .urgent)
        #expect(scene.leg(2)?.urgency == .urgent)
    }

    @Test func `presses on what goes on that was to be stopped when the day was told`() throws {
        var scene = try Scene.accepted(need)
        try scene.tell(.withdrawn(.withdrawn))
        #expect(try scene.tell(ceased("2026-02-04")).last == "ceased 2026-02-04")
        #expect(
            try scene.report(.refuseCancel(.other), on: Scene.leg(1)) == [
                "reported refuse_cancel", "sharpened urgent", "told alfa reminder",
            ]
        )
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `concerns no other need, and none whose duty is met`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        #expect(try scene.tell(ceased("2026-02-23")).last == "ceased 2026-02-23")
        var other = Scene()
        try other.ask(need)
        #expect(try other.tell(ceased("2026-02-23", .bankrupt)).last == "ceased 2026-02-23")
    }

    @Test func `leaves alone what its partner was asked to stop, until it goes on`() throws {
        var scene = try Scene.accepted(need)
        try scene.report(.schedule(start(20)), on: Scene.leg(1))
        try scene.tell(ceased("2026-02-23"))
        try scene.tell(.withdrawn(.withdrawn))
        scene.now = start(9)
        #expect(scene.tick() == [])
        #expect(
            try scene.report(.refuseCancel(.other), on: Scene.leg(1)) == [
                "reported refuse_cancel", "sharpened soon", "told alfa reminder",
            ]
        )
        #expect(scene.tick() == [])
    }

    @Test func `is the same from a snapshot`() throws {
        var scene = Scene()
        try scene.ask(lasting())
        try scene.tell(ceased("2026-02-23"))
        var resumed = Switchboard(state: scene.board.state, bundle: SceneBundle.bundle)
        #expect(resumed.nextDeadline == start(9))
        #expect(resumed.checkInvariants() == [])
    }
}
