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
    public private(set) var letters: [UInt8] = []
    /// The words, in order.
    public private(set) var words: [Word] = []

    /// What stands before and after each word.
    static let blank = UInt8(ascii: " ")

    private var start = 1
    private var clause = 0
    private var pauses = false

    /// Reads a note.
    public init(_ text: String) {
        var text = text
        text.withUTF8 { read(UnsafeRawBufferPointer($0)) }
    }

    /// Reads a note from its bytes; what is no UTF-8 separates words.
    public init(utf8 bytes: UnsafeRawBufferPointer) {
        read(bytes)
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

    private mutating func read(_ bytes: UnsafeRawBufferPointer) {
        letters.reserveCapacity(bytes.count + 32)
        words.reserveCapacity(bytes.count / 4 + 4)
        letters.append(Prose.blank)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte < 0x80 {
                let plain = Prose.ascii[Int(byte)]
                if plain > 3 {
                    letters.append(plain)
                } else {
                    end(plain, before: place + 1 < bytes.count ? bytes[place + 1] : 0)
                }
                place += 1
            } else {
                let (value, length) = Prose.scalar(bytes, place)
                take(value, bytes[place..<(place + length)])
                place += length
            }
        }
        endWord()
    }

    private mutating func take(_ value: UInt32, _ bytes: Slice<UnsafeRawBufferPointer>) {
        switch value {
        case 0xC0...0x17F: take(latin: Int(value - 0xC0))
        case 0x300...0x36F, 0x200B...0x200D, 0xFE00...0xFE0F: return
        case 0x2026: endClause()
        case 0x80...0xBF, 0x2000...0x2BFF, 0x3000...0x303F:
            endWord()
            pauses = pauses || !(value == 0x2019 || value == 0xA0 || value == 0x202F)
        case 0x1F000...0x1FAFF: pictogram(value)
        default: letters.append(contentsOf: bytes)
        }
    }

    private mutating func take(latin place: Int) {
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

    /// Ends a word at a mark: 1 ends the clause too, 2 is a pause, 3 is a point or colon.
    private mutating func end(_ mark: UInt8, before next: UInt8) {
        switch mark {
        case 1: endClause()
        case 2:
            endWord()
            pauses = true
        case 3 where letters.count > start && Prose.isDigit(letters[letters.count - 1]):
            if Prose.isDigit(next) { endWord() } else { endClause() }
        case 3: endClause()
        default: endWord()
        }
    }

    private mutating func endWord() {
        guard letters.count > start else { return }
        var hash = Prose.noLetters
        for place in start..<letters.count { hash = Prose.hash(hash, letters[place]) }
        words.append(
            Word(
                start: start,
                end: letters.count,
                clause: clause,
                followsPause: pauses,
                hash: hash
            )
        )
        letters.append(Prose.blank)
        start = letters.count
        pauses = false
    }

    private mutating func endClause() {
        endWord()
        guard words.last?.clause == clause else { return }
        clause += 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The scalar that begins at `place`, and how many bytes it takes.
    private static func scalar(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> (UInt32, Int) {
        let lead = bytes[place]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        guard length > 1, place + length <= bytes.count else { return (0x80, 1) }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for next in bytes[(place + 1)..<(place + length)] {
            guard next & 0xC0 == 0x80 else { return (0x80, 1) }
            value = value << 6 | UInt32(next & 0x3F)
        }
        return (value, length)
    }

    /// The plain letters of ASCII; 0 to 3 are the marks of `end`.
    private static let ascii: [UInt8] = (0..<128).map { (byte: UInt8) in
        switch byte {
        case 0x61...0x7A, 0x30...0x39: byte
        case 0x41...0x5A: byte + 32
        case 0x0A, 0x21, 0x28, 0x29, 0x3B, 0x3F: 1
        case 0x22, 0x2C: 2
        case 0x2E, 0x3A: 3
        default: 0
        }
    }

    /// The plain letters of U+00C0 to U+017F; a digit stands for two letters, `?` for no letter.
    private static let latin = Array(
        ("aaaaaa1ceeeeiiiidnooooo?ouuuuyt3aaaaaa1ceeeeiiiidnooooo?ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii44jjkkklllllll"
            + "lllnnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8
    )
}
