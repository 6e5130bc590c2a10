/// Z85, in which a key of CURVE is written: four bytes as five printable characters.
///
/// Source: ZeroMQ RFC 32, https://rfc.zeromq.org/spec/32. A group that says more than 32 bits is refused,
/// so that two texts never say the same bytes.
public enum Z85 {
    /// The characters for these bytes; nil unless their number is a multiple of four.
    public static func encode(_ bytes: [UInt8]) -> String? {
        guard bytes.count.isMultiple(of: 4) else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 4 * 5)
        for start in stride(from: 0, to: bytes.count, by: 4) {
            let word = bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
            for power in powers { text.append(alphabet[Int(word / power % 85)]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that a text says; nil unless it is whole groups of five of the 85 characters.
    public static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 5) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 5 * 4)
        for start in stride(from: 0, to: characters.count, by: 5) {
            var word: UInt64 = 0
            for character in characters[start..<start + 5] {
                let value = values[Int(character)]
                guard value < 85 else { return nil }
                word = word * 85 + UInt64(value)
            }
            guard word <= UInt32.max else { return nil }
            for shift in [24, 16, 8, 0] as [UInt64] {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return bytes
    }

    private static let powers: [UInt32] = [85 * 85 * 85 * 85, 85 * 85 * 85, 85 * 85, 85, 1]

    private static let alphabet = Array(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8
    )

    /// What each byte says as a character, 255 for those outside the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()
}
