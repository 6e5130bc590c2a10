// Rendered from config/vocabulary.yaml: change that file and render again.

/// How the request reached the agency.
public enum Channel: UInt8, CaseIterable, Sendable, Hashable {
    /// By telephone.
    case phone = 1
    /// Through a form on a site.
    case web = 2
    /// By e-mail.
    case email = 3
    /// At a desk.
    case desk = 4
    /// The agency went to the person.
    case outreach = 5
    /// A partner passed it on.
    case partner = 6
    /// A trained observer raised it.
    case sentinel = 7
    /// The person answered a self-assessment.
    case selfAssessed = 8

    /// The word on the wire.
    public var name: String {
        switch self {
        case .phone: "phone"
        case .web: "web"
        case .email: "email"
        case .desk: "desk"
        case .outreach: "outreach"
        case .partner: "partner"
        case .sentinel: "sentinel"
        case .selfAssessed: "self"
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

/// What the operator found on asking about a danger of suicide.
public enum ScreeningResult: UInt8, CaseIterable, Sendable, Hashable {
    /// Asked and none found.
    case negative = 1
    /// Hopelessness or exhaustion.
    case l1 = 2
    /// A wish to be dead; a crisis.
    case l2 = 3
    /// An intent or a plan; a crisis.
    case l3 = 4

    /// The word on the wire.
    public var name: String {
        switch self {
        case .negative: "negative"
        case .l1: "L1"
        case .l2: "L2"
        case .l3: "L3"
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

/// How consent was given.
public enum ConsentHow: UInt8, CaseIterable, Sendable, Hashable {
    /// Said.
    case oral = 1
    /// Signed.
    case written = 2
    /// Ticked in a form.
    case web = 3
    /// Not given; life is at stake and a reason is stated.
    case vitalInterest = 4

    /// The word on the wire.
    public var name: String {
        switch self {
        case .oral: "oral"
        case .written: "written"
        case .web: "web"
        case .vitalInterest: "vital_interest"
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

/// Why there is no enterprise number.
public enum NoBCE: UInt8, CaseIterable, Sendable, Hashable {
    /// The enterprise does not exist yet.
    case notFounded = 1
    /// The person manages a company and has no number of their own.
    case managerOnly = 2
    /// The enterprise is registered abroad.
    case abroad = 3
    /// The person does not know it.
    case unknown = 4

    /// The word on the wire.
    public var name: String {
        switch self {
        case .notFounded: "not_founded"
        case .managerOnly: "manager_only"
        case .abroad: "abroad"
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

/// The edition of the list of activities that a code is taken from.
public enum NaceVersion: UInt8, CaseIterable, Sendable, Hashable {
    /// NACE-BEL 2008.
    case nace2008 = 1
    /// NACE-BEL 2025.
    case nace2025 = 2

    /// The word on the wire.
    public var name: String {
        switch self {
        case .nace2008: "2008"
        case .nace2025: "2025"
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
    static var request: [List] {
        [
            List("channel", Channel.allCases.map(\.name)),
            List("screening_result", ScreeningResult.allCases.map(\.name)),
            List("consent_how", ConsentHow.allCases.map(\.name)),
            List("no_bce", NoBCE.allCases.map(\.name)),
            List("nace_version", NaceVersion.allCases.map(\.name)),
        ]
    }
}
