public import Referrals
public import Wire
public import ZeroMQ

/// One connection to a gateway: one DEALER socket, used by one thread.
///
/// Answers find their questions by number; what the gateway pushes is kept in order. A send that
/// succeeds means nothing: only an answer does. After a long silence the owner calls ``renew()``,
/// which makes a new socket; sessions on the old one have ended.
public final class Connection {
    /// What the client takes at most in one message; receipts are longer than what they answer.
    static let messageBytesMax = 4 << 20

    /// How many messages libzmq keeps for a peer that is slow.
    static let sendHighWater = 1024

    /// Where the gateway listens.
    public let endpoint: String

    /// When something was last received.
    public private(set) var lastHeard: ContinuousClock.Instant?

    private let principal: Principal?
    private let context: Context
    private var socket: Socket
    private var poller: Poller
    private var lastNumber = 0
    private var pushed: [Reply] = []

    /// The messages that have arrived already, read while a send waited.
    private var arrived: [Reply] = []

    /// Begins to connect to a gateway; the context may be shared by the connections of a thread.
    ///
    /// `principal` is whom the gateway is told to believe it speaks with, on an insecure socket.
    public init(
        to endpoint: String,
        as principal: Principal? = nil,
        in context: Context? = nil
    ) throws(ClientFailure) {
        self.endpoint = endpoint
        self.principal = principal
        do throws(ZeroMQFailure) {
            let context = if let context { context } else { try Context() }
            self.context = context
            socket = try Connection.makeSocket(in: context, to: endpoint)
        } catch {
            throw .link(error)
        }
        poller = Poller([socket], bell: nil)
    }

    deinit {
        socket.close()
    }

    /// Closes the socket and makes a new one; what was not answered has to be sent again.
    public func renew() throws(ClientFailure) {
        socket.close()
        pushed = []
        arrived = []
        do throws(ZeroMQFailure) {
            socket = try Connection.makeSocket(in: context, to: endpoint)
        } catch {
            throw .link(error)
        }
        poller = Poller([socket], bell: nil)
    }

    /// Asks, and waits for the answer; what is pushed meanwhile is kept for ``next(until:)``.
    ///
    /// - Throws: ``ClientFailure/silent(endpoint:)`` when the time is over, or what the gateway's
    ///   `error` says.
    public func ask(
        _ inquiry: Inquiry,
        until deadline: ContinuousClock.Instant
    ) throws(ClientFailure) -> Reply {
        guard let number = try send(inquiry, until: deadline) else {
            throw .silent(endpoint: endpoint)
        }
        while let reply = try receive(until: deadline) {
            if reply.re == number {
                if let failure = reply.failure { throw failure }
                return reply
            }
            // An answer to what was given up is of no use to anybody.
            if reply.re == nil { pushed.append(reply) }
        }
        throw .silent(endpoint: endpoint)
    }

    /// The next message, a pushed one or an answer, in the order received; nil when the time is over.
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
        let frame = inquiry.encode(seq: number, as: principal, events: events)
        do throws(ZeroMQFailure) {
            while try socket.send([frame]) != .sent {
                let rest = Connection.milliseconds(until: deadline)
                guard rest > 0 else { return nil }
                poller.watchWritable(true, at: 0)
                defer { poller.watchWritable(false, at: 0) }
                // What has arrived meanwhile stays in the socket, and must not end the wait at once.
                _ = try poller.wait(milliseconds: min(rest, 50))
                try keepArrived()
            }
        } catch {
            throw .link(error)
        }
        lastNumber = number
        return number
    }

    private func keepArrived() throws(ZeroMQFailure) {
        while let reply = try receiveNow() { arrived.append(reply) }
    }

    /// The next message that has arrived, waiting until then at most.
    private func receive(until deadline: ContinuousClock.Instant) throws(ClientFailure) -> Reply? {
        guard arrived.isEmpty else { return arrived.removeFirst() }
        do throws(ZeroMQFailure) {
            while true {
                if let reply = try receiveNow() { return reply }
                let rest = Connection.milliseconds(until: deadline)
                guard rest > 0 else { return nil }
                _ = try poller.wait(milliseconds: rest)
            }
        } catch {
            throw .link(error)
        }
    }

    /// The next message that is there and can be read; nobody else's bytes stop this client.
    private func receiveNow() throws(ZeroMQFailure) -> Reply? {
        while let received = try socket.receive() {
            switch received {
            case .tooManyFrames, .tooManyBytes: continue
            case .message(let frames, user: _):
                guard let frame = frames.last, let reply = Reply(frame) else { continue }
                lastHeard = .now
                return reply
            }
        }
        return nil
    }

    private static func makeSocket(
        in context: Context,
        to endpoint: String
    ) throws(ZeroMQFailure) -> Socket {
        let socket = try Socket(
            .clientDealer(maxMessageBytes: messageBytesMax, sendHighWater: sendHighWater),
            in: context
        )
        try socket.connect(endpoint)
        return socket
    }

    /// What is left until then, rounded up, so that nobody wakes just before it.
    static func milliseconds(until deadline: ContinuousClock.Instant) -> Int {
        let rest = deadline - .now
        guard rest > .zero else { return 0 }
        let (seconds, attoseconds) = rest.components
        return Int(clamping: min(seconds, 86_400) * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
