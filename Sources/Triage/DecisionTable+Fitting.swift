public import Referrals

extension DecisionTable {
    /// The rules that fit a need of a referral, decisive or not, in the order of the table.
    ///
    /// The verdict needs only those that decide; this is for whoever asks what each rule is good for.
    public func fitting(_ need: Need, of referral: Referral) -> [RuleID] {
        rules.compactMap { rule in
            rule.concerns(need) && rule.conditions.hold(for: referral) ? rule.id : nil
        }
    }

    /// The rules of a verdict on a need that had a say in it.
    public func deciding(_ judged: NeedVerdict) -> [RuleID] { [judged.rule] }

    /// The names of all rules, in the order of the table.
    public var ruleIDs: [RuleID] { rules.map(\.id) }
}
