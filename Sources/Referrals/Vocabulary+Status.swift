// Rendered from config/vocabulary.yaml: change that file and render again.

/// What a status reports.
public enum StatusKind: UInt8, CaseIterable, Sendable, Hashable {
    /// Somebody tried to reach the person.
    case contacted = 1
    /// An appointment was made.
    case appointment = 2
    /// The person did not come.
    case noShow = 3
    /// The legal state has changed.
    case legalState = 4
    /// A request for aid was decided.
    case aidDecided = 5
    /// The enterprise has entered another phase.
    case phase = 6
    /// The agency takes a request back.
    case withdrawn = 7
    /// The person consents to more.
    case consentGiven = 8
    /// The person takes consent back.
    case consentWithdrawn = 9
    /// The agency closes the case.
    case closed = 10
    /// A sign of difficulty was seen.
    case signal = 11

    /// The word on the wire.
    public var name: String {
        switch self {
        case .contacted: "contacted"
        case .appointment: "appointment"
        case .noShow: "no_show"
        case .legalState: "legal_state"
        case .aidDecided: "aid_decided"
        case .phase: "phase"
        case .withdrawn: "withdrawn"
        case .consentGiven: "consent_given"
        case .consentWithdrawn: "consent_withdrawn"
        case .closed: "closed"
        case .signal: "signal"
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

/// What came of an attempt to reach the person.
public enum ContactResult: UInt8, CaseIterable, Sendable, Hashable {
    /// They spoke.
    case reached = 1
    /// Nobody answered.
    case noAnswer = 2
    /// A message was left.
    case voicemail = 3
    /// The number is somebody else's.
    case wrongNumber = 4

    /// The word on the wire.
    public var name: String {
        switch self {
        case .reached: "reached"
        case .noAnswer: "no_answer"
        case .voicemail: "voicemail"
        case .wrongNumber: "wrong_number"
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

/// What was decided on a request for aid.
public enum AidDecision: UInt8, CaseIterable, Sendable, Hashable {
    /// All of it.
    case granted = 1
    /// A part of it.
    case partial = 2
    /// None of it.
    case refused = 3

    /// The word on the wire.
    public var name: String {
        switch self {
        case .granted: "granted"
        case .partial: "partial"
        case .refused: "refused"
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

/// How much aid was granted, in thousands of euros.
public enum AmountBand: UInt8, CaseIterable, Sendable, Hashable {
    /// Up to five thousand.
    case upTo5k = 1
    /// Five to twenty-five thousand.
    case fiveTo25k = 2
    /// Twenty-five to a hundred thousand.
    case twentyFiveTo100k = 3
    /// More than a hundred thousand.
    case over100k = 4

    /// The word on the wire.
    public var name: String {
        switch self {
        case .upTo5k: "0-5k"
        case .fiveTo25k: "5-25k"
        case .twentyFiveTo100k: "25-100k"
        case .over100k: "100k+"
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

/// How a leg or a case ended.
public enum Outcome: UInt8, CaseIterable, Sendable, Hashable {
    /// The need is met.
    case helpedFull = 1
    /// The need is met in part.
    case helpedPartial = 2
    /// Information was enough.
    case infoGiven = 3
    /// Another partner took over.
    case redirected = 4
    /// The partner may not help this person.
    case notEligible = 5
    /// Nobody had room.
    case noCapacity = 6
    /// The person could not be reached.
    case unreachable = 7
    /// The person did not come.
    case noShow = 8
    /// The person does not want it.
    case declinedByPerson = 9
    /// The need has gone.
    case noLongerNeeded = 10
    /// The agency took it back.
    case withdrawn = 11
    /// It is followed elsewhere.
    case duplicate = 12
    /// The enterprise is outside the Region.
    case outOfRegion = 13
    /// The enterprise has ended.
    case ceasedBusiness = 14
    /// None of these; a detail says what.
    case other = 15

    /// The word on the wire.
    public var name: String {
        switch self {
        case .helpedFull: "helped_full"
        case .helpedPartial: "helped_partial"
        case .infoGiven: "info_given"
        case .redirected: "redirected"
        case .notEligible: "not_eligible"
        case .noCapacity: "no_capacity"
        case .unreachable: "unreachable"
        case .noShow: "no_show"
        case .declinedByPerson: "declined_by_person"
        case .noLongerNeeded: "no_longer_needed"
        case .withdrawn: "withdrawn"
        case .duplicate: "duplicate"
        case .outOfRegion: "out_of_region"
        case .ceasedBusiness: "ceased_business"
        case .other: "other"
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

/// What the help led to, beside the outcome.
public enum DomainResult: UInt8, CaseIterable, Sendable, Hashable {
    /// Psychological sessions have begun.
    case psyFollowupStarted = 1
    /// The person was brought into care.
    case psyOrientedCare = 2
    /// A payment plan was agreed.
    case planPayment = 3
    /// A loan was granted.
    case loanGranted = 4
    /// A loan was refused.
    case loanRefused = 5
    /// Payments were suspended.
    case moratorium = 6
    /// The creditors agreed.
    case mediationAgreement = 7
    /// A judicial reorganisation was asked for.
    case prjFiled = 8
    /// The court approved the reorganisation.
    case prjHomologated = 9
    /// The bankruptcy was filed.
    case bankruptcyFiled = 10
    /// The company was dissolved.
    case dissolved = 11
    /// The enterprise was sold or transferred.
    case soldTransferred = 12
    /// The enterprise was restructured.
    case restructured = 13
    /// The person found a job.
    case toEmployment = 14
    /// The person begins anew.
    case toRebound = 15

    /// The word on the wire.
    public var name: String {
        switch self {
        case .psyFollowupStarted: "psy_followup_started"
        case .psyOrientedCare: "psy_oriented_care"
        case .planPayment: "plan_payment"
        case .loanGranted: "loan_granted"
        case .loanRefused: "loan_refused"
        case .moratorium: "moratorium"
        case .mediationAgreement: "mediation_agreement"
        case .prjFiled: "prj_filed"
        case .prjHomologated: "prj_homologated"
        case .bankruptcyFiled: "bankruptcy_filed"
        case .dissolved: "dissolved"
        case .soldTransferred: "sold_transferred"
        case .restructured: "restructured"
        case .toEmployment: "to_employment"
        case .toRebound: "to_rebound"
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
    static var status: [List] {
        [
            List("status", StatusKind.allCases.map(\.name)),
            List("contact_result", ContactResult.allCases.map(\.name)),
            List("aid_decision", AidDecision.allCases.map(\.name)),
            List("amount_band", AmountBand.allCases.map(\.name)),
            List("outcome", Outcome.allCases.map(\.name)),
            List("result", DomainResult.allCases.map(\.name)),
        ]
    }
}
