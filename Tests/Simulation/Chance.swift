import Referrals
import SplitMix

/// Numbers that look drawn and follow from a seed.
struct Chance: Sendable {
    private var words: SplitMix

    init(seed: UInt64) {
        words = SplitMix(seed: seed)
    }

    mutating func next() -> UInt64 { words.next() }

    /// A stream of its own, so that drawing more in one does not move the others.
    func fork(_ number: UInt64) -> Chance {
        var child = self
        child.words = words.fork(number)
        return child
    }

    /// A number from 0 to `bound` - 1.
    mutating func below(_ bound: Int) -> Int { words.below(bound) }

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

    /// A time between two, each power of two as likely as the next.
    mutating func logarithmic(from least: Span, to most: Span) -> Span {
        let steps = 64
        var value = least.microseconds
        var octaves: Int64 = 0
        while value << (octaves + 1) <= most.microseconds { octaves += 1 }
        let place = Int64(below(Int(octaves + 1) * steps))
        value <<= place / Int64(steps)
        let fine = value * (place % Int64(steps)) / Int64(steps)
        return min(most, Span(microseconds: value + fine))
    }
}
