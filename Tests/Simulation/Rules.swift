import Exchange
import Referrals
import Triage

/// The bundles of the simulation: the same partners under rules that rank them otherwise.
enum Rules {
    private static let versions = 3

    /// The numbers of the rules that a world may have, the one it begins with first.
    static func numbers(inHaste: Bool) -> Range<Int> {
        inHaste ? versions..<2 * versions : 0..<versions
    }

    /// Rules by their number, from 0.
    static func bundle(_ version: Int) -> Bundle { bundles[version] }

    /// The files that stand for rules in the journal.
    static func files(_ version: Int) -> BundleFiles {
        BundleFiles(
            address: bundles[version].address,
            files: [BundleFiles.File(name: "version", bytes: [UInt8(version)])]
        )
    }

    /// The rules that files of the journal stand for.
    static func files(of bundle: Bundle) -> BundleFiles {
        guard let version = bundles.firstIndex(where: { $0.address == bundle.address }) else {
            preconditionFailure("a world has these rules and no others")
        }
        return files(version)
    }

    static func bundle(of files: BundleFiles) -> Bundle {
        bundle(Int(files.files.first?.bytes.first ?? 0))
    }

    static func agency(_ index: Int) -> AgencyID { named("agency-\(index)", AgencyID.init) }
    static func partner(_ name: String) -> PartnerID { named(name, PartnerID.init) }
    /// The partner whose queue this is.
    static func owner(of queue: QueueID) -> PartnerID {
        partner(String(queue.description.prefix { $0 != "." }))
    }
    static let supervisor = named("sam", SupervisorID.init)
    /// Those who erase: it takes two.
    static let erasers = ["sue", "tom"].map { named($0, SupervisorID.init) }

    private static let bundles = (0..<2 * versions).map(make)

    private static func make(_ version: Int) -> Bundle {
        let isHasty = numbers(inHaste: true).contains(version)
        let times = times(isHasty ? .minutes(2) : .minutes(20), ladders[version % versions])
        let isLed = version % versions == 2
        let names = ["alfa", "bravo", "charlie"]
        let turned = (0..<names.count).map { names[($0 + version) % names.count] }
        // Under some rules one partner has a queue more: when they change it is told.
        func queues(of name: String) -> [QueueID] {
            let isTwofold = name == "bravo" && version % versions == 1
            return [queue(name)] + (isTwofold ? [queue("bravo.two")] : [])
        }
        var partners = names.map { name in
            Partner(name: partner(name), queues: queues(of: name), needs: [])
        }
        partners.append(
            Partner(name: partner("desk"), queues: [queue("desk")], needs: [], isDesk: true)
        )
        let all = (names + ["desk"]).map { (partner($0), queues(of: $0)) }
        return Bundle(
            address: Digest(7, 7, 7, UInt64(version)),
            table: DecisionTable(
                rules: [
                    rule(
                        "S1",
                        [.treasuryVat, .treasuryRent],
                        Array(turned.prefix(2)),
                        times,
                        after: isLed ? FamilySet(.psychological) : []
                    ),
                    rule("S2", [.psychologicalDistress], [turned[2], turned[0]], times),
                    rule("S3", [.info], [], times),
                    rule("S9", [], turned, times),
                ],
                crisisLines: []
            ),
            directory: Directory(partners: partners, desk: queue("desk")),
            deadlines: Deadlines(classes: [times]),
            access: Access(
                agencies: Set((0..<4).map(agency)),
                partners: Dictionary(uniqueKeysWithValues: all),
                supervisors: Set([supervisor] + erasers)
            )
        )
    }

    private static func rule(
        _ id: String,
        _ needs: [Need],
        _ queues: [String],
        _ times: DeadlineClass,
        after: FamilySet = []
    ) -> Rule {
        Rule(
            id: named(id, { RuleID($0) }),
            needs: needs,
            conditions: Conditions(),
            queues: queues.map(queue),
            urgency: .soon,
            deadlines: times,
            after: after,
            says: Saying(french: "", dutch: "", english: "")
        )
    }

    /// What is done on the way to a deadline: nothing, a little, and everything.
    private static let ladders: [[LadderStep]] = [
        [],
        [LadderStep(percent: 30, action: .remind), LadderStep(percent: 60, action: .widen)],
        [
            LadderStep(percent: 20, action: .remind), LadderStep(percent: 40, action: .widen),
            LadderStep(percent: 60, action: .offerToSeveral),
            LadderStep(percent: 90, action: .desk),
        ],
    ]

    /// The times of a world in which a crisis is due within `least`.
    private static func times(_ least: Span, _ ladder: [LadderStep]) -> DeadlineClass {
        func due(_ halves: Int64) -> Terms {
            terms(Span(microseconds: halves * least.microseconds / 2), ladder)
        }
        return DeadlineClass(
            name: "all",
            crisis: due(2),
            urgent: due(4),
            soon: due(6),
            normal: due(9)
        )
    }

    private static func terms(_ due: Span, _ ladder: [LadderStep]) -> Terms {
        Terms(
            due: due,
            answer: Span(microseconds: due.microseconds / 4),
            handle: .minutes(30),
            reportEvery: .minutes(60),
            ladder: ladder
        )
    }

    private static func queue(_ name: String) -> QueueID { named(name, { QueueID($0) }) }

    private static func named<Name>(_ text: String, _ make: (String) -> Name?) -> Name {
        guard let name = make(text) else { preconditionFailure("a name of the simulation is good") }
        return name
    }
}
