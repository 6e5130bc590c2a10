// Rendered from config/vocabulary.yaml: change that file and render again.

/// How soon a need must be answered.
public enum Urgency: UInt8, CaseIterable, Sendable, Hashable {
    /// Life may be in danger.
    case crisis = 1
    /// Waiting days would do harm.
    case urgent = 2
    /// It can wait days but not weeks.
    case soon = 3
    /// It waits its turn.
    case normal = 4

    /// The word on the wire.
    public var name: String {
        switch self {
        case .crisis: "crisis"
        case .urgent: "urgent"
        case .soon: "soon"
        case .normal: "normal"
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

/// How a need is known.
public enum Evidence: UInt8, CaseIterable, Sendable, Hashable {
    /// The person said so.
    case declared = 1
    /// The operator noticed it.
    case observed = 2
    /// A program read it in the text.
    case inferred = 3

    /// The word on the wire.
    public var name: String {
        switch self {
        case .declared: "declared"
        case .observed: "observed"
        case .inferred: "inferred"
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

/// The kind of help a need calls for.
public enum NeedFamily: UInt8, CaseIterable, Sendable, Hashable {
    /// Help for a person in distress.
    case psychological = 1
    /// Money owed or money missing.
    case treasury = 2
    /// The enterprise may fail or has failed.
    case insolvency = 3
    /// A question of law.
    case legal = 4
    /// Social rights of the person.
    case social = 5
    /// Digital tools and access to them.
    case digital = 6
    /// Guidance in running the enterprise.
    case coaching = 7
    /// The people the enterprise employs.
    case hr = 8
    /// New money for the enterprise.
    case financing = 9
    /// A new start after an end.
    case rebound = 10
    /// Handing the enterprise over.
    case takeoverSale = 11
    /// A question that only needs an answer.
    case info = 12
    /// None of these; a note says what.
    case other = 13

    /// The word on the wire.
    public var name: String {
        switch self {
        case .psychological: "psychological"
        case .treasury: "treasury"
        case .insolvency: "insolvency"
        case .legal: "legal"
        case .social: "social"
        case .digital: "digital"
        case .coaching: "coaching"
        case .hr: "hr"
        case .financing: "financing"
        case .rebound: "rebound"
        case .takeoverSale: "takeover_sale"
        case .info: "info"
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

extension Vocabulary {
    /// The lists of this file.
    static var needs: [List] {
        [
            List("urgency", Urgency.allCases.map(\.name)),
            List("evidence", Evidence.allCases.map(\.name)),
            List("need_family", NeedFamily.allCases.map(\.name)),
        ]
    }
}
