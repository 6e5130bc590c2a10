public import Referrals

/// What was heard in the note of a request: signs, and what both judges made of them.
///
/// It holds no word of the note, so it is kept with the verdict when the note itself is long erased, and a
/// past request can be judged again on it. It only suggests needs and raises a danger.
public struct NoteReading: Equatable, Sendable {
    /// A phrase of the lexicon that stood in the note.
    public struct Sign: Equatable, Hashable, Sendable {
        /// The entry, as its place in ``SignalLexicon/entries`` of the bundle that read it.
        public var entry: UInt16
        /// What the words around made of it.
        public var qualifier: Qualifier

        /// An entry found, qualified so.
        public init(entry: UInt16, qualifier: Qualifier) {
            self.entry = entry
            self.qualifier = qualifier
        }
    }

    /// The signs, each once, in the order of the words; at most ``signsMax``.
    public var signs: [Sign]
    /// The needs that the lexicon suggests, each once, in the order of their codes.
    public var needs: [Need]
    /// The families that both judges together suggest.
    public var families: FamilySet
    /// Whether a life may be in danger, as both judges together say.
    public var danger: Danger
    /// What the small model alone said, a bit a judgement: `1 << NoteJudgement.rawValue`.
    public var weighed: UInt8

    /// How many signs are kept: the first ones; what they come to is kept whole.
    public static let signsMax = 32

    /// A reading of these parts; nothing heard unless said.
    public init(
        signs: [Sign] = [],
        needs: [Need] = [],
        families: FamilySet = [],
        danger: Danger = .none,
        weighed: UInt8 = 0
    ) {
        self.signs = signs
        self.needs = needs
        self.families = families
        self.danger = danger
        self.weighed = weighed
    }

    /// Whether the model said a judgement.
    public func weighs(_ judgement: NoteJudgement) -> Bool {
        weighed & judgement.bit != 0
    }

    /// Whether nothing at all was heard.
    public var isSilent: Bool {
        signs.isEmpty && needs.isEmpty && families.isEmpty && danger == .none && weighed == 0
    }
}
