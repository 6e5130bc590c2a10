import Exchange
import Referrals
import Triage
import Wire

extension Gateway {
    /// Reads a message: who speaks and what they want; refuses what is not in order, at the door.
    mutating func receive(
        _ route: Route,
        _ frames: [[UInt8]],
        _ user: Principal?,
        at instant: Instant
    ) -> [Effect] {
        counts.received += 1
        guard route.id.first == 0 else {
            return refuse(route, [], nil, ErrorMessage(.routingIdSet, detail: ownRoutingID))
        }
        guard let parted = Envelope.part(frames) else {
            counts.malformed += 1
            return refuse(route, [], nil, ErrorMessage(.frames, detail: Gateway.badFrames))
        }
        let header = Header(of: parted.message, at: instant.wall)
        if let error = header.error, error.error == .badHeader || error.error == .version {
            return refuse(route, parted.envelope, header.seq, error)
        }
        if !isInsecure, header.speaker != nil {
            return refuse(
                route,
                parted.envelope,
                header.seq,
                ErrorMessage(.asOnSecured, detail: noAs)
            )
        }
        let speaker = isInsecure ? header.speaker : user
        guard let speaker, route.door.admits(speaker), bundle.access.admits(speaker) else {
            let detail = speaker == nil ? nobody : "\(route.door) is not for this principal"
            let ended = endSession(of: route)
            let error = ErrorMessage(.notAllowed, detail: detail)
            return ended + refuse(route, parted.envelope, header.seq, error)
        }
        peers[route]?.lastHeard = instant.steady
        if let error = header.error {
            let asked = Message(route, parted, header.seq, speaker)
            if route.door == .desk, error.error != .unknownKind, !header.isGreeting,
                !isInSession(asked)
            {
                return refuseSession(asked)
            }
            return refuse(route, parted.envelope, header.seq, error)
        }
        guard let inquiry = header.inquiry else { return [] }
        if case .bye = inquiry { return endSession(of: route) }
        return serve(
            Message(route, parted, header.seq, speaker),
            inquiry,
            at: instant
        )
    }

    /// A message whose sender is known.
    struct Message {
        var route: Route
        var envelope: [[UInt8]]
        var frame: [UInt8]
        var seq: Int?
        var speaker: Principal

        init(
            _ route: Route,
            _ parted: (envelope: [[UInt8]], message: [UInt8]),
            _ seq: Int?,
            _ speaker: Principal
        ) {
            self.route = route
            envelope = parted.envelope
            frame = parted.message
            self.seq = seq
            self.speaker = speaker
        }
    }

    private mutating func serve(
        _ message: Message,
        _ inquiry: Inquiry,
        at instant: Instant
    ) -> [Effect] {
        let route = message.route
        switch (inquiry, message.speaker) {
        case (.hello(let hello), _): return hear(hello, message, at: instant)
        case (.ping(let credit), let speaker):
            if case .partner = speaker, !isInSession(message) { return refuseSession(message) }
            let pong = send(.pong(now: instant.wall), to: route, message.envelope, re: message.seq)
            return take(credit, from: route) + [pong]
        case (.take(let credit), .partner):
            return inSession(message) { $0.take(credit, from: route) }
        case (.publish(let publish), .agency(let agency)):
            return admit(message, at: instant) { gateway, open in
                gateway.publish(publish, message.frame, open, agency: agency, at: instant.wall)
            }
        case (.follow(let follow), .agency): return forward(message, .follow(follow), at: instant)
        case (.lookup(let name, let after), .agency):
            return forward(message, .lookup(name, after: after), at: instant)
        case (.attach(let attach), .partner):
            return inSession(message) { $0.forward(message, .attach(attach), at: instant) }
        case (.answer(let lines), .partner):
            return inSession(message) { $0.forward(message, .answer(lines), at: instant) }
        case (.report(let lines), .partner):
            return inSession(message) { $0.forward(message, .report(lines), at: instant) }
        case (.open(let open), .partner):
            return inSession(message) { $0.forward(message, .open(open), at: instant) }
        case (.acknowledge(let through), .partner):
            return inSession(message) { $0.forward(message, .acknowledge(through), at: instant) }
        case (.mine(let after), .partner):
            return inSession(message) { $0.forward(message, .mine(after: after), at: instant) }
        case (.ask(let ask), .supervisor): return forward(message, .ask(ask), at: instant)
        case (.order(let order), .supervisor): return forward(message, .order(order), at: instant)
        case (.publish, _), (.follow, _), (.lookup, _), (.attach, _), (.answer, _), (.report, _),
            (.open, _), (.acknowledge, _), (.mine, _), (.ask, _), (.order, _), (.bye, _),
            (.take, _):
            let detail = "\(inquiry.kind) is not for this socket"
            return refuse(
                route,
                message.envelope,
                message.seq,
                ErrorMessage(.notAllowed, detail: detail)
            )
        }
    }

