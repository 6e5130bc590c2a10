import Referrals

/// Needs, one bit each at the place of its code.
struct NeedSet: Equatable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init() {}

    /// The needs named, a family standing for itself and all its details, without those named to be left out.
    init(named needs: [Need], except others: [Need] = []) {
        for need in Need.allCases
        where needs.contains(where: { $0 == need || $0.isWhole(need.family) })
            && !others.contains(where: { $0 == need || $0.isWhole(need.family) })
        {
            insert(need)
        }
    }

    mutating func insert(_ need: Need) {
        let bit = UInt64(1) << UInt64(need.rawValue & 63)
        switch need.rawValue >> 6 {
        case 0: words.0 |= bit
        case 1: words.1 |= bit
        case 2: words.2 |= bit
        default: words.3 |= bit
        }
    }

    func contains(_ need: Need) -> Bool {
        let bit = UInt64(1) << UInt64(need.rawValue & 63)
        return switch need.rawValue >> 6 {
        case 0: words.0 & bit != 0
        case 1: words.1 & bit != 0
        case 2: words.2 & bit != 0
        default: words.3 & bit != 0
        }
    }

    /// Whether some need is in both.
    func meets(_ other: NeedSet) -> Bool {
        words.0 & other.words.0 | words.1 & other.words.1 | words.2 & other.words.2
            | words.3 & other.words.3 != 0
    }

    var isEmpty: Bool { words.0 | words.1 | words.2 | words.3 == 0 }

    /// The needs in the order of their codes.
    var needs: [Need] { Need.allCases.filter(contains) }

    static func == (left: NeedSet, right: NeedSet) -> Bool { left.words == right.words }
}

extension NeedFamily {
    /// The family alone, as a need whose detail is not known.
    var whole: Need? { Need(rawValue: rawValue << 4) }
}
