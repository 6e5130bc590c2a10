public import Referrals

/// What a peer sends: each kind of protocol.md 2 to 5 that wants something of us.
public enum Inquiry: Equatable, Sendable {
    /// A session begins on this connection.
    case hello(HelloInquiry)
    /// A sign of life, with a partner's credit.
    case ping(Credit)
    /// The session ends.
    case bye
    /// An agency publishes events.
    case publish(PublishInquiry)
    /// An agency asks what became of its cases.
    case follow(FollowInquiry)
    /// An agency asks where a case is, and on from a cursor where one message could not tell it all.
    case lookup(CaseName, after: String? = nil)
    /// A partner's session begins to work.
    case attach(AttachInquiry)
    /// A partner's credit.
    case take(Credit)
    /// A partner answers offers.
    case answer([PartnerLine<AnswerLine>])
    /// A partner reports on its work.
    case report([PartnerLine<ReportLine>])
    /// A partner opens content again.
    case open(OpenInquiry)
    /// A partner has read its notices up to a number.
    case acknowledge(through: UInt64)
    /// A partner asks what it has, and on from a cursor where one message could not tell it all.
    case mine(after: String? = nil)
    /// A supervisor asks.
    case ask(AskInquiry)
    /// A supervisor orders.
    case order(OrderInquiry)

    /// The kind by its name on the wire.
    public var kind: StaticString {
        switch self {
        case .hello: "hello"
        case .ping: "ping"
        case .bye: "bye"
        case .publish: "publish"
        case .follow: "follow"
        case .lookup: "lookup"
        case .attach: "attach"
        case .take: "take"
        case .answer: "answer"
        case .report: "report"
        case .open: "open"
        case .acknowledge: "ack"
        case .mine: "mine"
        case .ask: "ask"
        case .order: "order"
        }
    }
}

/// What a peer says of itself when a session begins.
public struct HelloInquiry: Equatable, Sendable {
    /// The name of its software.
    public var client: String
    /// The versions of the contract that it speaks.
    public var versions: [Int]
    /// The journal's point of its newest receipt.
    public var known: JournalPoint?

    /// A hello of `client`.
    public init(client: String, versions: [Int] = [1], known: JournalPoint? = nil) {
        self.client = client
        self.versions = versions
        self.known = known
    }
}

/// How many offers a session takes, and how many it has got.
public struct Credit: Equatable, Sendable {
    /// The highest offer number it allows; nil = as before.
    public var through: UInt64?
    /// The highest offer number it has got without a gap; nil = as before.
    public var got: UInt64?

    /// Credit for offers up to `through`.
    public init(through: UInt64? = nil, got: UInt64? = nil) {
        self.through = through
        self.got = got
    }
}

/// Events to store; the events themselves are lines of the frame.
public struct PublishInquiry: Equatable, Sendable {
    /// The lane, within which order is kept.
    public var lane: Lane
    /// Whether nothing is to be stored.
    public var isDryRun: Bool
    /// The journal's point of the agency's newest receipt.
    public var known: JournalPoint?
    /// Where the events stand in the frame.
    public var lines: [BodyLine]

    /// Events at `lines`.
    public init(
        lane: Lane = .live,
        isDryRun: Bool = false,
        known: JournalPoint? = nil,
        lines: [BodyLine] = []
    ) {
        self.lane = lane
        self.isDryRun = isDryRun
        self.known = known
        self.lines = lines
    }
}

/// A question after what became of an agency's cases.
public struct FollowInquiry: Equatable, Sendable {
    /// The cursor of the last line it has; nil = from the beginning.
    public var after: String?
    /// The most lines it wants, 1 to 256.
    public var max: Int
    /// How long it waits when there is nothing, at most 8 s.
    public var wait: Span

    /// What came after a cursor.
    public init(after: String? = nil, max: Int = 100, wait: Span = .seconds(0)) {
        self.after = after
        self.max = max
        self.wait = wait
    }
}

