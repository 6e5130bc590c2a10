import Referrals

/// Legs in the order of their names: a few of very many, found without a look at the others.
struct LegSet: Sendable {
    private var words = Runs<UInt64>()

    /// How many legs there are.
    var count: Int { words.count }

    /// Puts a leg in; one that is there stays.
    mutating func insert(_ leg: LegID) { words.insert(LegWord(leg).word) }

    /// Takes a leg out, if it is there.
    mutating func remove(_ leg: LegID) { words.remove(LegWord(leg).word) }

    /// The legs behind one, in order, until `take` wants no more.
    func each(after leg: LegID?, _ take: (LegID) -> Bool) {
        words.each(after: leg.map { LegWord($0).word }) { take(LegWord(word: $0).leg) }
    }
}
