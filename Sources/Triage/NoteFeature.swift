/// One thing a note has that the small model weighs: a word, a pair of words, a piece of a word, or a concept.
///
/// It is a place in a ``Prose`` and a hash; its spelling is only made where somebody reads it.
public struct NoteFeature: Equatable, Sendable {
    /// What kind of thing it is.
    public enum Kind: UInt8, CaseIterable, Sendable {
        /// A concept of ``NoteConcepts``, whatever the words and the language it was said in.
        case concept
        /// A word.
        case word
        /// Two words that follow each other in a clause.
        case pair
        /// Four letters within a word, its beginning and end being letters too.
        case piece

        /// The letter before the colon of its spelling.
        public var letter: UInt8 {
            switch self {
            case .concept: UInt8(ascii: "k")
            case .word: UInt8(ascii: "w")
            case .pair: UInt8(ascii: "b")
            case .piece: UInt8(ascii: "c")
            }
        }
    }

    /// How many letters a piece has.
    public static let pieceLength = 4

    /// What kind of thing it is.
    public let kind: Kind
    /// A hash of kind and letters, the same on every machine.
    public let hash: UInt64
    /// Where its letters begin in ``Prose/letters``.
    public let start: Int
    /// Where they end.
    public let end: Int
    /// The concept, as a place in ``NoteConcepts/names``; -1 for everything else.
    public let concept: Int

    private init(_ kind: Kind, _ hash: UInt64, _ start: Int, _ end: Int, concept: Int = -1) {
        self.kind = kind
        self.hash = hash
        self.start = start
        self.end = end
        self.concept = concept
    }

    /// Every feature of a note, in the order of its words; one that stands twice is there twice.
    public static func all(in prose: Prose, by concepts: NoteConcepts) -> [NoteFeature] {
        var features: [NoteFeature] = []
        let hits = concepts.hits(in: prose)
        features.reserveCapacity(most(in: prose, hits))
        each(in: prose, hits, by: concepts) { features.append($0) }
        return features
    }

    /// How many features a note of these concepts has at most.
    static func most(in prose: Prose, _ hits: [NoteConcepts.Hit]) -> Int {
        hits.count + prose.words.count * 2 + prose.letters.count
    }

    /// Calls for every feature of a note of these concepts, in the order of its words.
    @inline(__always)
    static func each(
        in prose: Prose,
        _ hits: [NoteConcepts.Hit],
        by concepts: NoteConcepts,
        _ take: (NoteFeature) -> Void
    ) {
        for hit in hits {
            take(
                NoteFeature(
                    .concept,
                    concepts.hashes[Int(hit.concept)],
                    prose.words[Int(hit.first)].start,
                    prose.words[Int(hit.last)].end,
                    concept: Int(hit.concept)
                )
            )
        }
        prose.letters.withUnsafeBufferPointer { letters in
            prose.words.withUnsafeBufferPointer { words in
                for place in words.indices {
                    let word = words[place]
                    take(NoteFeature(.word, mix(.word, word.hash), word.start, word.end))
                    if place > 0, words[place - 1].clause == word.clause {
                        let last = words[place - 1]
                        take(NoteFeature(.pair, pair(last.hash, word.hash), last.start, word.end))
                    }
                    pieces(of: word, in: letters, take)
                }
            }
        }
    }

    /// Calls for every piece of a word, the blanks around it being letters too.
    @inline(__always)
    private static func pieces(
        of word: Prose.Word,
        in letters: UnsafeBufferPointer<UInt8>,
        _ take: (NoteFeature) -> Void
    ) {
        var value: UInt32 = 0
        for place in (word.start - 1)...word.end {
            value = value << 8 | UInt32(letters[place])
            let start = place - pieceLength + 1
            guard start >= word.start - 1 else { continue }
            take(NoteFeature(.piece, mix(.piece, UInt64(value)), start, place + 1))
        }
    }

    /// How a line of the weights spells it: `k:bailiff`, `w:huissier`, `b:compte bloque`, `c:_fai`.
    public func spelling(in prose: Prose, by concepts: NoteConcepts) -> [UInt8] {
        var bytes = [kind.letter, UInt8(ascii: ":")]
        switch kind {
        case .concept: bytes += concepts.names[concept].utf8
        case .word, .pair: bytes += prose.letters[start..<end]
        case .piece:
            bytes += prose.letters[start..<end].map {
                $0 == Prose.blank ? UInt8(ascii: "_") : $0
            }
        }
        return bytes
    }

    /// The hash of what a spelling names; nil when it names nothing.
    static func hash(of spelling: ArraySlice<UInt8>, by concepts: NoteConcepts) -> UInt64? {
        guard spelling.count > 2, spelling[spelling.startIndex + 1] == UInt8(ascii: ":"),
            let kind = Kind.allCases.first(where: { $0.letter == spelling[spelling.startIndex] })
        else { return nil }
        let letters = spelling.dropFirst(2)
        switch kind {
        case .concept:
            let name = String(decoding: letters, as: UTF8.self)
            return concepts.names.firstIndex(of: name).map { concepts.hashes[$0] }
        case .word:
            return letters.contains(Prose.blank) ? nil : mix(.word, Prose.hash(letters))
        case .pair:
            let words = letters.split(separator: Prose.blank, omittingEmptySubsequences: false)
            guard words.count == 2, !words[0].isEmpty, !words[1].isEmpty else { return nil }
            return pair(Prose.hash(words[0]), Prose.hash(words[1]))
        case .piece:
            guard letters.count == pieceLength else { return nil }
            let bytes = letters.map { $0 == UInt8(ascii: "_") ? Prose.blank : $0 }
            return bytes.withUnsafeBufferPointer { piece($0, 0) }
        }
    }

    /// The hash of a concept of this name.
    static func hash(ofConcept name: String) -> UInt64 { mix(.concept, Prose.hash(name.utf8)) }

    @inline(__always)
    private static func mix(_ kind: Kind, _ value: UInt64) -> UInt64 {
        let mixed =
            (value ^ (UInt64(kind.rawValue) &+ 1) &* 0x9E37_79B9_7F4A_7C15)
            &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ (mixed >> 32)
    }

    @inline(__always)
    private static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
        mix(.pair, first &* 0xA24B_AED4_963E_E407 ^ second)
    }

    @inline(__always)
    private static func piece(_ letters: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt64 {
        var value: UInt64 = 0
        for next in 0..<pieceLength { value = value << 8 | UInt64(letters[place + next]) }
        return mix(.piece, value)
    }
}
