public import Referrals

/// Who does what: the partners, their queues, and the desk of last resort.
public struct Directory: Equatable, Sendable {
    /// The partners in the order of their names.
    public let partners: [Partner]
    /// What people read of those partners of whom something is written, in the order of their names.
    public let cards: [PartnerCard]
    /// The queue of the desk of last resort, which owns what nobody else does.
    public let desk: QueueID
    /// The queue of the test partner, which alone gets what test agencies send; nil when there is none.
    public let testDesk: QueueID?

    private let byQueue: [QueueID: Int]
    private let byName: [PartnerID: Int]

    /// A directory of these partners, whose desk of last resort takes from `desk`.
    ///
    /// A precondition: no two partners share a name or a queue, `desk` is the queue of one of them, and at
    /// most one is a test partner.
    public init(partners: [Partner], desk: QueueID, cards: [PartnerCard] = []) {
        let sorted = partners.sorted { $0.name < $1.name }
        var byQueue: [QueueID: Int] = [:]
        var byName: [PartnerID: Int] = [:]
        for (index, partner) in sorted.enumerated() {
            let isNew = byName.updateValue(index, forKey: partner.name) == nil
            precondition(isNew, "a name stands once")
            for queue in partner.queues {
                let isOwned = byQueue.updateValue(index, forKey: queue) != nil
                precondition(!isOwned, "a queue has one owner")
            }
        }
        precondition(byQueue[desk] != nil, "the desk of last resort is a partner of the directory")
        self.partners = sorted
        self.cards = cards.sorted { $0.name < $1.name }
        self.desk = desk
        let tests = sorted.filter(\.isTest)
        precondition(tests.count <= 1, "there is one test partner at most")
        testDesk = tests.first?.queues.first
        self.byQueue = byQueue
        self.byName = byName
    }

    /// The partner whose queue this is; nil when the directory has no such queue.
    public func partner(of queue: QueueID) -> Partner? {
        byQueue[queue].map { partners[$0] }
    }

    /// Where the partner whose queue this is stands among ``partners``; nil when the directory has no such queue.
    ///
    /// Whoever wants one thing of it reads that there: a copy of all it says is dear.
    public func place(of queue: QueueID) -> Int? { byQueue[queue] }

    /// The partner of this name; nil when the directory has none.
    public func partner(named name: PartnerID) -> Partner? {
        byName[name].map { partners[$0] }
    }

    /// What people read of the partner of this name; nil when nothing is written of it.
    public func card(of name: PartnerID) -> PartnerCard? {
        cards.first { $0.name == name }
    }

    /// All queues in the order of their names, the desk's among them.
    public var queues: [QueueID] { byQueue.keys.sorted() }
}

/// One organisation of the directory.
public struct Partner: Equatable, Sendable {
    /// Its name.
    public var name: PartnerID
    /// Its queues: its own name, unless the directory gives it others; none for a mere contact.
    public var queues: [QueueID]
    /// The families and details of need it serves, and how well.
    public var needs: [Service]
    /// The languages it works in; empty = not known, so none excludes.
    public var languages: [LanguageCode]
    /// The communes it serves; empty = the whole Region.
    public var communes: [Commune]
    /// When it is open; nil = not known, so always.
    public var calendar: BusinessCalendar?
    /// Whether it is the desk of last resort.
    public var isDesk: Bool
    /// Whether only those who can use the internet can reach it.
    public var isDigitalOnly: Bool
    /// Whether it gets what test agencies send, and nothing else.
    public var isTest: Bool
    /// How much it takes in all its queues together.
    public var capacity: Capacity
    /// How much it takes in single queues, where the directory says so.
    public var queueCapacities: [QueueCapacity]
    /// Whom it serves besides; nil = not known, so everybody.
    public var eligibility: Eligibility?

    /// A partner of these parts.
    public init(
        name: PartnerID,
        queues: [QueueID],
        needs: [Service],
        languages: [LanguageCode] = [],
        communes: [Commune] = [],
        calendar: BusinessCalendar? = nil,
        isDesk: Bool = false,
        isDigitalOnly: Bool = false,
        isTest: Bool = false,
        capacity: Capacity = Capacity(),
        queueCapacities: [QueueCapacity] = [],
        eligibility: Eligibility? = nil
    ) {
        self.name = name
        self.queues = queues
        self.needs = needs
        self.languages = languages
        self.communes = communes
        self.calendar = calendar
        self.isDesk = isDesk
        self.isDigitalOnly = isDigitalOnly
        self.isTest = isTest
        self.capacity = capacity
        self.queueCapacities = queueCapacities
        self.eligibility = eligibility
    }

    /// Whether rules and agencies may name it: the desk takes what is left, the test partner only trials.
    var isRanked: Bool { !isDesk && !isTest }

    /// Whether it works in a person's language; an interpreter bridges any, and not known excludes nobody.
    public func speaks(_ language: LanguageCode, withInterpreter: Bool) -> Bool {
        languages.isEmpty || withInterpreter || languages.contains(language)
    }

    /// How much it takes in a queue alone.
    public func capacity(of queue: QueueID) -> Capacity {
        queueCapacities.first { $0.queue == queue }?.capacity ?? Capacity()
    }

    /// Whether the directory limits it anywhere.
    public var isLimited: Bool { !capacity.isUnlimited || !queueCapacities.isEmpty }
}

/// How much a partner takes, as it says; nil = not known, so nothing is kept from it.
public struct Capacity: Equatable, Sendable {
    /// How many legs it has at most that are offered, or accepted and not closed.
    public var maxOpen: Int?
    /// How many it accepts at most on one calendar day in Brussels.
    public var maxPerDay: Int?

    /// A capacity of so many at a time and a day.
    public init(maxOpen: Int? = nil, maxPerDay: Int? = nil) {
        self.maxOpen = maxOpen
        self.maxPerDay = maxPerDay
    }

    /// Whether it keeps nothing out.
    public var isUnlimited: Bool { maxOpen == nil && maxPerDay == nil }
}

/// How much a partner takes in one of its queues.
public struct QueueCapacity: Equatable, Sendable {
    /// The queue.
    public var queue: QueueID
    /// How much.
    public var capacity: Capacity

    /// `capacity` in `queue`.
    public init(queue: QueueID, capacity: Capacity) {
        self.queue = queue
        self.capacity = capacity
    }
}

/// A need that a partner serves.
public struct Service: Equatable, Sendable {
    /// The need; a family alone stands for all its details.
    public var need: Need
    /// How well.
    public var level: Level

    /// A need served at a level.
    public init(need: Need, level: Level) {
        self.need = need
        self.level = level
    }

    /// How well a partner serves a need.
    public enum Level: UInt8, Sendable {
        /// It is its trade.
        case expert = 1
        /// It gives first help.
        case generalist = 2
    }
}
