extension Prose {
    /// Folds a note into words, letter by letter.
    struct Folding {
        private let letters: UnsafeMutableBufferPointer<UInt8>
        private let words: UnsafeMutableBufferPointer<Word>
        /// How many letters and blanks were written.
        private(set) var place = 1
        /// How many words were written.
        private(set) var count = 0
        private var start = 1
        private var hash = Prose.noLetters
        private var clause = 0
        private var clauseHasWords = false
        private var pauses = false

        /// Writes to memory that has room for twice the bytes of the note and half as many words.
        init(
            _ letters: UnsafeMutableBufferPointer<UInt8>,
            _ words: UnsafeMutableBufferPointer<Word>
        ) {
            self.letters = letters
            self.words = words
            letters.initializeElement(at: 0, to: Prose.blank)
        }

        /// Folds all bytes.
        mutating func read(_ bytes: UnsafeRawBufferPointer) {
            Prose.ascii.withUnsafeBufferPointer { ascii in
                var next = 0
                while next < bytes.count {
                    let byte = bytes[next]
                    if byte < 0x80 {
                        let plain = ascii[Int(byte)]
                        next += 1
                        if plain > 3 {
                            put(plain)
                        } else {
                            end(plain, before: next < bytes.count ? bytes[next] : 0)
                        }
                    } else {
                        let (value, length) = Folding.scalar(bytes, next)
                        take(value, bytes[next..<(next + length)])
                        next += length
                    }
                }
            }
            endWord()
        }

        @inline(__always)
        private mutating func put(_ letter: UInt8) {
            letters.initializeElement(at: place, to: letter)
            place += 1
            hash = Prose.hash(hash, letter)
        }

        private mutating func take(_ value: UInt32, _ bytes: Slice<UnsafeRawBufferPointer>) {
            switch value {
            case 0xC0...0x17F: take(latin: Prose.latin[Int(value - 0xC0)])
            case 0x300...0x36F, 0x200B...0x200D, 0xFE00...0xFE0F: return
            case 0x2026: endClause()
            case 0x80...0xBF, 0x2000...0x2BFF, 0x3000...0x303F:
                endWord()
                pauses = pauses || !(value == 0x2019 || value == 0xA0 || value == 0x202F)
            case 0x1F000...0x1FAFF:
                endWord()
                put(UInt8(ascii: "u"))
                for letter in String(value, radix: 16).utf8 { put(letter) }
                endWord()
            default: for byte in bytes { put(byte) }
            }
        }

        private mutating func take(latin plain: UInt8) {
            switch plain {
            case UInt8(ascii: "?"): endWord()
            case UInt8(ascii: "1"): put(UInt8(ascii: "a"), UInt8(ascii: "e"))
            case UInt8(ascii: "2"): put(UInt8(ascii: "o"), UInt8(ascii: "e"))
            case UInt8(ascii: "3"): put(UInt8(ascii: "s"), UInt8(ascii: "s"))
            case UInt8(ascii: "4"): put(UInt8(ascii: "i"), UInt8(ascii: "j"))
            default: put(plain)
            }
        }

        private mutating func put(_ first: UInt8, _ second: UInt8) {
            put(first)
            put(second)
        }

        /// Ends a word at a mark: 1 ends the clause too, 2 is a pause, 3 is a point or colon.
        private mutating func end(_ mark: UInt8, before next: UInt8) {
            switch mark {
            case 1: endClause()
            case 2:
                endWord()
                pauses = true
            case 3:
                let isNumber = place > start && Folding.isDigit(letters[place - 1])
                if isNumber && Folding.isDigit(next) { endWord() } else { endClause() }
            default: endWord()
            }
        }

        private mutating func endWord() {
            guard place > start else { return }
            let word = Word(
                start: start,
                end: place,
                clause: clause,
                followsPause: pauses,
                hash: hash
            )
            words.initializeElement(at: count, to: word)
            count += 1
            letters.initializeElement(at: place, to: Prose.blank)
            place += 1
            start = place
            hash = Prose.noLetters
            pauses = false
            clauseHasWords = true
        }

        private mutating func endClause() {
            endWord()
            guard clauseHasWords else { return }
            clause += 1
            clauseHasWords = false
        }

        private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

        /// The scalar that begins at `place`, and how many bytes it takes.
        private static func scalar(
            _ bytes: UnsafeRawBufferPointer,
            _ place: Int
        ) -> (UInt32, Int) {
            let lead = bytes[place]
            let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
            guard length > 1, place + length <= bytes.count else { return (0x80, 1) }
            var value = UInt32(lead) & (0x7F >> UInt32(length))
            for next in (place + 1)..<(place + length) {
                guard bytes[next] & 0xC0 == 0x80 else { return (0x80, 1) }
                value = value << 6 | UInt32(bytes[next] & 0x3F)
            }
            return (value, length)
        }
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
