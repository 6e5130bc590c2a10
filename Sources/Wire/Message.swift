public import Referrals

/// What we send: answers, each to one inquiry, and pushes.
public enum Message: Equatable, Sendable {
    /// A session has begun.
    case welcome(WelcomeMessage)
    /// A sign of life.
    case pong(now: Moment)
    /// Send nothing new, then reconnect.
    case drain(retryAfter: Span)
    /// The whole message was not taken.
    case error(ErrorMessage)
    /// What became of each event.
    case receipt([ReceiptLine])
    /// What became of an agency's cases.
    case progress([ProgressLine])
    /// Where a case is; `next` is where to go on, nil when these legs were the last.
    case journey([LegLine], next: String? = nil)
    /// A partner's session works.
    case attached([AttachedQueue], [AttachedLease])
    /// Legs to be answered.
    case offer([OfferLine])
    /// What became of each answer.
    case answered([LineAnswer])
    /// What became of each report.
    case reported([LineAnswer])
    /// The content of a leg; nil when the partner may not have it any more.
    case content(ContentLine?)
    /// What a partner must know and acknowledge.
    case notice([NoticeLine])
    /// It was noted.
    case acknowledged
    /// A partner's legs; `next` is where to go on, nil when these were the last.
    case legs([LegLine], next: String? = nil)
    /// Rows for a supervisor, as JSON objects; `next` is where to go on, nil when these were the last.
    case told([[UInt8]], asOf: Position, at: Moment, next: String? = nil)
    /// What became of an order; lines of words where it was refused.
    case done(code: Int, isChanged: Bool, words: [String])
    /// A snapshot of the metrics, as JSON objects.
    case metrics([[UInt8]], epoch: UInt64, seq: UInt64, at: Moment)
    /// A fact, in codes and pseudonyms, as one JSON object.
    case fact([UInt8], epoch: UInt64)
}

/// What a session is told when it begins.
public struct WelcomeMessage: Equatable, Sendable {
    /// The session's name in logs.
    public var session: String
    /// The gateway's life.
    public var epoch: UInt64
    /// Our clock.
    public var now: Moment
    /// How many messages may be under way.
    public var windowMessages: Int
    /// How many bytes may be under way.
    public var windowBytes: Int
    /// How often to give a sign of life.
    public var ping: Span

    /// The welcome of `session`.
    public init(
        session: String,
        epoch: UInt64,
        now: Moment,
        windowMessages: Int,
        windowBytes: Int,
        ping: Span
    ) {
        self.session = session
        self.epoch = epoch
        self.now = now
        self.windowMessages = windowMessages
        self.windowBytes = windowBytes
        self.ping = ping
    }
}

/// Why a whole message was not taken.
public struct ErrorMessage: Equatable, Sendable {
    /// The reason by its name; its code follows.
    public var error: ErrorName
    /// What happened and what to do, without what the message says of a person.
    public var detail: String
    /// The field of the header it concerns.
    public var field: String?
    /// Whether the connection is of no more use.
    ///
    /// A socket keeps the routing id it was given for as long as it lives: only another one does without.
    public var isFatal: Bool
    /// When to try again.
    public var retryAfter: Span?
    /// The limit that was passed.
    public var limit: SizeLimit?
    /// Where our journal is.
    public var journal: JournalPoint?

    /// A message refused for `error`.
    public init(
        _ error: ErrorName,
        detail: String,
        field: String? = nil,
        journal: JournalPoint? = nil
    ) {
        self.error = error
        self.detail = detail
        self.field = field
        self.journal = journal
        isFatal = error == .routingIdSet
    }
}

/// What became of one event.
public struct ReceiptLine: Equatable, Sendable {
    /// The event's line.
    public var line: Int
    /// The event's id; nil when none could be read.
    public var id: String?
    /// The answer's code.
    public var code: Int
    /// In a word.
    public var status: Status
    /// Why it was not taken.
    public var error: ErrorName?
    /// The field it concerns, as a JSON Pointer into the line.
    public var field: String?
    /// What to do.
    public var detail: String?
    /// The types of event that we know, where that was the question.
    public var known: [String] = []
    /// The limit that was passed.
    public var limit: SizeLimit?
    /// When to try again.
    public var retryAfter: Span?
    /// What was stored, the same for ever.
    public var first: ReceiptFirst?
    /// Where its legs are now.
    public var now: [NowLine]?
    /// The place in our journal that holds it.
    public var journal: JournalPoint?
    /// What to show the person at once.
    public var showNow: [CrisisLine] = []
    /// Whether the case it belonged to was erased.
    public var isErased = false

