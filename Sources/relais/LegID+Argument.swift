public import ArgumentParser
public import Referrals

extension LegID: ExpressibleByArgument {
    /// The leg that an argument names, also in lower case.
    public init?(argument: String) {
        self.init(argument.uppercased())
    }
}

extension CaseID: ExpressibleByArgument {
    /// The case that an argument names, also in lower case.
    public init?(argument: String) {
        self.init(argument.uppercased())
    }
}

extension QueueID: ExpressibleByArgument {
    /// The queue that an argument names.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension Outcome: ExpressibleByArgument {
    /// The outcome in a help text.
    public var defaultValueDescription: String { name }

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
