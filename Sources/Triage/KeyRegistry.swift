public import Referrals

/// Who has which key: what the doors ask at each handshake, and for each message.
///
/// A value: a new one takes its place whole when the folder of keys has changed.
public struct KeyRegistry: Equatable, Sendable {
    /// The cards, by owner and name of the key.
    public let cards: [KeyCard]

    private let places: [PublicKey: Int]
    private let placesByUserID: [String: Int]

    /// Nobody: every key is unknown.
    public static let empty = KeyRegistry(sorted: [])

    /// How many keys of one owner may be live: the one in use and the one that takes its place.
    public static let liveKeysMax = 2
    /// The most cards that it holds.
    public static let cardsMax = 32_768

    /// The registry of these cards, read by themselves before.
    ///
    /// - Throws: each card that has the key of another, the owner and name of another, or is one live key
    ///   too many of its owner at `now`, with file and line; the revoked card keeps its right, else the file
    ///   that comes first: what one file revokes no other makes live again.
    public init(_ filed: [FiledCard], at now: Moment) throws(BundleFaults) {
        let ordered = filed.sorted { left, right in
            let places = [left, right].map { $0.card.revokedAt == nil ? 1 : 0 }
            return (places[0], left.file) < (places[1], right.file)
        }
        guard ordered.count <= KeyRegistry.cardsMax else {
            let first = ordered[KeyRegistry.cardsMax]
            throw BundleFaults([
                BundleFault(
                    file: first.file,
                    line: 1,
                    column: 1,
                    expected: "at most \(KeyRegistry.cardsMax) cards",
                    found: "\(ordered.count)"
                )
            ])
        }
        var faults: [BundleFault] = []
        var byKey: [PublicKey: FiledCard] = [:]
        var byUserID: [String: FiledCard] = [:]
        var live: [KeyOwner: Int] = [:]
        for entry in ordered {
            let card = entry.card
            func fault(_ line: Int, expected: String, found: String) {
                faults.append(
                    BundleFault(
                        file: entry.file,
                        line: line,
                        column: 1,
                        expected: expected,
                        found: found
                    )
                )
            }
            let known = faults.count
            if let other = byKey.updateValue(entry, forKey: card.key) {
                byKey[card.key] = other
                let found = "that of \(other.file):\(other.keyLine)"
                fault(entry.keyLine, expected: "a public-key of its own", found: found)
            }
            if let other = byUserID.updateValue(entry, forKey: card.userID) {
                byUserID[card.userID] = other
                let found = "\(card.name), as in \(other.file):\(other.ownerLine)"
                let expected = "a key-name that no other key of \(card.owner) has"
                fault(entry.ownerLine, expected: expected, found: found)
            }
            // A stray copy is no third key.
            if card.isLive(at: now), faults.count == known {
                live[card.owner, default: 0] += 1
                let count = live[card.owner] ?? 0
                if count > KeyRegistry.liveKeysMax {
                    let expected = "at most \(KeyRegistry.liveKeysMax) live keys of \(card.owner)"
                    fault(entry.ownerLine, expected: expected, found: "one more: revoke one")
                }
            }
        }
        guard faults.isEmpty else { throw BundleFaults(faults) }
        self.init(
            sorted: filed.map(\.card).sorted { ($0.owner, $0.name) < ($1.owner, $1.name) }
        )
    }

    private init(sorted cards: [KeyCard]) {
        self.cards = cards
        var places: [PublicKey: Int] = [:]
        var placesByUserID: [String: Int] = [:]
        for (place, card) in cards.enumerated() {
            places[card.key] = place
            placesByUserID[card.userID] = place
        }
        self.places = places
        self.placesByUserID = placesByUserID
    }
}

/// Why a key does not open a door.
public enum KeyRefusal: Error, Equatable, Sendable {
    /// Nobody has it.
    case unknownKey
    /// It was revoked at this time.
    case revoked(Moment)
    /// This was its last day.
    case expired(CalendarDate)
    /// It opens other doors.
    case wrongDomain
    /// It may come from other networks, or where the peer comes from is not known.
    case wrongNetwork
}

extension KeyRegistry {
    /// Whose key this is, at a handshake.
    ///
    /// The address is where the peer comes from, nil where ZAP told none that could be read.
    /// - Throws: why the key does not open this door.
    public func card(
        of key: PublicKey,
        in domain: KeyDomain,
        from address: NetworkAddress?,
        at now: Moment
    ) throws(KeyRefusal) -> KeyCard {
        guard let place = places[key] else { throw .unknownKey }
        let card = try live(cards[place], in: domain, at: now)
        if let networks = card.networks {
            guard let address, networks.contains(where: { $0.contains(address) }) else {
                throw .wrongNetwork
            }
        }
        return card
    }

    /// Whose connection this is, for a message: ZAP asks at the handshake only, and since then the key may
    /// have been revoked or its last day be over.
    ///
    /// A connection keeps its address, so that of the handshake holds.
    /// - Throws: why the key, of this ``KeyCard/userID``, no longer opens this door.
    public func card(
        userID: String,
        in domain: KeyDomain,
        at now: Moment
    ) throws(KeyRefusal) -> KeyCard {
        guard let place = placesByUserID[userID] else { throw .unknownKey }
        return try live(cards[place], in: domain, at: now)
    }

    private func live(
        _ card: KeyCard,
        in domain: KeyDomain,
        at now: Moment
    ) throws(KeyRefusal) -> KeyCard {
        if let time = card.revokedAt { throw .revoked(time) }
        if let day = card.notAfter, card.isExpired(at: now) { throw .expired(day) }
        guard card.domains.contains(domain) else { throw .wrongDomain }
        return card
    }
}
