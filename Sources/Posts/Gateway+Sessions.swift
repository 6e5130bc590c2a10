import Exchange
import Referrals
import Triage
import Wire

extension Gateway {
    /// A peer says who it is and what it speaks; a session it had on this connection has ended.
    mutating func greet(_ message: Message, at instant: Instant) -> [Effect] {
        let route = message.route
        var effects = endSession(of: route)
        lastSession += 1
        let session = SessionID(lastSession)
        var peer = peers[route] ?? Peer(lastHeard: instant.steady)
        peer.session = session
        peer.principal = message.speaker.principal
        peer.userID = message.user
        peer.envelope = message.envelope
        peer.isREQ = !message.envelope.isEmpty
        peer.lastHeard = instant.steady
        peers[route] = peer
        sessions[session] = route
        let welcome = WelcomeMessage(
            session: String(session.number),
            epoch: epoch,
            now: instant.wall,
            windowMessages: limits.messages,
            windowBytes: limits.bytes,
            ping: limits.ping
        )
        effects.append(send(.welcome(welcome), to: route, message.envelope, re: message.seq))
        return effects
    }

    func send(_ message: Wire.Message, to route: Route, _ envelope: [[UInt8]], re seq: Int?)
        -> Effect
    {
        .send(route, envelope: envelope, message.encode(re: seq))
    }

    /// Ends the session of a peer, if it has one; the recorder is told.
    mutating func endSession(of route: Route) -> [Effect] {
        guard let session = peers[route]?.session else { return [] }
        peers[route]?.session = nil
        sessions[session] = nil
        if peers[route]?.messages == 0 { peers[route] = nil }
        return [.sessionEnded(session)]
    }

    /// A peer is gone: nothing more can be sent to it, and its session has ended.
    mutating func leave(_ route: Route) -> [Effect] {
        endSession(of: route)
    }

    /// Sessions that were silent for three pings have ended.
    mutating func endSilent(at instant: Instant) -> [Effect] {
        let silence = limits.ping * Gateway.patience
        let silent = peers.filter {
            $0.value.session != nil && $0.value.lastHeard + silence < instant.steady
        }
        let inOrder = silent.values.compactMap(\.session).sorted().compactMap { sessions[$0] }
        return inOrder.flatMap { endSession(of: $0) }
    }

    /// Sessions of those whom the rules or the book do not admit any more have ended.
    mutating func endRevoked(at now: Moment) -> [Effect] {
        let revoked = sessions.sorted { $0.key < $1.key }.map(\.value).filter { route in
            guard let peer = peers[route], let principal = peer.principal else { return true }
            return access?.admits(principal) != true || !isGood(peer.userID, at: route.door, now)
        }
        return revoked.flatMap { endSession(of: $0) }
    }

    private func isGood(_ userID: String?, at door: Door, _ now: Moment) -> Bool {
        guard !isInsecure else { return true }
        do throws(KeyRefusal) {
            _ = try userID.map { userID throws(KeyRefusal) in
                try book.speaker(userID: userID, at: door, at: now)
            }
            return userID != nil
        } catch {
            return false
        }
    }

    /// How often the book is looked through for keys whose last day is over: a message asks for itself.
    private static let bookEvery = Span.minutes(1)

    /// Now and then, as a link that says nothing is cut by nobody else.
    mutating func lookForLastDays(at now: Moment) -> [Effect] {
        let isRecent = bookReadAt <= now && now < bookReadAt + Gateway.bookEvery
        return isRecent ? [] : take(book, at: now)
    }

    /// Another book counts from the next message on; sessions and links under keys that are not good any
    /// more end, also where only their last day is over.
    mutating func take(_ book: DoorBook, at now: Moment) -> [Effect] {
        guard !isInsecure else { return [] }
        let closed = book.closed(since: self.book, at: bookReadAt, now: now)
        self.book = book
        bookReadAt = now
        guard !closed.isEmpty else { return [] }
        let ended = endRevoked(at: now)
        return closed.sorted { $0.key < $1.key }.reduce(into: ended) { effects, entry in
            effects += drain { $0.door.domain == entry.key }
            effects.append(.cut(entry.key, entry.value))
        }
    }

    /// All links at a door were cut.
    mutating func sweep(_ domain: KeyDomain) -> [Effect] {
        let cut = sessions.sorted { $0.key < $1.key }.map(\.value)
            .filter { $0.door.domain == domain }
        return cut.flatMap { endSession(of: $0) }
    }

    /// Something for a session that did not ask; one that has ended does not get it.
    mutating func push(_ session: SessionID, _ message: Outgoing) -> [Effect] {
        guard let route = sessions[session], let peer = peers[route], !peer.isREQ else { return [] }
        return [.send(route, envelope: peer.envelope, message.bytes(re: nil))]
    }

    /// Nothing new is taken; peers with a session are told, and what is under way is answered.
    mutating func drain() -> [Effect] {
        isDraining = true
        return drain { _ in true }
    }

    /// Peers with a session are told to send nothing new and to make a new connection.
    private func drain(where isMeant: (Route) -> Bool) -> [Effect] {
        sessions.sorted { $0.key < $1.key }.compactMap { entry in
            guard isMeant(entry.value), let peer = peers[entry.value], !peer.isREQ else {
                return nil
            }
            return send(.drain(retryAfter: .seconds(2)), to: entry.value, peer.envelope, re: nil)
        }
    }
}
