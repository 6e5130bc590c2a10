public import Referrals
public import Wire
public import ZeroMQ

/// One connection to a gateway: one DEALER socket at a time, used by one thread.
///
/// Answers find their questions by number; what the gateway pushes is kept in order. A send that
/// succeeds means nothing: only an answer does.
///
/// When the link breaks, or is refused, the socket is closed and a new one made after a pause, of
/// 250 ms first and 30 s at most. Whatever was not answered has to be asked again then, and sessions
/// have ended: ``cuts`` tells. After a long silence on a link that stands the owner calls ``renew()``.
public final class Connection {
    /// What the client takes at most in one message; receipts are longer than what they answer.
    static let messageBytesMax = 4 << 20

    /// How many messages libzmq keeps for a peer that is slow: no window is larger.
    static let sendHighWater = 1024

    /// Where the gateway listens.
    public var endpoint: String { link.endpoint }

    /// When something was last received.
    public private(set) var lastHeard: ContinuousClock.Instant?

    /// How often a link that stood was lost.
    public var cuts: Int { link.cuts }

    /// The number of a question whose answer comes by ``next(until:)``, whatever is asked meanwhile.
    var awaited: Int?

    private let claim: Principal?
    let link: Link
    /// The number of the question that was last handed to a link that stood.
    private(set) var lastNumber = 0
    private var pushed: [Reply] = []

    /// The messages that have arrived already, read while a send waited.
    private var arrived: [Reply] = []

    /// Begins to connect to a gateway; the context may be shared by the connections of a thread.
    public init(
        to endpoint: String,
        identity: Identity,
        in context: Context? = nil,
        backoff: Backoff = .link
    ) throws(ClientFailure) {
        claim = identity.claim
        do throws(ZeroMQFailure) {
            link = try Link(
                to: endpoint,
                .clientDealer(
                    maxMessageBytes: Connection.messageBytesMax,
                    sendHighWater: Connection.sendHighWater,
                    security: identity.security
                ),
                hasKeys: identity.hasKeys,
                in: context,
                backoff: backoff
            )
        } catch {
            throw .link(error)
        }
    }

    /// Begins to connect to a gateway that runs insecurely, as the one that is named.
    public convenience init(
        to endpoint: String,
        as principal: Principal? = nil,
        in context: Context? = nil
    ) throws(ClientFailure) {
        let identity: Identity = principal.map { .claimed($0) } ?? .account
        try self.init(to: endpoint, identity: identity, in: context)
    }

    /// Closes the socket and makes a new one; what was not answered has to be sent again.
    public func renew() throws(ClientFailure) {
        forget()
        try link.renew()
    }

    /// Forgets what was received and not read yet: it belongs to a session that has ended.
    func forget() {
        pushed = []
        arrived = []
    }

    /// Asks, and waits for the answer; what is pushed meanwhile is kept for ``next(until:)``.
    ///
    /// - Throws: ``ClientFailure/silent(endpoint:)`` when the time is over, or what the gateway's
    ///   `error` says, or why there is no link.
    public func ask(
        _ inquiry: Inquiry,
        until deadline: ContinuousClock.Instant
    ) throws(ClientFailure) -> Reply {
        guard let number = try send(inquiry, until: deadline) else {
            throw .silent(endpoint: endpoint)
        }
        let cutsBefore = cuts
        while true {
            if let reply = try receive(until: deadline) {
                if reply.re == number {
                    if let failure = reply.failure { throw failure }
                    return reply
                }
                // An answer to what was given up is of no use to anybody.
                if reply.re == nil || reply.re == awaited { pushed.append(reply) }
            } else if cuts != cutsBefore {
                throw .cut(endpoint: endpoint)
            } else {
                throw .silent(endpoint: endpoint)
            }
        }
    }

    /// The next message, a pushed one or an answer, in the order received; nil when the time is over,
    /// or the link was lost.
    public func next(until deadline: ContinuousClock.Instant) throws(ClientFailure) -> Reply? {
        guard pushed.isEmpty else { return pushed.removeFirst() }
        return try receive(until: deadline)
    }

    /// Sends an inquiry and says under which number; nil if no link would take it in time.
    ///
    /// `events` are the lines of a publish.
    public func send(
        _ inquiry: Inquiry,
        events: [ArraySlice<UInt8>] = [],
        until deadline: ContinuousClock.Instant
    ) throws(ClientFailure) -> Int? {
        let number = lastNumber + 1
        let frame = inquiry.encode(seq: number, as: claim, events: events)
        while try !link.send(frame) {
            let rest = Connection.milliseconds(until: deadline)
            guard rest > 0 else { return nil }
            // What has arrived meanwhile stays in the socket, and must not end the wait at once.
            try link.wait(milliseconds: min(rest, 50), toSend: true)
            while let reply = try receiveNow() { arrived.append(reply) }
        }
        lastNumber = number
        return number
    }

    /// The next message that has arrived, waiting until then at most, or until the link is lost.
    private func receive(until deadline: ContinuousClock.Instant) throws(ClientFailure) -> Reply? {
        guard arrived.isEmpty else { return arrived.removeFirst() }
        let cutsBefore = cuts
        while true {
            if let reply = try receiveNow() { return reply }
            let rest = Connection.milliseconds(until: deadline)
            guard rest > 0, cuts == cutsBefore else { return nil }
            try link.wait(milliseconds: rest)
        }
    }

    /// The next message that is there and can be read; nobody else's bytes stop this client.
    private func receiveNow() throws(ClientFailure) -> Reply? {
        while let received = try link.receive() {
            switch received {
            case .tooManyFrames, .tooManyBytes: continue
            case .message(let frames, user: _):
                guard let frame = frames.last, let reply = Reply(frame) else { continue }
                lastHeard = .now
                link.wasHeard()
                return reply
            }
        }
        return nil
    }

    /// What is left until then, rounded up, so that nobody wakes just before it.
    static func milliseconds(until deadline: ContinuousClock.Instant) -> Int {
        let rest = deadline - .now
        guard rest > .zero else { return 0 }
        let (seconds, attoseconds) = rest.components
        return Int(clamping: min(seconds, 86_400) * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}

@available(*, unavailable, message: "a connection belongs to one thread")
extension Connection: Sendable {}
