public import Referrals

/// A queue from which a session takes.
public struct AttachedQueue: Equatable, Sendable {
    /// The queue.
    public var queue: QueueID
    /// What its partner helps with.
    public var needs: [Need]
    /// The languages it works in.
    public var languages: [LanguageCode]
    /// Whether a supervisor has paused it.
    public var isPaused: Bool
    /// How many legs wait.
    public var ready: Int

    /// A queue with `ready` legs.
    public init(
        queue: QueueID,
        needs: [Need],
        languages: [LanguageCode],
        isPaused: Bool,
        ready: Int
    ) {
        self.queue = queue
        self.needs = needs
        self.languages = languages
        self.isPaused = isPaused
        self.ready = ready
    }
}

/// What became of a lease that a session still held.
public struct AttachedLease: Equatable, Sendable {
    /// The lease, as the session named it.
    public var lease: String
    /// Its leg; nil when the lease is unknown.
    public var leg: LegID?
    /// What became of it.
    public var state: State

    /// What became of `lease`.
    public init(lease: String, leg: LegID?, state: State) {
        self.lease = lease
        self.leg = leg
        self.state = state
    }

    /// What can have become of a lease.
    public enum State: String, Sendable {
        /// It runs on in this session.
        case held
        /// It was answered.
        case answered
        /// The leg is another's, or will be offered again.
        case lost
    }
}

/// A leg to be answered: enough to say yes or no, nothing that names anybody.
public struct OfferLine: Equatable, Sendable {
    /// Its number in the session, from 1.
    public var number: UInt64
    /// The lease.
    public var lease: LeaseID
    /// The leg.
    public var leg: LegID
    /// The queue it comes from.
    public var queue: QueueID
    /// The need.
    public var need: Need
    /// How soon.
    public var urgency: Urgency
    /// When it must be answered.
    public var answerBy: Moment
    /// When the first contact must be made, if it is accepted at the last moment.
    public var handleBy: Moment
    /// How often it was offered, this time included.
    public var attempt: Int
    /// What may be known before it is accepted.
    public var facts: OfferFacts
    /// The rule that brought it here.
    public var rule: String
    /// The rule's words.
    public var why: String

    /// An offer of `leg` under `lease`.
    public init(
        number: UInt64,
        lease: LeaseID,
        leg: LegID,
        queue: QueueID,
        need: Need,
        urgency: Urgency,
        answerBy: Moment,
        handleBy: Moment,
        attempt: Int,
        facts: OfferFacts,
        rule: String,
        why: String
    ) {
        self.number = number
        self.lease = lease
        self.leg = leg
        self.queue = queue
        self.need = need
        self.urgency = urgency
        self.answerBy = answerBy
        self.handleBy = handleBy
        self.attempt = attempt
        self.facts = facts
        self.rule = rule
        self.why = why
    }
}

/// What may be known of a case before it is accepted.
public struct OfferFacts: Equatable, Sendable {
    /// The person's language.
    public var language: LanguageCode?
    /// Whether an interpreter is needed.
    public var interpreterNeeded = false
    /// The NACE division.
    public var sector: UInt8?
    /// How many people the enterprise employs.
    public var size: SizeBand?
    /// Where it is.
    public var commune: Commune?
    /// Where it is in its life.
    public var phase: Phase?
    /// Where it stands before the law.
    public var legalState: LegalState?
    /// Its alarm signals.
    public var signals: [Signal] = []
    /// How the person can be reached.
    public var reach: Reach = []
    /// Whether the person can use the internet; nil = not known.
    public var digitalAccess: Bool?

    /// Nothing known.
    public init() {}
}

/// What became of one line of a partner.
public struct LineAnswer: Equatable, Sendable {
    /// The line.
    public var line: Int
    /// The partner's id for it.
    public var id: String?
    /// The answer's code.
    public var code: Int
    /// Why it was not taken.
    public var error: ErrorName?
    /// The field it concerns.
    public var field: String?
    /// What to do.
    public var detail: String?
    /// The leg's state.
    public var state: LegState?
    /// What may be reported in that state.
    public var allowed: [ReportVerb]?
    /// The content that goes with an acceptance.
    public var content: ContentLine?
    /// Whether there is content that the message had no room for: `open` gives it.
    public var isContentLeftOut = false
    /// The limit that was passed.
    public var limit: SizeLimit?
    /// When to try again.
    public var retryAfter: Span?

    /// What became of `line`.
    public init(line: Int, id: String?, code: Int, state: LegState? = nil) {
        self.line = line
        self.id = id
        self.code = code
        self.state = state
    }

    /// A refusal of `line`.
    public init(line: Int, id: String?, _ error: ErrorName, field: String? = nil, detail: String) {
        self.line = line
        self.id = id
        self.error = error
        self.field = field
        self.detail = detail
        code = error.code
    }

    /// A line that could not be read.
    public init(line: Int, id: String?, refusing refusal: LineRefusal) {
        self.init(line: line, id: id, refusal.error, field: refusal.field, detail: refusal.detail)
        limit = refusal.limit
        retryAfter = refusal.retryAfter
    }
}

/// Something a partner must know and acknowledge.
public struct NoticeLine: Equatable, Sendable {
    /// Its number, from 1.
    public var number: UInt64
    /// What it tells.
    public var kind: NoticeKind
    /// The leg it concerns.
    public var leg: LegID?
    /// When it was written.
    public var at: Moment
    /// The revision of the content, where that changed.
    public var revision: Int?

    /// Notice `number`.
    public init(number: UInt64, kind: NoticeKind, leg: LegID?, at: Moment, revision: Int?) {
        self.number = number
        self.kind = kind
        self.leg = leg
        self.at = at
        self.revision = revision
    }
}
