/// One line of JSON, parsed into a flat tape of nodes.
///
/// The parse is one pass over the bytes and is total: any byte string gives a document or a
/// ``JSONFault``. It takes RFC 8259 strictly (no comments, no trailing commas, no byte order mark),
/// strict UTF-8, no lone surrogates, no duplicate keys, containers at most ``depthMax`` deep and
/// numbers within 2^53. U+0000, which only an escape can bring, is no fault of the parse;
/// ``hasNUL`` tells whether there is any.
///
/// The document owns its bytes: strings with escapes are unescaped in place, so that every string
/// is a range of one array. A node is an index into the tape and means nothing to another document.
public struct JSONDocument: Sendable {
    /// How deep containers may be nested, the outermost counted as one.
    public static let depthMax = 8

    /// What a node is.
    public enum Kind: UInt8, Sendable {
        case null
        case bool
        /// A number whose value is integral, however it was spelt.
        case integer
        /// A number that is not integral.
        case fraction
        case string
        case array
        case object
    }

    /// A value in the document.
    public struct Node: Hashable, Sendable {
        let index: Int

        init(_ index: Int) {
            self.index = index
        }
    }

    /// What the tape holds of a node: 16 bytes.
    ///
    /// A string's `bits` are its start (low half) and count; a container's its number of children;
    /// an integer's and a fraction's the value. An object is followed by a key and a value for each
    /// member. `next` is the index after the node and all that is in it.
    struct Record {
        var kind: Kind
        /// A string of bytes 20 to 7F that was written without escapes.
        var isPlain: Bool
        var next: UInt32
        var bits: UInt64

        var start: Int { Int(truncatingIfNeeded: bits & 0xFFFF_FFFF) }
        var count: Int { Int(truncatingIfNeeded: bits >> 32) }
    }

    /// The bytes and the tape, kept apart so that a document is one word to hand about.
    private final class Pages: Sendable {
        let text: [UInt8]
        let tape: [Record]
        let hasNUL: Bool
        let numberCount: Int

        init(text: [UInt8], tape: [Record], hasNUL: Bool, numberCount: Int) {
            self.text = text
            self.tape = tape
            self.hasNUL = hasNUL
            self.numberCount = numberCount
        }
    }

    private let pages: Pages

    /// The bytes of the line, its strings unescaped in place, and the padding.
    var text: [UInt8] { pages.text }

    var tape: [Record] { pages.tape }

    /// Whether any string or key holds U+0000.
    public var hasNUL: Bool { pages.hasNUL }

    /// How many of the nodes are numbers.
    var numberCount: Int { pages.numberCount }

    /// Parses one line, without its line feed.
    ///
    /// The line is copied.
    public init(parsing line: UnsafeRawBufferPointer) throws(JSONFault) {
        guard line.count < 1 << 30 else { throw JSONFault(.tooLong, at: 1 << 30) }
        // The zero bytes after the text end every scan without a comparison with the end, and let
        // eight bytes be read at a time.
        var text = [UInt8](unsafeUninitializedCapacity: line.count + JSONParser.padding) {
            buffer,
            count in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: line)
            for index in line.count..<line.count + JSONParser.padding { buffer[index] = 0 }
            count = line.count + JSONParser.padding
        }
        var tape: [Record] = []
        tape.reserveCapacity(16 + line.count / 8)
        var hasNUL = false
        var numberCount = 0
        var fault: JSONFault?
        text.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var parser = JSONParser(base: base, count: line.count, tape: tape)
            tape = []
            do throws(JSONFault) {
                try parser.parse()
            } catch {
                fault = error
            }
            tape = parser.tape
            hasNUL = parser.hasNUL
            numberCount = parser.numberCount
        }
        if let fault { throw fault }
        pages = Pages(text: text, tape: tape, hasNUL: hasNUL, numberCount: numberCount)
    }

    /// Parses a part of an array of bytes.
    public init(parsing line: ArraySlice<UInt8>) throws(JSONFault) {
        self = try line.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
            try JSONDocument(parsing: UnsafeRawBufferPointer(bytes))
        }
    }

    /// Parses an array of bytes.
    public init(parsing line: [UInt8]) throws(JSONFault) {
        self = try line.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
            try JSONDocument(parsing: UnsafeRawBufferPointer(bytes))
        }
    }

    /// The outermost value.
    public var root: Node { Node(0) }

    /// What a node is.
    public func kind(of node: Node) -> Kind {
        tape[node.index].kind
    }

    /// How many items an array or members an object has; 0 for anything else.
    public func count(of node: Node) -> Int {
        let record = tape[node.index]
        switch record.kind {
        case .array, .object: return Int(truncatingIfNeeded: record.bits)
        case .null, .bool, .integer, .fraction, .string: return 0
        }
    }

    /// The value of an integral number; nil for anything else.
    public func integer(_ node: Node) -> Int? {
        let record = tape[node.index]
        return record.kind == .integer ? Int(truncatingIfNeeded: record.bits) : nil
    }

    /// The value of any number; nil for anything else.
    public func number(_ node: Node) -> Double? {
        let record = tape[node.index]
        switch record.kind {
        case .integer: return Double(Int(truncatingIfNeeded: record.bits))
        case .fraction: return Double(bitPattern: record.bits)
        case .null, .bool, .string, .array, .object: return nil
        }
    }

    /// The value of `true` and `false`; nil for anything else.
    public func bool(_ node: Node) -> Bool? {
        let record = tape[node.index]
        return record.kind == .bool ? record.bits != 0 : nil
    }

    /// Whether a node is `null`.
    public func isNull(_ node: Node) -> Bool {
        tape[node.index].kind == .null
    }
}
