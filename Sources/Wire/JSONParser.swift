/// The one pass over the bytes of a line that makes a ``JSONDocument``'s tape.
///
/// It reads and writes only `base ..< base + count + padding`, and is driven by a loop, not by
/// recursion: the open containers stand in a small stack.
struct JSONParser {
    /// Zero bytes that must follow the text.
    ///
    /// No scan passes a zero byte, and a read of eight bytes that begins in the text ends in them.
    static let padding = 8

    /// Up to this many members a key is compared with each before it; above, the keys are sorted.
    ///
    /// An object of 64 KiB can have some ten thousand keys, whose pairs would take a second.
    static let comparedMembersMax = 32

    /// A container not yet closed.
    struct Open {
        /// Its place on the tape.
        var index: Int
        /// Members or items begun.
        var count: Int
        /// The key of the member in hand; meaningless in an array.
        var key: Int
        var isObject: Bool
    }

    let base: UnsafeMutablePointer<UInt8>
    let count: Int
    var at = 0
    var tape: [JSONDocument.Record]
    var hasNUL = false
    var numberCount = 0
    var depth = 0
    var open = [8 of Open](repeating: Open(index: 0, count: 0, key: 0, isObject: false))

    init(base: UnsafeMutablePointer<UInt8>, count: Int, tape: [JSONDocument.Record]) {
        self.base = base
        self.count = count
        self.tape = tape
    }

    mutating func parse() throws(JSONFault) {
        if count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF {
            throw JSONFault(.byteOrderMark, at: 0)
        }
        skipSpace()
        if at >= count { throw JSONFault(.empty, at: at) }
        repeat {
            try beginValue()
        } while try moreFollows()
        skipSpace()
        if at < count { throw JSONFault(.trailingBytes, at: at) }
    }

    /// Reads a whole scalar, or opens containers up to and including the first scalar in them.
    private mutating func beginValue() throws(JSONFault) {
        while true {
            let byte = base[at]
            switch byte {
            case UInt8(ascii: "\""):
                try scanString()
                return
            case UInt8(ascii: "{"):
                try push(isObject: true)
                if base[at] == UInt8(ascii: "}") {
                    close()
                    return
                }
                try scanKey()
            case UInt8(ascii: "["):
                try push(isObject: false)
                if base[at] == UInt8(ascii: "]") {
                    close()
                    return
                }
                open[depth - 1].count = 1
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                try scanNumber()
                return
            case UInt8(ascii: "t"): return try scanWord("true", .bool, 1)
            case UInt8(ascii: "f"): return try scanWord("false", .bool, 0)
            case UInt8(ascii: "n"): return try scanWord("null", .null, 0)
            default: throw unexpected()
            }
        }
    }

    /// Goes on after a value: true if another begins here, false if the outermost has ended.
    private mutating func moreFollows() throws(JSONFault) -> Bool {
        while depth > 0 {
            skipSpace()
            let isObject = open[depth - 1].isObject
            switch base[at] {
            case UInt8(ascii: ","):
                at += 1
                skipSpace()
                if isObject {
                    try scanKey()
                } else {
                    open[depth - 1].count += 1
                }
                return true
            case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
                if open[depth - 1].count > Self.comparedMembersMax, isObject {
                    try refuseDuplicatesAmongMany()
                }
                close()
            default:
                throw unexpected()
            }
        }
        return false
    }

    private mutating func push(isObject: Bool) throws(JSONFault) {
        guard depth < JSONDocument.depthMax else { throw JSONFault(.tooDeep, at: at) }
        open[depth] = Open(index: tape.count, count: 0, key: 0, isObject: isObject)
        depth += 1
        append(isObject ? .object : .array, bits: 0)
        at += 1
        skipSpace()
    }

    private mutating func close() {
        depth -= 1
        let container = open[depth]
        tape[container.index].next = UInt32(truncatingIfNeeded: tape.count)
        tape[container.index].bits = UInt64(truncatingIfNeeded: container.count)
        at += 1
    }

    private mutating func scanKey() throws(JSONFault) {
        guard base[at] == UInt8(ascii: "\"") else { throw unexpected() }
        let offset = at
        let key = tape.count
        try scanString()
        open[depth - 1].key = key
        open[depth - 1].count += 1
        if open[depth - 1].count <= Self.comparedMembersMax {
            try refuseDuplicate(key, at: offset)
        }
        skipSpace()
        guard base[at] == UInt8(ascii: ":") else { throw unexpected() }
        at += 1
        skipSpace()
    }

    private mutating func scanWord(
        _ word: StaticString,
        _ kind: JSONDocument.Kind,
        _ bits: UInt64
    ) throws(JSONFault) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard base[at] == word.utf8Start[offset] else { throw unexpected() }
            at += 1
        }
        append(kind, bits: bits)
    }

    @inline(__always)
    mutating func append(_ kind: JSONDocument.Kind, bits: UInt64, isPlain: Bool = false) {
        let next = UInt32(truncatingIfNeeded: tape.count + 1)
        tape.append(JSONDocument.Record(kind: kind, isPlain: isPlain, next: next, bits: bits))
    }

    @inline(__always)
    mutating func skipSpace() {
        while base[at] <= 0x20 {
            switch base[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    func unexpected() -> JSONFault {
        if at >= count { return JSONFault(.unexpectedEnd, at: count) }
        return JSONFault(.unexpectedByte, at: at)
    }
}
