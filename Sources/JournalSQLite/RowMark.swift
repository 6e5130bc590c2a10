import Journal
import Referrals

/// Thirty-two bits over a row that lies outside the chain, so that a rotten byte is seen when it is
/// read.
///
/// Each step is a bijection of what came before and of each word, so a single changed word always
/// changes the 64 bits that are folded. It guards against rot, not against whoever can write: those
/// rows are keyed hashes.
struct RowMark {
    private var state: UInt64 = 0x5265_6C61_6973_0001

    /// The mark over all words mixed in.
    var value: Int64 { Int64((state ^ (state >> 32)) & 0xFFFF_FFFF) }

    mutating func mix(_ word: UInt64) {
        state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
        state ^= state >> 29
    }

    init(_ row: LookupRow) {
        mix(row.key?.high ?? 0)
        mix(row.key?.low ?? 0)
        mix(row.caseID.rawValue)
        mix((row.key == nil ? 1 << 32 : 0) | (row.event.map { UInt64($0) + 1 } ?? 0))
    }

    init(_ row: EventRow) {
        mix(row.key.high)
        mix(row.key.low)
        mix(row.sameness.words.0)
        mix(row.sameness.words.1)
        mix(row.sameness.words.2)
        mix(row.sameness.words.3)
        mix(row.caseID?.rawValue ?? 0)
        mix(UInt64(row.request))
    }
}