    /// Partners work in a session.
    private mutating func inSession(
        _ message: Message,
        _ body: (inout Gateway) -> [Effect]
    ) -> [Effect] {
        guard isInSession(message) else { return refuseSession(message) }
        return body(&self)
    }

    /// Whether whoever speaks has a session on this connection, and not somebody else.
    private func isInSession(_ message: Message) -> Bool {
        guard let peer = peers[message.route], peer.session != nil else { return false }
        return peer.principal == message.speaker
    }

    /// A greeting; one that names a receipt is answered when the recorder has seen whether it is there.
    private mutating func hear(
        _ hello: HelloInquiry,
        _ message: Message,
        at instant: Instant
    ) -> [Effect] {
        guard !isDraining else { return refuseNew(message) }
        guard let known = hello.known, case .agency = message.speaker else {
            return greet(message, at: instant)
        }
        return endSession(of: message.route) + forward(message, .known(known), at: instant)
    }

    private mutating func refuseNew(_ message: Message) -> [Effect] {
        var error = ErrorMessage(.draining, detail: closing)
        error.retryAfter = .seconds(2)
        return refuse(message.route, message.envelope, message.seq, error)
    }

    private mutating func refuseSession(_ message: Message) -> [Effect] {
        let error = ErrorMessage(.noSession, detail: sayHello)
        return refuse(message.route, message.envelope, message.seq, error)
    }

    /// Takes a message in if its sender's window, and all peers' together, have room for it.
    private mutating func admit(
        _ message: Message,
        at instant: Instant,
        _ body: (inout Gateway, Open) -> [Effect]
    ) -> [Effect] {
        guard let seq = message.seq else { return [] }
        guard !isDraining else { return refuseNew(message) }
        var peer = peers[message.route] ?? Peer(lastHeard: instant.steady)
        let isKnown = peer.session != nil
        let messages = isKnown ? limits.messages : limits.strangerMessages
        let bytes = isKnown ? limits.bytes : limits.strangerBytes
        guard peer.messages < messages, peer.bytes + message.frame.count <= bytes,
            bytesUnderWay + message.frame.count <= limits.allBytes
        else {
            var error = ErrorMessage(.window, detail: tooMuch)
            error.retryAfter = .milliseconds(200)
            return refuse(message.route, message.envelope, seq, error)
        }
        if !isKnown { peer.principal = message.speaker }
        peers[message.route] = peer
        let open = Open(
            route: message.route,
            envelope: message.envelope,
            seq: seq,
            principal: message.speaker,
            session: peer.session,
            bytes: message.frame.count,
            stage: .waiting
        )
        return body(&self, open)
    }

    /// Hands a message to the recorder under a ticket.
    private mutating func forward(_ message: Message, _ ask: Put.Ask, at instant: Instant)
        -> [Effect]
    {
        admit(message, at: instant) { gateway, open in
            let ticket = gateway.nextTicket()
            var open = open
            open.stage = .asking(ask)
            gateway.hold(open, under: ticket)
            return gateway.isLinked ? [.put(gateway.put(ask, ticket, open))] : []
        }
    }

    private func take(_ credit: Credit, from route: Route) -> [Effect] {
        guard let session = peers[route]?.session, credit.through != nil || credit.got != nil else {
            return []
        }
        return [.credit(session, through: credit.through, got: credit.got)]
    }

    mutating func refuse(
        _ route: Route,
        _ envelope: [[UInt8]],
        _ seq: Int?,
        _ error: ErrorMessage
    ) -> [Effect] {
        counts.refused += 1
        return [send(.error(error), to: route, envelope, re: seq)]
    }
}

private let ownRoutingID = "set no routing id of your own: leave it to the library"
private let noAs = "this socket knows you by your key: leave out as"
private let nobody =
    "say who speaks: as, with agency:, partner: or supervisor: and a name of access.yaml"
private let sayHello = "there is no session on this connection: say hello, then attach"
private let closing = "the gateway is closing: reconnect and send it again"
private let tooMuch = "more is under way than the window allows: wait for answers"
