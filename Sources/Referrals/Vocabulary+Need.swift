// Rendered from config/vocabulary.yaml: change that file and render again.

/// What a person needs, as a family alone or with its detail.
public enum Need: UInt8, CaseIterable, Sendable, Hashable {
    /// Psychological help without more detail.
    case psychological = 16
    /// A danger of suicide.
    case psychologicalCrisis = 17
    /// Exhaustion or despair.
    case psychologicalDistress = 18
    /// A death to live with.
    case psychologicalBereavement = 19
    /// Somebody should ask how the person is.
    case psychologicalScreening = 20
    /// Money trouble without more detail.
    case treasury = 32
    /// There is not enough cash.
    case treasuryLiquidity = 33
    /// VAT is owed.
    case treasuryVat = 34
    /// Another tax is owed.
    case treasuryTax = 35
    /// Social contributions for staff are owed.
    case treasuryOnss = 36
    /// Social contributions of the self-employed are owed.
    case treasuryInasti = 37
    /// Rent is owed.
    case treasuryRent = 38
    /// Energy bills are owed.
    case treasuryEnergy = 39
    /// The bank refuses or ends a credit.
    case treasuryBankCredit = 40
    /// Suppliers are owed.
    case treasurySupplier = 41
    /// Customers do not pay.
    case treasuryReceivables = 42
    /// A loan is wanted to bridge a gap.
    case treasuryLoan = 43
    /// Trouble with solvency without more detail.
    case insolvency = 48
    /// There are signs that the enterprise may fail.
    case insolvencyAlert = 49
    /// An agreement with creditors is sought.
    case insolvencyMediation = 50
    /// A judicial reorganisation is prepared or runs.
    case insolvencyPrj = 51
    /// A bankruptcy must be filed or is filed.
    case insolvencyBankruptcy = 52
    /// The company is to be dissolved.
    case insolvencyDissolution = 53
    /// A creditor or the prosecutor summons before the court.
    case insolvencySummons = 54
    /// A bailiff seizes or announces a seizure.
    case insolvencySeizure = 55
    /// What is left after a bankruptcy.
    case insolvencyPost = 56
    /// A legal question without more detail.
    case legal = 64
    /// A general legal question.
    case legalGeneral = 65
    /// A question of labour law.
    case legalLabour = 66
    /// A conflict about a commercial lease.
    case legalLease = 67
    /// A conflict between partners.
    case legalPartners = 68
    /// Social rights without more detail.
    case social = 80
    /// Rights the person may not know of.
    case socialRights = 81
    /// A question about the pension.
    case socialPension = 82
    /// The public centre for social welfare can help.
    case socialCpas = 83
    /// Digital help without more detail.
    case digital = 96
    /// No way to use the internet.
    case digitalAccess = 97
    /// Selling online.
    case digitalEcommerce = 98
    /// Being found online.
    case digitalMarketing = 99
    /// Guidance without more detail.
    case coaching = 112
    /// Financial management.
    case coachingFinance = 113
    /// The trade of food.
    case coachingFood = 114
    /// Digital tools in the business.
    case coachingDigital = 115
    /// Communication.
    case coachingCommunication = 116
    /// The design of a shop.
    case coachingRetailDesign = 117
    /// A more durable way of business.
    case coachingEconomicTransition = 118
    /// Another business model.
    case coachingReinvention = 119
    /// Personnel without more detail.
    case hr = 128
    /// Hiring or keeping or dismissing staff.
    case hrStaff = 129
    /// New money without more detail.
    case financing = 144
    /// Money for an investment.
    case financingInvestment = 145
    /// A new start after an end.
    case rebound = 160
    /// Handing the enterprise over.
    case takeoverSale = 176
    /// A question that only needs an answer.
    case info = 192
    /// None of these; a note says what.
    case other = 208

