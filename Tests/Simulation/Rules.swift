import Exchange
import Referrals
import Synchronization
import Triage

/// The bundles of the simulation: the same partners under rules that rank them otherwise.
enum Rules {
    static let versions = 3

    /// The numbers of the rules that a world of these features may have, the one it begins with first.
    static func numbers(_ features: FeatureSet) -> Range<Int> {
        var first = features.has(.haste) ? versions : 0
        for (bit, feature) in told.enumerated() where features.has(feature) {
            first += 2 * (versions << bit)
        }
        return first..<first + versions
    }

    /// Rules by their number, from 0.
    static func bundle(_ version: Int) -> Bundle {
        bundles.withLock { made in
            if let bundle = made[version] { return bundle }
            let bundle = make(version)
            made[version] = bundle
            return bundle
        }
    }

    /// The files that stand for rules in the journal.
    static func files(_ version: Int) -> BundleFiles {
        BundleFiles(
            address: address(version),
            files: [BundleFiles.File(name: "version", bytes: [UInt8(version)])]
        )
    }

    /// The rules that files of the journal stand for.
    static func files(of bundle: Bundle) -> BundleFiles {
        guard let version = number(at: bundle.address) else {
            preconditionFailure("a world has these rules and no others")
        }
        return files(version)
    }

    /// The number of the rules of this address; nil where the simulation has none such.
    static func number(at address: Digest) -> Int? {
        (0..<2 * (versions << told.count)).first { Rules.address($0) == address }
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

    private static func address(_ version: Int) -> Digest { Digest(7, 7, 7, UInt64(version)) }

    /// Those that were asked for: a world has three.
    private static let bundles = Mutex<[Int: Bundle]>([:])

    private static func make(_ version: Int) -> Bundle {
        let isHasty = version / versions % 2 == 1
        let times = times(
            isHasty ? .minutes(2) : .minutes(20),
            ladders[version % versions],
            tells(version, of: .hours) ? .hours : .wall
        )
        let isLed = version % versions == 2
        let names = ["alfa", "bravo", "charlie"]
        let turned = (0..<names.count).map { names[($0 + version) % names.count] }
        // Under some rules one partner has a queue more: when they change it is told.
        func queues(of name: String) -> [QueueID] {
            let isTwofold = name == "bravo" && version % versions == 1
            return [queue(name)] + (isTwofold ? [queue("bravo.two")] : [])
        }
        let partners = (names + ["desk"]).map { name in
            Partner(
                name: partner(name),
                queues: queues(of: name),
                needs: [],
                languages: languages(of: partner(name), by: version),
                calendar: hours(of: partner(name), by: version)?.calendar,
                isDesk: name == "desk",
                capacity: capacity(of: partner(name), by: version),
                queueCapacities: queues(of: name).compactMap { queue in
                    let capacity = capacity(in: queue, by: version)
                    return capacity.isUnlimited
                        ? nil : QueueCapacity(queue: queue, capacity: capacity)
                }
            )
        }
        let all = (names + ["desk"]).map { (partner($0), queues(of: $0)) }
        return Bundle(
            address: address(version),
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
            deadlines: Deadlines(classes: [times], legal: law(by: version)),
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
            RowHead(
                id: named(id, { RuleID($0) }),
                needs: needs,
                says: Saying(french: "", dutch: "", english: "")
            ),
            queues: queues.map(queue),
            urgency: .soon,
            deadlines: times,
            after: after
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
    private static func times(
        _ least: Span,
        _ ladder: [LadderStep],
        _ clock: DeadlineClock
    ) -> DeadlineClass {
        func due(_ halves: Int64) -> Terms {
            terms(Span(microseconds: halves * least.microseconds / 2), ladder, clock)
        }
        return DeadlineClass(
            name: "all",
            crisis: due(2),
            urgent: due(4),
            soon: due(6),
            normal: due(9)
        )
    }

    private static func terms(
        _ due: Span,
        _ ladder: [LadderStep],
        _ clock: DeadlineClock
    ) -> Terms {
        Terms(
            due: due,
            answer: Span(microseconds: due.microseconds / 4),
            handle: .minutes(30),
            reportEvery: .minutes(60),
            clock: clock,
            ladder: ladder
        )
    }

    static func queue(_ name: String) -> QueueID { named(name, { QueueID($0) }) }

    private static func named<Name>(_ text: String, _ make: (String) -> Name?) -> Name {
        guard let name = make(text) else { preconditionFailure("a name of the simulation is good") }
        return name
    }
}
