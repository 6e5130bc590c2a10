/// A note as triage reads it: words in small plain letters, one after the other, in clauses.
///
/// What people type differs in everything but the words: capitals, accents or none, composed or not,
/// curly apostrophes, words run together by an elision. All of that is folded away, so that `Dépassé`,
/// `DEPASSE` and `depasse` are one word, and `j'ai` two, `j` and `ai`. Letters of other scripts stay as they
/// are, and each pictogram is a word of its own, `u1f62d`, for it may be all that somebody says of how they are.
/// A mark that ends a sentence, a line break, a colon or a bracket ends a clause.
public struct Prose: Equatable, Sendable {
    /// A word: where its letters stand, and its clause, from 0.
    public struct Word: Equatable, Sendable {
        /// Where its letters begin.
        public var start: Int
        /// Where they end.
        public var end: Int
        /// The clause it stands in.
        public var clause: Int
    }

    /// The letters of all words, each word between two blanks, in UTF-8.
    public private(set) var letters: [UInt8] = [Prose.blank]
    /// The words, in order.
    public private(set) var words: [Word] = []

    /// What stands before and after each word.
    static let blank = UInt8(ascii: " ")

    private var start = 1
    private var clause = 0

    /// Reads a note.
    public init(_ text: String) {
        letters.reserveCapacity(text.utf8.count + 16)
        words.reserveCapacity(text.utf8.count / 5 + 4)
        for scalar in text.unicodeScalars { take(scalar) }
        endWord()
    }

    /// The letters of a word.
    public func letters(of word: Word) -> ArraySlice<UInt8> { letters[word.start..<word.end] }

    /// A word as a text.
    public func text(of word: Word) -> String { String(decoding: letters(of: word), as: UTF8.self) }

    private mutating func take(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        switch value {
        case 0x61...0x7A, 0x30...0x39: letters.append(UInt8(value))
        case 0x41...0x5A: letters.append(UInt8(value + 32))
        case 0x0A, 0x21, 0x28, 0x29, 0x2E, 0x3A, 0x3B, 0x3F, 0x2026: endClause()
        case 0x00...0x7F: endWord()
        case 0xC0...0x17F: take(latin: Int(value - 0xC0), scalar)
        case 0x300...0x36F, 0x200B...0x200D, 0xFE00...0xFE0F: return
        case 0x80...0xBF, 0x2000...0x2BFF, 0x3000...0x303F: endWord()
        case 0x1F000...0x1FAFF: pictogram(value)
        default:
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                letters.append(byte)
            }
        }
    }

    private mutating func take(latin place: Int, _ scalar: Unicode.Scalar) {
        let plain = Prose.latin[place]
        switch plain {
        case UInt8(ascii: "?"): endWord()
        case UInt8(ascii: "1"): letters += [UInt8(ascii: "a"), UInt8(ascii: "e")]
        case UInt8(ascii: "2"): letters += [UInt8(ascii: "o"), UInt8(ascii: "e")]
        case UInt8(ascii: "3"): letters += [UInt8(ascii: "s"), UInt8(ascii: "s")]
        case UInt8(ascii: "4"): letters += [UInt8(ascii: "i"), UInt8(ascii: "j")]
        default: letters.append(plain)
        }
    }

    private mutating func pictogram(_ value: UInt32) {
        endWord()
        letters.append(UInt8(ascii: "u"))
        letters += String(value, radix: 16).utf8
        endWord()
    }

    private mutating func endWord() {
        guard letters.count > start else { return }
        words.append(Word(start: start, end: letters.count, clause: clause))
        letters.append(Prose.blank)
        start = letters.count
    }

    private mutating func endClause() {
        endWord()
        guard words.last?.clause == clause else { return }
        clause += 1
    }

    /// The plain letters of U+00C0 to U+017F; a digit stands for two letters, `?` for no letter.
    private static let latin = Array(
        ("aaaaaa1ceeeeiiiidnooooo?ouuuuyt3aaaaaa1ceeeeiiiidnooooo?ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii44jjkkklllllll"
            + "lllnnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8
    )
}
