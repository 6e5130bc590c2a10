public import Referrals

/// One line of a partner's message: what it says, or why it was not taken.
public struct PartnerLine<Content: Equatable & Sendable>: Equatable, Sendable {
    /// Its number within the body.
    public var number: Int
    /// The partner's id for it; nil when none could be read.
    public var id: String?
    /// What it says.
    public var content: Content?
    /// Why it was not taken; nil when it was.
    public var refusal: LineRefusal?

    /// Line `number`, as it was read.
    public init(number: Int, id: String?, content: Content?, refusal: LineRefusal?) {
        self.number = number
        self.id = id
        self.content = content
        self.refusal = refusal
    }
}

/// Why a partner's line was not taken.
public struct LineRefusal: Equatable, Sendable {
    /// The reason by its name.
    public var error: ErrorName
    /// The field, as a JSON Pointer into the line.
    public var field: String?
    /// What to do, without what the line says of a person.
    public var detail: String
    /// The limit of size that was passed.
    public var limit: SizeLimit?
    /// When to try again.
    public var retryAfter: Span?

    /// A line refused for `error`.
    public init(_ error: ErrorName, field: String?, detail: String) {
        self.error = error
        self.field = field
        self.detail = detail
    }
}

/// A partner's answer to an offer.
public struct AnswerLine: Equatable, Sendable {
    /// The partner's id for the line, unique for the retention.
    public var id: String
    /// The lease it answers, as the offer named it.
    public var lease: String
    /// What it answers.
    public var verb: Verb
    /// The canonical bytes of the line, which tell whether a repeat says the same.
    public var content: Confidential<[UInt8]>

    /// An answer to `lease`.
    public init(
        id: String,
        lease: String,
        verb: Verb,
        content: Confidential<[UInt8]> = Confidential([])
    ) {
        self.id = id
        self.lease = lease
        self.verb = verb
        self.content = content
    }

    /// What can be answered.
    public enum Verb: Equatable, Sendable {
        /// Yes, says this pseudonym.
        case accept(by: String)
        /// No, in words, with the partner it suggests.
        case decline(DeclineReason, text: Confidential<String>?, suggest: PartnerID?)
        /// Another session may have it.
        case giveBack
    }
}

/// A partner's report on a leg.
public struct ReportLine: Equatable, Sendable {
    /// The partner's id for the line, unique for the retention.
    public var id: String
    /// The leg, as the offer named it.
    public var leg: String
    /// The time of the fact; nil = now.
    public var at: Moment?
    /// What it reports.
    public var verb: PartnerReport
    /// The words that came with it.
    public var text: Confidential<String>?
    /// The canonical bytes of the line, which tell whether a repeat says the same.
    public var content: Confidential<[UInt8]>

    /// A report on `leg`.
    public init(
        id: String,
        leg: String,
        at: Moment? = nil,
        verb: PartnerReport,
        text: Confidential<String>? = nil,
        content: Confidential<[UInt8]> = Confidential([])
    ) {
        self.id = id
        self.leg = leg
        self.at = at
        self.verb = verb
        self.text = text
        self.content = content
    }
}
