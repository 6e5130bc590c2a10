public import Referrals

/// One row of the routing table: the queues that could take a need.
///
/// In a table of the older form it decides alone, and says how soon as well.
public struct Rule: TableRow, Equatable {
    /// What it fits.
    public let head: RowHead
    /// The queues, best first.
    public let queues: [QueueID]
    /// For a need that names no urgency; nil where the class table says it.
    public let urgency: Urgency?
    /// A need declared less urgent is raised to this; nil = none is.
    public let atLeast: Urgency?
    /// The class of deadlines; nil where the class table says it.
    public let deadlines: DeadlineClass?
    /// The families whose needs of the same case come first: until a partner has accepted those, this waits.
    public let after: FamilySet
    /// What must hold of the case when one of its queues is chosen; nil = nothing.
    public let onlyIf: StandingCondition?
    /// Whether no rule below it adds a queue where it fits.
    public let stops: Bool

    /// A rule of these parts.
    public init(
        _ head: RowHead,
        queues: [QueueID],
        urgency: Urgency? = nil,
        atLeast: Urgency? = nil,
        deadlines: DeadlineClass? = nil,
        after: FamilySet = [],
        onlyIf: StandingCondition? = nil,
        stops: Bool = false
    ) {
        self.head = head
        self.queues = queues
        self.urgency = urgency
        self.atLeast = atLeast
        self.deadlines = deadlines
        self.after = after
        self.onlyIf = onlyIf
        self.stops = stops
    }

    /// Whether it fits every request.
    var isLastResort: Bool {
        head.needs.isEmpty && head.except.isEmpty && head.conditions.isEmpty
    }
}

/// One row of the safety table: what it asks for, and what it does where it fits.
public struct SafetyRow: TableRow, Equatable {
    /// What it fits, and the needs that it raises.
    public let head: RowHead
    /// Those needs are at least this urgent; nil = as they are.
    public let atLeast: Urgency?
    /// A need that is added where the request declares none of its family; nil = none is.
    public let adds: Need?
    /// Whether the numbers for a crisis are shown at once, whatever becomes of the needs.
    public let showsLines: Bool

    /// A row of these parts.
    public init(
        _ head: RowHead,
        atLeast: Urgency? = nil,
        adds: Need? = nil,
        showsLines: Bool = false
    ) {
        self.head = head
        self.atLeast = atLeast
        self.adds = adds
        self.showsLines = showsLines
    }
}

/// One row of the class table: how soon needs are answered, and by which times.
public struct ClassRow: TableRow, Equatable {
    /// What it fits.
    public let head: RowHead
    /// The class of deadlines.
    public let deadlines: DeadlineClass
    /// For a need that names no urgency.
    public let urgency: Urgency

    /// A row of these parts.
    public init(_ head: RowHead, deadlines: DeadlineClass, urgency: Urgency) {
        self.head = head
        self.deadlines = deadlines
        self.urgency = urgency
    }
}

extension Urgency {
    /// The sooner of two.
    public func raised(to other: Urgency) -> Urgency {
        rawValue <= other.rawValue ? self : other
    }
}

/// A sentence in the three languages of the desk.
public struct Saying: Equatable, Sendable {
    /// In French.
    public let french: String
    /// In Dutch.
    public let dutch: String
    /// In English.
    public let english: String

    /// The sentence in French, Dutch and English.
    public init(french: String, dutch: String, english: String) {
        self.french = french
        self.dutch = dutch
        self.english = english
    }

    /// The sentence in the two languages of the Region.
    var both: String { "\(french) / \(dutch)" }

    /// The sentence in a person's language, English where it is none of the three.
    public func text(in language: LanguageCode) -> String {
        switch language {
        case .french: french
        case .dutch: dutch
        default: english
        }
    }
}

/// A number that answers when a life may be in danger.
public struct CrisisNumber: Equatable, Sendable {
    /// Who answers.
    public let label: String
    /// The number, as it is dialled.
    public let number: String
    /// The language spoken; nil = any.
    public let language: LanguageCode?
    /// When it answers.
    public let hours: String

    /// A number and when it answers.
    public init(label: String, number: String, language: LanguageCode?, hours: String) {
        self.label = label
        self.number = number
        self.language = language
        self.hours = hours
    }
}
