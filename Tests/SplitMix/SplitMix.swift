/// Words that look drawn and follow from a seed: SplitMix64 (Steele, Lea and Flood, 2014).
public struct SplitMix: Sendable {
    private var state: UInt64

    /// The words of a seed.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next word.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number from 0 to `bound` - 1.
    public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// Words of their own, so that drawing more of these does not move the others.
    public func fork(_ number: UInt64) -> SplitMix {
        var child = SplitMix(seed: state ^ (number &* 0xD6E8_FEB8_6659_FD93))
        _ = child.next()
        return child
    }
}
