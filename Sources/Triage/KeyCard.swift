public import Referrals

/// What a public key lets its owner do: whose it is, which doors it opens, from where and until when.
///
/// It is a certificate whose metadata says so:
///
///     principal = "partner:hub"       required; also a station: dispatcher:…, recorder:…, gateway:…
///     role = "partner"                may be left out; if it stands there it is the principal's
///     key-name = "2"                  1 to 32 of a-z, 0-9 and -; 1 where it does not stand
///     domains = "desk"                all of the role where it does not stand
///     queues = "hub.coaching, hub"    partners only; all of its queues where it does not stand
///     networks = "192.0.2.0/24"       from anywhere where it does not stand
///     not-after = "2027-12-31"        the last day, in Brussels; for ever where it does not stand
///     revoked-at = "2026-11-21T15:00:00+01:00"
///
/// Names that begin with `x-`, and those that czmq's makecert writes, are kept and not read. Any other is
/// refused: a misspelt `not-after` must not become a key that lasts for ever.
public struct KeyCard: Equatable, Sendable {
    /// Whose key it is.
    public let owner: KeyOwner
    /// What the owner calls this one of their two keys.
    public let name: Name
    /// The key.
    public let key: PublicKey
    /// The doors it opens, in the contract's order.
    public var domains: [KeyDomain]
    /// The queues it may take from; nil for all that the partner may.
    public var queues: [QueueID]?
    /// The networks it may come from; nil for any.
    public var networks: [Network]?
    /// The last day on which it is good, in Brussels; nil for ever.
    public var notAfter: CalendarDate?
    /// When it was revoked; from then on it is of no use, whatever a clock says later.
    public var revokedAt: Moment?
    /// What else stands in its metadata.
    public internal(set) var kept: [Certificate.Remark]

    /// A card that opens all doors of its owner's role, from anywhere, for ever.
    public init(owner: KeyOwner, name: Name, key: PublicKey) {
        self.owner = owner
        self.name = name
        self.key = key
        domains = owner.role.domains
        kept = []
    }

    /// The name of a key: what tells the two live keys of a principal apart.
    public struct Name: Comparable, Hashable, Sendable, CustomStringConvertible {
        /// The name: 1 to 32 of `a-z`, `0-9` and `-`.
        public let description: String

        /// The key's name; nil when it has another form.
        public init?(_ name: String) {
            guard AgencyID(name) != nil else { return nil }
            description = name
        }

        /// The name where none is given: `1`.
        public static let first = Name(unchecked: "1")

        private init(unchecked name: String) {
            description = name
        }

        /// Whether the left name comes first.
        public static func < (left: Name, right: Name) -> Bool {
            left.description < right.description
        }
    }

    /// The ZAP `User-Id` of a connection with this key: owner and key, `agency:1819#1`.
    ///
    /// With the key's name in it the revocation of one of two keys ends its connections and no others.
    public var userID: String { "\(owner)#\(name)" }

    /// Whether it is neither revoked nor past its last day.
    public func isLive(at now: Moment) -> Bool { revokedAt == nil && !isExpired(at: now) }

    /// Whether its last day is over.
    public func isExpired(at now: Moment) -> Bool {
        notAfter.map { BrusselsTime.date(at: now) > $0 } ?? false
    }

    /// The most networks, and the most queues, on a card: so many fit on a line.
    public static let listMax = 12
    /// The most remarks kept: with our own they are ``Certificate/remarksMax``.
    static let keptMax = 24
    /// The names that czmq's makecert and zmakecert write.
    static let makecertNames = ["name", "email", "organization", "created-by", "date-created"]
}

extension KeyCard {
    /// Why the card could not be read again, a line each; none when it may be written.
    public var objections: [String] {
        var objections: [String] = []
        if domains.contains(where: { !owner.role.domains.contains($0) })
            || Set(domains).count != domains.count || domains.isEmpty != owner.role.domains.isEmpty
        {
            objections.append("a key of role \(owner.role.rawValue) opens \(owner.role.doors)")
        }
        if let queues {
            if owner.role != .partner { objections.append("only a partner's key has queues") }
            if !(1...KeyCard.listMax).contains(queues.count) {
                objections.append("a key has 1 to \(KeyCard.listMax) queues")
            }
        }
        if let networks, !(1...KeyCard.listMax).contains(networks.count) {
            objections.append("a key has 1 to \(KeyCard.listMax) networks")
        }
        return objections
    }

    /// The card as a certificate, with the secret key in its owner's file only; it has no ``objections``.
    public func certificate(secretKey: SecretKey? = nil) -> Certificate {
        precondition(objections.isEmpty, "a card is written only if it can be read again")
        var lines: [(String, String)] = [
            ("principal", owner.description),
            ("role", owner.role.rawValue),
            ("key-name", name.description),
        ]
        if domains != owner.role.domains {
            lines.append(("domains", domains.map(\.rawValue).joined(separator: ", ")))
        }
        if let queues {
            lines.append(("queues", queues.map(\.description).joined(separator: ", ")))
        }
        if let networks {
            lines.append(("networks", networks.map(\.description).joined(separator: ", ")))
        }
        if let notAfter { lines.append(("not-after", notAfter.iso8601)) }
        if let revokedAt { lines.append(("revoked-at", revokedAt.rfc3339)) }
        let remarks = lines.compactMap { Certificate.Remark($0.0, $0.1) }
        return Certificate(remarks + kept, publicKey: key, secretKey: secretKey)
    }
}
