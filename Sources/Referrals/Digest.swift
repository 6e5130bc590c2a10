/// Thirty-two bytes of a SHA-256: a chain head, a bundle's address, or the sameness of an event.
public struct Digest: Hashable, Sendable {
    /// The first to the fourth eight bytes, each big-endian.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    /// Thirty-two zero bytes: the head of a chain before its first record.
    public static let zero = Digest(0, 0, 0, 0)

    /// The digest of four big-endian words.
    public init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        words = (first, second, third, fourth)
    }

    /// The digest with these bytes; nil unless there are thirty-two.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 32 else { return nil }
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// The digest written as sixty-four hexadecimal digits; nil for any other text.
    public init?(hexadecimal text: String) {
        guard text.utf8.count == 64 else { return nil }
        var parts: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in text.utf8.enumerated() {
            guard let digit = hexadecimalValue(byte) else { return nil }
            parts[index / 16] = parts[index / 16] << 4 | UInt64(digit)
        }
        words = (parts[0], parts[1], parts[2], parts[3])
    }

    /// The thirty-two bytes.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(32)
        for word in [words.0, words.1, words.2, words.3] {
            for shift in stride(from: 56, through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return result
    }

    /// Sixty-four lower-case hexadecimal digits.
    public var hexadecimal: String {
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(hexadecimalDigits[Int(byte >> 4)])
            text.append(hexadecimalDigits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether both have the same bytes.
    public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

    /// Feeds the first sixteen bytes: a digest is already evenly spread.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}

private let hexadecimalDigits = Array("0123456789abcdef".utf8)

private func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
}

/// Sixteen bytes of a keyed hash: what stands for an enterprise number, a reference or an event id.
///
/// Without the journal's lookup key nobody can tell which number it stands for.
public struct LookupKey: Hashable, Sendable {
    /// The first eight bytes, big-endian.
    public let high: UInt64
    /// The last eight bytes, big-endian.
    public let low: UInt64

    /// The key of two big-endian words.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}
