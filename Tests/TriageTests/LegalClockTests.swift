import Referrals
import Testing
import Triage

@Suite struct `The legal clock of a bankruptcy` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    /// What a need gets when payments ceased on a day, asked at an instant.
    private func verdict(
        of need: Need = .insolvencySummons,
        ceased: String,
        at time: String,
        state: LegalState = .unknown,
        replyBy wish: Moment? = nil
    ) throws -> NeedVerdict {
        let cessation = try #require(CalendarDate(ceased))
        let referral = Sample.referral(NeedClaim(need: need, urgency: .normal)) {
            $0.legal = Legal(state: state, cessation: cessation)
            $0.replyBy = wish
        }
        let now = try #require(Moment(rfc3339: time))
        return bundle.verdict(for: referral, from: Sample.agency, at: now).needs[0]
    }

    /// The minutes that an instant leaves until some partner must have accepted, in a class on the wall clock.
    private func minutes(_ verdict: NeedVerdict, from time: String) throws -> Int64 {
        let now = try #require(Moment(rfc3339: time))
        let due = now + verdict.terms.due
        return (min(due, verdict.dueBy ?? due) - now).microseconds / 60_000_000
    }

    @Test(arguments: [
        ("2026-03-03", "2026-04-03"), ("2026-01-31", "2026-02-28"), ("2028-01-31", "2028-02-29"),
        ("2026-12-31", "2027-01-31"),
    ])
    func `ends on the same day of the next month, or on its last`(ceased: String, last: String)
        throws
    {
        let clock = try #require(bundle.deadlines.legal.first)
        #expect(clock.lastDay(from: try #require(CalendarDate(ceased))).iso8601 == last)
    }

    @Test(arguments: [
        // The last day is 3 April: nothing presses a month before, then three steps.
        ("2026-03-04T10:00:00+01:00", Urgency.normal, Int64(3_000)),
        ("2026-03-20T10:00:00+01:00", .soon, 900), ("2026-03-26T23:59:00+01:00", .soon, 481),
        ("2026-03-27T00:00:00+01:00", .urgent, 480), ("2026-03-31T23:00:00+02:00", .urgent, 180),
        ("2026-04-01T00:00:00+02:00", .urgent, 120), ("2026-04-03T12:00:00+02:00", .urgent, 120),
        // The last day ends before the time would, and what is late presses on.
        ("2026-04-03T23:00:00+02:00", .urgent, 60), ("2026-04-03T23:59:00+02:00", .urgent, 15),
        ("2026-04-04T00:00:00+02:00", .urgent, 120), ("2026-05-03T23:00:00+02:00", .urgent, 120),
        ("2026-05-04T00:00:00+02:00", .normal, 3_000),
    ])
    func `presses harder as its last day comes near`(time: String, urgency: Urgency, due: Int64)
        throws
    {
        let verdict = try verdict(of: .treasuryVat, ceased: "2026-03-03", at: time)
        #expect(verdict.urgency == urgency)
        #expect(try minutes(verdict, from: time) == due)
    }

    @Test func `sets the time of a step that comes before the class's own would end`() throws {
        // At 22:00 on the eve of the first step, 900 minutes from its midnight.
        let eve = "2026-03-19T22:00:00+01:00"
        let verdict = try verdict(of: .treasuryVat, ceased: "2026-03-03", at: eve)
        #expect(verdict.urgency == .normal)
        #expect(try minutes(verdict, from: eve) == 120 + 900)
    }

    @Test func `no longer runs once the duty is met, and concerns no other need`() throws {
        let late = "2026-04-01T10:00:00+02:00"
        let met = try verdict(of: .treasuryVat, ceased: "2026-03-03", at: late, state: .bankrupt)
        #expect(try minutes(met, from: late) == 3_000)
        let other = try verdict(of: .treasuryTax, ceased: "2026-03-03", at: late)
        #expect(try minutes(other, from: late) == 3_000)
    }

    @Test func `gives way to a wish that is sooner, and to no other`() throws {
        let time = "2026-03-20T10:00:00+01:00"
        let now = try #require(Moment(rfc3339: time))
        let sooner = try verdict(
            of: .treasuryVat,
            ceased: "2026-03-03",
            at: time,
            replyBy: now + .hours(2)
        )
        #expect(try minutes(sooner, from: time) == 120)
        let later = try verdict(
            of: .treasuryVat,
            ceased: "2026-03-03",
            at: time,
            replyBy: now + .days(9)
        )
        #expect(try minutes(later, from: time) == 900)
    }

    @Test(arguments: [
        ("2026-03-04T10:00:00+01:00", "2026-03-20T00:00:00+01:00"),
        ("2026-03-20T00:00:00+01:00", "2026-03-27T00:00:00+01:00"),
        ("2026-03-31T23:00:00+02:00", "2026-04-01T00:00:00+02:00"),
    ])
    func `says when it presses harder next, until its last step`(time: String, next: String) throws
    {
        let legal = Legal(cessation: CalendarDate("2026-03-03"))
        let now = try #require(Moment(rfc3339: time))
        let pressure = try #require(bundle.pressure(on: .treasuryVat, of: legal, at: now))
        #expect(pressure.next == Moment(rfc3339: next))
        let last = try #require(Moment(rfc3339: "2026-04-01T00:00:00+02:00"))
        #expect(bundle.pressure(on: .treasuryVat, of: legal, at: last)?.next == nil)
    }
}

@Suite struct `A class that counts hours` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    private func verdict(_ urgency: Urgency, replyBy wish: Moment? = nil) -> NeedVerdict {
        let referral = Sample.referral(NeedClaim(need: .hr, urgency: urgency)) { $0.replyBy = wish }
        return bundle.verdict(for: referral, from: Sample.agency, at: Sample.now).needs[0]
    }

    @Test(arguments: [
        (Urgency.crisis, DeadlineClock.wall), (.urgent, .wall), (.soon, .hours), (.normal, .hours),
    ])
    func `counts them for no crisis, and for no urgency that says otherwise`(
        urgency: Urgency,
        clock: DeadlineClock
    ) {
        #expect(verdict(urgency).terms.clock == clock)
    }

    @Test func `keeps the instant of a wish, which hours alone would not`() {
        let wish = Sample.now + .hours(20)
        #expect(verdict(.soon, replyBy: wish).dueBy == wish)
        #expect(verdict(.soon, replyBy: wish).terms.due == .minutes(480))
        #expect(verdict(.soon).dueBy == nil)
        #expect(verdict(.urgent, replyBy: wish).dueBy == wish)
    }

    @Test func `has its own ladder, and another the usual one`() {
        #expect(
            verdict(.soon).terms.ladder == [
                LadderStep(percent: 25, action: .remind), LadderStep(percent: 60, action: .widen),
                LadderStep(percent: 100, action: .desk),
            ]
        )
        let other = Sample.referral(NeedClaim(need: .treasuryVat))
        let terms = bundle.verdict(for: other, from: Sample.agency, at: Sample.now).needs[0].terms
        #expect(terms.ladder == LadderStep.usual)
    }
}
