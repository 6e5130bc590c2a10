import Referrals
import Triage

/// Values that very many cases have in common, each kept once and called by its number.
struct Register<Value: Hashable & Sendable>: Sendable {
    private var values: [Value] = []
    private var numbers: [Value: Int] = [:]
    /// The number that was asked for last: the values of one case are mostly the same few.
    private var last = 0

    /// How many values it has.
    var count: Int { values.count }

    /// The value of this number.
    subscript(number: Int) -> Value { values[number] }

    /// The number of a value; nil when it was never entered.
    func number(of value: Value) -> Int? { numbers[value] }

    /// The number of a value, the next one when it is new.
    mutating func enter(_ value: Value) -> Int {
        if last < values.count, values[last] == value { return last }
        if let number = numbers[value] {
            last = number
            return number
        }
        numbers[value] = values.count
        values.append(value)
        return values.count - 1
    }
}

/// What a bundle made of a need: the same for very many legs, which share one array of candidates.
struct Judged: Hashable, Sendable {
    let terms: Terms
    let bundle: Digest
    let rule: RuleID
    let candidates: [Candidate]

    init(_ leg: Leg) {
        terms = leg.terms
        bundle = leg.bundle
        rule = leg.rule
        candidates = leg.candidates
    }

    /// Feeds what tells nearly all of them apart; whether two are the same is told by all they have.
    func hash(into hasher: inout Hasher) {
        hasher.combine(rule)
        hasher.combine(terms.due)
        hasher.combine(bundle.words.0)
        var exclusions: UInt64 = 1
        for candidate in candidates {
            exclusions = exclusions &* 31 &+ UInt64(candidate.exclusion?.rawValue ?? 0)
        }
        hasher.combine(exclusions)
    }
}

/// What the cases of a book have in common.
struct SharedValues: Sendable {
    var agencies = Register<AgencyID>()
    var partners = Register<PartnerID>()
    var queues = Register<QueueID>()
    var consumers = Register<String>()
    var judged = Register<Judged>()

    /// How many names of sessions are kept; partners choose them, and the names after these stand in each leg.
    static let consumersMax = 4_096
}
