/// Why a line of bytes is not a JSON text we take.
public struct JSONFault: Error, Equatable, Sendable {
    /// The kinds of fault, each of which a sender can find and mend in its own encoder.
    public enum Kind: Equatable, Sendable {
        /// The line is empty, or only white space.
        case empty
        /// The line is longer than offsets can count (2^30 bytes).
        case tooLong
        /// The line begins with a byte order mark.
        case byteOrderMark
        /// A byte that no UTF-8 text has at this place: overlong, cut short, a surrogate, too high.
        case notUTF8
        /// A byte that JSON does not have at this place.
        case unexpectedByte
        /// The text ends before its last value does.
        case unexpectedEnd
        /// Something other than white space follows the value.
        case trailingBytes
        /// A control character stands unescaped in a string.
        case controlCharacter
        /// A backslash is followed by what is no escape.
        case badEscape
        /// An escape gives one half of a surrogate pair.
        case loneSurrogate
        /// The number is not written as JSON writes numbers.
        case badNumber
        /// The number lies outside -2^53 to 2^53.
        case numberOutOfRange
        /// Containers are nested more than ``JSONDocument/depthMax`` deep.
        case tooDeep
        /// An object has the same key twice; the fault carries its pointer.
        case duplicateKey
    }

    /// What is wrong.
    public let kind: Kind
    /// The byte at which it was seen, from 0.
    public let offset: Int
    /// The JSON Pointer of a duplicate key; nil for every other kind.
    public let pointer: String?

    /// A fault of a kind, seen at a byte.
    public init(_ kind: Kind, at offset: Int, pointer: String? = nil) {
        self.kind = kind
        self.offset = offset
        self.pointer = pointer
    }

    /// One sentence for the sender; it repeats nothing of the text but the place.
    public var sentence: String {
        let words =
            switch kind {
            case .empty: "the line holds no value"
            case .tooLong: "the line is too long"
            case .byteOrderMark: "the line begins with a byte order mark"
            case .notUTF8: "the bytes are not UTF-8"
            case .unexpectedByte: "this byte cannot stand here"
            case .unexpectedEnd: "the text is cut off"
            case .trailingBytes: "something follows the value"
            case .controlCharacter: "a control character stands unescaped in a string"
            case .badEscape: "a backslash is followed by what is no escape"
            case .loneSurrogate: "half of a surrogate pair is escaped"
            case .badNumber: "the number is malformed"
            case .numberOutOfRange: "the number lies outside -2^53 to 2^53"
            case .tooDeep: "values are nested more than \(JSONDocument.depthMax) deep"
            case .duplicateKey: "the same key stands twice in one object"
            }
        return "not JSON at byte \(offset): \(words)"
    }
}
