/// The name of an agency: `1819`, `ced`.
public struct AgencyID: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The name: 1 to 32 of `a-z`, `0-9` and `-`.
    public let description: String
    private let mark: UInt64

    /// The agency of this name; nil when the name has another form.
    public init?(_ name: String) {
        guard isName(name, also: nil) else { return nil }
        description = name
        mark = Referrals.mark(of: name)
    }

    /// Whether the left name comes first.
    public static func < (left: AgencyID, right: AgencyID) -> Bool {
        left.description < right.description
    }

    /// Whether both have the same name; nearly all that have not differ by their marks.
    public static func == (left: AgencyID, right: AgencyID) -> Bool {
        left.mark == right.mark && left.description == right.description
    }

    /// Feeds the mark: names are looked up all the time, and a text is long to hash.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(mark)
    }
}

/// The name of a partner in the directory: `un-pass`, `finance-invest`.
public struct PartnerID: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The name: 1 to 32 of `a-z`, `0-9` and `-`.
    public let description: String
    private let mark: UInt64

    /// The partner of this name; nil when the name has another form.
    public init?(_ name: String) {
        guard isName(name, also: nil) else { return nil }
        description = name
        mark = Referrals.mark(of: name)
    }

    /// Whether the left name comes first.
    public static func < (left: PartnerID, right: PartnerID) -> Bool {
        left.description < right.description
    }

    /// Whether both have the same name; nearly all that have not differ by their marks.
    public static func == (left: PartnerID, right: PartnerID) -> Bool {
        left.mark == right.mark && left.description == right.description
    }

    /// Feeds the mark: names are looked up all the time, and a text is long to hash.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(mark)
    }
}

/// The name of a supervisor.
public struct SupervisorID: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The name: 1 to 32 of `a-z`, `0-9` and `-`.
    public let description: String

    /// The supervisor of this name; nil when the name has another form.
    public init?(_ name: String) {
        guard isName(name, also: nil) else { return nil }
        description = name
    }

    /// Whether the left name comes first.
    public static func < (left: SupervisorID, right: SupervisorID) -> Bool {
        left.description < right.description
    }
}

/// The name of a partner's queue: the partner's own name, or `hub.coaching`.
public struct QueueID: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The name: 1 to 64 of `a-z`, `0-9`, `-`, `_` and `.`.
    public let description: String
    private let mark: UInt64

    /// The queue of this name; nil when the name has another form.
    public init?(_ name: String) {
        guard isName(name, also: UInt8(ascii: "."), most: 64) else { return nil }
        description = name
        mark = Referrals.mark(of: name)
    }

    /// Whether the left name comes first.
    public static func < (left: QueueID, right: QueueID) -> Bool {
        left.description < right.description
    }

    /// Whether both have the same name; nearly all that have not differ by their marks.
    public static func == (left: QueueID, right: QueueID) -> Bool {
        left.mark == right.mark && left.description == right.description
    }

    /// Feeds the mark: names are looked up all the time, and a text is long to hash.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(mark)
    }
}

/// Who speaks on a connection.
public enum Principal: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// An agency that publishes.
    case agency(AgencyID)
    /// A partner that takes and answers.
    case partner(PartnerID)
    /// A supervisor who asks and orders.
    case supervisor(SupervisorID)

    /// Role and name: `agency:1819`.
    public var description: String {
        switch self {
        case .agency(let name): "agency:\(name)"
        case .partner(let name): "partner:\(name)"
        case .supervisor(let name): "supervisor:\(name)"
        }
    }

    /// Reads what ``description`` writes; nil for anything else.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = String(text[text.index(after: colon)...])
        switch text[..<colon] {
        case "agency":
            guard let agency = AgencyID(name) else { return nil }
            self = .agency(agency)
        case "partner":
            guard let partner = PartnerID(name) else { return nil }
            self = .partner(partner)
        case "supervisor":
            guard let supervisor = SupervisorID(name) else { return nil }
            self = .supervisor(supervisor)
        default:
            return nil
        }
    }
}

private func isName(_ text: String, also extra: UInt8?, most: Int = 32) -> Bool {
    guard (1...most).contains(text.utf8.count) else { return false }
    return text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"):
            true
        default:
            extra != nil && (byte == extra || byte == UInt8(ascii: "_"))
        }
    }
}

/// A number that tells nearly all names apart; those of the directory are chosen by its operator.
private func mark(of name: String) -> UInt64 {
    var mark: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { mark = (mark ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return mark
}
