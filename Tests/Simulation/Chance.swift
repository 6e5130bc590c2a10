import Referrals

/// Numbers that look drawn and follow from a seed: SplitMix64 (Steele, Lea and Flood, 2014).
struct Chance: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A stream of its own, so that drawing more in one does not move the others.
    func fork(_ number: UInt64) -> Chance {
        var child = Chance(seed: state ^ (number &* 0xD6E8_FEB8_6659_FD93))
        _ = child.next()
        return child
    }

    /// A number from 0 to `bound` - 1.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// A number of a range.
    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True so many times in a hundred.
    mutating func percent(_ share: Int) -> Bool { below(100) < share }

    /// One of the entries.
    mutating func pick<Entry>(_ entries: [Entry]) -> Entry { entries[below(entries.count)] }

    /// A time from `least` to twice `mean`, short ones more often.
    mutating func span(from least: Span, mean: Span) -> Span {
        let wide = Int64(next() >> 34) % max(1, mean.microseconds * 2)
        let other = Int64(next() >> 34) % max(1, mean.microseconds * 2)
        return Span(microseconds: least.microseconds + min(wide, other))
    }
}
