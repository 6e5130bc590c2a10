import Exchange
import Referrals
import Testing
import Triage

extension FactCodecSamples {
    static func legs() throws -> [Sample] {
        let agency = try agency()
        let queue = try queue()
        let opened = LegOpened(
            leg: leg,
            need: .other,
            evidence: .declared,
            urgency: .urgent,
            due: at + terms.due,
            terms: terms,
            bundle: digest,
            rule: try #require(RuleID("T05")),
            candidates: [
                Candidate(queue: queue, partner: try partner()),
                Candidate(queue: queue, partner: try partner(), exclusion: .language),
            ],
            agency: agency,
            request: 0
        )
        let joined = LegJoined(
            leg: leg,
            agency: agency,
            request: 2,
            urgency: .crisis,
            due: at + .minutes(15)
        )
        let placed = LegPlaced(
            leg: leg,
            queue: queue,
            hold: nil,
            passedOver: [
                PassedOver(queue: queue, reason: .excluded),
                PassedOver(queue: queue, reason: .gone),
            ]
        )
        let kept = LegPlaced(leg: leg, queue: nil, hold: .blockedByConsent, passedOver: [])
        return [
            sample("leg opened", .agency(agency), .legOpened(opened)),
            sample("leg joined", .agency(agency), .legJoined(joined)),
            sample("leg placed", .relais, .legPlaced(placed)),
            sample("leg kept from all", .relais, .legPlaced(kept)),
            sample("cancel requested", .agency(agency), .cancelRequested(leg, .withdrawn)),
            sample(
                "leg closed",
                .agency(agency),
                .legClosed(LegClosed(leg: leg, outcome: .helpedFull, result: .planPayment))
            ),
            sample("leg closed, bare", .relais, .legClosed(LegClosed(leg: leg, outcome: .other))),
            sample("overdue", .relais, .overdue(leg, .nextStep)),
        ]
    }

    /// A leg whose candidates may have it only beside others, or alone.
    static func conditions() throws -> [Sample] {
        let agency = try agency()
        let queue = try queue()
        let partner = try partner()
        let opened = LegOpened(
            leg: leg,
            need: .other,
            evidence: .declared,
            urgency: .urgent,
            due: at + terms.due,
            terms: terms,
            bundle: digest,
            rule: try #require(RuleID("T05")),
            candidates: [
                Candidate(queue: queue, partner: partner, onlyIf: .followed),
                Candidate(
                    queue: queue,
                    partner: partner,
                    exclusion: .eligibility,
                    onlyIf: .notFollowed
                ),
            ],
            agency: agency,
            request: 0
        )
        var ago = opened
        ago.candidates = [
            Candidate(
                queue: queue,
                partner: partner,
                onlyIf: StandingCondition(
                    bankruptDays: DaySpans([0...91, 400...UInt32.max], coverUnknown: true)
                )
            ),
            Candidate(
                queue: queue,
                partner: partner,
                exclusion: .eligibility,
                onlyIf: StandingCondition(followers: true, bankruptDays: DaySpans([92...1000]))
            ),
        ]
        return [
            sample("leg opened under conditions", .agency(agency), .legOpened(opened)),
            sample("leg opened, so long after a bankruptcy", .agency(agency), .legOpened(ago)),
        ]
    }

    static func partners() throws -> [Sample] {
        let partner = try partner()
        let person = Author.partner(partner, by: "p7")
        let offered = Offered(
            leg: leg,
            lease: LeaseID(18_231),
            queue: try queue(),
            partner: partner,
            consumer: "desk-2",
            answerBy: at + terms.answer
        )
        let accepted = Accepted(leg: leg, lease: LeaseID(18_231), handleBy: at + terms.handle)
        let lapsed = AssignmentEnded(leg: leg, lease: LeaseID(.max), reason: .lapsed)
        let notice = Notice(partner: partner, number: 9, kind: .recalled, leg: leg, at: at)
        let general = Notice(partner: partner, number: 10, kind: .recalled, leg: nil, at: at)
        return [
            sample("offered", .relais, .offered(offered)),
            sample("accepted", .partner(partner, by: nil), .accepted(accepted)),
            sample("assignment ended", .relais, .assignmentEnded(lapsed)),
            sample("noticed", .relais, .noticed(notice)),
            sample("noticed without a leg", .relais, .noticed(general)),
            sample("acknowledged", person, .acknowledged(partner, through: 300)),
            sample("content opened", person, .contentOpened(leg, by: "p7")),
        ] + (try answers())
    }

    private static func answers() throws -> [Sample] {
        let person = Author.partner(try partner(), by: "p7")
        let declined = Declined(
            leg: leg,
            lease: LeaseID(7),
            reason: .outOfScope,
            suggested: try partner(),
            content: 4
        )
        let bare = Declined(leg: leg, lease: LeaseID(7), reason: .outOfScope)
        let reported = Reported(
            leg: leg,
            verb: .contact,
            factAt: at - .hours(1),
            nextStep: at + .days(14),
            contact: .reached,
            hold: .waitlist,
            content: 5
        )
        let started = Reported(leg: leg, verb: .start, factAt: .distantPast)
        return [
            sample("declined", person, .declined(declined)),
            sample("declined, bare", person, .declined(bare)),
            sample("reported", person, .reported(reported)),
            sample("reported, bare", person, .reported(started)),
        ]
    }
}
