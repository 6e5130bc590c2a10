import Referrals

/// What the tables judge a request by: plain numbers, worked out once, so that a condition looks nothing up.
///
/// Of a fact that is one of a closed list a bit is set, at the place of its code; of one that the request
/// does not say the bit ``unknown``.
struct RequestFacts: Equatable, Sendable {
    /// The bit of what the request does not say, and of a count or date that is not known.
    static let unknown: UInt64 = 1 << 63
    /// The bit of a list that is empty.
    static let none: UInt64 = 1 << 62
    /// The bit, among the families of a consent, of a vital interest that stands in for it.
    static let vitalInterest: UInt64 = 1 << 61
    /// The bits of places, where the commune is not asked for.
    static let inRegion: UInt64 = 1
    static let outside: UInt64 = 2

    var language: UInt32 = 0
    var interpreter: UInt64 = 0
    var channel: UInt64 = 0
    var digitalAccess: UInt64 = unknown
    /// The urgency that was declared of the need at hand.
    var urgency: UInt64 = unknown
    var declared = NeedSet()
    var signals: UInt64 = none
    /// The needs heard in the note, and the families that both judges hear, alone.
    var heard = NeedSet()
    /// The danger heard, or ``none`` where nothing at all was heard.
    var danger: UInt64 = none
    var legalState: UInt64 = 1 << UInt64(LegalState.unknown.rawValue)
    var legalDays: Int64?
    var cessationDays: Int64?
    var bankruptDays: Int64?
    var division: UInt8?
    var nace: NaceCode?
    var workers: UInt64 = unknown
    /// Whether it is in the Region, outside or nobody knows; and the commune where it is known.
    var place: UInt64 = unknown
    var commune: UInt32 = 0
    var phase: UInt64 = unknown
    var noNumber: UInt64 = unknown
    var screening: UInt64 = unknown
    var consent: UInt64 = none
    var jobsAtStake: Int64?
    /// What in the request does not agree, of the need at hand too.
    var contradictions: UInt64 = 0

    /// Nothing is known.
    init() {}

    /// The facts of a request, of whose note this was heard, at an instant.
    init(_ referral: Referral, hearing reading: NoteReading?, at now: Moment) {
        language = UInt32(referral.language.letters)
        interpreter = referral.interpreterNeeded ? 2 : 1
        channel = 1 << UInt64(referral.channel.rawValue)
        if let access = referral.digitalAccess { digitalAccess = access ? 2 : 1 }
        for claim in referral.needs { declared.insert(claim.need) }
        if !referral.signals.isEmpty { signals = 0 }
        for signal in referral.signals { signals |= 1 << UInt64(signal.rawValue) }
        if let screening = referral.screening { self.screening = 1 << UInt64(screening.rawValue) }
        jobsAtStake = referral.jobsAtStake.map { Int64($0) }
        set(referral.enterprise)
        set(referral.legal, at: now)
        consent = UInt64(referral.consent.scope.rawValue)
        if consent == 0 { consent = RequestFacts.none }
        if referral.consent.how == .vitalInterest { consent |= RequestFacts.vitalInterest }
        if let reading { set(reading) }
        contradictions = contradictions(of: referral)
    }

    private mutating func set(_ enterprise: Enterprise) {
        division = enterprise.sector
        nace = enterprise.nace
        if let size = enterprise.size { workers = 1 << UInt64(size.rawValue) }
        if let phase = enterprise.phase { self.phase = 1 << UInt64(phase.rawValue) }
        if let reason = enterprise.noNumber { noNumber = 1 << UInt64(reason.rawValue) }
        commune = enterprise.place?.nis ?? 0
        if enterprise.commune != nil || enterprise.postcode != nil {
            place =
                enterprise.isOutsideRegion ? RequestFacts.outside : RequestFacts.inRegion
        }
    }

    private mutating func set(_ legal: Legal, at now: Moment) {
        legalState = 1 << UInt64(legal.state.rawValue)
        guard legal.asOf != nil || legal.cessation != nil else { return }
        legalDays = legal.asOf.map { $0.daysBefore(now) }
        cessationDays = legal.cessation.map { $0.daysBefore(now) }
        bankruptDays = legal.bankruptDays(at: now)
    }

    private mutating func set(_ reading: NoteReading) {
        for need in reading.needs { heard.insert(need) }
        for family in reading.families.families {
            if let whole = family.whole { heard.insert(whole) }
        }
        if reading.danger != .none || !heard.isEmpty {
            danger = 1 << UInt64(reading.danger.rawValue)
        }
    }

    /// What in a request does not agree, as far as it can be told without its candidates.
    private func contradictions(of referral: Referral) -> UInt64 {
        var found: UInt64 = 0
        if declared.isEmpty, signals == RequestFacts.none, danger == RequestFacts.none,
            referral.screening == nil || referral.screening == .negative
        {
            found |= Contradiction.nothingAsked.bit
        }
        if referral.screening == .negative,
            referral.needs.contains(where: { claim in
                claim.need == .psychologicalCrisis
                    || claim.need.family == .psychological && claim.urgency == .crisis
            })
        {
            found |= Contradiction.crisisDenied.bit
        }
        let isBankrupt = referral.legal.state == .bankrupt || referral.enterprise.phase == .bankrupt
        if isBankrupt, declared.meets(Contradiction.loans) {
            found |= Contradiction.loanOfBankrupt.bit
        }
        return found
    }

    /// The same for one need: how urgent it was declared, and whether consent leaves nobody to have it.
    func judging(
        urgency declared: Urgency?,
        isLeftToNobody: Bool
    ) -> RequestFacts {
        var facts = self
        facts.urgency = declared.map { 1 << UInt64($0.rawValue) } ?? RequestFacts.unknown
        if isLeftToNobody { facts.contradictions |= Contradiction.consentForNobody.bit }
        return facts
    }
}

/// What in a request does not agree: never a reason to refuse it, always one to be careful.
enum Contradiction: UInt8, CaseIterable, Sendable {
    /// It declares no need, has no alarm signal and no screening, and nothing was heard in its note.
    case nothingAsked = 1
    /// A crisis is declared, and the screening found none.
    case crisisDenied = 2
    /// The consent leaves nobody who may have the need.
    case consentForNobody = 3
    /// A bankrupt enterprise asks for money to borrow.
    case loanOfBankrupt = 4

    var bit: UInt64 { 1 << UInt64(rawValue) }

    /// The needs of whoever wants to borrow.
    static let loans = NeedSet(
        named: [.treasuryLoan, .treasuryLiquidity, .treasuryBankCredit, .financing]
    )

    var name: String {
        switch self {
        case .nothingAsked: "nothing_asked"
        case .crisisDenied: "crisis_denied"
        case .consentForNobody: "consent_for_nobody"
        case .loanOfBankrupt: "loan_of_bankrupt"
        }
    }

    init?(name: String) {
        guard let value = Contradiction.allCases.first(where: { $0.name == name }) else {
            return nil
        }
        self = value
    }
}
