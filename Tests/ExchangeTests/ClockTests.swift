import Exchange
import Referrals
import Testing
import Triage

@Suite struct `The clock` {
    @Test func `has nothing to do without legs`() {
        var scene = Scene()
        #expect(scene.board.nextDeadline == nil)
    }

    @Test func `comes next to what is due first`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, .normal), ref: "r1")
        try scene.ask(want(.legal, .urgent), ref: "r2")
        #expect(scene.board.nextDeadline == scene.now + .hours(4))
    }

    @Test func `forgets what was done in time`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, .normal), ref: "r1")
        try scene.ask(want(.legal, .urgent), ref: "r2")
        try scene.tell(.withdrawn(.withdrawn), ref: "r2")
        #expect(scene.board.nextDeadline == scene.now + .hours(72))
    }

    @Test func `does nothing before the time`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        #expect(scene.wait(.seconds(86_399)) == [])
    }

    @Test func `puts what nobody accepted before the desk, and says so once`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        #expect(scene.wait(.hours(24)) == ["overdue due", "placed desk unrouted"])
        #expect(scene.wait(.hours(24)) == [])
        #expect(scene.board.nextDeadline == nil)
    }

    @Test func `leaves what the desk has with the desk`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, from: []))
        #expect(scene.wait(.hours(24)) == ["overdue due"])
    }

    @Test func `does not give back to partners what the desk lets expire`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        scene.wait(.hours(24))
        scene.attach(1, "desk")
        scene.handOut()
        #expect(scene.wait(.hours(6)).last == "placed desk unrouted")
    }

    @Test func `notes that the first contact was not made`() throws {
        var scene = try Scene.accepted()
        #expect(scene.wait(.hours(48)).first == "overdue handle")
        #expect(scene.leg()?.owner == .partner(partner("alfa")))
    }

    @Test func `notes that the next step was not reported`() throws {
        var scene = try Scene.accepted()
        try scene.report(.contact(.reached), on: Scene.leg(1))
        #expect(scene.wait(.days(14)).first == "overdue nextStep")
        #expect(scene.wait(.days(13)) == [])
    }

    @Test func `runs again after the next report`() throws {
        var scene = try Scene.accepted()
        scene.wait(.hours(48))
        try scene.report(.contact(.reached), on: Scene.leg(1))
        #expect(scene.board.nextDeadline == scene.now + .days(14))
    }

    @Test func `notes that a hold has lasted as long as it may`() throws {
        var scene = try Scene.accepted()
        try scene.report(.hold(.waitingClient, until: nil), on: Scene.leg(1))
        #expect(scene.wait(.days(30)).first == "overdue hold")
    }

    @Test func `runs for a partner that was asked to stop`() throws {
        var scene = try Scene.accepted()
        try scene.tell(.withdrawn(.withdrawn))
        #expect(scene.wait(.hours(48)).first == "overdue nextStep")
    }

    @Test func `lets an offer expire before it looks at the due time of the same leg`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        scene.now = scene.now + .hours(23)
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(scene.wait(.hours(1)).first == "ended expired")
        #expect(scene.tick() == ["overdue due", "placed desk unrouted"])
    }

    @Test func `moves at most so many legs at a time, and all of them in the end`() throws {
        var scene = Scene()
        let count = Switchboard.dueMax + 10
        for number in 1...count { try scene.ask(want(.legal, from: []), ref: "r\(number)") }
        #expect(scene.wait(.hours(24)).count == Switchboard.dueMax)
        #expect(scene.tick().count == 10)
        #expect(scene.tick() == [])
    }
}

@Suite struct `A reference` {
    @Test func `counts from 1 in the year of record in Brussels`() throws {
        var scene = Scene()
        scene.now = try #require(Moment(rfc3339: "2026-12-31T22:59:59Z"))
        try scene.ask(want(.legal), ref: "r1")
        scene.now = try #require(Moment(rfc3339: "2026-12-31T23:00:00Z"))
        try scene.ask(want(.legal), ref: "r2")
        try scene.ask(want(.legal), ref: "r3")
        #expect(
            scene.board.cases.map(\.id) == [
                CaseID(year: 2026, number: 1), CaseID(year: 2027, number: 1),
                CaseID(year: 2027, number: 2),
            ]
        )
    }

    @Test func `is never given twice when the clock goes back over the new year`() throws {
        var scene = Scene()
        scene.now = try #require(Moment(rfc3339: "2026-12-31T23:00:00Z"))
        try scene.ask(want(.legal), ref: "r1")
        scene.now = try #require(Moment(rfc3339: "2026-12-31T22:00:00Z"))
        try scene.ask(want(.legal), ref: "r2")
        #expect(scene.board.cases[CaseID(year: 2027, number: 2)] != nil)
    }
}

@Suite struct `A line that no dispatcher survived` {
    private func held() throws -> Scene {
        var scene = Scene()
        try scene.run(
            .hold(
                HoldCommand(
                    agency: agency("north"),
                    event: scene.mark("h1", saying: "a"),
                    content: Confidential([7])
                )
            )
        )
        return scene
    }

    @Test func `is a case of its own with one urgent leg before the desk`() throws {
        let scene = try held()
        let leg = try #require(scene.leg())
        #expect(leg.need == .other)
        #expect(leg.urgency == .urgent)
        #expect(leg.owner == .desk)
        #expect(scene.board.view(of: leg, at: scene.now).waiting == .held)
        #expect(scene.board.view(of: leg, at: scene.now).queue == queue("desk"))
    }

    @Test func `takes its id`() throws {
        let scene = try held()
        #expect(scene.board.takenID(key("h1"))?.caseID == Scene.first)
    }

    @Test func `stays before the desk whatever the desk does not do`() throws {
        var scene = try held()
        scene.attach(1, "desk")
        scene.handOut()
        let no = AnswerCommand.Verb.decline(.other, text: nil, suggested: nil)
        #expect(
            try scene.answer(no, to: LeaseID(1), of: "desk") == ["declined", "placed desk held"]
        )
    }

    @Test func `needs no consent to be seen, and none can be withdrawn`() throws {
        var scene = try held()
        #expect(
            try scene.tell(.consentWithdrawn(nil, nil), of: Scene.first).last == "consent withdrawn"
        )
    }
}