/// The beginning of a partner's work.
public struct AttachInquiry: Equatable, Sendable {
    /// The name under which the session works: 1 to 64 visible ASCII characters.
    public var consumer: String
    /// Whether it takes the name from another session.
    public var takeOver: Bool
    /// The leases it still holds.
    public var leases: [String]
    /// The queues it takes from; nil = from all of its partner's.
    public var queues: [QueueID]?

    /// The most queues that one session names.
    public static let queuesMax = 16

    /// Work under the name `consumer`.
    public init(
        consumer: String,
        takeOver: Bool = false,
        leases: [String] = [],
        queues: [QueueID]? = nil
    ) {
        self.consumer = consumer
        self.takeOver = takeOver
        self.leases = leases
        self.queues = queues
    }
}

/// A wish to see the content of a leg again.
public struct OpenInquiry: Equatable, Sendable {
    /// The leg, as the offer named it.
    public var leg: LegID
    /// The pseudonym of the person at the partner who reads it.
    public var by: String

    /// The content of `leg` for `by`.
    public init(leg: LegID, by: String) {
        self.leg = leg
        self.by = by
    }
}

/// A supervisor's question.
public struct AskInquiry: Equatable, Sendable {
    /// What is asked: `status queues legs cases partners agencies sessions dead alarms journey`.
    public var what: String
    /// What must hold of a row: field and text of its value.
    public var conditions: [Condition]
    /// How the rows are sorted; rows that are equal in all this stand in the order of the list itself.
    public var order: [Sorting]
    /// The most rows of one answer, 1 to 1000; an answer has at most 256 rows whatever this says.
    public var limit: Int
    /// Where the answer before ended, as its `next` said.
    public var after: String?

    /// A question after `what`.
    public init(
        what: String,
        conditions: [Condition] = [],
        order: [Sorting] = [],
        limit: Int = 1_000,
        after: String? = nil
    ) {
        self.what = what
        self.conditions = conditions
        self.order = order
        self.limit = limit
        self.after = after
    }

    /// One field by which rows are sorted; a row without it comes last.
    public struct Sorting: Equatable, Sendable {
        /// The field.
        public var field: String
        /// Whether the greatest comes first.
        public var isDescending: Bool

        /// Sorted by `field`.
        public init(field: String, isDescending: Bool = false) {
            self.field = field
            self.isDescending = isDescending
        }
    }

    /// One field of a row and the values it may have.
    public struct Condition: Equatable, Sendable {
        /// The field.
        public var field: String
        /// How the value is compared.
        public var test: Test

        /// `field` must pass `test`.
        public init(field: String, test: Test) {
            self.field = field
            self.test = test
        }
    }

    /// How a value is compared; all as texts, numbers by their value.
    public enum Test: Equatable, Sendable {
        /// It is this.
        case equal(String)
        /// It comes before this.
        case less(String)
        /// It comes after this.
        case greater(String)
        /// It is one of these.
        case among([String])
    }

    /// The value that a field must equal; nil when nothing says so.
    public func value(of field: String) -> String? {
        for condition in conditions where condition.field == field {
            if case .equal(let value) = condition.test { return value }
        }
        return nil
    }
}

/// A supervisor's order.
public struct OrderInquiry: Equatable, Sendable {
    /// The order.
    public var verb: String
    /// Why it is given: 1 to 500 characters.
    public var reason: String
    /// What makes it idempotent: 1 to 64 visible ASCII characters.
    public var key: String
    /// Whether nothing is to be done.
    public var isDryRun: Bool
    /// What the verb needs beside, one JSON object; nil when nothing.
    public var arguments: Confidential<[UInt8]>?

    /// An order for a reason.
    public init(
        verb: String,
        reason: String,
        key: String,
        isDryRun: Bool = false,
        arguments: Confidential<[UInt8]>? = nil
    ) {
        self.verb = verb
        self.reason = reason
        self.key = key
        self.isDryRun = isDryRun
        self.arguments = arguments
    }
}
