public import Referrals

/// How soon what must be done: for each class of needs and each urgency the times that follow.
public struct Deadlines: Equatable, Sendable {
    /// The classes, in the order of the file.
    public let classes: [DeadlineClass]
    /// The deadlines of the law, in the order of the file.
    public let legal: [LegalClock]

    /// Deadlines of these classes.
    public init(classes: [DeadlineClass], legal: [LegalClock] = []) {
        self.classes = classes
        self.legal = legal
    }

    /// The class of this name; nil when there is none.
    public func named(_ name: String) -> DeadlineClass? {
        classes.first { $0.name == name }
    }
}

/// The times of one class, by urgency.
public struct DeadlineClass: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// The times when a life may be in danger.
    public let crisis: Terms
    /// The times when waiting days would do harm.
    public let urgent: Terms
    /// The times when it can wait days.
    public let soon: Terms
    /// The times when it waits its turn.
    public let normal: Terms

    /// A class of these times.
    public init(name: String, crisis: Terms, urgent: Terms, soon: Terms, normal: Terms) {
        self.name = name
        self.crisis = crisis
        self.urgent = urgent
        self.soon = soon
        self.normal = normal
    }

    /// The times of an urgency.
    public func terms(_ urgency: Urgency) -> Terms {
        switch urgency {
        case .crisis: crisis
        case .urgent: urgent
        case .soon: soon
        case .normal: normal
        }
    }
}
