internal import ZeroMQ

/// A link to a gateway, and the sockets it is made of: one after the other.
///
/// A socket whose link broke, or whose handshake failed, is closed at once, and another is made after a
/// pause: libzmq would either never try again or come back at its own pace, and say neither.
final class Link {
    /// After how many handshakes in a row that were broken off the server's key is thought to be wrong,
    /// before a link ever stood and after.
    private static let breaksMax = (fresh: 3, known: 6)

    /// A handshake that ended later than this did so because it was given up, not broken off.
    private static let breaksWithin = Duration.seconds(4)

    let endpoint: String

    /// How often a link that stood was lost.
    private(set) var cuts = 0

    private let options: SocketOptions
    private let topic: String?
    private let hasKeys: Bool
    private let context: Context
    private let backoff: Backoff
    private let bell: WakeBell
    private(set) var socket: Socket?
    private var monitor: SocketMonitor?
    private var poller: Poller
    private var openedAt = ContinuousClock.now
    private var opensAt = ContinuousClock.now
    private var stands = false
    private var hasStood = false
    private var breaks = 0
    private var failures = 0
    private var fault: HandshakeFault?
    /// What was read from sockets that are closed by now, in its order.
    private var left: [Received] = []

    init(
        to endpoint: String,
        _ options: SocketOptions,
        topic: String? = nil,
        hasKeys: Bool,
        in context: Context?,
        backoff: Backoff
    ) throws(ZeroMQFailure) {
        self.endpoint = endpoint
        self.options = options
        self.topic = topic
        self.hasKeys = hasKeys
        self.context = if let context { context } else { try Context() }
        self.backoff = backoff
        bell = try WakeBell()
        poller = Poller([], bell: bell)
        try open()
    }

    deinit {
        socket?.close()
    }

    /// Closes the socket and makes a new one at once; what had arrived and was not read is forgotten.
    func renew() throws(ClientFailure) {
        close()
        left = []
        fault = nil
        do throws(ZeroMQFailure) {
            try open()
        } catch {
            throw .link(error)
        }
    }

    /// Hands a message to the socket; false if there is no link that takes it now.
    func send(_ frame: [UInt8]) throws(ClientFailure) -> Bool {
        do throws(ZeroMQFailure) {
            try heed()
            if let socket, try socket.send([frame]) == .sent { return true }
        } catch {
            throw .link(error)
        }
        try tellFault()
        return false
    }

    /// The next message that has arrived.
    func receive() throws(ClientFailure) -> Received? {
        do throws(ZeroMQFailure) {
            try heed()
            guard left.isEmpty else { return left.removeFirst() }
            if let received = try socket?.receive() { return received }
        } catch {
            throw .link(error)
        }
        try tellFault()
        return nil
    }

    /// Waits for a message, or for something to happen to the link, or for room to send; at most so long.
    func wait(milliseconds: Int, toSend: Bool = false) throws(ClientFailure) {
        guard left.isEmpty, fault == nil else { return }
        var rest = milliseconds
        if socket == nil { rest = min(rest, Connection.milliseconds(until: opensAt)) }
        if toSend, socket != nil { poller.watchWritable(true, at: 0) }
        do throws(ZeroMQFailure) {
            _ = try poller.wait(milliseconds: rest)
        } catch {
            throw .link(error)
        }
        if toSend, socket != nil { poller.watchWritable(false, at: 0) }
    }

    /// Somebody answered: whatever fails next is a first failure again.
    func wasHeard() {
        failures = 0
        breaks = 0
    }

    /// Says why no link comes about, once for each time it was tried.
    private func tellFault() throws(ClientFailure) {
        guard let fault else { return }
        self.fault = nil
        throw .notLetIn(fault, endpoint: endpoint)
    }

    /// Does what the events of the link ask for, and opens a socket when it is time for it.
    private func heed() throws(ZeroMQFailure) {
        for event in monitor?.takeEvents() ?? [] {
            switch event.kind {
            case .handshakeSucceeded:
                stands = true
                hasStood = true
            case .disconnected where stands:
                cuts += 1
                return try pause()
            case .handshakeFailedNoDetail:
                noteBreak()
                return try pause()
            case .handshakeFailedAuth, .handshakeFailedProtocol:
                fault = HandshakeFault(event, hasKeys: hasKeys)
                return try pause()
            case .disconnected, .listening, .accepted, .acceptFailed: continue
            }
        }
        if socket == nil, ContinuousClock.now >= opensAt { try open() }
    }

    private func noteBreak() {
        guard ContinuousClock.now - openedAt < Link.breaksWithin else {
            breaks = 0
            return
        }
        breaks += 1
        let most = hasStood ? Link.breaksMax.known : Link.breaksMax.fresh
        guard breaks >= most else { return }
        breaks = 0
        // Which end is the first to see that they do not speak alike is a race.
        fault = hasKeys ? .serverKeyUnproven : .brokenOff
    }

    /// Closes the socket for a while; what it has received stays to be read.
    private func pause() throws(ZeroMQFailure) {
        while let received = try socket?.receive() { left.append(received) }
        close()
        failures += 1
        opensAt = .now + backoff.wait(after: failures)
    }

    private func close() {
        socket?.close()
        socket = nil
        monitor = nil
        stands = false
        poller = Poller([], bell: bell)
    }

    private func open() throws(ZeroMQFailure) {
        let socket = try Socket(options, in: context)
        do throws(ZeroMQFailure) {
            monitor = try socket.monitor(ringing: bell)
            if let topic { try socket.subscribe(to: topic) }
            try socket.connect(endpoint)
        } catch {
            socket.close()
            monitor = nil
            throw error
        }
        self.socket = socket
        poller = Poller([socket], bell: bell)
        openedAt = .now
    }
}
