public import Referrals
public import Triage

/// The book at the doors: whose key opens which, and who a user of this machine is.
///
/// It is asked twice: at the handshake, where a key becomes a user id, and for every message, where the
/// user id becomes a principal again, or no longer does. A link outlives the key it was made with, so the
/// second question is the one that counts.
///
///     key, door, address ---> user id      at the handshake, once a link
///     user id, door      ---> principal    for each message
public struct DoorBook: Equatable, Sendable {
    /// The keys; nil while they are not known, when nobody but our own stations can be told apart.
    public var registry: KeyRegistry?
    /// The keys of our own stations, which must be known before the recorder has told the others.
    public var stations: KeyRegistry
    /// Supervisors of this machine, by the number of their user.
    public var users: [UInt32: SupervisorID]

    /// A book of these; `users` may come in at `control` over ipc without a key.
    public init(
        registry: KeyRegistry?,
        stations: KeyRegistry = .empty,
        users: [UInt32: SupervisorID] = [:]
    ) {
        self.registry = registry
        self.stations = stations
        self.users = users
    }

    /// What a doorkeeper says to whoever knocks.
    public enum Answer: Equatable, Sendable {
        /// They may come in, under this user id.
        case admitted(userID: String)
        /// They may not.
        case refused
        /// It cannot be said yet: they are to try again.
        case undecided
    }

    /// Whether the owner of this key may come in.
    ///
    /// `address` is where the peer comes from, as ZAP tells it.
    public func answer(
        to key: PublicKey,
        at domain: KeyDomain,
        from address: String,
        at now: Moment
    ) -> Answer {
        guard let registry = keys(of: domain) else { return .undecided }
        do throws(KeyRefusal) {
            let address = NetworkAddress(address)
            let card = try registry.card(of: key, in: domain, from: address, at: now)
            return .admitted(userID: card.userID)
        } catch {
            return .refused
        }
    }

    /// Whether a user of this machine may come in without a key: a supervisor, at `control`, over ipc.
    ///
    /// `address` is what ZAP tells of a peer over ipc, `localhost:uid:gid:pid`, from the kernel.
    public func answer(toUserAt address: String, at domain: KeyDomain) -> Answer {
        let parts = address.split(separator: ":", omittingEmptySubsequences: false)
        guard domain == .control, parts.count == 4, parts[0] == "localhost",
            let number = UInt32(parts[1]), let name = users[number]
        else { return .refused }
        return .admitted(userID: DoorBook.userID(of: name, number))
    }

    /// Who speaks on a link that was made under this user id, and what they may take from.
    ///
    /// - Throws: why they may no longer speak here.
    public func speaker(
        userID: String,
        at door: Door,
        at now: Moment
    ) throws(KeyRefusal) -> Speaker {
        if door == .control,
            let user = users.first(where: { DoorBook.userID(of: $0.value, $0.key) == userID })
        {
            return Speaker(principal: .supervisor(user.value))
        }
        guard let registry else { throw .unknownKey }
        let card = try registry.card(userID: userID, in: door.domain, at: now)
        guard case .principal(let principal) = card.owner else { throw .wrongDomain }
        return Speaker(principal: principal, queues: card.queues)
    }

    /// Whether one of our own stations still speaks on a link of `work` or `record`.
    public func admits(station userID: String, at domain: KeyDomain, at now: Moment) -> Bool {
        do throws(KeyRefusal) {
            guard let registry = keys(of: domain) else { return false }
            _ = try registry.card(userID: userID, in: domain, at: now)
            return true
        } catch {
            return false
        }
    }

    /// The user ids that were good in an earlier book, then, and are not in this one, now, by the door.
    public func closed(
        since earlier: DoorBook,
        at then: Moment,
        now: Moment
    ) -> [KeyDomain: Set<String>] {
        var closed: [KeyDomain: Set<String>] = [:]
        for card in (earlier.registry?.cards ?? []) + earlier.stations.cards {
            for domain in card.domains where earlier.isLive(card.userID, domain, then) {
                guard !isLive(card.userID, domain, now) else { continue }
                closed[domain, default: []].insert(card.userID)
            }
        }
        for (number, name) in earlier.users where users[number] != name {
            closed[.control, default: []].insert(DoorBook.userID(of: name, number))
        }
        return closed
    }

    private func isLive(_ userID: String, _ domain: KeyDomain, _ now: Moment) -> Bool {
        admits(station: userID, at: domain, at: now)
    }

    /// Where the keys of a door stand: those of our own stations apart, as they must be known first.
    private func keys(of domain: KeyDomain) -> KeyRegistry? {
        switch domain {
        case .intake, .desk, .control, .feed: registry
        case .work, .record: stations
        }
    }

    private static func userID(of name: SupervisorID, _ number: UInt32) -> String {
        "supervisor:\(name)#uid-\(number)"
    }
}

/// Who speaks in a message.
public struct Speaker: Equatable, Sendable {
    /// Their role and name.
    public var principal: Principal
    /// The queues that their key may take from; nil for all that they have.
    public var queues: [QueueID]?

    /// The speaker of this name, with all queues of theirs or with these.
    public init(principal: Principal, queues: [QueueID]? = nil) {
        self.principal = principal
        self.queues = queues
    }
}

extension Door {
    /// The domain in which its keys are good.
    public var domain: KeyDomain {
        switch self {
        case .intake: .intake
        case .desk: .desk
        case .control: .control
        }
    }
}
