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
        peer.principal = message.speaker
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

    /// Sessions of those whom other rules do not admit any more have ended.
    mutating func endRevoked() -> [Effect] {
        let revoked = sessions.sorted { $0.key < $1.key }.map(\.value).filter { route in
            peers[route]?.principal.map { !bundle.access.admits($0) } ?? true
        }
        return revoked.flatMap { endSession(of: $0) }
    }

    /// Something for a session that did not ask; one that has ended does not get it.
    mutating func push(_ session: SessionID, _ message: Wire.Message) -> [Effect] {
        guard let route = sessions[session], let peer = peers[route], !peer.isREQ else { return [] }
        return [send(message, to: route, peer.envelope, re: nil)]
    }

    /// Nothing new is taken; peers with a session are told, and what is under way is answered.
    mutating func drain() -> [Effect] {
        isDraining = true
        return sessions.sorted { $0.key < $1.key }.compactMap { entry in
            guard let peer = peers[entry.value], !peer.isREQ else { return nil }
            return send(.drain(retryAfter: .seconds(2)), to: entry.value, peer.envelope, re: nil)
        }
    }
}
