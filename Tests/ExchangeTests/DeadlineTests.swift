import Exchange
import Referrals
import Testing
import Triage

/// Monday 2 March 2026, noon: the desk is open from 9 to 17, alfa closes for an hour at noon and on the
/// third, bravo's hours are not known.
@Suite struct `A deadline in hours` {
    private var scene = Scene()
    private let terms = Terms(
        due: .hours(8),
        answer: .hours(2),
        handle: .hours(6),
        reportEvery: .days(7),
        clock: .hours,
        ladder: LadderStep.usual
    )

    init() throws {
        let desk = try BusinessCalendar(CalendarRules(hours: [try window(0x1F, 9, 17)]))
        let third = try #require(CalendarDate(year: 2026, month: 3, day: 3))
        let closed = try #require(DateRange(first: third, last: third))
        let alfa = try BusinessCalendar(
            CalendarRules(
                hours: [try window(0x1F, 9, 12), try window(0x1F, 13, 17)],
                closed: [closed]
            )
        )
        scene.board.bundle = SceneBundle.open(["desk": desk, "alfa": alfa])
    }

    private func need(
        _ urgency: Urgency = .soon,
        from partners: [String] = ["alfa", "bravo"],
        _ change: (inout NeedVerdict) -> Void = { _ in }
    ) -> NeedVerdict {
        var need = want(.treasuryVat, urgency, from: partners)
        need.terms = terms
        change(&need)
        return need
    }

    private func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Moment {
        // 1 March 2026, midnight in Brussels.
        Moment(seconds: 1_772_319_600) + .minutes(Int64(((day - 1) * 24 + hour) * 60 + minute))
    }

    @Test mutating func `until acceptance counts the hours of the desk, which owns what waits`()
        throws
    {
        try scene.ask(need())
        #expect(scene.leg()?.due == at(3, 12))
    }

    @Test mutating func `counts day and night for a crisis, whatever its class says`() throws {
        try scene.ask(need(.crisis))
        #expect(scene.leg()?.due == at(2, 20))
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(scene.leg()?.deadline == at(2, 14))
    }

    @Test mutating func `counts day and night by the wall clock`() throws {
        try scene.ask(need { $0.terms.clock = .wall })
        #expect(scene.leg()?.due == at(2, 20))
    }

    @Test mutating func `ends sooner where the law or a wish says so, and never later`() throws {
        try scene.ask(need { $0.dueBy = at(2, 23) })
        #expect(scene.leg()?.due == at(2, 23))
        try scene.ask(need { $0.dueBy = at(9, 9) }, ref: "r2")
        #expect(scene.leg(of: 2)?.due == at(3, 12))
    }

    @Test mutating func `to answer counts the partner's own hours`() throws {
        try scene.ask(need())
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(scene.leg()?.deadline == at(2, 15))
    }

    @Test mutating func `to answer is never after the one until acceptance`() throws {
        scene.now = at(2, 16)
        try scene.ask(need { $0.terms.due = .hours(2) })
        #expect(scene.leg()?.due == at(3, 10))
        scene.attach(1, "alfa")
        scene.handOut()
        // Alfa alone would have until 4 March at 10: it is closed on the third.
        #expect(scene.leg()?.deadline == at(3, 10))
    }

    @Test mutating func `counts day and night for a partner whose hours nobody knows`() throws {
        try scene.ask(need(from: ["bravo"]))
        scene.attach(1, "bravo")
        scene.handOut()
        #expect(scene.leg()?.deadline == at(2, 14))
    }

    @Test mutating func `to make contact counts from the acceptance, over the day it is closed`()
        throws
    {
        try scene.ask(need())
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        // Four hours on the second, two on the fourth.
        #expect(scene.leg()?.deadline == at(4, 11))
    }

    @Test mutating func `to report counts days, and is moved to the next opening`() throws {
        try scene.ask(need { $0.terms.reportEvery = .hours(6) })
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        try scene.report(.start, on: Scene.leg(1))
        #expect(scene.leg()?.deadline == at(4, 9))
    }

