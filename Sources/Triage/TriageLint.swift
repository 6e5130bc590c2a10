import Referrals

/// What a bundle without a fault still leaves to be wished: each with its place in a file.
public struct TriageLint: Equatable, Sendable {
    /// What is told, in the order of the checks and of the lines.
    public private(set) var warnings: [Warning] = []

    /// One thing to look at.
    public struct Warning: Equatable, Sendable, CustomStringConvertible {
        /// What was looked for.
        public var check: Check
        /// The file.
        public var file: String
        /// The line, from 1.
        public var line: Int
        /// The column, from 1.
        public var column: Int
        /// What there is to look at.
        public var sentence: String

        /// File, line, column and the sentence, as compilers write it.
        public var description: String { "\(file):\(line):\(column): \(sentence)" }
    }

    /// What is looked for.
    public enum Check: String, CaseIterable, Sendable {
        /// A rule that no case names.
        case noCase = "no_case"
        /// A case that names a rule which is not there.
        case noRule = "no_rule"
        /// A rule that can never have a part in a verdict.
        case deadRule = "dead_rule"
        /// A partner that no rule ranks.
        case unranked
        /// A need that only the last resort takes.
        case lastResortOnly = "last_resort_only"
        /// A sentence that is not said in each language.
        case unsaid

        /// Whether it must be put right before anybody relies on the rules.
        public var fails: Bool {
            switch self {
            case .noCase, .noRule, .deadRule: true
            case .unranked, .lastResortOnly, .unsaid: false
            }
        }
    }

    /// Looks at a bundle and the cases for it.
    ///
    /// - Parameters:
    ///   - bundle: the bundle.
    ///   - files: its files, by their names.
    ///   - cases: the cases.
    ///   - casesFile: the file of the cases, as it is told.
    public init(
        _ bundle: Bundle,
        files: [String: Tree],
        cases: TriageCases,
        casesFile: String
    ) {
        let rules = files[TriageLint.tableFile].map(RulePlace.all) ?? []
        lookForCases(rules, cases, casesFile)
        lookForShadows(rules, bundle.table)
        lookForRanks(rules, bundle.directory, files[TriageLint.directoryFile])
        lookForNeeds(rules, bundle)
        lookForSentences(rules)
    }

    /// Whether something must be put right.
    public var fails: Bool { warnings.contains { $0.check.fails } }

    private static let tableFile = "triage.yaml"
    private static let directoryFile = "directory.yaml"

    private mutating func warn(_ check: Check, _ file: String, _ tree: Tree, _ sentence: String) {
        warnings.append(
            Warning(
                check: check,
                file: file,
                line: tree.line,
                column: tree.column,
                sentence: sentence
            )
        )
    }

    private mutating func lookForCases(
        _ rules: [RulePlace],
        _ cases: TriageCases,
        _ casesFile: String
    ) {
        let told = Set(cases.rules.map(\.description))
        for rule in rules where !told.contains(rule.id) {
            warn(.noCase, TriageLint.tableFile, rule.tree, "no case names the rule \(rule.id)")
        }
        let known = Set(rules.map(\.id))
        for entry in cases.cases {
            for mention in entry.expected.mentions
            where !known.contains(mention.rule.description) {
                let place = Tree(
                    line: mention.line,
                    column: mention.column,
                    content: .text(mention.rule.description)
                )
                warn(
                    .noRule,
                    casesFile,
                    place,
                    "the case \(entry.id) names the rule \(mention.rule), which is not there"
                )
            }
        }
    }

    /// Rules of the routing table each of whose queues a rule above adds whenever they could.
    private mutating func lookForShadows(_ rules: [RulePlace], _ table: DecisionTable) {
        for (place, rule) in table.rules.enumerated()
        where !rule.queues.isEmpty && !rule.stops && rule.after.isEmpty {
            let above = table.rules[..<place].filter { $0.conditions.isEmpty && $0.onlyIf == nil }
            let isShadowed = Need.allCases.filter(rule.concerns).allSatisfy { need in
                rule.queues.allSatisfy { queue in
                    above.contains { $0.concerns(need) && $0.queues.contains(queue) }
                }
            }
            guard isShadowed, let found = rules.first(where: { $0.id == rule.id.description })
            else { continue }
            warn(
                .deadRule,
                TriageLint.tableFile,
                found.tree,
                "the rule \(rule.id) adds no queue that rules above it have not added already"
            )
        }
    }

    /// Partners that take something and that no rule names by one of their queues.
    private mutating func lookForRanks(
        _ rules: [RulePlace],
        _ directory: Directory,
        _ tree: Tree?
    ) {
        let words = rules.reduce(into: Set<String>()) { $0.formUnion($1.words) }
        guard case .list(let items)? = tree?["partners"]?.content else { return }
        for item in items {
            guard let name = item.text(of: "name").flatMap({ PartnerID($0) }),
                let partner = directory.partner(named: name), partner.isRanked,
                !partner.queues.isEmpty,
                !partner.queues.contains(where: { words.contains($0.description) })
            else { continue }
            warn(
                .unranked,
                TriageLint.directoryFile,
                item,
                "no rule ranks \(name): only an agency that asks for it or an order brings it a leg"
            )
        }
    }

    /// Needs that no rule but the last names, unless the desk itself is there for them.
    private mutating func lookForNeeds(_ rules: [RulePlace], _ bundle: Bundle) {
        guard let last = rules.last else { return }
        let words = rules.dropLast().reduce(into: Set<String>()) { $0.formUnion($1.words) }
        let desk = bundle.directory.partner(of: bundle.directory.desk)
        for need in Need.allCases
        where !words.contains(need.name) && !words.contains(need.family.name) {
            guard desk?.serves(need) != true else { continue }
            warn(
                .lastResortOnly,
                TriageLint.tableFile,
                last.tree,
                "only the rule \(last.id) takes \(need.name)"
            )
        }
    }

    /// Sentences that lack a language, or are the same in two.
    private mutating func lookForSentences(_ rules: [RulePlace]) {
        let languages = SignalLanguage.allCases.map(\.rawValue)
        for rule in rules {
            guard let says = rule.tree["says"] else {
                warn(.unsaid, TriageLint.tableFile, rule.tree, "\(rule.id) says nothing")
                continue
            }
            var seen: [String: String] = [:]
            for language in languages {
                guard let text = says.text(of: language), !text.isEmpty else {
                    warn(
                        .unsaid,
                        TriageLint.tableFile,
                        says,
                        "\(rule.id) says nothing in \(language)"
                    )
                    continue
                }
                if let other = seen.updateValue(language, forKey: text) {
                    warn(
                        .unsaid,
                        TriageLint.tableFile,
                        says,
                        "\(rule.id) says the same in \(other) and \(language)"
                    )
                }
            }
        }
    }
}
