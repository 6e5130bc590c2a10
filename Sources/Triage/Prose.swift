/// A note as triage reads it: words in small plain letters, one after the other, in clauses.
///
/// What people type differs in everything but the words: capitals, accents or none, composed or not,
/// curly apostrophes, words run together by an elision. All of that is folded away, so that `Dépassé`,
/// `DEPASSE` and `depasse` are one word, and `j'ai` two, `j` and `ai`. Letters of other scripts stay as they
/// are, and each pictogram is a word of its own, `u1f62d`, for it may be all that somebody says of how they are.
/// A mark that ends a sentence, a line break, a colon or a bracket ends a clause; not so a point in a number.
public struct Prose: Equatable, Sendable {
    /// A word: where its letters stand, and its clause, from 0.
    public struct Word: Equatable, Sendable {
        /// Where its letters begin.
        public var start: Int
        /// Where they end.
        public var end: Int
        /// The clause it stands in.
        public var clause: Int
        /// Whether a comma, a dash or a quotation mark stands before it.
        public var followsPause: Bool
        /// A hash of its letters, the same on every machine.
        public var hash: UInt64
    }

    /// The letters of all words, each word between two blanks, in UTF-8.
    public private(set) var letters: [UInt8]
    /// The words, in order.
    public private(set) var words: [Word]

    /// What stands before and after each word.
    static let blank = UInt8(ascii: " ")

    /// Reads a note.
    public init(_ text: String) {
        var text = text
        self = text.withUTF8 { Prose(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// Reads a note from its bytes; what is no UTF-8 separates words.
    public init(utf8 bytes: UnsafeRawBufferPointer) {
        var words: [Word] = []
        letters = Array(unsafeUninitializedCapacity: bytes.count * 2 + 2) { letters, count in
            words = Array(unsafeUninitializedCapacity: bytes.count / 2 + 1) { words, many in
                var folding = Folding(letters, words)
                folding.read(bytes)
                (count, many) = (folding.place, folding.count)
            }
        }
        self.words = words
    }

    /// The letters of a word.
    public func letters(of word: Word) -> ArraySlice<UInt8> { letters[word.start..<word.end] }

    /// A word as a text.
    public func text(of word: Word) -> String { String(decoding: letters(of: word), as: UTF8.self) }

    /// A hash of letters, the same on every machine.
    static func hash(_ letters: some Sequence<UInt8>) -> UInt64 {
        letters.reduce(Prose.noLetters) { Prose.hash($0, $1) }
    }

    /// The hash of no letters at all.
    static let noLetters: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The hash of letters and one more.
    @inline(__always)
    static func hash(_ before: UInt64, _ letter: UInt8) -> UInt64 {
        (before ^ UInt64(letter)) &* 0x0000_0100_0000_01B3
    }
}
