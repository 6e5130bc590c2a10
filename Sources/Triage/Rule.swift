public import Referrals

/// One row of the routing table: the queues that could take a need.
///
/// In a table of the older form it decides alone, and says how soon as well.
public struct Rule: Equatable, Sendable {
    /// Its name.
    public let id: RuleID
    /// The needs it names; a family stands for all its details; empty = every need.
    public let needs: [Need]
    /// The needs it leaves out of those.
    public let except: [Need]
    /// What else must hold.
    public let conditions: Conditions
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
    /// What a person is told of the reason.
    public let says: Saying
    /// Where it was read; empty where nobody wrote it.
    public let source: String

    /// A rule of these parts.
    public init(
        id: RuleID,
        needs: [Need],
        except: [Need] = [],
        conditions: Conditions = Conditions(),
        queues: [QueueID],
        urgency: Urgency? = nil,
        atLeast: Urgency? = nil,
        deadlines: DeadlineClass? = nil,
        after: FamilySet = [],
        onlyIf: StandingCondition? = nil,
        stops: Bool = false,
        says: Saying,
        source: String = ""
    ) {
        self.id = id
        self.needs = needs
        self.except = except
        self.conditions = conditions
        self.queues = queues
        self.urgency = urgency
        self.atLeast = atLeast
        self.deadlines = deadlines
        self.after = after
        self.onlyIf = onlyIf
        self.stops = stops
        self.says = says
        self.source = source
    }

    /// Whether it names a need, or its family alone, or nothing.
    func concerns(_ need: Need) -> Bool { need.isOne(of: needs, except: except) }

    /// Whether it fits every request.
    var isLastResort: Bool { needs.isEmpty && except.isEmpty && conditions.isEmpty }
}

/// One row of the safety table: what it asks for, and what it does where it fits.
public struct SafetyRow: Equatable, Sendable {
    /// Its name.
    public let id: RuleID
    /// The needs it raises; a family stands for all its details; empty = every need.
    public let needs: [Need]
    /// The needs it leaves out of those.
    public let except: [Need]
    /// What must hold.
    public let conditions: Conditions
    /// Those needs are at least this urgent; nil = as they are.
    public let atLeast: Urgency?
    /// A need that is added where the request declares none of its family; nil = none is.
    public let adds: Need?
    /// Whether the numbers for a crisis are shown at once, whatever becomes of the needs.
    public let showsLines: Bool
    /// What a person is told of the reason.
    public let says: Saying
    /// Where it was read; empty where nobody wrote it.
    public let source: String

    /// A row of these parts.
    public init(
        id: RuleID,
        needs: [Need],
        except: [Need] = [],
        conditions: Conditions = Conditions(),
        atLeast: Urgency? = nil,
        adds: Need? = nil,
        showsLines: Bool = false,
        says: Saying,
        source: String = ""
    ) {
        self.id = id
        self.needs = needs
        self.except = except
        self.conditions = conditions
        self.atLeast = atLeast
        self.adds = adds
        self.showsLines = showsLines
        self.says = says
        self.source = source
    }

    /// Whether it raises a need.
    func concerns(_ need: Need) -> Bool { need.isOne(of: needs, except: except) }
}

/// One row of the class table: how soon needs are answered, and by which times.
public struct ClassRow: Equatable, Sendable {
    /// Its name.
    public let id: RuleID
    /// The needs it is for; a family stands for all its details; empty = every need.
    public let needs: [Need]
    /// The needs it leaves out of those.
    public let except: [Need]
    /// What else must hold.
    public let conditions: Conditions
    /// The class of deadlines.
    public let deadlines: DeadlineClass
    /// For a need that names no urgency.
    public let urgency: Urgency
    /// What a person is told of the reason.
    public let says: Saying
    /// Where it was read; empty where nobody wrote it.
    public let source: String

    /// A row of these parts.
    public init(
        id: RuleID,
        needs: [Need],
        except: [Need] = [],
        conditions: Conditions = Conditions(),
        deadlines: DeadlineClass,
        urgency: Urgency,
        says: Saying,
        source: String = ""
    ) {
        self.id = id
        self.needs = needs
        self.except = except
        self.conditions = conditions
        self.deadlines = deadlines
        self.urgency = urgency
        self.says = says
        self.source = source
    }

    /// Whether it is for a need.
    func concerns(_ need: Need) -> Bool { need.isOne(of: needs, except: except) }
}

/// What must hold of a case when one of its legs is put in a queue: the exchange alone can tell.
public enum StandingCondition: UInt8, CaseIterable, Sendable {
    /// Another partner has accepted a leg of the case, and follows the person.
    case followed = 1
    /// No other partner has.
    case notFollowed = 2
}

extension Need {
    /// Whether it is a family alone, which stands for all details of that family.
    func isWhole(_ family: NeedFamily) -> Bool {
        self.family == family && name == family.name
    }

    /// Whether a row names it, or its family alone, or nothing; and does not leave it out.
    func isOne(of needs: [Need], except others: [Need]) -> Bool {
        (needs.isEmpty || needs.contains { $0 == self || $0.isWhole(family) })
            && !others.contains { $0 == self || $0.isWhole(family) }
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
