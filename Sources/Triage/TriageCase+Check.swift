public import Referrals

extension TriageCase {
    /// What came of a case that should not have, or did not and should have.
    public struct Difference: Equatable, Sendable, CustomStringConvertible {
        /// What it is about: `crisis`, or a leg and what of it, as in `treasury.vat urgency`.
        public var about: String
        /// What was expected.
        public var expected: String
        /// What was found.
        public var found: String

        /// A difference in something.
        public init(about: String, expected: String, found: String) {
            self.about = about
            self.expected = expected
            self.found = found
        }

        /// What it is about, what was expected and what was found, in one line.
        public var description: String { "\(about): expected \(expected), found \(found)" }
    }

    /// Who asks, under some rules; nil where those admit no agency.
    public func agency(under bundle: Bundle) -> AgencyID? {
        agency ?? bundle.access.agencies.subtracting(bundle.access.testAgencies).min()
    }

    /// What is not as the case wants it, in the order of the file; none where all is.
    ///
    /// - Parameters:
    ///   - verdict: what the rules made of it.
    ///   - ruled: the rules that had a part in each leg, and last those that had one in the whole.
    ///   - bundle: the rules.
    /// - Returns: a difference a line.
    public func differences(
        from verdict: Verdict,
        ruled: [Set<RuleID>],
        under bundle: Bundle
    ) -> [Difference] {
        var list = Differences()
        list.compare("crisis", expected.isCrisis, verdict.isCrisis) { $0 ? "true" : "false" }
        list.compare("danger", expected.danger, verdict.reading?.danger ?? Danger.none, \.name)
        let all = ruled.reduce(into: Set<RuleID>()) { $0.formUnion($1) }
        list.compare("rules", expected.rules, all)
        for leg in expected.legs {
            guard let place = verdict.needs.firstIndex(where: { $0.need == leg.need }) else {
                list.add("legs", "one for \(leg.need.name)", Differences.names(verdict.needs))
                continue
            }
            let rules = ruled.indices.contains(place) ? ruled[place] : []
            list.compare(leg, verdict.needs[place], rules, bundle.deadlines)
        }
        let wanted = Set(expected.legs.map(\.need))
        let others = verdict.needs.filter { !wanted.contains($0.need) }
        if expected.isExact, !others.isEmpty {
            list.add("legs", "no other than those told", Differences.names(others))
        }
        for family in expected.absent {
            let found = verdict.needs.filter { $0.need.family == family }
            guard !found.isEmpty else { continue }
            list.add("legs", "none for \(family.name)", Differences.names(found))
        }
        return list.found
    }
}

/// Gathers what is not as it was expected.
private struct Differences {
    private(set) var found: [TriageCase.Difference] = []

    mutating func add(_ about: String, _ expected: String, _ found: String) {
        self.found.append(
            TriageCase.Difference(about: about, expected: expected, found: found)
        )
    }

    mutating func compare<Value: Equatable>(
        _ about: String,
        _ expected: Value?,
        _ found: Value?,
        _ name: (Value) -> String
    ) {
        guard let expected, expected != found else { return }
        add(about, name(expected), found.map(name) ?? "none")
    }

    mutating func compare(
        _ about: String,
        _ expected: [TriageCase.Mention],
        _ found: Set<RuleID>
    ) {
        for mention in expected where !found.contains(mention.rule) {
            let names = found.sorted().map(\.description)
            add(about, mention.rule.description, Differences.list(names))
        }
    }

    mutating func compare(
        _ leg: TriageCase.Leg,
        _ found: NeedVerdict,
        _ rules: Set<RuleID>,
        _ deadlines: Deadlines
    ) {
        let name = leg.need.name
        compare("\(name) urgency", leg.urgency, found.urgency, \.name)
        compare("\(name) evidence", leg.evidence, found.evidence, \.name)
        compare("\(name) block", leg.block, found.block, \.word)
        compare("\(name) rules", leg.rules, rules)
        if let className = leg.className {
            let classes = deadlines.classes
                .filter { $0.terms(found.urgency) == found.terms }.map(\.name)
            if !classes.contains(className) {
                add("\(name) class", className, Differences.list(classes))
            }
        }
        if let first = leg.first {
            let open = found.candidates.filter { $0.exclusion == nil }.map(\.queue)
            let isRight = first.isEmpty ? open.isEmpty : open.starts(with: first)
            if !isRight {
                add(
                    "\(name) first",
                    Differences.list(first.map(\.description)),
                    Differences.list(open.map(\.description))
                )
            }
        }
        for excluded in leg.excluded {
            let candidate = found.candidates.first { $0.partner == excluded.partner }
            let about = "\(name) \(excluded.partner)"
            if let candidate {
                compare(about, excluded.exclusion, candidate.exclusion, \.word)
            } else {
                add(about, excluded.exclusion.word, "no candidate")
            }
        }
    }

    static func names(_ needs: [NeedVerdict]) -> String { list(needs.map(\.need.name)) }

    static func list(_ words: [String]) -> String {
        words.isEmpty ? "none" : words.joined(separator: ", ")
    }
}

extension VerdictTrial {
    /// The rules that had a part in each need, and last those of the safety table, which had one in the whole.
    public var ruled: [Set<RuleID>] {
        let safety = Set(safety.filter(\.counts).map(\.rule))
        return needs.map { need in
            var rules = Set(need.routing.filter(\.counts).map(\.rule)).union(
                need.namedBy.compactMap(\.self)
            )
            rules.insert(need.classRule)
            rules.insert(need.verdict.rule)
            if case .added(let rule) = need.origin { rules.insert(rule) }
            for case .atLeast(let rule, _) in need.urgency { rules.insert(rule) }
            return rules
        } + [safety]
    }
}
