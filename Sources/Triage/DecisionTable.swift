public import Referrals

/// The decision table, in three parts: what must be watched for, how soon a need is answered, and who could help.
///
/// A bundle of the older form has one list of rules instead, of which the first that fits decides all: its
/// rules stand here as a routing table whose rules all stop, each with its own class and urgency.
public struct DecisionTable: Equatable, Sendable {
    /// The safety table: every row that fits counts.
    public let safety: [SafetyRow]
    /// The class table: of each need exactly one row fits; empty in the older form.
    public let classes: [ClassRow]
    /// The routing table: each rule that fits adds its queues; the last fits every need.
    public let rules: [Rule]
    /// What is shown at once when a life may be in danger.
    public let crisisLines: [CrisisNumber]
    /// The class of deadlines of what no agency asked for and nobody could judge.
    public let lastResortDeadlines: DeadlineClass

    /// How many rows a safety table has at most: a bit each tells which of them fit.
    public static let safetyMax = 64

    /// For each need's byte the places of the rules that name it, in order.
    let rulesByNeed: [[Int]]
    /// For each need's byte the places of the rows of the safety table that raise it.
    let safetyByNeed: [[Int]]
    /// For each need's byte the places of the rows of the class table that name it, in order.
    let classesByNeed: [[Int]]
    /// What partners are told of each rule, made once.
    private let sayings: [RuleID: String]

    /// A table of three parts.
    ///
    /// A precondition: the last rule has no condition, there is a row of the class table for each need, and the
    /// safety table has at most ``safetyMax`` rows.
    public init(
        safety: [SafetyRow],
        classes: [ClassRow],
        routing rules: [Rule],
        crisisLines: [CrisisNumber]
    ) {
        precondition(!classes.isEmpty, "a table of three parts has classes")
        precondition(safety.count <= DecisionTable.safetyMax, "the safety table is not too long")
        self.init(safety, classes, rules, crisisLines)
    }

    /// A table of the older form: the first rule that fits decides, and has a class and an urgency.
    ///
    /// A precondition: the last rule has no condition, and each has a class and an urgency.
    public init(rules: [Rule], crisisLines: [CrisisNumber]) {
        precondition(
            rules.allSatisfy { $0.deadlines != nil && $0.urgency != nil },
            "a rule of the older form says how soon"
        )
        self.init(DecisionTable.olderSafety, [], rules, crisisLines)
    }

    private init(
        _ safety: [SafetyRow],
        _ classes: [ClassRow],
        _ rules: [Rule],
        _ crisisLines: [CrisisNumber]
    ) {
        precondition(rules.last?.isLastResort ?? false, "the last rule fits every need")
        self.safety = safety
        self.classes = classes
        self.rules = rules
        self.crisisLines = crisisLines
        rulesByNeed = DecisionTable.byNeed(rules)
        safetyByNeed = DecisionTable.byNeed(safety)
        classesByNeed = DecisionTable.byNeed(classes)
        sayings = Dictionary(rules.map { ($0.id, $0.says.both) }) { first, _ in first }
        let other = classesByNeed[Int(Need.other.rawValue)].first {
            classes[$0].conditions.hold(for: RequestFacts())
        }
        guard
            let deadlines = other.map({ classes[$0].deadlines })
                ?? classes.last?.deadlines ?? rules.last?.deadlines
        else { preconditionFailure("a table has a class of deadlines") }
        lastResortDeadlines = deadlines
    }

    private static func byNeed(_ rows: [some TableRow]) -> [[Int]] {
        var byNeed = Array(repeating: [Int](), count: 256)
        for need in Need.allCases {
            byNeed[Int(need.rawValue)] = rows.indices.filter { rows[$0].concerns(need) }
        }
        return byNeed
    }

    /// Whether it is of the older form.
    public var isOlder: Bool { classes.isEmpty }

    /// The rule that decides when no other does.
    public var lastResort: Rule { rules[rules.count - 1] }

