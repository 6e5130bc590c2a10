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
    let need: Need
    let evidence: Evidence
    let urgency: Urgency
    let terms: Terms
    let bundle: Digest
    let rule: RuleID
    let candidates: [Candidate]

    init(_ leg: Leg) {
        need = leg.need
        evidence = leg.evidence
        urgency = leg.urgency
        terms = leg.terms
        bundle = leg.bundle
        rule = leg.rule
        candidates = leg.candidates
    }

    /// Whether it is what was made of the leg of a place.
    ///
    /// Arrays that are one and the same are not compared by what they hold.
    func holds(of legs: Swift.Span<Leg>, at index: Int) -> Bool {
        guard need == legs[index].need else { return false }
        guard evidence == legs[index].evidence else { return false }
        guard urgency == legs[index].urgency else { return false }
        guard rule == legs[index].rule else { return false }
        guard bundle == legs[index].bundle else { return false }
        guard terms == legs[index].terms else { return false }
        return candidates == legs[index].candidates
    }

    /// Feeds what tells nearly all of them apart; whether two are the same is told by all they have.
    func hash(into hasher: inout Hasher) {
        hasher.combine(rule)
        hasher.combine(
            UInt32(need.rawValue) << 16 | UInt32(evidence.rawValue) << 8 | UInt32(urgency.rawValue)
        )
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
    private(set) var judged = Register<Judged>()
    /// The number that a judgement of each need and urgency had last: it is mostly the next one's too.
    private var judgedLast = [Int](repeating: 0, count: 256 * 8)

    /// How many names of sessions are kept; partners choose them, and the names after these stand in each leg.
    static let consumersMax = 4_096

    /// The number of what was made of the leg of a place.
    mutating func enter(judgementOf legs: Swift.Span<Leg>, at index: Int) -> Int {
        let place = Int(legs[index].need.rawValue) << 3 | Int(legs[index].urgency.rawValue & 7)
        let last = judgedLast[place]
        if last < judged.count, judged[last].holds(of: legs, at: index) { return last }
        let number = judged.enter(Judged(legs[index]))
        judgedLast[place] = number
        return number
    }
}
