import Exchange
import Referrals
import Triage

/// The rules of these tests: two partners of trade, one that both can do, and the desk of last resort.
enum SampleBundle {
    /// Monday 2 March 2026, noon in Brussels.
    static let noon = Moment(seconds: 1_772_449_200)

    static let bundle = make(address: Digest(1, 2, 3, 4))

    /// The files that say so.
    static let files = BundleFiles(address: bundle.address, files: [])

    /// The same rules under another address, as after an activation.
    static let other = make(address: Digest(5, 6, 7, 8))

    /// Other rules, under which only these may connect.
    static func make(
        address: Digest,
        agencies: [String] = ["north", "south"],
        partners names: [String] = ["calm", "desk", "law", "money"],
        queues: [String: [String]] = [:],
        ladder: [LadderStep] = [],
        judge: NoteJudge? = nil
    ) -> Bundle {
        Bundle(
            address: address,
            table: DecisionTable(rules: rules(climbing: ladder), crisisLines: [listening]),
            directory: Directory(partners: partners, desk: queue("desk")),
            deadlines: Deadlines(classes: [times(climbing: ladder)]),
            access: Access(
                agencies: Set(agencies.compactMap { AgencyID($0) }),
                partners: Dictionary(
                    uniqueKeysWithValues: names.map { name in
                        (partner(name), (queues[name] ?? [name]).map { queue($0) })
                    }
                ),
                supervisors: Set(["chief"].compactMap { SupervisorID($0) })
            ),
            judge: judge
        )
    }

    private static let listening = CrisisNumber(
        label: "Listening",
        number: "112",
        language: nil,
        hours: "mon-sun 0-24"
    )

    private static let partners = [
        Partner(name: partner("calm"), queues: [queue("calm")], needs: []),
        Partner(name: partner("desk"), queues: [queue("desk")], needs: [], isDesk: true),
        Partner(name: partner("law"), queues: [queue("law")], needs: []),
        Partner(name: partner("money"), queues: [queue("money")], needs: []),
    ]

    /// An hour for everything, half of it to answer, two to make the first contact.
    private static func times(climbing ladder: [LadderStep]) -> DeadlineClass {
        let terms = Terms(
            due: .hours(1),
            answer: .minutes(30),
            handle: .hours(2),
            reportEvery: .days(14),
            ladder: ladder
        )
        return DeadlineClass(name: "all", crisis: terms, urgent: terms, soon: terms, normal: terms)
    }

    private static func rules(climbing ladder: [LadderStep]) -> [Rule] {
        [
            rule("T01", for: .psychologicalDistress, queues: ["calm"], ladder),
            rule("T05", for: .treasuryVat, queues: ["money", "law"], ladder),
            rule("T06", for: .treasuryRent, queues: ["money", "law"], ladder),
            rule("T99", for: nil, queues: [], ladder),
        ]
    }

    private static func rule(
        _ name: String,
        for need: Need?,
        queues: [String],
        _ ladder: [LadderStep]
    ) -> Rule {
        guard let id = RuleID(name) else { preconditionFailure("a rule has a name") }
        return Rule(
            RowHead(
                id: id,
                needs: need.map { [$0] } ?? [],
                says: Saying(french: "Parce que.", dutch: "Daarom.", english: "Because.")
            ),
            queues: queues.map(queue),
            urgency: .soon,
            deadlines: times(climbing: ladder)
        )
    }
}

func agency(_ name: String) -> AgencyID {
    guard let agency = AgencyID(name) else { preconditionFailure("an agency of the tests") }
    return agency
}

func partner(_ name: String) -> PartnerID {
    guard let partner = PartnerID(name) else { preconditionFailure("a partner of the tests") }
    return partner
}

func queue(_ name: String) -> QueueID {
    guard let queue = QueueID(name) else { preconditionFailure("a queue of the tests") }
    return queue
}
