/// The lines that dispatchers had in hand when the process died, by digest, and how often each had.
///
/// As text it is a line `digest count` each, the digest in hexadecimal.
public struct Killers: Equatable, Sendable {
    /// How often a line may kill before it is left alone (the contract: "a line that has killed two").
    public static let killsMax = 2

    /// How often each digest killed.
    public private(set) var kills: [UInt64: Int] = [:]

    /// Those of a text; a line torn by a power cut must not keep a server from starting.
    public init(_ text: String = "") {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let digest = UInt64(words[0], radix: 16),
                let count = Int(words[1])
            else { continue }
            kills[digest] = count
        }
    }

    /// Those of several dispatchers together.
    public init(summing others: some Sequence<Killers>) {
        for other in others { kills.merge(other.kills) { $0 + $1 } }
    }

    /// Those of these digests, each with how often it killed.
    public init(kills: [UInt64: Int]) {
        self.kills = kills
    }

    /// Counts a line that was in hand.
    public mutating func count(_ digest: UInt64) {
        kills[digest, default: 0] += 1
    }

    /// The digests of lines that are not to be opened again.
    public var poisoned: Set<UInt64> {
        Set(kills.filter { $0.value >= Killers.killsMax }.keys)
    }

    /// All of them, in the order of their digests.
    public var text: String {
        kills.sorted { $0.key < $1.key }
            .map { "\(String($0.key, radix: 16)) \($0.value)\n" }
            .joined()
    }
}
