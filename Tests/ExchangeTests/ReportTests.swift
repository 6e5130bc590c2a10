import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A report` {
    /// Every verb with what it needs.
    static let verbs: [PartnerReport] = [
        .contact(.reached), .schedule(Moment(seconds: 1_772_800_000)),
        .noShow(Moment(seconds: 1_772_000_000)), .start, .hold(.waitlist, until: nil), .resume,
        .complete(.helpedFull, nil), .fail(.unreachable),
        .redirect(to: partner("charlie"), .redirected),
        .reorient(to: .hr, .redirected), .declineLate(.atCapacity), .confirmCancel,
        .refuseCancel(.other),
    ]

    /// For each state what each verb records after `reported`; nil = it is refused.
    static let table: [(LegState, [ReportVerb: [String]])] = [
        (
            .accepted,
            [
                .contact: [], .schedule: [], .noShow: [], .start: [], .hold: [],
                .complete: ["closed helped_full", "case closed"],
                .fail: ["closed unreachable", "case closed"],
                .redirect: ["ended redirected", "placed charlie"],
                .declineLate: ["declined", "placed bravo"],
            ]
        ),
        (
            .inProgress,
            [
                .contact: [], .schedule: [], .noShow: [], .hold: [],
                .complete: ["closed helped_full", "case closed"],
                .fail: ["closed unreachable", "case closed"],
                .redirect: ["ended redirected", "placed charlie"],
                .declineLate: ["declined", "placed bravo"],
            ]
        ),
        (
            .onHold,
            [
                .contact: [], .resume: [],
                .complete: ["closed helped_full", "case closed"],
                .fail: ["closed unreachable", "case closed"],
                .redirect: ["ended redirected", "placed charlie"],
                .declineLate: ["declined", "placed bravo"],
            ]
        ),
        (
            .cancelRequested,
            [
                .contact: [],
                .complete: ["closed helped_full", "case closed"],
                .fail: ["closed unreachable", "case closed"],
                .confirmCancel: ["closed withdrawn", "case closed"],
                .refuseCancel: [],
            ]
        ),
    ]

    /// A scene whose leg has been brought to a state that a partner may report in.
    private func scene(in state: LegState) throws -> Scene {
        var scene = try Scene.accepted()
        switch state {
        case .accepted: break
        case .inProgress: try scene.report(.start, on: Scene.leg(1))
        case .onHold: try scene.report(.hold(.waitlist, until: nil), on: Scene.leg(1))
        case .cancelRequested: try scene.tell(.withdrawn(.withdrawn))
        case .waiting, .offered, .closed: Issue.record("nobody has it then")
        }
        return scene
    }

    @Test(arguments: table.map(\.0), verbs)
    func `records what its verb means where the leg stands, or says what may be`(
        state: LegState,
        verb: PartnerReport
    ) throws {
        let allowed = try #require(Self.table.first { $0.0 == state }).1
        var scene = try scene(in: state)
        guard var expected = allowed[verb.name] else {
            let verbs = ReportVerb.allCases.filter { allowed[$0] != nil }
            #expect(throws: Refusal.wrongState(state, allowed: verbs)) {
                try scene.report(verb, on: Scene.leg(1))
            }
            return
        }
        if case .reorient = verb {
            expected = ["closed redirected", "leg hr", "placed desk unrouted"]
        }
        #expect(
            try scene.report(verb, on: Scene.leg(1)) == ["reported \(verb.name.name)"] + expected
        )
        #expect(scene.board.checkInvariants() == [])
    }

    @Test(arguments: verbs)
    func `finds no leg while nobody has accepted`(verb: PartnerReport) throws {
        var offered = try Scene.offered()
        #expect(throws: Refusal.legUnknown) { try offered.report(verb, on: Scene.leg(1)) }
    }

    @Test(arguments: verbs)
    func `after the end is told that nothing is left to report`(verb: PartnerReport) throws {
        var scene = try Scene.accepted()
        try scene.report(.complete(.helpedFull, nil), on: Scene.leg(1))
        #expect(throws: Refusal.wrongState(.closed, allowed: [])) {
            try scene.report(verb, on: Scene.leg(1))
        }
    }

    @Test func `after the end finds no leg that another partner had`() throws {
        var scene = try Scene.accepted()
        try scene.report(.complete(.helpedFull, nil), on: Scene.leg(1))
        #expect(throws: Refusal.legUnknown) {
            try scene.report(.start, on: Scene.leg(1), of: "bravo")
        }
    }

    @Test func `finds no leg that ended after it was recalled from its partner`() throws {
        var scene = try Scene.accepted()
        try scene.tell(.consentWithdrawn(nil, nil))
        try scene.tell(.closed(.noLongerNeeded))
        #expect(throws: Refusal.legUnknown) { try scene.report(.start, on: Scene.leg(1)) }
    }

    @Test func `of another partner finds no such leg`() throws {
        var scene = try Scene.accepted()
        #expect(throws: Refusal.legUnknown) {
            try scene.report(.start, on: Scene.leg(1), of: "bravo")
        }
    }

    @Test func `of a contact sets the next step by the class`() throws {
        var scene = try Scene.accepted()
        try scene.report(.contact(.reached), on: Scene.leg(1))
        #expect(scene.leg()?.deadline == scene.now + .days(14))
    }

    @Test func `of an appointment sets the next step to it`() throws {
        var scene = try Scene.accepted()
        try scene.report(.schedule(scene.now + .days(3)), on: Scene.leg(1))
        #expect(scene.leg()?.deadline == scene.now + .days(3))
    }

    @Test(arguments: [ContactResult.noAnswer, .voicemail, .wrongNumber])
    func `of an attempt that reached nobody is counted and moves nothing`(result: ContactResult)
        throws
    {
        for begun in [false, true] {
            var scene = try Scene.accepted()
            if begun { try scene.report(.start, on: Scene.leg(1)) }
            let before = try #require(scene.leg()?.state)
            scene.now = scene.now + .hours(1)
            try scene.report(.contact(result), on: Scene.leg(1))
            #expect(scene.leg()?.state == before)
            #expect(scene.leg()?.progress.contacts == 1)
            #expect(scene.leg()?.progress.lastContact == result)
            #expect(scene.board.nextDeadline == scene.leg()?.deadline)
        }
    }

    @Test func `of an attempt that reached nobody begins no work that stands still`() throws {
        var scene = try Scene.accepted()
        let by = try #require(scene.leg()?.deadline)
        try scene.report(.hold(.waitlist, until: nil), on: Scene.leg(1))
        try scene.report(.contact(.voicemail), on: Scene.leg(1))
        try scene.report(.resume, on: Scene.leg(1))
        #expect(scene.leg()?.state.name == .accepted)
        #expect(scene.leg()?.deadline == by)
    }

    @Test
    func `of an appointment that has been, or of one missed that is to come, sets no next step`()
        throws
    {
        var scene = try Scene.accepted()
        let before = try #require(scene.leg()?.state)
        try scene.report(.schedule(scene.now - .days(3)), on: Scene.leg(1))
        try scene.report(.noShow(scene.now + .days(3)), on: Scene.leg(1))
        #expect(scene.leg()?.state == before)
    }

    @Test func `of an appointment just missed by a clock that is ahead begins the work`() throws {
        var scene = try Scene.accepted()
        try scene.report(.noShow(scene.now + .minutes(5)), on: Scene.leg(1))
        #expect(scene.leg()?.state.name == .inProgress)
        #expect(scene.leg()?.deadline == scene.now + .days(14))
    }

    @Test func `of an appointment in another century leaves nobody without a word for that long`()
        throws
    {
        var scene = try Scene.accepted()
        let appointment = scene.now + .days(66_000)
        try scene.report(.schedule(appointment), on: Scene.leg(1))
        #expect(scene.leg()?.progress.appointment == appointment)
        #expect(scene.leg()?.deadline == scene.now + .days(60))
    }

    @Test(arguments: [HoldReason.waitingClient, .waitlist, .partner])
    func `lets the work stand still for thirty days at most, and says so`(
        reason: HoldReason
    ) throws {
        var scene = try Scene.accepted()
        let latest = scene.now + .days(30)
        #expect(throws: Refusal.holdTooLong(latest)) {
            try scene.report(.hold(reason, until: scene.now + .days(90)), on: Scene.leg(1))
        }
        #expect(scene.leg()?.state.name == .accepted)
        // The clock of whoever counted thirty days may be a little ahead of ours.
        try scene.report(.hold(reason, until: latest + .minutes(5)), on: Scene.leg(1))
        guard case .reported(let report)? = scene.facts.last?.matter else {
            Issue.record("the hold was not written down")
            return
        }
        #expect(report.nextStep == latest)
    }

    @Test func `of a contact leaves the end of a hold as it is`() throws {
        var scene = try Scene.accepted()
        try scene.report(.hold(.waitlist, until: scene.now + .days(2)), on: Scene.leg(1))
        try scene.report(.contact(.reached), on: Scene.leg(1))
        #expect(scene.leg()?.state.name == .onHold)
        #expect(scene.leg()?.deadline == scene.now + .days(2))
    }

    @Test func `keeps its words with the case`() throws {
        var scene = try Scene.accepted()
        try scene.report(.start, on: Scene.leg(1), text: [9])
        #expect(scene.board.cases[Scene.first]?.contentCount == 2)
    }

    @Test func `ends a leg with what came of it`() throws {
        var scene = try Scene.accepted()
        try scene.report(.complete(.helpedPartial, .planPayment), on: Scene.leg(1))
        #expect(
            scene.leg()?.state
                == .closed(.helpedPartial, .planPayment, at: scene.now, partner: partner("alfa"))
        )
    }
}

@Suite struct `A redirection` {
    @Test(arguments: [
        (Need.digitalAccess, "hub.digital"), (.coaching, "hub.coaching"), (.hr, "hub.digital"),
        (.legal, "hub.coaching"),
    ])
    func `goes to the queue of the partner to which the rules send the need`(
        need: Need,
        queue: String
    ) throws {
        var scene = try Scene.accepted(want(need))
        #expect(
            try scene.report(.redirect(to: partner("hub"), .redirected), on: Scene.leg(1)).last
                == "placed \(queue)"
        )
    }

    @Test func `does not come back when the other declines`() throws {
        var scene = try Scene.accepted()
        try scene.report(.redirect(to: partner("charlie"), .redirected), on: Scene.leg(1))
        scene.attach(3, "charlie")
        scene.handOut()
        let no = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: nil)
        #expect(
            try scene.answer(no, to: LeaseID(2), of: "charlie") == ["declined", "placed bravo"]
        )
    }

    @Test func `to a partner that has refused goes to the desk`() throws {
        var scene = try Scene.offered()
        let no = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: nil)
        try scene.answer(no, to: LeaseID(1))
        scene.attach(2, "bravo")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(2), of: "bravo")
        let verb = PartnerReport.redirect(to: partner("alfa"), .redirected)
        #expect(
            try scene.report(verb, on: Scene.leg(1), of: "bravo").last == "placed desk unrouted"
        )
    }

    @Test func `to a partner that no consent admits goes to the desk`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), consent: consent(to: ["alfa"]))
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        let verb = PartnerReport.redirect(to: partner("bravo"), .redirected)
        #expect(try scene.report(verb, on: Scene.leg(1)).last == "placed desk unrouted")
    }

    @Test(arguments: ["nobody", "leaflet"])
    func `to a partner that takes nothing is refused`(name: String) throws {
        var scene = try Scene.accepted()
        #expect(throws: Refusal.partnerUnknown) {
            try scene.report(.redirect(to: partner(name), .redirected), on: Scene.leg(1))
        }
    }

    @Test func `after the due time still gives the other partner its time`() throws {
        var scene = try Scene.accepted()
        scene.wait(.hours(30))
        try scene.report(.redirect(to: partner("charlie"), .redirected), on: Scene.leg(1))
        #expect(scene.tick() == [])
        #expect(scene.leg()?.deadline == scene.now + .hours(24))
        #expect(scene.wait(.hours(24)) == ["overdue due", "placed desk unrouted"])
    }

    @Test func `to another kind of help opens that before the desk`() throws {
        var scene = try Scene.accepted()
        #expect(
            try scene.report(.reorient(to: .hr, .redirected), on: Scene.leg(1)) == [
                "reported redirect", "closed redirected", "leg hr", "placed desk unrouted",
            ]
        )
        #expect(scene.board.cases[Scene.first]?.isOpen == true)
    }

    @Test func `to a kind of help that is open already opens nothing`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), want(.hr, from: ["bravo"]))
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        #expect(
            try scene.report(.reorient(to: .hr, .redirected), on: Scene.leg(1)) == [
                "reported redirect", "closed redirected",
            ]
        )
    }
}
