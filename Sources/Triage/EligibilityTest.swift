public import Referrals

/// What can be asked of a request by a partner's condition: for each list that is not empty, one of its values.
public struct EligibilityTest: Equatable, Sendable {
    /// Phases of the enterprise.
    public var phases: [Phase] = []
    /// How many people it employs.
    public var sizes: [SizeBand] = []
    /// Divisions of NACE: the first two digits of its activity, the same in both versions for most.
    public var divisions: [UInt8] = []
    /// Reasons why there is no enterprise number.
    public var noNumbers: [NoBCE] = []
    /// Legal states.
    public var legalStates: [LegalState] = []

    /// Asks nothing.
    public init() {}

    /// Whether it asks nothing.
    public var isEmpty: Bool { self == EligibilityTest() }

    /// Whether something it asks for is known to be otherwise.
    func isMissed(by referral: Referral) -> Bool {
        let enterprise = referral.enterprise
        let known = phases.isEmpty ? [] : referral.stages
        if !known.isEmpty, !known.contains(where: phases.contains) { return true }
        if !noNumbers.isEmpty, enterprise.number != nil { return true }
        return EligibilityTest.misses(enterprise.size, sizes)
            || EligibilityTest.misses(enterprise.sector, divisions)
            || EligibilityTest.misses(enterprise.noNumber, noNumbers)
            || EligibilityTest.misses(referral.legal.known, legalStates)
    }

    /// Whether something it asks for is known to be so.
    func isMet(by referral: Referral) -> Bool {
        let enterprise = referral.enterprise
        return !phases.isEmpty && referral.stages.contains(where: phases.contains)
            || EligibilityTest.meets(enterprise.size, sizes)
            || EligibilityTest.meets(enterprise.sector, divisions)
            || EligibilityTest.meets(enterprise.noNumber, noNumbers)
            || EligibilityTest.meets(referral.legal.known, legalStates)
    }

    private static func misses<Value: Equatable>(_ value: Value?, _ wanted: [Value]) -> Bool {
        guard let value, !wanted.isEmpty else { return false }
        return !wanted.contains(value)
    }

    private static func meets<Value: Equatable>(_ value: Value?, _ unwanted: [Value]) -> Bool {
        value.map(unwanted.contains) ?? false
    }
}

extension Referral {
    /// The phases that anything of the request speaks for: what the agency says, the law, and what is asked for.
    ///
    /// A phase is easily out of date: whoever is bankrupt before the law, or asks for what is left after a
    /// bankruptcy, is not refused because the agency's file still says that the enterprise is in difficulty. Where
    /// the agency says nothing, the rest is no reason to refuse anybody, and there are none.
    var stages: [Phase] {
        guard let phase = enterprise.phase else { return [] }
        var stages = [phase] + legal.state.stages
        for claim in needs {
            switch claim.need {
            case .insolvencyPost: stages += [.bankrupt, .postBankruptcy]
            case .rebound: stages.append(.rebound)
            default: continue
            }
        }
        return stages
    }
}

extension Legal {
    /// The state; nil where nobody has said.
    fileprivate var known: LegalState? { state == .unknown ? nil : state }
}

extension LegalState {
    /// The phases that a state before the law speaks for; none where it tells nothing of them.
    fileprivate var stages: [Phase] {
        switch self {
        case .alarmSignals: [.difficulty]
        case .summonedChamber, .mediation: [.difficulty, .preInsolvency]
        case .privatePrj, .publicPrj, .transfer, .privatePrepBankruptcy, .bankruptcySummoned:
            [.proceedings]
        case .bankruptcyFiled: [.proceedings, .bankrupt]
        case .bankrupt: [.bankrupt]
        case .closedBankruptcy: [.postBankruptcy]
        case .ceased: [.ceased]
        case .normal, .dissolutionVoluntary, .dissolutionJudicial, .debtSettlementNaturalPerson,
            .unknown:
            []
        }
    }
}
