import SplitMix

/// Numbers that look drawn and follow from a seed.
struct Chance {
    private var words: SplitMix

    init(seed: UInt64) {
        words = SplitMix(seed: seed)
    }

    mutating func next() -> UInt64 { words.next() }

    /// A number from 0 to `bound` - 1.
    mutating func below(_ bound: Int) -> Int { words.below(bound) }

    /// True once in `times`.
    mutating func once(in times: Int) -> Bool { below(times) == 0 }

    /// One of the entries.
    mutating func pick<Entry>(_ entries: [Entry]) -> Entry { entries[below(entries.count)] }
}
