public import Referrals

/// Why a request was judged as it was, in an order in which a person can follow it.
///
/// It holds codes, names of rules and partners, and the words of the note only where whoever has the note put
/// them in: what is made of the journal never does.
public struct Explanation: Equatable, Sendable {
    /// Every row that was tried, and what came of it.
    public var trial: VerdictTrial
    /// What was heard in the note; nil where none was read.
    public var heard: Heard?
    /// One a need, in the order of the verdict.
    public var needs: [NeedExplanation]
    /// How the judging of today compares with what was stored then; nil where nothing was stored.
    public var comparison: Comparison?

    /// What was heard in a note, each sign by its name.
    public struct Heard: Equatable, Sendable {
        /// What both judges made of it.
        public var reading: NoteReading
        /// The signs, in the order of the words.
        public var signs: [Sign]
        /// What the small model alone said.
        public var weighed: [NoteJudgement]
        /// The words that weighed most with the small model; none where the note is not at hand.
        public var words: [Word]
    }

    /// A phrase of the lexicon that stood in a note.
    public struct Sign: Equatable, Sendable {
        /// The name of its entry.
        public var entry: String
        /// What it is a sign of: `L2`, or a need.
        public var means: [String]
        /// What the words around made of it.
        public var qualifier: Qualifier
    }

    /// A word that weighed with the small model.
    public struct Word: Equatable, Sendable {
        /// For which judgement.
        public var judgement: NoteJudgement
        /// The word, as the model spells it.
        public var spelling: String
        /// What it adds to the score, in thousandths.
        public var share: Int32
    }

    /// What is told of one need beside its trial.
    public struct NeedExplanation: Equatable, Sendable {
        /// Where it went, or would go if all were free, once it waits for nothing; nil where no partner may have
        /// it yet.
        public var chosen: QueueID?
        /// What keeps it from every partner for now; nil where it waits for the one it is with.
        public var waitsFor: WaitingReason?
        /// The families of the needs that come before it, where it waits for those of the same request.
        public var comesAfter: FamilySet = []
        /// Who would be next; nil where nobody is left, or nobody may have it.
        public var runnerUp: QueueID?
        /// Whether it was recorded that it went there.
        public var isRecorded: Bool
        /// Its deadlines, each counted out, in lines for eyes.
        public var deadlines: [String] = []
        /// Who was passed over when it was put there, in the order of their ranks.
        public var passedOver: [PassedOver] = []
    }

    /// How the judging of today compares with what was stored.
    public struct Comparison: Equatable, Sendable {
        /// What the judging had to go by.
        public var basis: Basis
        /// What is not as it was stored; none where all is.
        public var differences: [TriageCase.Difference]

        /// A comparison on this basis.
        public init(basis: Basis, differences: [TriageCase.Difference]) {
            self.basis = basis
            self.differences = differences
        }
    }

    /// What a request of the past is judged on again.
    public enum Basis: String, CaseIterable, Sendable {
        /// All that the agency sent.
        case content
        /// The codes that the journal keeps for good, since what the agency sent is erased.
        case codes
    }

    /// An explanation of a trial.
    ///
    /// - Parameters:
    ///   - trial: the trial.
    ///   - judge: what read the note, for the names of the signs; nil where nothing did.
    ///   - note: the note, where its words may be told; nil where they may not.
    public init(_ trial: VerdictTrial, by judge: NoteJudge?, note: Confidential<String>? = nil) {
        self.trial = trial
        heard = trial.verdict.reading.map { Heard($0, by: judge, note: note) }
        needs = trial.needs.map { NeedExplanation(of: $0, beside: trial.needs) }
    }
}

extension Explanation.NeedExplanation {
    /// What comes of a need of a new case if all are free.
    fileprivate init(of trial: NeedTrial, beside others: [NeedTrial]) {
        let need = trial.verdict
        let able = need.candidates.able(bankruptDays: trial.bankruptDays)
        // A crisis waits for nothing, and what the consent keeps from all lets nobody wait.
        let before = others.filter { $0.verdict.need != need.need && $0.verdict.block != .consent }
            .reduce(FamilySet()) { $0.union(FamilySet($1.verdict.need.family)) }
        isRecorded = false
        comesAfter = need.urgency == .crisis ? [] : need.after.intersection(before)
        switch need.block {
        case .consent: waitsFor = .blockedByConsent
        case .outOfRegion: waitsFor = .outOfRegion
        case nil:
            waitsFor = !comesAfter.isEmpty ? .waitsForOtherLeg : able.isEmpty ? .unrouted : nil
        }
        guard need.block == nil else { return }
        chosen = able.first?.queue
        runnerUp = able.dropFirst().first?.queue
        let above = need.candidates.filter { $0.exclusion == nil }.prefix { $0.queue != chosen }
        passedOver = above.map { PassedOver(queue: $0.queue, reason: .standing) }
    }

