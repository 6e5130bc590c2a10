public import ArgumentParser
public import Referrals

extension LegID: ExpressibleByArgument {
    /// The leg that an argument names, also in lower case.
    public init?(argument: String) {
        self.init(argument.uppercased())
    }

    /// Reads the name of a leg, or says what one looks like.
    static func read(_ argument: String) throws -> LegID {
        guard let leg = LegID(argument: argument) else {
            throw ValidationError(
                "a leg is named as in RL-2026-000123-7/1: a digit may be wrong, or /1 is missing"
            )
        }
        return leg
    }
}

extension CaseID: ExpressibleByArgument {
    /// The case that an argument names, also in lower case.
    public init?(argument: String) {
        self.init(argument.uppercased())
    }

    /// Reads the reference of a case, or says what one looks like.
    static func read(_ argument: String) throws -> CaseID {
        guard let caseID = CaseID(argument: argument) else {
            throw ValidationError("a case is named as in RL-2026-000123-7: a digit may be wrong")
        }
        return caseID
    }
}

extension QueueID: ExpressibleByArgument {
    /// The queue that an argument names.
    public init?(argument: String) {
        self.init(argument)
    }

    /// Reads the name of a queue, or says what one looks like.
    static func read(_ argument: String) throws -> QueueID {
        guard let queue = QueueID(argument: argument) else {
            throw ValidationError(
                "a queue's name has 1 to 64 of a-z, 0-9, - _ and .; relais queue ls shows them all"
            )
        }
        return queue
    }
}

extension Outcome: ExpressibleByArgument {
    /// The outcome that an argument names.
    public init?(argument: String) {
        self.init(name: argument)
    }

    /// All of them, by their names on the wire.
    public static var allValueStrings: [String] { allCases.map(\.name) }
}

extension ReportVerb: ExpressibleByArgument {
    /// The verb that an argument names.
    public init?(argument: String) {
        self.init(name: argument)
    }

    /// All of them, by their names on the wire.
    public static var allValueStrings: [String] { allCases.map(\.name) }
}

extension DomainResult: ExpressibleByArgument {
    /// The result that an argument names.
    public init?(argument: String) {
        self.init(name: argument)
    }

    /// All of them, by their names on the wire.
    public static var allValueStrings: [String] { allCases.map(\.name) }
}

extension ContactResult: ExpressibleByArgument {
    /// The result that an argument names.
    public init?(argument: String) {
        self.init(name: argument)
    }

    /// All of them, by their names on the wire.
    public static var allValueStrings: [String] { allCases.map(\.name) }
}

extension HoldReason: ExpressibleByArgument {
    /// The reason that an argument names.
    public init?(argument: String) {
        self.init(name: argument)
    }

    /// All of them, by their names on the wire.
    public static var allValueStrings: [String] { allCases.map(\.name) }
}

extension DeclineReason: ExpressibleByArgument {
    /// The reason that an argument names.
    public init?(argument: String) {
        self.init(name: argument)
    }

    /// All of them, by their names on the wire.
    public static var allValueStrings: [String] { allCases.map(\.name) }
}
