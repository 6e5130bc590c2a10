public import Referrals

/// Whom a key belongs to: a principal, or one of our own stations.
public enum KeyOwner: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// An agency, a partner or a supervisor.
    case principal(Principal)
    /// A gateway, a dispatcher or a recorder.
    case station(Station)

    /// A station that has a key.
    public struct Station: Comparable, Hashable, Sendable, CustomStringConvertible {
        /// What it is: never the role of a principal.
        public let role: KeyRole
        /// Its name: 1 to 32 of `a-z`, `0-9` and `-`.
        public let name: String

        /// Role and name: `dispatcher:north`.
        public var description: String { "\(role.rawValue):\(name)" }

        fileprivate init?(_ role: KeyRole, _ name: String) {
            // The same letters as the name of an agency.
            guard AgencyID(name) != nil else { return nil }
            self.role = role
            self.name = name
        }

        /// Whether the left one comes first.
        public static func < (left: Station, right: Station) -> Bool {
            left.description < right.description
        }
    }

    /// Reads what ``description`` writes; nil for anything else.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"),
            let role = KeyRole(rawValue: String(text[..<colon]))
        else { return nil }
        switch role {
        case .agency, .partner, .supervisor:
            guard let principal = Principal(text) else { return nil }
            self = .principal(principal)
        case .gateway, .dispatcher, .recorder:
            let name = String(text[text.index(after: colon)...])
            guard let station = Station(role, name) else { return nil }
            self = .station(station)
        }
    }

    /// Role and name: `agency:1819`, `recorder:main`.
    public var description: String {
        switch self {
        case .principal(let principal): principal.description
        case .station(let station): station.description
        }
    }

    /// The name without the role: `1819`, `main`.
    public var name: String {
        switch self {
        case .principal(.agency(let name)): name.description
        case .principal(.partner(let name)): name.description
        case .principal(.supervisor(let name)): name.description
        case .station(let station): station.name
        }
    }

    /// What it is.
    public var role: KeyRole {
        switch self {
        case .principal(.agency): .agency
        case .principal(.partner): .partner
        case .principal(.supervisor): .supervisor
        case .station(let station): station.role
        }
    }
}
