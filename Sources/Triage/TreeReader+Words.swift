import Referrals

/// Words that more than one file of the bundle is written in.
extension TreeReader {
    /// A word of a list of values; what was expected is told by all of them where they are few.
    mutating func word<Value>(
        _ branch: Branch?,
        _ expected: String,
        _ values: [Value],
        _ name: (Value) -> String
    ) -> Value? {
        let words = values.map(name)
        let expected = words.count > 8 ? expected : TreeReader.choice(words)
        return value(branch, expected, among: words) { text in
            values.first { name($0) == text }
        }
    }

    /// How urgent something is.
    mutating func urgency(_ branch: Branch?) -> Urgency? {
        word(branch, "how urgent it is", Urgency.allCases, \.name)
    }

    /// A need or a family.
    mutating func need(_ branch: Branch?) -> Need? {
        word(branch, "a need or a family", Need.allCases, \.name)
    }

    /// A list of needs and families.
    mutating func needs(_ branch: Branch?) -> [Need] {
        values(branch, "a need or a family", among: Need.allCases.map(\.name)) { Need(name: $0) }
    }
}
