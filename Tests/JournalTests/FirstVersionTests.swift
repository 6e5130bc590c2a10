import Exchange
import Journal
import Referrals
import Testing
import Triage

/// What facts of version 1 make of a leg today: what they made of it then.
@Suite struct `A fact of version 1` {
    private static let at = FactCodecSamples.at
    private static let leg = LegID(caseID: FactCodecSamples.caseID, ordinal: 1)
    private static let handleBy = at + .hours(24)

    /// A partner accepted a leg, and has not reported yet.
    private static func accepted() throws -> Switchboard {
        let agency = try FactCodecSamples.agency()
        let partner = try FactCodecSamples.partner()
        let queue = try FactCodecSamples.queue()
        let stored = RequestStored(
            caseID: leg.caseID,
            ordinal: 0,
            agency: agency,
            legs: [1],
            profile: try FactCodecSamples.profile(),
            consent: try FactCodecSamples.consent(),
            namesEnterprise: false,
            content: 0
        )
        let opened = LegOpened(
            leg: leg,
            need: .treasuryVat,
            evidence: .declared,
            urgency: .soon,
            due: at + .hours(4),
            terms: FactCodecSamples.terms,
            bundle: FactCodecSamples.digest,
            rule: try #require(RuleID("T00")),
            candidates: [Candidate(queue: queue, partner: partner)],
            agency: agency,
            request: 0
        )
        let offered = Offered(
            leg: leg,
            lease: LeaseID(1),
            queue: queue,
            partner: partner,
            consumer: "desk-1",
            answerBy: at + .minutes(30)
        )
        var board = Switchboard(bundle: try StateCodecBundle.bundle())
        for matter: Fact.Matter in [
            .caseOpened(CaseOpened(caseID: leg.caseID)), .requestStored(stored),
            .legOpened(opened),
            .legPlaced(LegPlaced(leg: leg, queue: queue, hold: nil, passedOver: [])),
            .offered(offered),
            .accepted(Accepted(leg: leg, lease: LeaseID(1), handleBy: handleBy)),
        ] {
            board.apply(Fact(at: at, by: .relais, matter: matter), at: board.position.next)
        }
        return board
    }

    /// Applies a report in the bytes of version 1: those of today, where a report says nothing that came since.
    private static func report(
        _ verb: ReportVerb,
        until: Moment,
        hold: HoldReason? = nil,
        at moment: Moment,
        to board: inout Switchboard
    ) throws {
        let report = Reported(
            leg: leg,
            verb: verb,
            factAt: moment,
            nextStep: until,
            hold: hold
        )
        let partner = Author.partner(try FactCodecSamples.partner(), by: nil)
        let bytes = FactCodec.encode(Fact(at: moment, by: partner, matter: .reported(report)))
        board.apply(try FactCodec.decode(bytes, version: 1), at: board.position.next)
    }

    @Test(arguments: HoldReason.allCases)
    func `that puts work on hold stops all of the partner's time`(reason: HoldReason) throws {
        var board = try Self.accepted()
        let until = Self.at + .days(20)
        try Self.report(.hold, until: until, hold: reason, at: Self.at + .hours(1), to: &board)
        let leg = try #require(board.leg(Self.leg))
        #expect(leg.state.name == .onHold)
        #expect(leg.deadline == until && leg.alarm == until)
    }

    @Test func `that resumes work leads to work that has begun`() throws {
        var board = try Self.accepted()
        let now = Self.at + .hours(1)
        try Self.report(
            .hold,
            until: Self.at + .days(20),
            hold: .waitingClient,
            at: now,
            to: &board
        )
        let next = now + .days(15)
        try Self.report(.resume, until: next, at: now + .days(1), to: &board)
        let leg = try #require(board.leg(Self.leg))
        #expect(leg.state.name == .inProgress)
        #expect(leg.deadline == next)
    }

    @Test func `is today's where it was written today`() throws {
        var board = try Self.accepted()
        let report = Reported(
            leg: Self.leg,
            verb: .hold,
            factAt: Self.at,
            nextStep: Self.at + .days(20),
            hold: .waitlist
        )
        let fact = Fact(at: Self.at, by: .relais, matter: .reported(report))
        let read = try FactCodec.decode(FactCodec.encode(fact), version: FactCodec.version)
        board.apply(read, at: board.position.next)
        #expect(board.leg(Self.leg)?.deadline == Self.handleBy)
    }
}
