public import Referrals

extension Bundle {
    /// What the rules of the table were good for in a verdict of this bundle on a request.
    ///
    /// The verdict itself names those that decided; this is for whoever asks what each rule is good for.
    public func uses(in verdict: Verdict, of referral: Referral, at now: Moment) -> [RuleUse] {
        verdict.needs.flatMap { judged in
            table.rules.compactMap { rule in
                guard rule.concerns(judged.need), rule.conditions.hold(for: referral) else {
                    return nil
                }
                return RuleUse(rule: rule.id, decides: rule.id == judged.rule)
            }
        }
    }
}

extension DecisionTable {
    /// The names of all rules, in the order of the table.
    public var ruleIDs: [RuleID] { rules.map(\.id) }
}

/// A rule that fitted a need of a request.
public struct RuleUse: Equatable, Sendable {
    /// The rule.
    public var rule: RuleID
    /// Whether it had a say in what became of the need.
    public var decides: Bool

    /// A rule that fitted, with a say or without.
    public init(rule: RuleID, decides: Bool) {
        self.rule = rule
        self.decides = decides
    }
}
