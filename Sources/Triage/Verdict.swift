public import Referrals

/// What triage makes of one request, from the request alone: which legs, how soon, and who could help.
///
/// It is static: whether a partner is open, full or has refused before is the exchange's affair.
public struct Verdict: Equatable, Sendable {
    /// The bundle under which it was reached.
    public var bundle: Digest
    /// One entry a need that becomes a leg, in the order of the request.
    public var needs: [NeedVerdict]
    /// Whether the crisis lines must be shown at once.
    public var isCrisis: Bool
    /// What was heard in the note; nil where there was none, or nobody read it.
    public var reading: NoteReading?
    /// The rows of the safety table that fit, in the order of their names; empty where a verdict comes from
    /// elsewhere than triage, for it is not kept: the same request gives the same again.
    public var safety: [RuleID]

    /// A verdict of these parts.
    public init(
        bundle: Digest,
        needs: [NeedVerdict],
        isCrisis: Bool,
        reading: NoteReading? = nil,
        safety: [RuleID] = []
    ) {
        self.bundle = bundle
        self.needs = needs
        self.isCrisis = isCrisis
        self.reading = reading
        self.safety = safety
    }
}

/// What triage makes of one need.
public struct NeedVerdict: Equatable, Sendable {
    /// The need.
    public var need: Need
    /// How it is known.
    public var evidence: Evidence
    /// How soon, after the rules.
    public var urgency: Urgency
    /// The times that urgency gives it.
    public var terms: Terms
    /// When some partner must have accepted at the latest, whatever its class says: a wish, or the law.
    ///
    /// It counts once, for the due time that the leg gets now; the terms stay those of the class.
    public var dueBy: Moment?
    /// The first rule that fits: the one that ranked the candidates, or the first of them.
    public var rule: RuleID
    /// The queues that could take it, best first, with what excludes each; the desk is not among them.
    ///
    /// After those that a rule named come, excluded, the partners that the person does not want.
    public var candidates: [Candidate]
    /// What keeps the leg from every partner whatever the candidates; nil = nothing.
    public var block: Block?
    /// The families whose needs of the same case come first; none for a crisis, which waits for nothing.
    public var after: FamilySet

    /// A verdict on one need, of these parts.
    public init(
        need: Need,
        evidence: Evidence,
        urgency: Urgency,
        terms: Terms,
        dueBy: Moment? = nil,
        rule: RuleID,
        candidates: [Candidate],
        block: Block? = nil,
        after: FamilySet = []
    ) {
        self.need = need
        self.evidence = evidence
        self.urgency = urgency
        self.terms = terms
        self.dueBy = dueBy
        self.rule = rule
        self.candidates = candidates
        self.block = block
        self.after = after
    }
}

/// What keeps a leg from every partner.
public enum Block: UInt8, CaseIterable, Sendable {
    /// The person's consent does not cover the need.
    case consent = 1
    /// The enterprise lies outside the Region.
    case outOfRegion = 2
}

/// A queue that a rule named for a need.
public struct Candidate: Equatable, Sendable {
    /// The queue.
    public var queue: QueueID
    /// The partner whose queue it is.
    public var partner: PartnerID
    /// Why it may not get this leg; nil = it may.
    public var exclusion: Exclusion?
    /// What must hold of the case whenever it is to get the leg; nil = nothing.
    public var onlyIf: StandingCondition?

    /// A candidate, excluded or not.
    public init(
        queue: QueueID,
        partner: PartnerID,
        exclusion: Exclusion? = nil,
        onlyIf: StandingCondition? = nil
    ) {
        self.queue = queue
        self.partner = partner
        self.exclusion = exclusion
        self.onlyIf = onlyIf
    }
}

extension [Candidate] {
    /// Those that could have the leg of a new case, best first: nobody follows such a case yet.
    ///
    /// - Parameter bankruptDays: how many days ago the court declared a bankruptcy, as the request has it; nil
    ///   where it does not say.
    /// - Returns: those whom nothing excludes and whose conditions hold.
    public func able(bankruptDays: Int64?) -> [Candidate] {
        filter { candidate in
            candidate.exclusion == nil
                && candidate.onlyIf?.holds(isFollowed: false, bankruptDays: bankruptDays) ?? true
        }
    }
}

/// Why triage kept a candidate from a leg.
public enum Exclusion: UInt8, CaseIterable, Sendable {
    /// The consent names other recipients.
    case consent = 1
    /// The partner does not speak the person's language.
    case language = 2
    /// The partner does not serve the commune.
    case commune = 3
    /// The person does not want this partner.
    case unwanted = 4
    /// The partner can be reached only by those who use the internet.
    case digital = 5
    /// The partner's conditions are not met.
    case eligibility = 6
}

/// The name of a rule of the decision table: `T05`.
public struct RuleID: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The name: 1 to 15 of letters, digits, `-`, `_` and `.`.
    public let description: String

    /// The rule of this name; nil when the name has another form.
    public init?(_ name: String) {
        guard (1...15).contains(name.utf8.count),
            name.utf8.allSatisfy({ byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            })
        else { return nil }
        description = name
    }

    /// Whether the left name comes first.
    public static func < (left: RuleID, right: RuleID) -> Bool {
        left.description < right.description
    }
}

/// The times a class of urgency gives a leg, and what happens while nobody has accepted.
public struct Terms: Equatable, Sendable {
    /// From the record until some partner must have accepted.
    public var due: Span
    /// From the offer until the partner must have answered; never beyond `due`.
    public var answer: Span
    /// From the acceptance until the first contact.
    public var handle: Span
    /// Between two reports of a partner that is at work.
    public var reportEvery: Span
    /// The clock that these times are measured by.
    public var clock: DeadlineClock
    /// What is done on the way to `due`, in order; without a step the desk has the leg at `due` all the same.
    public var ladder: [LadderStep]

    /// The times of a class.
    public init(
        due: Span,
        answer: Span,
        handle: Span,
        reportEvery: Span,
        clock: DeadlineClock = .wall,
        ladder: [LadderStep] = []
    ) {
        self.due = due
        self.answer = answer
        self.handle = handle
        self.reportEvery = reportEvery
        self.clock = clock
        self.ladder = ladder
    }
}
