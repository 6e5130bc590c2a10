import Exchange
import Referrals
import Testing
import Triage

/// What version 2 brought.
extension FactCodecSamples {
    static func exchange() throws -> [Sample] {
        let partner = Author.partner(try partner(), by: nil)
        var terms = terms
        terms.clock = .hours
        terms.ladder = LadderStep.usual
        let opened = LegOpened(
            leg: leg,
            need: .other,
            evidence: .declared,
            urgency: .soon,
            due: at + terms.due,
            terms: terms,
            bundle: digest,
            rule: try #require(RuleID("T05")),
            candidates: [],
            agency: try agency(),
            request: 1,
            lane: .bulk,
            after: FamilySet(rawValue: 6)
        )
        let placed = LegPlaced(
            leg: leg,
            queue: try queue(),
            hold: nil,
            passedOver: [PassedOver(queue: try queue(), reason: .full)],
            also: [try #require(QueueID("ced")), try queue()],
            due: at + .days(1)
        )
        let day = CalendarDate(year: 2026, month: 10, day: 14)
        let accepted = Accepted(leg: leg, lease: LeaseID(7), handleBy: at + .hours(1), day: day)
        let reported = Reported(
            leg: leg,
            verb: .hold,
            factAt: at,
            nextStep: at + .days(30),
            hold: .waitingClient,
            appointment: at + .days(2),
            left: .hours(5)
        )
        let silent = AssignmentEnded(leg: leg, lease: LeaseID(7), reason: .silent)
        return [
            sample("leg opened, in bulk and after others", .relais, .legOpened(opened)),
            sample("leg placed in several queues", .relais, .legPlaced(placed)),
            sample("accepted on a day", partner, .accepted(accepted)),
            sample("reported with an appointment", partner, .reported(reported)),
            sample("assignment ended by silence", .relais, .assignmentEnded(silent)),
            sample("stepped", .relais, .stepped(Stepped(leg: leg, step: 1, action: .widen))),
            sample(
                "stepped after an acceptance",
                .relais,
                .stepped(Stepped(leg: leg, step: 0, action: .remind, until: at + .hours(2)))
            ),
        ] + (try pressures())
    }

    /// What makes a leg more urgent, and whom it may not go to.
    private static func pressures() throws -> [Sample] {
        var terms = terms
        terms.clock = .hours
        terms.ladder = LadderStep.usual
        let day = CalendarDate(year: 2026, month: 10, day: 14)
        let sharpened = LegSharpened(
            leg: leg,
            urgency: .crisis,
            terms: terms,
            due: at + .minutes(15),
            until: at + .hours(1),
            presses: at + .days(7)
        )
        let bare = LegSharpened(leg: leg, urgency: .urgent, terms: FactCodecSamples.terms)
        return [
            sample("leg sharpened", .agency(try agency()), .legSharpened(sharpened)),
            sample("leg sharpened, bare", .relais, .legSharpened(bare)),
            sample(
                "cessation told",
                .agency(try agency()),
                .cessationTold(caseID, try #require(day))
            ),
            sample(
                "bankruptcy told",
                .agency(try agency()),
                .bankruptcyTold(caseID, try #require(day))
            ),
            sample(
                "partners excluded",
                .agency(try agency()),
                .partnersExcluded(
                    LegID(caseID: caseID, ordinal: 2),
                    [
                        Candidate(
                            queue: try #require(QueueID("hub.digital")),
                            partner: try #require(PartnerID("hub")),
                            exclusion: .unwanted
                        )
                    ]
                )
            ),
            sample("note read", .relais, .noteRead(noteRead())),
        ]
    }

    private static func noteRead() -> NoteRead {
        NoteRead(
            caseID: caseID,
            event: 1,
            bundle: Digest(1, 2, 3, 4),
            reading: NoteReading(
                signs: [
                    NoteReading.Sign(entry: 300, qualifier: .reported),
                    NoteReading.Sign(entry: 7, qualifier: .negated),
                ],
                needs: [.treasuryVat, .psychologicalCrisis],
                families: FamilySet(.psychological).union(FamilySet(.treasury)),
                danger: .crisis,
                weighed: 0b11001
            )
        )
    }

    static func orders() throws -> [Sample] {
        let an = Author.supervisor(try #require(SupervisorID("an")))
        let order = Ordered(verb: "pause", reason: "fermé", key: "k-2", subject: "hub.coaching")
        let paused = QueueSet(queue: try queue(), standing: .paused, until: at + .days(1))
        let open = QueueSet(queue: try queue(), standing: .open)
        let clock = ClockAccepted(believed: at - .days(400), wall: at)
        return [
            sample("ordered with a subject", an, .ordered(order)),
            sample("queue set", an, .queueSet(paused)),
            sample("queue set, bare", .relais, .queueSet(open)),
            sample("surge set", an, .surgeSet(SurgeSet(isOn: true, until: at + .days(7)))),
            sample("surge set, bare", .relais, .surgeSet(SurgeSet(isOn: false))),
            sample("clock accepted", an, .clockAccepted(clock)),
            sample("cases merged", an, .casesMerged(caseID, into: CaseID(year: 2025, number: 9))),
            sample("died", .relais, .died(leg, .lostTooOften)),
            sample("replayed", an, .replayed(Replayed(leg: leg, forgetsRefusals: true))),
            sample("case erased", an, .caseErased(caseID)),
            sample("erasure asked", an, .erasureAsked(caseID, until: at + .hours(24))),
        ]
    }
}
