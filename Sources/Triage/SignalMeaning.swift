public import Referrals

/// What words in a note may be a sign of.
public enum SignalMeaning: Hashable, Sendable {
    /// An intent, a plan, means, an attempt or a goodbye: `L3`.
    case imminence
    /// A thought of suicide or a wish to be dead: `L2`.
    case ideation
    /// Words that may be meant as a danger, and of which somebody must ask: `verify`.
    case doubt
    /// Exhaustion, despair, shame, loneliness: `L1`.
    case distress
    /// Somebody near has died by suicide, or a death is mourned.
    case bereavement
    /// An operator asked, and the answer was no.
    case screenedNegative
    /// A need, or a family of needs.
    case need(Need)
    /// Nothing: words that look like a sign and are none.
    case nothing

    /// Reads the word a lexicon names it by.
    public init?(name: String) {
        switch name {
        case "L3": self = .imminence
        case "L2": self = .ideation
        case "verify": self = .doubt
        case "L1": self = .distress
        case "bereavement": self = .bereavement
        case "screening_negative": self = .screenedNegative
        case "nothing": self = .nothing
        default:
            guard let need = Need(name: name) else { return nil }
            self = .need(need)
        }
    }

    /// The word a lexicon names it by.
    public var name: String {
        switch self {
        case .imminence: "L3"
        case .ideation: "L2"
        case .doubt: "verify"
        case .distress: "L1"
        case .bereavement: "bereavement"
        case .screenedNegative: "screening_negative"
        case .need(let need): need.name
        case .nothing: "nothing"
        }
    }

    /// The need it suggests; nil for what suggests none.
    public var need: Need? {
        switch self {
        case .imminence, .ideation: .psychologicalCrisis
        case .doubt: .psychologicalScreening
        case .distress: .psychologicalDistress
        case .bereavement: .psychologicalBereavement
        case .screenedNegative, .nothing: nil
        case .need(let need): need
        }
    }

    /// What it says of a danger where nothing qualifies it.
    public var danger: Danger {
        switch self {
        case .imminence, .ideation: .crisis
        case .doubt: .verify
        case .distress, .bereavement, .screenedNegative, .need, .nothing: .none
        }
    }
}

/// Whether a life may be in danger, as far as a text can tell.
public enum Danger: UInt8, Comparable, CaseIterable, Sendable {
    /// The text says nothing of it.
    case none
    /// Somebody must ask.
    case verify
    /// A human now.
    case crisis

    /// The word on the wire.
    public var name: String {
        switch self {
        case .none: "none"
        case .verify: "verify"
        case .crisis: "crisis"
        }
    }

    /// The greater danger is the later one.
    public static func < (left: Danger, right: Danger) -> Bool { left.rawValue < right.rawValue }
}

/// What the words around a sign make of it.
public enum Qualifier: UInt8, CaseIterable, Sendable {
    /// It is said of the person, now.
    case affirmed
    /// Somebody reports it of the person: affirmed as well.
    case reported
    /// It is feared, avoided or supposed.
    case hypothetical
    /// It was so once.
    case past
    /// It is said of somebody else.
    case elsewhere
    /// It is denied.
    case negated

    /// The word a lexicon names it by.
    public var name: String {
        switch self {
        case .affirmed: "affirmed"
        case .reported: "reported"
        case .hypothetical: "hypothetical"
        case .past: "past"
        case .elsewhere: "elsewhere"
        case .negated: "negated"
        }
    }

    /// Whether a need stands although it is qualified so.
    ///
    /// A fear of bankruptcy is a sign of it; a debt that was is none.
    var lets: Bool {
        switch self {
        case .affirmed, .reported, .hypothetical: true
        case .past, .elsewhere, .negated: false
        }
    }

    /// A danger qualified so: never silenced by a denial, only doubted.
    func danger(_ danger: Danger) -> Danger {
        switch self {
        case .affirmed, .reported, .elsewhere: danger
        case .hypothetical, .past, .negated: min(danger, .verify)
        }
    }
}
