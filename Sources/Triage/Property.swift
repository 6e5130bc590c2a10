/// A line of the ZeroMQ Property Language that says something: a section's name, or a name and a value.
///
/// Source: ZeroMQ RFC 4, https://rfc.zeromq.org/spec/4, as czmq's `zconfig` reads it.
struct Property: Equatable {
    /// The line, from 1.
    let line: Int
    /// The column of its name, from 1.
    let column: Int
    /// How many levels of four spaces it stands below the top.
    let depth: Int
    /// Its name.
    let name: String
    /// Its value; nil where only a name stands.
    let value: String?

    /// A line that says something otherwise than the language has it.
    ///
    /// What was found is told without quoting it: it may be half of a secret key.
    struct Fault: Error, Equatable {
        let column: Int
        let expected: String
        let found: String
    }

    /// Reads a line, without its line feed; nil for one that is blank or a comment.
    static func read(_ bytes: ArraySlice<UInt8>, line: Int) throws(Fault) -> Property? {
        var rest = bytes
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        let indent = rest.prefix { $0 == UInt8(ascii: " ") }.count
        rest = rest.dropFirst(indent)
        guard let first = rest.first, first != UInt8(ascii: "#") else { return nil }
        let column = indent + 1
        guard indent.isMultiple(of: 4), !isBlank(first) else {
            throw Fault(
                column: column,
                expected: "an indent of four spaces at a time",
                found: isBlank(first) ? "a tab" : "\(indent) spaces"
            )
        }
        let name = rest.prefix(while: isOfName)
        rest = rest.dropFirst(name.count)
        let afterName = rest.first.map { isBlank($0) || $0 == UInt8(ascii: "=") } ?? true
        guard !name.isEmpty, afterName || rest.first == UInt8(ascii: "#") else {
            throw Fault(
                column: column,
                expected: "a name of letters, digits and $-_@.&+/",
                found: "another character in it"
            )
        }
        let value = try value(&rest, from: bytes)
        return Property(
            line: line,
            column: column,
            depth: indent / 4,
            name: String(decoding: name, as: UTF8.self),
            value: value.map { String(decoding: $0, as: UTF8.self) }
        )
    }

    /// Reads what stands behind a name; nil where that is nothing.
    private static func value(
        _ rest: inout ArraySlice<UInt8>,
        from line: ArraySlice<UInt8>
    ) throws(Fault) -> ArraySlice<UInt8>? {
        skipBlanks(&rest)
        guard let mark = rest.first, mark != UInt8(ascii: "#") else { return nil }
        guard mark == UInt8(ascii: "=") else {
            throw Fault(
                column: rest.startIndex - line.startIndex + 1,
                expected: "= and a value",
                found: "another character"
            )
        }
        rest = rest.dropFirst()
        skipBlanks(&rest)
        guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        else {
            var value = rest.prefix { $0 != UInt8(ascii: "#") }
            while let last = value.last, isBlank(last) { value.removeLast() }
            return value
        }
        let column = rest.startIndex - line.startIndex + 1
        let value = rest.dropFirst().prefix { $0 != quote }
        guard value.endIndex < rest.endIndex else {
            throw Fault(
                column: column,
                expected: "the same quotation mark at the end of the value",
                found: "none"
            )
        }
        rest = rest[(value.endIndex + 1)...]
        skipBlanks(&rest)
        guard rest.first ?? UInt8(ascii: "#") == UInt8(ascii: "#") else {
            throw Fault(
                column: rest.startIndex - line.startIndex + 1,
                expected: "the end of the line behind the quotation mark",
                found: "more"
            )
        }
        return value
    }

    private static func skipBlanks(_ rest: inout ArraySlice<UInt8>) {
        rest = rest.drop(while: isBlank)
    }

    /// Whether this is a space, a tab or a carriage return: the others are refused before.
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "$-_@.&+/".utf8.contains(byte)
        }
    }
}
