import Referrals
import Triage

/// The rules of the scenes: three partners with a queue each, one with two, and the desk.
enum SceneBundle {
    static let address = Digest(1, 2, 3, 4)

    static let bundle = make(partners: partners)

    /// The same without one partner, as a later directory may be.
    static func without(_ partner: PartnerID) -> Bundle {
        make(partners: partners.filter { $0.name != partner })
    }

    /// The same with hours for some partners, by name.
    static func open(_ calendars: [String: BusinessCalendar]) -> Bundle {
        make(
            partners: partners.map { partner in
                var partner = partner
                partner.calendar = calendars[partner.name.description]
                return partner
            }
        )
    }

    /// The same with one partner as a later directory has it.
    static func with(_ name: String, _ change: (inout Partner) -> Void) -> Bundle {
        make(
            partners: partners.map { partner in
                var partner = partner
                if partner.name.description == name { change(&partner) }
                return partner
            }
        )
    }

    /// The same with another partner's queue as the desk of last resort.
    static func desk(_ name: String) -> Bundle {
        let partners = partners.map { partner in
            var partner = partner
            partner.isDesk = partner.name.description == name
            return partner
        }
        return make(partners: partners, desk: queue(name))
    }

    private static func make(partners: [Partner], desk: QueueID = queue("desk")) -> Bundle {
        Bundle(
            address: address,
            table: DecisionTable(rules: [people, selling, lastResort], crisisLines: []),
            directory: Directory(partners: partners, desk: desk),
            deadlines: Deadlines(classes: [times], legal: [duty]),
            access: Access(
                agencies: [],
                testAgencies: [agency("trial")],
                partners: [:],
                supervisors: []
            )
        )
    }

    private static let partners = [
        Partner(name: partner("alfa"), queues: [queue("alfa")], needs: []),
        Partner(name: partner("bravo"), queues: [queue("bravo")], needs: []),
        Partner(name: partner("charlie"), queues: [queue("charlie")], needs: []),
        Partner(
            name: partner("hub"),
            queues: [queue("hub.coaching"), queue("hub.digital")],
            needs: []
        ),
        Partner(name: partner("leaflet"), queues: [], needs: []),
        Partner(name: partner("desk"), queues: [queue("desk")], needs: [], isDesk: true),
        Partner(name: partner("test"), queues: [queue("test")], needs: [], isTest: true),
    ]

    static let times = DeadlineClass(
        name: "all",
        crisis: terms(.crisis),
        urgent: terms(.urgent),
        soon: terms(.soon),
        normal: terms(.normal)
    )

    /// A duty of the law that presses two weeks, a week and two days before its last day.
    private static let duty = LegalClock(
        name: "bankruptcy",
        needs: [.treasury],
        unless: [.bankrupt],
        months: 1,
        lateDays: 30,
        steps: [
            LegalClock.Step(daysBefore: 14, atLeast: .soon, due: .hours(15)),
            LegalClock.Step(daysBefore: 7, atLeast: .urgent, due: .hours(8)),
            LegalClock.Step(daysBefore: 2, atLeast: .urgent, due: .hours(2)),
        ]
    )

    static func terms(_ urgency: Urgency) -> Terms {
        let hours: Int64 =
            switch urgency {
            case .crisis: 1
            case .urgent: 4
            case .soon: 24
            case .normal: 72
            }
        return Terms(
            due: .hours(hours),
            answer: .minutes(hours * 15),
            handle: .hours(hours * 2),
            reportEvery: .days(14)
        )
    }

    static let rule: RuleID = {
        guard let rule = RuleID("T99") else { preconditionFailure("a rule has a name") }
        return rule
    }()

    private static let people = row("T01", for: [.hr], queues: ["alfa", "hub.digital"])
    private static let selling = row("T02", for: [.digital], queues: ["hub.digital"])
    private static let lastResort = row(rule.description, for: [], queues: [])

    private static func row(_ id: String, for needs: [Need], queues: [String]) -> Rule {
        guard let id = RuleID(id) else { preconditionFailure("a rule has a name") }
        return Rule(
            RowHead(
                id: id,
                needs: needs,
                says: Saying(french: "", dutch: "", english: "")
            ),
            queues: queues.map { queue($0) },
            urgency: .soon,
            deadlines: times
        )
    }
}

func agency(_ name: String) -> AgencyID {
    guard let agency = AgencyID(name) else { preconditionFailure("an agency of the scene") }
    return agency
}

func partner(_ name: String) -> PartnerID {
    guard let partner = PartnerID(name) else { preconditionFailure("a partner of the scene") }
    return partner
}

func queue(_ name: String) -> QueueID {
    guard let queue = QueueID(name) else { preconditionFailure("a queue of the scene") }
    return queue
}