    /// What became of the event on `line`.
    public init(line: Int, id: String?, code: Int, status: Status) {
        self.line = line
        self.id = id
        self.code = code
        self.status = status
    }

    /// A refusal of the event on `line`.
    public init(line: Int, refusing refusal: EventRefusal) {
        self.line = line
        id = refusal.id
        code = refusal.error.code
        status = code / 100 == 4 && code != 429 || code >= 501 && code != 503 ? .refused : .deferred
        error = refusal.error
        field = refusal.field
        detail = refusal.detail
        known = refusal.known
        limit = refusal.limit
        retryAfter = refusal.retryAfter
    }

    /// What became of an event, in a word.
    public enum Status: String, Sendable {
        /// It is on disk.
        case stored
        /// It would be stored.
        case wouldStore = "would_store"
        /// Try again.
        case deferred
        /// Do not send it again.
        case refused
        /// It is kept as it came, before a human.
        case held
    }
}

/// What an event was when it was stored.
public struct ReceiptFirst: Equatable, Sendable {
    /// Its case.
    public var caseID: CaseID
    /// The legs it asked for, with their needs.
    public var legs: [(leg: LegID, need: Need)]

    /// `caseID` and its `legs`.
    public init(caseID: CaseID, legs: [(leg: LegID, need: Need)]) {
        self.caseID = caseID
        self.legs = legs
    }

    /// Whether both name the same case and legs.
    public static func == (left: ReceiptFirst, right: ReceiptFirst) -> Bool {
        left.caseID == right.caseID && left.legs.elementsEqual(right.legs, by: ==)
    }
}

/// Where a leg is now.
public struct NowLine: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// The queue it is in.
    public var queue: QueueID?
    /// When somebody must have answered; nil once it is closed.
    public var answerBy: Moment?
    /// Why it waits; nil when it does not.
    public var waiting: WaitingReason?
    /// When that ends of itself; nil where nobody knows.
    public var opensAt: Moment?

    /// Where `leg` is now.
    public init(
        leg: LegID,
        queue: QueueID?,
        answerBy: Moment?,
        waiting: WaitingReason?,
        opensAt: Moment? = nil
    ) {
        self.opensAt = opensAt
        self.leg = leg
        self.queue = queue
        self.answerBy = answerBy
        self.waiting = waiting
    }
}

/// A number to show at once.
public struct CrisisLine: Equatable, Sendable {
    /// Who answers.
    public var label: String
    /// The number.
    public var number: String
    /// The language; nil = any.
    public var language: LanguageCode?
    /// When.
    public var hours: String

    /// `number`, where `label` answers.
    public init(label: String, number: String, language: LanguageCode?, hours: String) {
        self.label = label
        self.number = number
        self.language = language
        self.hours = hours
    }
}

/// One thing that became of an agency's case.
public struct ProgressLine: Equatable, Sendable {
    /// Its place: both its id and the cursor after it.
    public var position: Position
    /// What happened.
    public var type: ProgressType
    /// The time of the fact.
    public var at: Moment
    /// The time of record.
    public var recordedAt: Moment
    /// The case.
    public var caseID: CaseID
    /// The agency's own reference of it.
    public var agencyRef: Confidential<String>?
    /// The leg.
    public var leg: LegID?
    /// The leg's need.
    public var need: Need?
    /// The partner it concerns.
    public var partner: PartnerID?
    /// A word that says more: an outcome, a reason.
    public var code: String?
    /// When the partner must have answered.
    public var answerBy: Moment?

    /// What happened at `position`.
    public init(
        position: Position,
        type: ProgressType,
        at: Moment,
        recordedAt: Moment,
        caseID: CaseID
    ) {
        self.position = position
        self.type = type
        self.at = at
        self.recordedAt = recordedAt
        self.caseID = caseID
    }
}

/// Where a leg stands, for those who may see it.
public struct LegLine: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// Its need.
    public var need: Need
    /// Its state.
    public var state: LegState
    /// Who must act next: `desk`, `partner:un-pass`, `agency:1819`, or nothing.
    public var owner: String
    /// When some partner must have accepted.
    public var due: Moment
    /// When somebody must have acted; nil once it is closed.
    public var deadline: Moment?
    /// Why it waits.
    public var waiting: WaitingReason?
    /// The partner that has it.
    public var partner: PartnerID?
    /// How it ended.
    public var outcome: Outcome?

    /// Where `leg` stands.
    public init(leg: LegID, need: Need, state: LegState, owner: String, due: Moment) {
        self.leg = leg
        self.need = need
        self.state = state
        self.owner = owner
        self.due = due
    }
}
