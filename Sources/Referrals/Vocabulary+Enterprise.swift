// Rendered from config/vocabulary.yaml: change that file and render again.

/// Where the enterprise is in its life.
public enum Phase: UInt8, CaseIterable, Sendable, Hashable {
    /// A project.
    case preCreation = 1
    /// It is being founded.
    case creation = 2
    /// It is in business.
    case active = 3
    /// It is in business and in difficulty.
    case difficulty = 4
    /// It may soon be insolvent.
    case preInsolvency = 5
    /// It is before the court.
    case proceedings = 6
    /// It is bankrupt.
    case bankrupt = 7
    /// Its bankruptcy is over or running out.
    case postBankruptcy = 8
    /// Something new begins.
    case rebound = 9
    /// It has ended.
    case ceased = 10

    /// The word on the wire.
    public var name: String {
        switch self {
        case .preCreation: "pre_creation"
        case .creation: "creation"
        case .active: "active"
        case .difficulty: "difficulty"
        case .preInsolvency: "pre_insolvency"
        case .proceedings: "proceedings"
        case .bankrupt: "bankrupt"
        case .postBankruptcy: "post_bankruptcy"
        case .rebound: "rebound"
        case .ceased: "ceased"
        }
    }

    /// Finds the value that bears a word on the wire.
    public init?(name: String) {
        for value in Self.allCases where value.name == name {
            self = value
            return
        }
        return nil
    }

    /// Finds the value whose word these bytes of UTF-8 spell.
    public init?(bytes: UnsafeRawBufferPointer) {
        for value in Self.allCases where Vocabulary.spells(bytes, value.name) {
            self = value
            return
        }
        return nil
    }
}

/// Where the enterprise stands in the law of insolvency.
public enum LegalState: UInt8, CaseIterable, Sendable, Hashable {
    /// No procedure and no sign of one.
    case normal = 1
    /// Signs that the court watches for.
    case alarmSignals = 2
    /// The chamber for enterprises in difficulty has called it.
    case summonedChamber = 3
    /// A mediation with creditors runs.
    case mediation = 4
    /// A private judicial reorganisation runs.
    case privatePrj = 5
    /// A public judicial reorganisation runs.
    case publicPrj = 6
    /// A transfer under judicial authority runs.
    case transfer = 7
    /// A bankruptcy is prepared in private.
    case privatePrepBankruptcy = 8
    /// Somebody has summoned it in bankruptcy.
    case bankruptcySummoned = 9
    /// It has filed for bankruptcy.
    case bankruptcyFiled = 10
    /// The court has declared it bankrupt.
    case bankrupt = 11
    /// The bankruptcy is closed.
    case closedBankruptcy = 12
    /// It dissolves itself.
    case dissolutionVoluntary = 13
    /// The court dissolves it.
    case dissolutionJudicial = 14
    /// A collective debt settlement of the person runs.
    case debtSettlementNaturalPerson = 15
    /// It has ended without a procedure.
    case ceased = 16
    /// Nobody has said.
    case unknown = 17

    /// The word on the wire.
    public var name: String {
        switch self {
        case .normal: "normal"
        case .alarmSignals: "alarm_signals"
        case .summonedChamber: "summoned_chamber"
        case .mediation: "mediation"
        case .privatePrj: "private_prj"
        case .publicPrj: "public_prj"
        case .transfer: "transfer"
        case .privatePrepBankruptcy: "private_prep_bankruptcy"
        case .bankruptcySummoned: "bankruptcy_summoned"
        case .bankruptcyFiled: "bankruptcy_filed"
        case .bankrupt: "bankrupt"
        case .closedBankruptcy: "closed_bankruptcy"
        case .dissolutionVoluntary: "dissolution_voluntary"
        case .dissolutionJudicial: "dissolution_judicial"
        case .debtSettlementNaturalPerson: "debt_settlement_natural_person"
        case .ceased: "ceased"
        case .unknown: "unknown"
        }
    }

    /// Finds the value that bears a word on the wire.
    public init?(name: String) {
        for value in Self.allCases where value.name == name {
            self = value
            return
        }
        return nil
    }

    /// Finds the value whose word these bytes of UTF-8 spell.
    public init?(bytes: UnsafeRawBufferPointer) {
        for value in Self.allCases where Vocabulary.spells(bytes, value.name) {
            self = value
            return
        }
        return nil
    }
}

/// How a legal state is known.
public enum LegalSource: UInt8, CaseIterable, Sendable, Hashable {
    /// The person said so.
    case declared = 1
    /// The operator saw a document.
    case observed = 2
    /// A register or the court says so.
    case official = 3

    /// The word on the wire.
    public var name: String {
        switch self {
        case .declared: "declared"
        case .observed: "observed"
        case .official: "official"
        }
    }

    /// Finds the value that bears a word on the wire.
    public init?(name: String) {
        for value in Self.allCases where value.name == name {
            self = value
            return
        }
        return nil
    }

    /// Finds the value whose word these bytes of UTF-8 spell.
    public init?(bytes: UnsafeRawBufferPointer) {
        for value in Self.allCases where Vocabulary.spells(bytes, value.name) {
            self = value
            return
        }
        return nil
    }
}

/// A sign of difficulty that the courts and the accountants watch for.
public enum Signal: UInt8, CaseIterable, Sendable, Hashable {
    /// A judgment by default.
    case defaultJudgment = 1
    /// Taxes are late.
    case taxArrears = 2
    /// Withholding tax is late.
    case withholdingTaxArrears = 3
    /// VAT is late.
    case vatArrears = 4
    /// Social contributions for staff are late.
    case onssArrears = 5
    /// Social contributions of the self-employed are late.
    case inastiArrears = 6
    /// Annual accounts were not filed.
    case accountsMissing = 7
    /// The equity is negative.
    case negativeEquity = 8
    /// Nobody is found at the seat.
    case fictitiousSeat = 9
    /// A bailiff has announced a seizure.
    case seizureAnnounced = 10

    /// The word on the wire.
    public var name: String {
        switch self {
        case .defaultJudgment: "default_judgment"
        case .taxArrears: "tax_arrears"
        case .withholdingTaxArrears: "withholding_tax_arrears"
        case .vatArrears: "vat_arrears"
        case .onssArrears: "onss_arrears"
        case .inastiArrears: "inasti_arrears"
        case .accountsMissing: "accounts_missing"
        case .negativeEquity: "negative_equity"
        case .fictitiousSeat: "fictitious_seat"
        case .seizureAnnounced: "seizure_announced"
        }
    }

    /// Finds the value that bears a word on the wire.
    public init?(name: String) {
        for value in Self.allCases where value.name == name {
            self = value
            return
        }
        return nil
    }

    /// Finds the value whose word these bytes of UTF-8 spell.
    public init?(bytes: UnsafeRawBufferPointer) {
        for value in Self.allCases where Vocabulary.spells(bytes, value.name) {
            self = value
            return
        }
        return nil
    }
}

extension Vocabulary {
    /// The lists of this file.
    static var enterprise: [List] {
        [
            List("phase", Phase.allCases.map(\.name)),
            List("legal_state", LegalState.allCases.map(\.name)),
            List("legal_source", LegalSource.allCases.map(\.name)),
            List("signal", Signal.allCases.map(\.name)),
        ]
    }
}
