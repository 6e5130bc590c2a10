import Exchange
import Referrals
import Testing
import Triage

/// A state made by hand: a case with a leg in every state, and a bare one.
enum StateCodecSample {
    static func state() throws -> SwitchboardState {
        let queue = try FactCodecSamples.queue()
        var book = NoticeBook()
        book.last = 9
        book.pending = [
            Notice(
                partner: try FactCodecSamples.partner(),
                number: 9,
                kind: .recalled,
                leg: FactCodecSamples.leg,
                at: FactCodecSamples.at
            )
        ]
        let bare = Case(
            id: CaseID(year: 2026, number: 124),
            follows: FactCodecSamples.caseID,
            openedAt: FactCodecSamples.at
        )
        return SwitchboardState(
            position: Position(70_000),
            bundleAddress: FactCodecSamples.digest,
            lastLease: LeaseID(18_231),
            lastCase: bare.id,
            cases: [try full(), bare],
            traffic: [
                SwitchboardState.Traffic(
                    queue: queue,
                    arrived: 300,
                    taken: 2,
                    day: CalendarDate(year: 2026, month: 10, day: 25),
                    takenThatDay: 2
                )
            ],
            told: [SwitchboardState.Told(partner: try FactCodecSamples.partner(), book: book)],
            orders: [
                SwitchboardState.Order(key: "k-1", meaning: "activate"),
                SwitchboardState.Order(key: "k-2", meaning: "pause hub.coaching"),
            ],
            standings: [QueueSet(queue: queue, standing: .draining, until: .distantFuture)],
            surge: SurgeSet(isOn: true),
            recordedAt: FactCodecSamples.at,
            erasures: [
                ErasureAsked(
                    caseID: FactCodecSamples.caseID,
                    by: try #require(SupervisorID("an")),
                    until: FactCodecSamples.at + .hours(24)
                )
            ],
            activations: [
                BundleActivation(
                    address: Digest(1, 2, 3, 4),
                    position: Position(2),
                    at: FactCodecSamples.at
                )
            ]
        )
    }

    private static func full() throws -> Case {
        let at = FactCodecSamples.at
        let agency = try FactCodecSamples.agency()
        let partner = try FactCodecSamples.partner()
        let consent = try FactCodecSamples.consent()
        var file = Case(id: FactCodecSamples.caseID, follows: nil, openedAt: at)
        file.closedAt = at + .hours(1)
        file.merged = CaseID(year: 2026, number: 99)
        file.agencies = [agency]
        file.events = [
            CaseEvent(
                agency: agency,
                kind: .request,
                legs: [1, 2],
                content: 0,
                namesEnterprise: true,
                at: at
            ),
            CaseEvent(agency: agency, kind: .correction, legs: [], content: nil, at: at),
        ]
        file.legs = try legs()
        let told: [ConsentSaid.Matter] = [
            .asked(consent), .given(consent), .withdrawn(nil, [partner]),
            .withdrawn(FamilySet(rawValue: 3), nil),
        ]
        file.consents = told.enumerated().map { event, matter in
            ConsentSaid(event: UInt16(event), agency: agency, matter: matter)
        }
        file.profile = try FactCodecSamples.profile()
        file.cessation = CalendarDate(year: 2026, month: 10, day: 3)
        file.bankruptcy = CalendarDate(year: 2026, month: 9, day: 30)
        file.contentCount = 6
        file.revision = 2
        file.history = [Position(1), Position(2), Position(300)]
        return file
    }

    private static func legs() throws -> [Leg] {
        let at = FactCodecSamples.at
        let queue = try FactCodecSamples.queue()
        let assignment = Leg.Assignment(
            lease: LeaseID(7),
            queue: queue,
            partner: try FactCodecSamples.partner(),
            consumer: "desk-2"
        )
        var desked = assignment
        desked.hold = .unrouted
        let several = Leg.Waiting(
            queue: queue,
            hold: nil,
            since: at,
            also: [try #require(QueueID("ced")), queue],
            offers: [Leg.OpenOffer(assignment: assignment, answerBy: at + .minutes(5))]
        )
        let states: [Leg.State] = [
            .waiting(several),
            .waiting(Leg.Waiting(queue: queue, hold: nil, since: at)),
            .waiting(Leg.Waiting(queue: nil, hold: .blockedByConsent, since: at)),
            .offered(assignment, answerBy: at + .minutes(30)),
            .accepted(desked, by: at + .hours(24)),
            .inProgress(assignment, nextStep: at + .days(14)),
            .onHold(assignment, .waitlist, until: at + .days(30)),
            .cancelRequested(assignment, .withdrawn, nextStep: at + .days(2)),
            .closed(
                .helpedFull,
                .planPayment,
                at: at + .hours(1),
                partner: assignment.partner
            ),
            .closed(.other, nil, at: at),
        ]
        var legs: [Leg] = []
        for state in states { legs.append(try leg(UInt16(legs.count + 1), in: state)) }
        return legs
    }

    private static func leg(_ ordinal: UInt16, in state: Leg.State) throws -> Leg {
        let opened = LegOpened(
            leg: LegID(caseID: FactCodecSamples.caseID, ordinal: ordinal),
            need: .other,
            evidence: .declared,
            urgency: .soon,
            due: FactCodecSamples.at + .hours(4),
            terms: FactCodecSamples.terms,
            bundle: FactCodecSamples.digest,
            rule: try #require(RuleID("T05")),
            candidates: [
                Candidate(
                    queue: try FactCodecSamples.queue(),
                    partner: try FactCodecSamples.partner(),
                    exclusion: ordinal == 2 ? .consent : nil,
                    onlyIf: ordinal == 3
                        ? StandingCondition(followers: false, bankruptDays: DaySpans([0...91]))
                        : nil
                )
            ],
            agency: try FactCodecSamples.agency(),
            request: 0,
            lane: ordinal == 3 ? .bulk : .live,
            after: FamilySet(rawValue: ordinal == 3 ? 2 : 0)
        )
        var leg = Leg(opened, at: FactCodecSamples.at, arrival: Position(UInt64(ordinal) + 4))
        leg.askedBy.append(try #require(AgencyID("ced")))
        leg.requests.append(2)
        leg.refusedBy = [try FactCodecSamples.queue()]
        leg.attempts = ordinal
        leg.overdue = ordinal == 1 ? [.due] : []
        leg.losses = UInt8(ordinal)
        leg.death = ordinal == 2 ? .lostTooOften : nil
        leg.dueFrom = FactCodecSamples.at + .minutes(Int64(ordinal))
        leg.steps = 2
        if ordinal == 6 {
            leg.progress.contacts = 3
            leg.progress.noShows = 1
            leg.progress.lastContact = .voicemail
            leg.progress.appointment = FactCodecSamples.at + .days(2)
            leg.progress.left = .hours(5)
            leg.pressesAt = FactCodecSamples.at + .days(3)
            leg.progress.paused = Leg.Paused(
                isBegun: true,
                clock: FactCodecSamples.at + .days(1),
                hold: Leg.Paused.Hold(
                    reason: .waitlist,
                    until: FactCodecSamples.at + .days(9)
                )
            )
        }
        leg.state = state
        return leg
    }
}
