/// Bytes as text, four in five characters, each of which is safe in a file and on a command line.
///
/// It is the text of RFC 32, which every ZeroMQ tool writes keys in. What is not of its alphabet, or
/// stands for more than four bytes hold, is no such text; no other reading is tried.
public enum Z85 {
    private static let alphabet = [UInt8](
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8
    )

    /// What each byte stands for; 85 for what is not of the alphabet.
    private static let values: [UInt32] = {
        var values = [UInt32](repeating: 85, count: 256)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt32(value)
        }
        return values
    }()

    /// The text of these bytes, whose number is a multiple of four.
    public static func encode(_ bytes: [UInt8]) -> [UInt8] {
        precondition(bytes.count % 4 == 0, "Z85 writes four bytes at a time")
        var text = [UInt8](repeating: 0, count: bytes.count / 4 * 5)
        for block in 0..<bytes.count / 4 {
            var rest: UInt32 = 0
            for index in 0..<4 { rest = rest << 8 | UInt32(bytes[block * 4 + index]) }
            for index in (0..<5).reversed() {
                text[block * 5 + index] = alphabet[Int(rest % 85)]
                rest /= 85
            }
        }
        return text
    }

    /// The bytes of this text; nil where it is none.
    public static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard text.count % 5 == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: text.count / 5 * 4)
        for block in 0..<text.count / 5 {
            var sum: UInt64 = 0
            for index in 0..<5 {
                let value = values[Int(text[block * 5 + index])]
                guard value < 85 else { return nil }
                sum = sum * 85 + UInt64(value)
            }
            guard let four = UInt32(exactly: sum) else { return nil }
            for index in 0..<4 {
                bytes[block * 4 + index] = UInt8(truncatingIfNeeded: four >> (24 - 8 * index))
            }
        }
        return bytes
    }
}
