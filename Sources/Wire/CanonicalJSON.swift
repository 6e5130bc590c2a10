/// The one spelling RFC 8785 gives to a value: two texts with the same value have the same bytes.
///
/// Keys are sorted by UTF-16 code units, numbers are printed as ECMAScript prints them, strings
/// have only the escapes they must have, and there is no white space. Names that begin with `x_`
/// are content like any other.
public struct CanonicalJSON {
    private let text: UnsafeBufferPointer<UInt8>
    private let tape: UnsafeBufferPointer<JSONDocument.Record>
    private var sink: ByteSink
    /// The keys of the objects being written, the innermost object's last.
    private var keys: [Int] = []

    /// The bytes of one value of a document.
    public static func bytes(of node: JSONDocument.Node, in document: JSONDocument) -> [UInt8] {
        written(document) { canonical in
            canonical.write(node.index)
        }
    }

    /// The bytes of {`data`,`type`} of an event: what two sendings of it are compared by.
    public static func content(
        type: JSONDocument.Node,
        data: JSONDocument.Node,
        in document: JSONDocument
    ) -> [UInt8] {
        written(document) { canonical in
            canonical.sink.append("{\"data\":")
            canonical.write(data.index)
            canonical.sink.append(",\"type\":")
            canonical.write(type.index)
            canonical.sink.append("}")
        }
    }

    /// The bytes a closure writes, in an array with room for them from the beginning.
    ///
    /// Nothing is longer in this spelling than it was in the text, but for numbers, which are printed
    /// with at most 24 characters.
    @inline(__always)
    private static func written(
        _ document: JSONDocument,
        _ body: (inout CanonicalJSON) -> Void
    ) -> [UInt8] {
        document.text.withUnsafeBufferPointer { text in
            document.tape.withUnsafeBufferPointer { tape in
                let capacity = text.count + 24 * document.numberCount + 32
                return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                    var canonical = CanonicalJSON(
                        text: text,
                        tape: tape,
                        sink: ByteSink(buffer)
                    )
                    body(&canonical)
                    count = canonical.sink.count
                }
            }
        }
    }

    /// Recurses as deep as the parser let containers be.
    private mutating func write(_ index: Int) {
        let record = tape[index]
        switch record.kind {
        case .null: sink.append("null")
        case .bool: sink.append(record.bits == 0 ? "false" : "true")
        case .integer, .fraction: writeNumber(record)
        case .string: writeString(record)
        case .array: writeArray(index)
        case .object: writeObject(index)
        }
    }

    private mutating func writeNumber(_ record: JSONDocument.Record) {
        var spelt: [UInt8] = []
        if record.kind == .integer {
            spelt.appendDecimal(Int(truncatingIfNeeded: record.bits))
        } else {
            spelt.appendFraction(Double(bitPattern: record.bits))
        }
        spelt.withUnsafeBufferPointer { sink.append($0) }
    }

    private mutating func writeString(_ record: JSONDocument.Record) {
        let string = UnsafeBufferPointer(
            rebasing: text[record.start..<record.start + record.count]
        )
        sink.append(UInt8(ascii: "\""))
        if record.isPlain {
            sink.append(string)
        } else {
            sink.appendEscaped(string)
        }
        sink.append(UInt8(ascii: "\""))
    }

    private mutating func writeArray(_ index: Int) {
        sink.append(UInt8(ascii: "["))
        let end = Int(tape[index].next)
        var item = index + 1
        while item < end {
            if item > index + 1 { sink.append(UInt8(ascii: ",")) }
            write(item)
            item = Int(tape[item].next)
        }
        sink.append(UInt8(ascii: "]"))
    }

    private mutating func writeObject(_ index: Int) {
        sink.append(UInt8(ascii: "{"))
        let first = keys.count
        let end = Int(tape[index].next)
        var key = index + 1
        while key < end {
            keys.append(key)
            key = Int(tape[key + 1].next)
        }
        sortKeys(from: first)
        for place in first..<keys.count {
            if place > first { sink.append(UInt8(ascii: ",")) }
            writeString(tape[keys[place]])
            sink.append(UInt8(ascii: ":"))
            write(keys[place] + 1)
        }
        keys.removeLast(keys.count - first)
        sink.append(UInt8(ascii: "}"))
    }

    /// Few keys are put in their places one by one; many, which only a hostile line has, are sorted.
    private mutating func sortKeys(from first: Int) {
        guard keys.count - first <= 32 else {
            let sorted = keys[first...].sorted { comesBefore(tape[$0], tape[$1]) }
            keys.replaceSubrange(first..., with: sorted)
            return
        }
        for place in first..<keys.count {
            let key = keys[place]
            var hole = place
            while hole > first, comesBefore(tape[key], tape[keys[hole - 1]]) {
                keys[hole] = keys[hole - 1]
                hole -= 1
            }
            keys[hole] = key
        }
    }

    /// The order of UTF-16 code units, told from UTF-8.
    ///
    /// The two encodings order alike but for one thing: a code point above U+FFFF begins with F0 to
    /// F4 in UTF-8, and in UTF-16 with a surrogate, which comes before U+E000 (EE in UTF-8).
    @inline(__always)
    private func comesBefore(_ one: JSONDocument.Record, _ other: JSONDocument.Record) -> Bool {
        for offset in 0..<min(one.count, other.count) {
            let first = text[one.start + offset]
            let second = text[other.start + offset]
            if first == second { continue }
            if first >= 0xEE, second >= 0xEE, (first >= 0xF0) != (second >= 0xF0) {
                return first >= 0xF0
            }
            return first < second
        }
        return one.count < other.count
    }
}
