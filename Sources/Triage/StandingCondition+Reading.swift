extension StandingCondition {
    /// Reads `only_if`.
    static func read(_ branch: Branch, _ reader: inout TreeReader) -> StandingCondition {
        let keys = ["followers", Condition.Key.bankruptDays.rawValue]
        let fields = reader.fields(branch, optional: keys)
        if fields.isEmpty, case .map(let entries) = branch.tree.content, entries.isEmpty {
            reader.fault(branch, expected: "at least one of \(TreeReader.choice(keys))")
        }
        var condition = StandingCondition(followers: reader.flag(fields["followers"]))
        if let days = fields[Condition.Key.bankruptDays.rawValue] {
            condition.bankruptDays = Condition.spans(days, .bankruptDays, &reader)
        }
        return condition
    }
}

extension Condition {
    /// Reads numbers of days as a condition of this key has them.
    static func spans(_ branch: Branch, _ key: Key, _ reader: inout TreeReader) -> DaySpans {
        let condition = one(key, branch, &reader)
        let spans = stride(from: 0, to: condition.values.count, by: 2).map { place in
            condition.values[place]...condition.values[place + 1]
        }
        return DaySpans(spans, coverUnknown: condition.bits & RequestFacts.unknown != 0)
    }
}
