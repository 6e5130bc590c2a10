public import Referrals

/// What two people read to each other over the telephone, to know that they hold the same public key.
///
/// Eight groups of five digits from the SHA-256 of the key's thirty-two bytes: 13 bits in four digits, 104 bits
/// in all, so that nobody can search for a key with the same groups. The fifth digit checks its group and the
/// group's place: each digit misheard, each two neighbours swapped and each group at the place of another shows
/// at that group.
public struct KeyFingerprint: Hashable, Sendable, CustomStringConvertible {
    /// What the groups say, 0 to 8191 each.
    private let groups: [Int]

    /// How many groups there are.
    public static let groupCount = 8

    /// The fingerprint of a public key with this digest.
    public init(_ digest: Digest) {
        let bits = UInt128(digest.words.0) << 64 | UInt128(digest.words.1)
        groups = (1...KeyFingerprint.groupCount).map { Int(bits >> UInt128(128 - $0 * 13) & 8_191) }
    }

    /// Why what was heard is no fingerprint.
    public enum Fault: Error, Equatable, Sendable {
        /// It is not forty digits; blanks and hyphens between them do not count.
        case form
        /// This group, from 1, was misheard.
        case group(Int)
    }

    /// Reads what was heard.
    ///
    /// - Throws: the first group that cannot be right, so that only that one need be asked for again.
    public init(heard text: String) throws(Fault) {
        let digits = text.utf8.filter { !" -\t\n\r".utf8.contains($0) }.map { Int($0) - 0x30 }
        guard digits.count == KeyFingerprint.groupCount * 5,
            digits.allSatisfy({ (0...9).contains($0) })
        else { throw .form }
        var groups: [Int] = []
        for place in 0..<KeyFingerprint.groupCount {
            let group = Array(digits[place * 5..<place * 5 + 4])
            let value = group.reduce(0) { $0 * 10 + $1 }
            guard value < 8_192, KeyFingerprint.check(group, place) == digits[place * 5 + 4] else {
                throw .group(place + 1)
            }
            groups.append(value)
        }
        self.groups = groups
    }

    /// The eight groups, with a space between them.
    public var description: String {
        groups.enumerated().map { place, value in
            let digits = [value / 1_000, value / 100 % 10, value / 10 % 10, value % 10]
            return (digits + [KeyFingerprint.check(digits, place)]).map { String($0) }.joined()
        }.joined(separator: " ")
    }

    /// The check digit of a group at a place, from 0: Damm's, begun with the place.
    private static func check(_ digits: [Int], _ place: Int) -> Int {
        digits.reduce(place) { damm[$0][$1] }
    }

    /// The quasigroup of order 10 by Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004).
    private static let damm = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9], [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5], [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ]
}
