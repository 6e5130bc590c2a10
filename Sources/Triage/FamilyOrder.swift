import Referrals

/// Which families of needs wait for which others, by all rules together.
struct FamilyOrder {
    private var before: [NeedFamily: FamilySet] = [:]

    /// Needs of `family` wait for those of `others`.
    mutating func put(_ family: NeedFamily, after others: FamilySet) {
        before[family, default: []].formUnion(others)
    }

    /// Whether a family waits for itself, by way of others or at once.
    func isCircular(_ family: NeedFamily) -> Bool {
        var reached: FamilySet = []
        var left = before[family]?.families ?? []
        while let next = left.popLast() {
            guard !reached.covers(next) else { continue }
            reached.insert(FamilySet(next))
            left += before[next]?.families ?? []
        }
        return reached.covers(family)
    }
}
