/// What words and phrases are signs of, in French, Dutch and English together, and how to find them in a note.
///
/// People mix languages within a sentence, so every text is read with all of them. A lexicon is data: made once of
/// its files and never changed; the same text always gives the same reading.
public struct SignalLexicon: Sendable {
    /// The entries of all languages, in the order of the files and of their lines.
    public let entries: [SignalEntry]
    let automaton: SignalAutomaton

    /// The part words around a sign play.
    enum Cue: Int32, CaseIterable {
        /// Denies what follows.
        case negatedBefore = -1
        /// Denies what stands before.
        case negatedAfter = -2
        /// Looks like a denial and is none.
        case noDenial = -3
        /// Makes a supposition of what follows.
        case hypothetical = -4
        /// Makes past what stands around.
        case past = -5
        /// Says what follows of somebody else.
        case elsewhere = -6
        /// Reports what follows of the person.
        case reported = -7
        /// Ends the reach of all the others.
        case ends = -8

        /// The key of a lexicon that lists its words.
        var name: String {
            switch self {
            case .negatedBefore: "negated_before"
            case .negatedAfter: "negated_after"
            case .noDenial: "no_denial"
            case .hypothetical: "hypothetical"
            case .past: "past"
            case .elsewhere: "elsewhere"
            case .reported: "reported"
            case .ends: "ends"
            }
        }
    }

    /// How many words the reach of a cue is long.
    static let reach = 6

    /// The place of an entry; nil when the lexicon has none of this name.
    public func place(of id: String) -> Int? { entries.firstIndex { $0.id == id } }

    /// How many words, steps of the automaton and ends of phrases the lexicon is made of.
    public var size: (words: Int, nodes: Int, owners: Int) { automaton.size }

    /// Reads a note.
    public func reading(of prose: Prose) -> SignalReading {
        let matches = automaton.matches(in: prose)
        guard !matches.isEmpty else { return SignalReading() }
        var passage = SignalPassage(prose, matches, entries)
        return passage.reading()
    }
}
