public import Referrals

/// What a note is a sign of: what was found in it, and what that comes to.
///
/// It only suggests needs and raises a danger; it never says that there is none. It holds no word of the note.
public struct SignalReading: Equatable, Sendable {
    /// A phrase of the lexicon that stands in the note.
    public struct Hit: Equatable, Sendable {
        /// The entry, as its place in ``SignalLexicon/entries``.
        public var entry: Int
        /// The words of the note it takes, as places in ``Prose/words``.
        public var words: Range<Int>
        /// The clause it stands in.
        public var clause: Int
        /// What the words around make of it.
        public var qualifier: Qualifier
    }

    /// What was found, in the order of the words.
    public internal(set) var hits: [Hit] = []
    /// The needs suggested, each once, in the order of their codes.
    public internal(set) var needs: [Need] = []
    /// The families of those needs.
    public internal(set) var families: FamilySet = []
    /// Whether a life may be in danger.
    public internal(set) var danger: Danger = .none
    /// Whether words of a thought or an intent were found, denied or not; without them a danger is only a doubt.
    public internal(set) var namesDanger = false
    /// Whether an operator says to have asked and heard a no.
    public internal(set) var isScreenedNegative = false

    /// A reading in which nothing was found.
    public init() {}
}
