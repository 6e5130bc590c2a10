/// A phrase of a lexicon: words, one after the other, as a supervisor wrote them.
///
/// `huissier` is a word, whatever its capitals and accents; `faillit*` any word that begins so; `(je|on)` one of
/// several, also of several words each; `(tres)?` may be there or not; `..` stands for up to three words whatever
/// they are, `..5` for up to five; `<debt>` for one of a list of the file; `$` for the end of the clause or a comma;
/// `#` for a word that begins with a figure.
struct SignalPhrase {
    /// A word, or the beginning of words.
    struct Form: Hashable, Comparable {
        var letters: [UInt8]
        var isPrefix: Bool

        /// Any word that begins with a figure.
        static let figure = Form(letters: [UInt8(ascii: "#")], isPrefix: false)

        /// Whether a word begins with a figure.
        static func isFigure(_ letter: UInt8) -> Bool { (0x30...0x39).contains(letter) }

        static func < (left: Form, right: Form) -> Bool {
            left.letters == right.letters
                ? !left.isPrefix && right.isPrefix
                : left.letters.lexicographicallyPrecedes(right.letters)
        }
    }

    /// What stands at one place of a phrase.
    enum Place: Hashable {
        /// One of these, in the order of their letters.
        case words([Form])
        /// Up to so many words.
        case gap(Int)
        /// The end of the clause, or a comma.
        case end
    }

    /// Why a phrase cannot be read, as what was expected.
    struct Mistake: Error {
        var expected: String
    }

    typealias Sequence = [Place]

    /// How many sequences one phrase may stand for.
    static let sequencesMax = 4_000

    /// The sequences a phrase stands for; `lists` are those of the file.
    static func sequences(
        _ text: String,
        lists: [String: [Sequence]]
    ) throws(Mistake) -> [Sequence] {
        var reader = Reader(letters: Array(text.unicodeScalars), lists: lists)
        let sequences = try reader.alternatives(inGroup: false)
        for sequence in sequences {
            guard case .words = sequence.first, isWhole(sequence) else {
                throw Mistake(expected: "a phrase that begins and ends with a word")
            }
        }
        return sequences
    }

    /// Whether a sequence ends with a word, or with the end of the clause after a word.
    private static func isWhole(_ sequence: Sequence) -> Bool {
        let ends = sequence.count { $0 == .end }
        guard ends == (sequence.last == .end ? 1 : 0) else { return false }
        if case .words = sequence.dropLast(ends).last { return true }
        return false
    }

    /// Alternatives of one word each become one place, and each stands once.
    static func merged(_ all: [Sequence]) -> [Sequence] {
        var forms: Set<Form> = []
        var others: [Sequence] = []
        for sequence in all {
            if sequence.count == 1, case .words(let more) = sequence[0] {
                forms.formUnion(more)
            } else if !others.contains(sequence) {
                others.append(sequence)
            }
        }
        return (forms.isEmpty ? [] : [[.words(forms.sorted())]]) + others
    }
}

/// Reads a phrase from left to right.
private struct Reader {
    let letters: [Unicode.Scalar]
    let lists: [String: [SignalPhrase.Sequence]]
    var place = 0

    typealias Sequence = SignalPhrase.Sequence
    typealias Mistake = SignalPhrase.Mistake

    /// Alternatives with bars between them, to the end or to the closing bracket.
    mutating func alternatives(inGroup: Bool) throws(Mistake) -> [Sequence] {
        var all: [Sequence] = []
        var current: [Sequence] = [[]]
        while place < letters.count, letters[place] != ")" {
            if letters[place] == "|" {
                guard inGroup else { throw Mistake(expected: "| only between ( and )") }
                place += 1
                all += current
                current = [[]]
            } else {
                let item = try item()
                guard current.count * item.count <= SignalPhrase.sequencesMax else {
                    throw Mistake(
                        expected: "a phrase of at most \(SignalPhrase.sequencesMax) variants"
                    )
                }
                current = current.flatMap { before in item.map { before + $0 } }
            }
        }
        if inGroup {
            guard place < letters.count else { throw Mistake(expected: ") after (") }
            place += 1
        } else if place < letters.count {
            throw Mistake(expected: "( before )")
        }
        all += current
        return SignalPhrase.merged(all)
    }

    private mutating func item() throws(Mistake) -> [Sequence] {
        let item: [Sequence]
        switch letters[place] {
        case "(":
            place += 1
            item = try alternatives(inGroup: true)
        case ".": item = try gap()
        case "<": item = try list()
        case "$":
            place += 1
            item = [[.end]]
        case "#":
            place += 1
            item = [[.words([SignalPhrase.Form.figure])]]
        default: item = try words()
        }
        guard place < letters.count, letters[place] == "?" else { return item }
        place += 1
        return item.contains([]) ? item : item + [[]]
    }

    private mutating func gap() throws(Mistake) -> [Sequence] {
        guard place + 1 < letters.count, letters[place + 1] == "." else {
            throw Mistake(expected: "two points for words whatever they are")
        }
        place += 2
        var most = 3
        if place < letters.count, let digit = Int(String(letters[place])) {
            guard (1...8).contains(digit) else { throw Mistake(expected: "a gap of 1 to 8 words") }
            most = digit
            place += 1
        }
        return [[.gap(most)]]
    }

    private mutating func list() throws(Mistake) -> [Sequence] {
        guard let end = letters[place...].firstIndex(of: ">") else {
            throw Mistake(expected: "> after <")
        }
        var name = String.UnicodeScalarView()
        name.append(contentsOf: letters[(place + 1)..<end])
        guard let list = lists[String(name)] else {
            throw Mistake(expected: "a list of this file between < and >")
        }
        place = end + 1
        return list
    }

    /// Words up to the next sign of the grammar; the star of the last one makes it a beginning.
    private mutating func words() throws(Mistake) -> [Sequence] {
        let start = place
        while place < letters.count, !"()|<>?*.$#".unicodeScalars.contains(letters[place]),
            letters[place] != " "
        {
            place += 1
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: letters[start..<place])
        let prose = Prose(String(text))
        var sequence = prose.words.map { word in
            SignalPhrase.Place.words([
                SignalPhrase.Form(letters: Array(prose.letters(of: word)), isPrefix: false)
            ])
        }
        if place < letters.count, letters[place] == "*" {
            place += 1
            guard case .words(var forms) = sequence.popLast(), forms[0].letters.count > 2 else {
                throw Mistake(expected: "at least three letters before *")
            }
            forms[0].isPrefix = true
            sequence.append(.words(forms))
        } else if sequence.isEmpty {
            guard place < letters.count, letters[place] == " " else {
                throw Mistake(expected: "words")
            }
            place += 1
        } else if place < letters.count, letters[place] == "?", sequence.count > 1 {
            throw Mistake(expected: "( and ) around words that may be missing")
        }
        return [sequence]
    }
}