    /// Takes over what the journal tells of where the need went first.
    ///
    /// - Parameters:
    ///   - queue: the queue; nil where it was put in none.
    ///   - reason: what kept it from every partner; nil where nothing did.
    ///   - passedOver: who was passed over, in the order of their ranks.
    ///   - candidates: those that were recorded, for who is left.
    ///   - bankruptDays: how many days ago the court had declared a bankruptcy, as the request has it.
    public mutating func record(
        _ queue: QueueID?,
        waitingFor reason: WaitingReason?,
        passingOver passedOver: [PassedOver],
        of candidates: [Candidate],
        bankruptDays: Int64?
    ) {
        chosen = reason == nil ? queue : nil
        waitsFor = reason
        comesAfter = []
        self.passedOver = passedOver
        isRecorded = true
        let left = candidates.able(bankruptDays: bankruptDays).first { candidate in
            candidate.queue != queue && !passedOver.contains { $0.queue == candidate.queue }
        }
        runnerUp = reason == nil ? left?.queue : nil
    }
}

extension Explanation.Heard {
    /// How many words are told for each judgement.
    private static let wordsMost = 3

    fileprivate init(_ reading: NoteReading, by judge: NoteJudge?, note: Confidential<String>?) {
        self.reading = reading
        signs = reading.signs.map { sign in
            let entries = judge?.lexicon?.entries ?? []
            let place = Int(sign.entry)
            let entry = entries.indices.contains(place) ? entries[place] : nil
            return Explanation.Sign(
                entry: entry?.id ?? "#\(place)",
                means: entry?.signals.map(\.name) ?? [],
                qualifier: sign.qualifier
            )
        }
        weighed = NoteJudgement.allCases.filter(reading.weighs)
        words = []
        guard let note, let model = judge?.model else { return }
        let prose = Prose(note)
        for judgement in weighed {
            words += model.explain(prose, judgement, most: Self.wordsMost).map { share in
                Explanation.Word(
                    judgement: judgement,
                    spelling: share.spelling,
                    share: share.share
                )
            }
        }
    }
}

extension Verdict {
    /// What of it is not as it was stored, for the needs that were.
    ///
    /// - Parameter stored: what was stored then.
    /// - Returns: a difference a line; what was expected is what was stored.
    public func differences(from stored: Verdict) -> [TriageCase.Difference] {
        var found: [TriageCase.Difference] = []
        func compare(_ about: String, _ old: String, _ new: String) {
            guard old != new else { return }
            found.append(TriageCase.Difference(about: about, expected: old, found: new))
        }
        compare("bundle", stored.bundle.hexadecimal, bundle.hexadecimal)
        for old in stored.needs {
            let name = old.need.name
            guard let new = needs.first(where: { $0.need == old.need }) else {
                compare("legs", name, "none")
                continue
            }
            compare("\(name) urgency", old.urgency.name, new.urgency.name)
            compare("\(name) evidence", old.evidence.name, new.evidence.name)
            compare("\(name) rule", old.rule.description, new.rule.description)
            compare(
                "\(name) candidates",
                Verdict.told(old.candidates),
                Verdict.told(new.candidates)
            )
            compare("\(name) times", Verdict.told(old.terms), Verdict.told(new.terms))
        }
        for new in needs where !stored.needs.contains(where: { $0.need == new.need }) {
            compare("legs", "none for \(new.need.name)", new.need.name)
        }
        return found
    }

    private static func told(_ candidates: [Candidate]) -> String {
        let told = candidates.map { candidate in
            let asked = candidate.onlyIf?.told ?? []
            let words =
                [candidate.exclusion?.word].compactMap(\.self)
                + asked.map { "only if \($0.key) \($0.wanted.joined(separator: " "))" }
            return words.isEmpty
                ? "\(candidate.queue)" : "\(candidate.queue) (\(words.joined(separator: ", ")))"
        }
        return told.isEmpty ? "none" : told.joined(separator: ", ")
    }

    private static func told(_ terms: Terms) -> String {
        let minutes = [terms.due, terms.answer, terms.handle, terms.reportEvery]
            .map { "\($0.microseconds / 60_000_000)" }
        return minutes.joined(separator: "/") + " min \(terms.clock)"
    }
}
