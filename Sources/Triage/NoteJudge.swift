public import Referrals

/// What is made of a note's free text by both judges together: the lexicon and the small model.
///
/// It only suggests families of needs and raises a danger, the greater of the two: the lexicon is explainable and
/// has the last word on safety, the model hears what no lexicon lists. Where the lexicon finds no more than words
/// that may or may not be meant so, and the model is far from an alarm, nobody has to ask.
///
/// It is large and never changes: whoever holds it shares it.
public final class NoteJudge: Equatable, Sendable {
    /// The digest of the names and bytes of the files it was made of; zero where it was made of none.
    public let address: Digest
    /// The lexicon; nil where there is none.
    public let lexicon: SignalLexicon?
    /// The small model; nil where there is none.
    public let model: NoteModel?

    /// What is made of a note.
    public struct Opinion: Equatable, Sendable {
        /// The families of needs that it suggests.
        public var families: FamilySet
        /// Whether a life may be in danger.
        public var danger: Danger

        /// An opinion of these.
        public init(families: FamilySet = [], danger: Danger = .none) {
            self.families = families
            self.danger = danger
        }
    }

    /// What each judge says of a note, and both together.
    public struct Opinions: Equatable, Sendable {
        /// What the lexicon alone says.
        public var lexicon = Opinion()
        /// What the model alone says.
        public var model = Opinion()
        /// What is said in the end.
        public var together = Opinion()
        /// What the lexicon found.
        public var reading = SignalReading()
        /// What the model weighed.
        public var scores = NoteScores()
        /// What the model alone said, a bit a judgement, as in ``NoteReading/weighed``.
        public var weighed: UInt8 = 0
    }

    /// A judge of these two, made of files of this address.
    public init(lexicon: SignalLexicon?, model: NoteModel?, address: Digest = .zero) {
        self.lexicon = lexicon
        self.model = model
        self.address = address
    }

    /// Whether two were made of the same files, and so say the same of every note.
    public static func == (left: NoteJudge, right: NoteJudge) -> Bool {
        left === right || left.address == right.address
    }

    /// What is made of a note.
    public func opinions(of prose: Prose) -> Opinions {
        var opinions = Opinions()
        if let lexicon {
            opinions.reading = lexicon.reading(of: prose)
            opinions.lexicon = Opinion(
                families: opinions.reading.families,
                danger: opinions.reading.danger
            )
        }
        guard let model else {
            opinions.together = opinions.lexicon
            return opinions
        }
        opinions.scores = model.scores(of: prose)
        opinions.model = NoteJudge.opinion(of: model, opinions.scores)
        for judgement in NoteJudgement.allCases where model.says(judgement, opinions.scores) {
            opinions.weighed |= judgement.bit
        }
        opinions.together = Opinion(
            families: opinions.lexicon.families.union(opinions.model.families),
            danger: max(
                NoteJudge.danger(of: opinions.reading, opinions.scores, model),
                opinions.model.danger
            )
        )
        for (family, judgement) in NoteJudge.weighed where opinions.lexicon.families.covers(family)
        {
            guard !opinions.model.families.covers(family),
                opinions.scores[judgement] < model.offsets[judgement.rawValue].beside,
                family != .psychological || opinions.together.danger == .none
            else { continue }
            opinions.together.families.remove(FamilySet(family))
        }
        if opinions.together.danger > .none {
            opinions.together.families.insert(FamilySet(.psychological))
        }
        return opinions
    }

    /// The families that the model weighs, and the judgement of each.
    public static let weighed: [(family: NeedFamily, judgement: NoteJudgement)] = [
        (.psychological, .psychological), (.treasury, .treasury), (.insolvency, .insolvency),
    ]

    /// What stands of a danger that the lexicon reads: all of it, but for a doubt that the model does not share.
    private static func danger(
        of reading: SignalReading,
        _ scores: NoteScores,
        _ model: NoteModel
    ) -> Danger {
        let beside = model.offsets[NoteJudgement.alarm.rawValue].beside
        return reading.namesDanger || scores[.alarm] >= beside ? reading.danger : .none
    }

    private static func opinion(of model: NoteModel, _ scores: NoteScores) -> Opinion {
        var opinion = Opinion()
        for (family, judgement) in weighed where model.says(judgement, scores) {
            opinion.families.insert(FamilySet(family))
        }
        guard model.says(.alarm, scores) else { return opinion }
        opinion.danger = model.says(.crisis, scores) ? .crisis : .verify
        opinion.families.insert(FamilySet(.psychological))
        return opinion
    }
}
