public import Testing

/// One fact about every store, and how to find out whether it holds.
public struct ConformanceCheck: Sendable, CustomTestStringConvertible {
    /// What it is about.
    public let subject: String
    /// The fact, as the rest of the sentence "a store …".
    public let fact: String
    private let body: @Sendable (any JournalPlace) throws -> Void

    init(
        _ subject: String,
        _ fact: String,
        _ body: @escaping @Sendable (any JournalPlace) throws -> Void
    ) {
        self.subject = subject
        self.fact = fact
        self.body = body
    }

    /// Runs the check in an empty place; what does not hold is recorded as an issue of the test.
    public func run(in place: any JournalPlace) throws {
        try body(place)
    }

    /// The subject and the fact.
    public var testDescription: String { "\(subject): \(fact)" }

    /// Everything that a store must do, by subject.
    public static let all =
        appending + fencing + reading + chaining + sealing + erasing + naming + keeping + reopening
}
