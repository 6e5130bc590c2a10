extension JSONDocument {
    /// The text of a string, unescaped; nil for anything else.
    public func string(_ node: Node) -> String? {
        let record = tape[node.index]
        guard record.kind == .string else { return nil }
        return text.withUnsafeBufferPointer { bytes in
            String(decoding: UnsafeBufferPointer(rebasing: bytes[range(of: record)]), as: UTF8.self)
        }
    }

    /// The bytes of a string, unescaped; empty for anything else.
    public func utf8(_ node: Node) -> ArraySlice<UInt8> {
        let record = tape[node.index]
        return record.kind == .string ? text[range(of: record)] : []
    }

    /// Hands the bytes of a string to a closure, which must not keep them; empty for anything else.
    @inline(__always)
    func withUTF8<Result, Failure>(
        of node: Node,
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let record = tape[node.index]
        let range = record.kind == .string ? range(of: record) : 0..<0
        return try text.withUnsafeBufferPointer { (bytes) throws(Failure) in
            try body(UnsafeBufferPointer(rebasing: bytes[range]))
        }
    }

    /// The bytes of a string counted; 0 for anything else.
    public func utf8Count(_ node: Node) -> Int {
        let record = tape[node.index]
        return record.kind == .string ? record.count : 0
    }

    /// The code points of a string counted, as the limits of the contract count; 0 for anything else.
    public func codePoints(_ node: Node) -> Int {
        let record = tape[node.index]
        guard record.kind == .string else { return 0 }
        if record.isPlain { return record.count }
        return withUTF8(of: node) { bytes in
            var count = 0
            for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
            return count
        }
    }

    /// Whether a node is the string given, byte for byte.
    public func matches(_ node: Node, _ other: StaticString) -> Bool {
        let record = tape[node.index]
        guard record.kind == .string else { return false }
        return matches(record, other)
    }

    /// Whether a string begins with these bytes.
    public func begins(_ node: Node, with prefix: StaticString) -> Bool {
        withUTF8(of: node) { bytes in
            guard bytes.count >= prefix.utf8CodeUnitCount else { return false }
            for index in 0..<prefix.utf8CodeUnitCount
            where bytes[index] != prefix.utf8Start[index] {
                return false
            }
            return true
        }
    }

    /// Whether a string was written without escapes and has only bytes 20 to 7F.
    func isPlain(_ node: Node) -> Bool {
        tape[node.index].isPlain
    }

    @inline(__always)
    func range(of record: Record) -> Range<Int> {
        record.start..<record.start + record.count
    }

    @inline(__always)
    func matches(_ record: Record, _ other: StaticString) -> Bool {
        matches(record, other.bufferPointer)
    }

    @inline(__always)
    func matches(_ record: Record, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard record.count == other.count else { return false }
        return text.withUnsafeBufferPointer { bytes in
            for offset in 0..<record.count
            where bytes[record.start &+ offset] != other[offset] {
                return false
            }
            return true
        }
    }
}
