/// What is asked of a client, each rule for itself, and what came of it.
struct ExamSheet {
    /// One rule of the contract.
    struct Rule: Equatable {
        /// Its name.
        let name: String
        /// What it asks, in a sentence.
        let says: String
        /// Whether it forbids something: it is kept as long as nothing has broken it.
        var isForbidding = false
        /// What came of it.
        var result = Result.open
    }

    /// What came of a rule.
    enum Result: Equatable {
        /// Nothing has shown it yet.
        case open
        /// The client keeps it.
        case held
        /// The client breaks it.
        case failed(String)
        /// It cannot be asked of this client.
        case skipped(String)
    }

    /// The rules, in the order in which they are asked.
    private(set) var rules: [Rule]
    /// When something last came of a rule.
    private(set) var movedAt: ContinuousClock.Instant?

    init(_ rules: [Rule]) {
        self.rules = rules
    }

    /// Whether something has come of every rule.
    var isSettled: Bool { !rules.contains { $0.result == .open } }

    /// What came of a rule.
    subscript(name: String) -> Result {
        rules.first { $0.name == name }?.result ?? .open
    }

    /// The client has shown that it keeps a rule; what it broke before stays broken.
    mutating func hold(_ name: String, at now: ContinuousClock.Instant) {
        set(name, .held, at: now) { $0 == .open }
    }

    /// The client has broken a rule; the first time is told.
    mutating func fail(_ name: String, _ words: String, at now: ContinuousClock.Instant) {
        set(name, .failed(words), at: now) { result in
            if case .failed = result { false } else { true }
        }
    }

    /// A rule cannot be asked.
    mutating func skip(_ name: String, _ why: String, at now: ContinuousClock.Instant) {
        set(name, .skipped(why), at: now) { $0 == .open }
    }

    /// Nothing more is to come: what forbids has been kept.
    mutating func holdForbidding(at now: ContinuousClock.Instant) {
        for rule in rules where rule.isForbidding { hold(rule.name, at: now) }
    }

    /// The time is over: what has not been shown has not been kept.
    mutating func close(at now: ContinuousClock.Instant) {
        holdForbidding(at: now)
        for rule in rules where rule.result == .open {
            fail(rule.name, "it was not to be seen before the time was over", at: now)
        }
    }

    private mutating func set(
        _ name: String,
        _ result: Result,
        at now: ContinuousClock.Instant,
        where mayChange: (Result) -> Bool
    ) {
        guard let place = rules.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("\(name) is a rule of this sheet")
        }
        guard mayChange(rules[place].result) else { return }
        rules[place].result = result
        movedAt = now
    }
}
