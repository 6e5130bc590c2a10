import Exchange
import Referrals
import Triage
import Wire

extension KeyRefusal {
    /// What the owner of the key is told.
    var words: String {
        switch self {
        case .unknownKey: "this key is not known any more"
        case .revoked: "this key was revoked"
        case .expired: "the last day of this key is over"
        case .wrongDomain: "this key does not open this door"
        case .wrongNetwork: "this key may not come from this network"
        }
    }
}

extension Gateway {
    /// Reads a message: who speaks and what they want; refuses what is not in order, at the door.
    mutating func receive(
        _ route: Route,
        _ frames: [[UInt8]],
        _ user: String?,
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
        let header = Header(of: parted.message, at: isClockBelieved ? instant.wall : nil)
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
        let speaker: Speaker
        do throws(Refusal) {
            speaker = try whoSpeaks(header, on: route.door, user, at: instant.wall)
        } catch {
            let ended = endSession(of: route)
            var answer = ErrorMessage(error.error, detail: error.detail)
            if error.error == .notReady { answer.retryAfter = .seconds(1) }
            return ended + refuse(route, parted.envelope, header.seq, answer)
        }
        peers[route]?.lastHeard = instant.steady
        if let error = header.error {
            let asked = Message(route, parted, header.seq, speaker, user)
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
            Message(route, parted, header.seq, speaker, user),
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
        var speaker: Speaker
        var user: String?

        init(
            _ route: Route,
            _ parted: (envelope: [[UInt8]], message: [UInt8]),
            _ seq: Int?,
            _ speaker: Speaker,
            _ user: String?
        ) {
            self.route = route
            envelope = parted.envelope
            frame = parted.message
            self.seq = seq
            self.speaker = speaker
            self.user = user
        }
    }

    private mutating func serve(
        _ message: Message,
        _ inquiry: Inquiry,
        at instant: Instant
    ) -> [Effect] {
        let route = message.route
        switch (inquiry, message.speaker.principal) {
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
        case (.publish, _), (.bye, _), (.take, _): return refuseKind(inquiry, message)
        case (.follow, _), (.lookup, _), (.attach, _), (.answer, _), (.report, _), (.open, _),
            (.acknowledge, _), (.mine, _), (.ask, _), (.order, _):
            guard let ask = Put.Ask(inquiry, from: message.speaker.principal) else {
                return refuseKind(inquiry, message)
            }
            guard case .partner = message.speaker.principal else {
                return forward(message, ask, at: instant)
            }
            return inSession(message) { $0.forward(message, ask, at: instant) }
        }
    }

    private mutating func refuseKind(_ inquiry: Inquiry, _ message: Message) -> [Effect] {
        let detail = "\(inquiry.kind) is not for this socket"
        let error = ErrorMessage(.notAllowed, detail: detail)
        return refuse(message.route, message.envelope, message.seq, error)
    }

    /// Why a message is not taken from whoever sent it.
    private struct Refusal: Error {
        var error = ErrorName.notAllowed
        var detail: String
    }

    /// Who speaks: on a locked socket whose key it is, now, and nothing that a message says of itself.
    private mutating func whoSpeaks(
        _ header: Header,
        on door: Door,
        _ user: String?,
        at now: Moment
    ) throws(Refusal) -> Speaker {
        let speaker: Speaker
        if isInsecure {
            guard let principal = header.speaker else { throw Refusal(detail: nobody) }
            speaker = Speaker(principal: principal)
        } else if let user {
            do throws(KeyRefusal) {
                speaker = try book.speaker(userID: user, at: door, at: now)
            } catch {
                counts.revoked += 1
                throw Refusal(detail: error.words)
            }
        } else {
            counts.unknown += 1
            throw Refusal(detail: noUser)
        }
        guard let access else { throw Refusal(error: .notReady, detail: notLinked) }
        guard door.admits(speaker.principal), access.admits(speaker.principal) else {
            throw Refusal(detail: "\(door) is not for this principal")
        }
        return speaker
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
        return peer.principal == message.speaker.principal && peer.userID == message.user
    }

    /// A greeting; one that names a receipt is answered when the recorder has seen whether it is there.
    private mutating func hear(
        _ hello: HelloInquiry,
        _ message: Message,
        at instant: Instant
    ) -> [Effect] {
        guard !isDraining else { return refuseNew(message) }
        guard isLinked else { return refuseUnlinked(message) }
        guard let known = hello.known, case .agency = message.speaker.principal else {
            return greet(message, at: instant)
        }
        return endSession(of: message.route) + forward(message, .known(known), at: instant)
    }

    private mutating func refuseNew(_ message: Message) -> [Effect] {
        var error = ErrorMessage(.draining, detail: closing)
        error.retryAfter = .seconds(2)
        return refuse(message.route, message.envelope, message.seq, error)
    }

    /// A session lives on a link to the recorder: without one there is none to be had.
    private mutating func refuseUnlinked(_ message: Message) -> [Effect] {
        var error = ErrorMessage(.notReady, detail: notLinked)
        error.retryAfter = .seconds(1)
        return endSession(of: message.route)
            + refuse(message.route, message.envelope, message.seq, error)
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
        if !isKnown {
            peer.principal = message.speaker.principal
            peer.userID = message.user
        }
        peers[message.route] = peer
        let open = Open(
            route: message.route,
            envelope: message.envelope,
            seq: seq,
            speaker: message.speaker,
            session: peer.session,
            letter: Put.Letter(
                frame: message.frame,
                at: instant.wall,
                isClockBelieved: isClockBelieved
            ),
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
private let noUser = "this socket knows nobody without a key"
private let notLinked = "the recorder is not there at the moment: say hello again"
private let sayHello = "there is no session on this connection: say hello, then attach"
private let closing = "the gateway is closing: reconnect and send it again"
private let tooMuch = "more is under way than the window allows: wait for answers"