    /// The rule of the routing table of this name; nil when there is none.
    public func rule(named id: RuleID) -> Rule? {
        rules.first { $0.id == id }
    }

    /// The sentence of a row of any of the tables; nil when none bears this name.
    public func saying(of id: RuleID) -> Saying? {
        rule(named: id)?.says ?? safety.first { $0.id == id }?.says
            ?? classes.first { $0.id == id }?.says
    }

    /// What a partner is told of a rule, in the two languages of the Region; empty for an unknown rule.
    public func says(_ id: RuleID) -> String {
        sayings[id] ?? ""
    }

    /// The times of a need at another urgency, where no request is at hand to judge it again.
    ///
    /// - Parameters:
    ///   - terms: its times as they were judged; given back where nothing better is known.
    ///   - rule: the rule that ranked its candidates.
    ///   - need: the need.
    ///   - urgency: how urgent it was.
    ///   - other: how urgent it is.
    /// - Returns: the times of its class at that urgency.
    public func terms(
        _ terms: Terms,
        of rule: RuleID,
        for need: Need,
        from urgency: Urgency,
        to other: Urgency
    ) -> Terms {
        if let deadlines = self.rule(named: rule)?.deadlines { return deadlines.terms(other) }
        let rows = classesByNeed[Int(need.rawValue)].map { classes[$0] }
        let row =
            rows.first { $0.deadlines.terms(urgency) == terms }
            ?? rows.first { $0.conditions.hold(for: RequestFacts()) }
        return row?.deadlines.terms(other) ?? terms
    }

    /// The place of the row of the class table that fits; not of the older form.
    func classPlace(for need: Need, with facts: RequestFacts) -> Int {
        for place in classesByNeed[Int(need.rawValue)]
        where classes[place].conditions.hold(for: facts) {
            return place
        }
        return classes.count - 1
    }

    /// Whether no rule after the one at a place is asked, where that fits.
    func stops(at place: Int) -> Bool { isOlder || rules[place].stops }
}

extension DecisionTable {
    /// What a table of the older form watches for: it was no data then.
    static let olderSafety: [SafetyRow] = {
        func row(
            _ name: String,
            _ needs: [Need],
            _ condition: Condition?,
            _ atLeast: Urgency,
            adds: Need?,
            _ says: Saying
        ) -> SafetyRow? {
            var conditions = Conditions()
            if let condition { conditions.when = [condition] }
            return RuleID(name).map { id in
                SafetyRow(
                    RowHead(id: id, needs: needs, conditions: conditions, says: says),
                    atLeast: atLeast,
                    adds: adds
                )
            }
        }
        let danger = Saying(
            french: "Une vie peut être en danger, une personne répond tout de suite.",
            dutch: "Er is misschien een leven in gevaar, iemand antwoordt meteen.",
            english: "A life may be in danger and a person answers at once."
        )
        let doubt = Saying(
            french: "Une personne demande comment va celle qui appelle.",
            dutch: "Iemand vraagt hoe het met de persoon gaat.",
            english: "Somebody asks how the person is."
        )
        let levels = [ScreeningResult.l2, .l3]
        let screened = levels.reduce(UInt64(0)) { $0 | 1 << UInt64($1.rawValue) }
        let crisis: UInt64 = 1 << UInt64(Danger.crisis.rawValue)
        let verify: UInt64 = 1 << UInt64(Danger.verify.rawValue)
        return [
            row(
                "S.screening",
                [.psychological],
                Condition(key: .screening, bits: screened),
                .crisis,
                adds: .psychologicalCrisis,
                danger
            ),
            row("S.crisis", [.psychologicalCrisis], nil, .crisis, adds: nil, danger),
            row(
                "S.heard",
                [.psychological],
                Condition(key: .heard, bits: crisis),
                .crisis,
                adds: .psychologicalCrisis,
                danger
            ),
            row(
                "S.verify",
                [.psychological],
                Condition(key: .heard, bits: verify),
                .urgent,
                adds: .psychologicalScreening,
                doubt
            ),
        ].compactMap(\.self)
    }()
}