    /// The word on the wire.
    public var name: String {
        switch self {
        case .psychological: "psychological"
        case .psychologicalCrisis: "psychological.crisis"
        case .psychologicalDistress: "psychological.distress"
        case .psychologicalBereavement: "psychological.bereavement"
        case .psychologicalScreening: "psychological.screening"
        case .treasury: "treasury"
        case .treasuryLiquidity: "treasury.liquidity"
        case .treasuryVat: "treasury.vat"
        case .treasuryTax: "treasury.tax"
        case .treasuryOnss: "treasury.onss"
        case .treasuryInasti: "treasury.inasti"
        case .treasuryRent: "treasury.rent"
        case .treasuryEnergy: "treasury.energy"
        case .treasuryBankCredit: "treasury.bank_credit"
        case .treasurySupplier: "treasury.supplier"
        case .treasuryReceivables: "treasury.receivables"
        case .treasuryLoan: "treasury.loan"
        case .insolvency: "insolvency"
        case .insolvencyAlert: "insolvency.alert"
        case .insolvencyMediation: "insolvency.mediation"
        case .insolvencyPrj: "insolvency.prj"
        case .insolvencyBankruptcy: "insolvency.bankruptcy"
        case .insolvencyDissolution: "insolvency.dissolution"
        case .insolvencySummons: "insolvency.summons"
        case .insolvencySeizure: "insolvency.seizure"
        case .insolvencyPost: "insolvency.post"
        case .legal: "legal"
        case .legalGeneral: "legal.general"
        case .legalLabour: "legal.labour"
        case .legalLease: "legal.lease"
        case .legalPartners: "legal.partners"
        case .social: "social"
        case .socialRights: "social.rights"
        case .socialPension: "social.pension"
        case .socialCpas: "social.cpas"
        case .digital: "digital"
        case .digitalAccess: "digital.access"
        case .digitalEcommerce: "digital.ecommerce"
        case .digitalMarketing: "digital.marketing"
        case .coaching: "coaching"
        case .coachingFinance: "coaching.finance"
        case .coachingFood: "coaching.food"
        case .coachingDigital: "coaching.digital"
        case .coachingCommunication: "coaching.communication"
        case .coachingRetailDesign: "coaching.retail_design"
        case .coachingEconomicTransition: "coaching.economic_transition"
        case .coachingReinvention: "coaching.reinvention"
        case .hr: "hr"
        case .hrStaff: "hr.staff"
        case .financing: "financing"
        case .financingInvestment: "financing.investment"
        case .rebound: "rebound"
        case .takeoverSale: "takeover_sale"
        case .info: "info"
        case .other: "other"
        }
    }

    /// The family it belongs to.
    public var family: NeedFamily {
        switch self {
        case .psychological: .psychological
        case .psychologicalCrisis: .psychological
        case .psychologicalDistress: .psychological
        case .psychologicalBereavement: .psychological
        case .psychologicalScreening: .psychological
        case .treasury: .treasury
        case .treasuryLiquidity: .treasury
        case .treasuryVat: .treasury
        case .treasuryTax: .treasury
        case .treasuryOnss: .treasury
        case .treasuryInasti: .treasury
        case .treasuryRent: .treasury
        case .treasuryEnergy: .treasury
        case .treasuryBankCredit: .treasury
        case .treasurySupplier: .treasury
        case .treasuryReceivables: .treasury
        case .treasuryLoan: .treasury
        case .insolvency: .insolvency
        case .insolvencyAlert: .insolvency
        case .insolvencyMediation: .insolvency
        case .insolvencyPrj: .insolvency
        case .insolvencyBankruptcy: .insolvency
        case .insolvencyDissolution: .insolvency
        case .insolvencySummons: .insolvency
        case .insolvencySeizure: .insolvency
        case .insolvencyPost: .insolvency
        case .legal: .legal
        case .legalGeneral: .legal
        case .legalLabour: .legal
        case .legalLease: .legal
        case .legalPartners: .legal
        case .social: .social
        case .socialRights: .social
        case .socialPension: .social
        case .socialCpas: .social
        case .digital: .digital
        case .digitalAccess: .digital
        case .digitalEcommerce: .digital
        case .digitalMarketing: .digital
        case .coaching: .coaching
        case .coachingFinance: .coaching
        case .coachingFood: .coaching
        case .coachingDigital: .coaching
        case .coachingCommunication: .coaching
        case .coachingRetailDesign: .coaching
        case .coachingEconomicTransition: .coaching
        case .coachingReinvention: .coaching
        case .hr: .hr
        case .hrStaff: .hr
        case .financing: .financing
        case .financingInvestment: .financing
        case .rebound: .rebound
        case .takeoverSale: .takeoverSale
        case .info: .info
        case .other: .other
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
    static var need: [List] {
        [List("need", Need.allCases.map(\.name))]
    }
}
