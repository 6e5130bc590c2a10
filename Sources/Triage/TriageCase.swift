public import Referrals

/// A request and what triage must make of it: what a supervisor writes down so that no later change of the
/// rules undoes it unnoticed.
public struct TriageCase: Equatable, Sendable {
    /// Its name, once in the file.
    public var id: String
    /// The sentence that says what it shows.
    public var says: String
    /// Where it begins in the file, from 1.
    public var line: Int
    /// The instant at which it is judged.
    public var at: Moment
    /// Who asks; nil = the first agency of the rules that is no test agency.
    public var agency: AgencyID?
    /// What is asked.
    public var referral: Referral
    /// What must come of it.
    public var expected: Expected

    /// What must come of a request; what is not said may be anything.
    public struct Expected: Equatable, Sendable {
        /// Whether the crisis lines must be shown at once.
        public var isCrisis: Bool?
        /// How great a danger must be heard in the note.
        public var danger: Danger?
        /// Rules that must have had a part, whatever the leg.
        public var rules: [Mention] = []
        /// The legs that must be there.
        public var legs: [Leg] = []
        /// Whether there must be no other leg.
        public var isExact = false
        /// Families of which there must be no leg.
        public var absent: [NeedFamily] = []

        /// Every rule that is named, for the request or for a leg.
        public var mentions: [Mention] { rules + legs.flatMap(\.rules) }
    }

    /// A rule that a case names, and where.
    public struct Mention: Equatable, Sendable {
        /// The rule.
        public var rule: RuleID
        /// The line, from 1.
        public var line: Int
        /// The column, from 1.
        public var column: Int
    }

    /// What must come of one need.
    public struct Leg: Equatable, Sendable {
        /// The need.
        public var need: Need
        /// How soon.
        public var urgency: Urgency?
        /// The class of deadlines.
        public var className: String?
        /// How the need must be known.
        public var evidence: Evidence?
        /// The rules that must have had a part in it.
        public var rules: [Mention] = []
        /// The queues that come first among those that nothing excludes, in this order; none: nobody may take it.
        public var first: [QueueID]?
        /// What must exclude a partner.
        public var excluded: [Excluded] = []
        /// What must keep it from every partner.
        public var block: Block?
    }

    /// A partner that must be kept from a leg.
    public struct Excluded: Equatable, Sendable {
        /// The partner.
        public var partner: PartnerID
        /// Why.
        public var exclusion: Exclusion
    }
}

/// The cases of a file, in its order.
public struct TriageCases: Equatable, Sendable {
    /// The cases, at least one.
    public let cases: [TriageCase]

    /// The rules that some case names.
    public var rules: Set<RuleID> {
        Set(cases.flatMap { $0.expected.mentions.map(\.rule) })
    }
}

extension Exclusion {
    /// The word for it in cases and in what programs read.
    public var word: String {
        switch self {
        case .consent: "consent"
        case .language: "language"
        case .commune: "commune"
        case .unwanted: "unwanted"
        case .digital: "digital"
        case .eligibility: "eligibility"
        }
    }
}

extension Block {
    /// The word for it in cases and in what programs read.
    public var word: String {
        switch self {
        case .consent: "consent"
        case .outOfRegion: "out_of_region"
        }
    }
}
