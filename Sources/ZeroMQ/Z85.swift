internal import CZeroMQ

/// Bytes as text, four in five characters, each of which is safe in a file and on a command line.
///
/// It is the text of RFC 32, which every ZeroMQ tool writes keys in, by the library's own hand.
enum Z85 {
    /// The text of these bytes, whose number is a multiple of four.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        precondition(bytes.count % 4 == 0, "Z85 writes four bytes at a time")
        // The library ends the text with a zero.
        var text = [UInt8](repeating: 0, count: bytes.count / 4 * 5 + 1)
        let isWritten = unsafe text.withUnsafeMutableBytes { text in
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe zmq_z85_encode(
                    text.baseAddress?.assumingMemoryBound(to: CChar.self),
                    bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    bytes.count
                ) != nil
            }
        }
        precondition(bytes.isEmpty || isWritten, "whole fours are always written")
        // In its place: a copy of what may be secret would not be wiped.
        text.removeLast()
        return text
    }

    /// The bytes of this text; nil where it is none.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard text.count % 5 == 0, !text.contains(0) else { return nil }
        guard !text.isEmpty else { return [] }
        var ended = [UInt8](repeating: 0, count: text.count + 1)
        defer { CurveSecretKey.wipe(&ended) }
        for index in text.indices { ended[index] = text[index] }
        var bytes = [UInt8](repeating: 0, count: text.count / 5 * 4)
        let isRead = unsafe bytes.withUnsafeMutableBytes { bytes in
            unsafe ended.withUnsafeBytes { text in
                unsafe zmq_z85_decode(
                    bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    text.baseAddress?.assumingMemoryBound(to: CChar.self)
                ) != nil
            }
        }
        return isRead ? bytes : nil
    }
}
