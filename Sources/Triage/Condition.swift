import Referrals

/// What must hold of a request beside its need.
public struct Conditions: Equatable, Sendable {
    /// All of these must hold.
    var when: [Condition] = []
    /// Where there are any and all of them hold, the row does not fit.
    var unless: [Condition] = []

    /// No condition.
    public init() {}

    /// Whether there is none.
    public var isEmpty: Bool { when.isEmpty && unless.isEmpty }

    /// Whether a request meets them.
    func hold(for facts: RequestFacts) -> Bool {
        for condition in when where !condition.holds(for: facts) { return false }
        guard !unless.isEmpty else { return true }
        for condition in unless where !condition.holds(for: facts) { return true }
        return false
    }
}

/// One condition: the values of a fact, one of which must be the request's.
struct Condition: Equatable, Sendable {
    /// What it asks about.
    var key: Key
    /// The codes, one bit each as in ``RequestFacts``.
    var bits: UInt64 = 0
    /// What is no small code: letters of languages, communes, sectors, the two ends of each range.
    var values: [UInt32] = []
    /// The needs, of those that ask about needs.
    var needs = NeedSet()

    /// What a condition can ask about, in the order in which the file describes it.
    enum Key: String, CaseIterable, Sendable {
        case language
        case interpreter
        case channel
        case digitalAccess = "digital_access"
        case urgency
        case declared
        case signals
        case heard
        case legalState = "legal_state"
        case legalDays = "legal_days"
        case cessationDays = "cessation_days"
        case bankruptDays = "bankrupt_days"
        case sector
        case nace
        case workers
        case commune
        case phase
        case noBCE = "no_bce"
        case screening
        case consent
        case jobsAtStake = "jobs_at_stake"
        case contradiction
    }

    /// Whether a request has one of the values.
    func holds(for facts: RequestFacts) -> Bool {
        switch key {
        case .language: values.contains(facts.language)
        case .interpreter: bits & facts.interpreter != 0
        case .channel: bits & facts.channel != 0
        case .digitalAccess: bits & facts.digitalAccess != 0
        case .urgency: bits & facts.urgency != 0
        case .declared:
            facts.declared.isEmpty ? bits & RequestFacts.none != 0 : needs.meets(facts.declared)
        case .signals: bits & facts.signals != 0
        case .heard: bits & facts.danger != 0 || needs.meets(facts.heard)
        case .legalState: bits & facts.legalState != 0
        case .legalDays: holds(facts.legalDays)
        case .cessationDays: holds(facts.cessationDays)
        case .bankruptDays: holds(facts.bankruptDays)
        case .sector, .nace: holds(facts.nace, in: facts.division)
        case .workers: bits & facts.workers != 0
        case .commune: bits & facts.place != 0 || values.contains(facts.commune)
        case .phase: bits & facts.phase != 0
        case .noBCE: bits & facts.noNumber != 0
        case .screening: bits & facts.screening != 0
        case .consent: bits & facts.consent != 0
        case .jobsAtStake: holds(facts.jobsAtStake)
        case .contradiction: bits & facts.contradictions != 0
        }
    }

    private func holds(_ count: Int64?) -> Bool {
        guard let count else { return bits & RequestFacts.unknown != 0 }
        var place = 0
        while place < values.count {
            if Int64(values[place]) <= count, count <= Int64(values[place + 1]) { return true }
            place += 2
        }
        return false
    }

    private func holds(_ code: NaceCode?, in division: UInt8?) -> Bool {
        guard let division else { return bits & RequestFacts.unknown != 0 }
        for value in values {
            let sector = Sector(packed: value)
            if let code {
                if sector.holds(code) { return true }
            } else if sector.version == nil, sector.length == 2, sector.number == UInt32(division) {
                return true
            }
        }
        return false
    }
}

/// The first digits of an activity that a condition names, of one version of NACE-BEL or of any.
struct Sector: Equatable, Sendable {
    /// The version; nil = the digits of any.
    var version: NaceVersion?
    /// How many digits, 2 to 5.
    var length: Int
    /// The digits as a number.
    var number: UInt32

    init(version: NaceVersion?, length: Int, number: UInt32) {
        self.version = version
        self.length = length
        self.number = number
    }

    init(packed: UInt32) {
        version = NaceVersion(rawValue: UInt8(packed >> 24))
        length = Int(packed >> 20 & 0xF)
        number = packed & 0xF_FFFF
    }

    var packed: UInt32 {
        UInt32(version?.rawValue ?? 0) << 24 | UInt32(length) << 20 | number
    }

    /// Whether a code begins with these digits; one that has fewer does not.
    func holds(_ code: NaceCode) -> Bool {
        (version == nil || version == code.version) && code.length >= length
            && code.prefix(length) == number
    }

    /// The digits, leading zeros and all.
    var digits: String {
        let digits = String(number)
        return String(repeating: "0", count: length - digits.count) + digits
    }

    /// The digits, after the version where it matters.
    var text: String { version.map { "\($0.name):\(digits)" } ?? digits }
}
