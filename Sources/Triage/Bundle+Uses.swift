public import Referrals

extension Bundle {
    /// What the rules of the tables were good for in a verdict of this bundle on a request.
    ///
    /// A row of the class table that fits decides, and so does one of the safety table that was hit. A rule of
    /// the routing table has a say where the leg goes first to one of its queues, or where it was the first to fit.
    public func uses(in verdict: Verdict, of referral: Referral, at now: Moment) -> [RuleUse] {
        let known = RequestFacts(referral, hearing: verdict.reading, at: now)
        var uses = verdict.safety.map { RuleUse(rule: $0, decides: true) }
        for (place, judged) in verdict.needs.enumerated() {
            let isDeclared = place < referral.needs.count
            let facts = known.judging(
                urgency: isDeclared ? referral.needs[place].urgency : nil,
                isLeftToNobody: Bundle.isLeftToNobody(judged.candidates, judged.block)
            )
            if !table.isOlder {
                let row = table.classes[table.classPlace(for: judged.need, with: facts)]
                uses.append(RuleUse(rule: row.id, decides: true))
            }
            let first = judged.candidates.able(bankruptDays: facts.bankruptDays).first?.queue
            for place in table.rulesByNeed[Int(judged.need.rawValue)]
            where table.rules[place].conditions.hold(for: facts) {
                let rule = table.rules[place]
                let isFirst = first.map(rule.queues.contains) ?? false
                uses.append(
                    RuleUse(
                        rule: rule.id,
                        decides: rule.id == judged.rule || (isFirst && !table.isOlder)
                    )
                )
            }
        }
        return uses
    }
}

extension DecisionTable {
    /// The names of all rows of all tables, in their order.
    public var ruleIDs: [RuleID] { safety.map(\.id) + classes.map(\.id) + rules.map(\.id) }
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
