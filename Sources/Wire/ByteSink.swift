/// A place for bytes whose greatest number is known before; more would be a bug, and stops.
struct ByteSink {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        precondition(count < buffer.count, "the bytes were counted too low")
        buffer[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(count + bytes.count <= buffer.count, "the bytes were counted too low")
        guard let target = buffer.baseAddress, let source = bytes.baseAddress else { return }
        (target + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(text.bufferPointer)
    }

    /// Appends the inside of a JSON string, with the escapes it cannot do without.
    mutating func appendEscaped(_ value: UnsafeBufferPointer<UInt8>) {
        var run = 0
        for index in 0..<value.count {
            let escape = JSONSpelling.escape(of: value[index])
            if escape == 0 { continue }
            append(UnsafeBufferPointer(rebasing: value[run..<index]))
            run = index + 1
            append(UInt8(ascii: "\\"))
            append(escape)
            if escape == UInt8(ascii: "u") {
                append("00")
                append(JSONSpelling.hexDigits.utf8Start[Int(value[index] >> 4)])
                append(JSONSpelling.hexDigits.utf8Start[Int(value[index] & 0x0F)])
            }
        }
        append(UnsafeBufferPointer(rebasing: value[run...]))
    }
}
