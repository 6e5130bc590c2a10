public import Referrals

/// The decision table: for each need of a request the first rule that fits decides.
public struct DecisionTable: Equatable, Sendable {
    /// The rules, in the order of the file; the last fits every need.
    public let rules: [Rule]
    /// What is shown at once when a life may be in danger.
    public let crisisLines: [CrisisNumber]

    /// For each need's byte the places of the rules that name it, in order.
    private let byNeed: [[Int]]
    /// What partners are told of each rule, made once.
    private let sayings: [RuleID: String]

    /// A table of these rules.
    ///
    /// A precondition: the last rule has no condition.
    public init(rules: [Rule], crisisLines: [CrisisNumber]) {
        precondition(
            rules.last.map { $0.needs.isEmpty && $0.conditions == Conditions() } ?? false,
            "the last rule fits every need"
        )
        self.rules = rules
        self.crisisLines = crisisLines
        var byNeed = Array(repeating: [Int](), count: 256)
        for need in Need.allCases {
            byNeed[Int(need.rawValue)] = rules.indices.filter { rules[$0].concerns(need) }
        }
        self.byNeed = byNeed
        sayings = Dictionary(rules.map { ($0.id, $0.says.both) }) { first, _ in first }
    }

    /// The rule that decides when no other does.
    public var lastResort: Rule { rules[rules.count - 1] }

    /// The rule that decides for a need of a referral.
    public func rule(for need: Need, of referral: Referral) -> Rule {
        rules[place(for: need, of: referral)]
    }

    /// The place of the rule that decides for a need of a referral.
    func place(for need: Need, of referral: Referral) -> Int {
        for place in byNeed[Int(need.rawValue)] where rules[place].conditions.hold(for: referral) {
            return place
        }
        return rules.count - 1
    }

    /// The rule of this name; nil when there is none.
    public func rule(named id: RuleID) -> Rule? {
        rules.first { $0.id == id }
    }

    /// What a partner is told of a rule, in the two languages of the Region; empty for an unknown rule.
    public func says(_ id: RuleID) -> String {
        sayings[id] ?? ""
    }
}

/// One row of the decision table.
public struct Rule: Equatable, Sendable {
    /// Its name.
    public let id: RuleID
    /// The needs it names; a family stands for all its details; empty = every need.
    public let needs: [Need]
    /// What else must hold.
    public let conditions: Conditions
    /// The queues, best first.
    public let queues: [QueueID]
    /// For a need that names no urgency.
    public let urgency: Urgency
    /// A need declared less urgent is raised to this; nil = none is.
    public let atLeast: Urgency?
    /// The class of deadlines.
    public let deadlines: DeadlineClass
    /// The families whose needs of the same case come first: until a partner has accepted those, this waits.
    public let after: FamilySet
    /// What a person is told of the reason.
    public let says: Saying

    /// A rule of these parts.
    public init(
        id: RuleID,
        needs: [Need],
        conditions: Conditions,
        queues: [QueueID],
        urgency: Urgency,
        atLeast: Urgency? = nil,
        deadlines: DeadlineClass,
        after: FamilySet = [],
        says: Saying
    ) {
        self.id = id
        self.needs = needs
        self.conditions = conditions
        self.queues = queues
        self.urgency = urgency
        self.atLeast = atLeast
        self.deadlines = deadlines
        self.after = after
        self.says = says
    }

    /// Whether it names a need, or its family alone, or nothing.
    func concerns(_ need: Need) -> Bool {
        needs.isEmpty || needs.contains { $0 == need || $0.isWhole(need.family) }
    }
}

extension Need {
    /// Whether it is a family alone, which stands for all details of that family.
    func isWhole(_ family: NeedFamily) -> Bool {
        self.family == family && name == family.name
    }
}

extension Urgency {
    /// The sooner of two.
    public func raised(to other: Urgency) -> Urgency {
        rawValue <= other.rawValue ? self : other
    }
}

/// What must hold of a request beside its need: one of the values of each list that is not empty.
public struct Conditions: Equatable, Sendable {
    /// Languages of the person.
    public var languages: [LanguageCode] = []
    /// Legal states of the enterprise.
    public var legalStates: [LegalState] = []
    /// Phases of the enterprise.
    public var phases: [Phase] = []
    /// Reasons why there is no enterprise number.
    public var noNumbers: [NoBCE] = []

    /// No condition.
    public init() {}

    /// Whether all hold for a referral.
    func hold(for referral: Referral) -> Bool {
        guard languages.isEmpty || languages.contains(referral.language),
            legalStates.isEmpty || legalStates.contains(referral.legal.state)
        else { return false }
        if !phases.isEmpty {
            guard let phase = referral.enterprise.phase, phases.contains(phase) else {
                return false
            }
        }
        if !noNumbers.isEmpty {
            guard let reason = referral.enterprise.noNumber, noNumbers.contains(reason) else {
                return false
            }
        }
        return true
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