    @Test mutating func `begins anew when the partner gives up what it had accepted`() throws {
        try scene.ask(need())
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        scene.now = at(4, 16)
        try scene.report(.declineLate(.atCapacity), on: Scene.leg(1))
        #expect(scene.leg()?.due == at(5, 16))
        #expect(scene.leg()?.dueFrom == at(4, 16))
        let replayed = scene.replayed()
        #expect(replayed.leg(Scene.leg(1)) == scene.leg())
    }

    @Test(arguments: ["bravo", "desk"])
    mutating func `begins anew in hours when a supervisor gives accepted work to another`(
        name: String
    ) throws {
        try scene.ask(need())
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        // Friday.
        scene.now = at(6, 16)
        try scene.order(.reroute(Scene.leg(1), to: queue(name)))
        #expect(scene.leg()?.due == at(9, 16))
        #expect(scene.replayed().leg(Scene.leg(1)) == scene.leg())
    }

    @Test mutating func `that begins anew is the one by which the next is chosen`() throws {
        try openCharlieEarly()
        try scene.ask(need(from: ["alfa", "charlie", "bravo"]))
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        scene.now = at(4, 16)
        // Due on the fifth at 16; by the wall it would be midnight, before charlie opens.
        #expect(
            try scene.report(.declineLate(.atCapacity), on: Scene.leg(1)).last == "placed charlie"
        )
    }

    @Test mutating func `that begins anew after a silence is the one by which the next is chosen`()
        throws
    {
        try openCharlieEarly()
        try scene.ask(need(from: ["alfa", "charlie", "bravo"]))
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        scene.now = at(4, 11)
        scene.tick()
        scene.now = at(5, 10)
        #expect(scene.tick().last == "placed charlie")
    }

    /// Charlie is open for an hour from 8.
    private mutating func openCharlieEarly() throws {
        var calendars = [
            "charlie": try BusinessCalendar(CalendarRules(hours: [try window(0x1F, 8, 9)]))
        ]
        for name in ["desk", "alfa"] {
            calendars[name] = scene.board.bundle.directory.partner(named: partner(name))?.calendar
        }
        scene.board.bundle = SceneBundle.open(calendars)
    }

    @Test mutating func `that a hold for the person stopped goes on with the hours that were left`()
        throws
    {
        try scene.ask(need())
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        scene.now = at(2, 16)
        try scene.report(.hold(.waitingClient, until: nil), on: Scene.leg(1))
        scene.now = at(9, 16)
        try scene.report(.resume, on: Scene.leg(1))
        // One hour was left on the second, two on the fourth.
        #expect(scene.leg()?.deadline == at(10, 11))
    }

    @Test mutating func `after a reminder counts hours too`() throws {
        try scene.ask(need())
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        scene.now = at(4, 11)
        scene.tick()
        #expect(scene.leg()?.deadline == at(5, 10))
    }

    @Test mutating func `is stopped with what is left of it in hours`() throws {
        try scene.ask(need())
        let leg = try #require(scene.leg())
        let alfa = queue("alfa")
        #expect(scene.board.left(until: at(4, 11), of: leg, for: alfa, at: at(2, 16)) == .hours(3))
        let later = scene.board.deadline(.hours(3), of: leg, for: alfa, from: at(9, 16))
        #expect(later == at(10, 11))
        #expect(
            scene.board.left(until: at(2, 12), of: leg, for: alfa, at: at(2, 13))
                == Span(microseconds: 0)
        )
    }

    @Test mutating func `of a line that nobody could read counts day and night`() throws {
        let event = scene.mark()
        try scene.run(
            .hold(HoldCommand(agency: agency("north"), event: event, content: Confidential([1])))
        )
        #expect(scene.leg()?.terms.clock == .wall)
    }

    private func window(_ days: UInt8, _ from: UInt16, _ until: UInt16) throws -> ContactWindow {
        ContactWindow(
            days: days,
            hours: try #require(DayWindow(from: from * 60, until: until * 60))
        )
    }
}
