internal import Logging
internal import Posts
internal import Referrals
internal import ZeroMQ

/// The thread of a station that has made a link to the gateway: it owns the connection and nothing else.
///
/// What the station has for the gateway is taken when its bell rings; what the gateway sends is given to the station.
/// A connection that is silent or refused is closed, and a new one made.
final class LinkStation<Own: Sendable, Given: Sendable> {
    /// How long the loop waits at most, in milliseconds.
    static var tickMilliseconds: Int { 100 }
    /// How many frames are taken before a sign of life is due: all that is open comes at once on a new link,
    /// and who reads it in silence is taken for gone, and sent it all again.
    static var takeMax: Int { 8 }
    /// What may wait for a connection: more means that there is none, and all of it comes again on the next.
    static var unsentMax: Int { 1_024 }

    private let endpoint: String
    private let options: SocketOptions
    private let context: Context
    private let bell: WakeBell
    private let take: () -> [Own]
    private let isClosed: () -> Bool
    private let step: (EndInput<Own>, Moment) -> [EndEffect<Given>]
    private let give: (Given) -> Void
    private let log: Logger
    private var socket: Socket?
    private var poller: Poller
    private var unsent: [[UInt8]] = []
    private var opensAt: Moment = .distantPast

    init(
        to endpoint: String,
        _ security: Security,
        in context: Context,
        rungBy bell: WakeBell,
        log: Logger,
        take: @escaping () -> [Own],
        isClosed: @escaping () -> Bool,
        step: @escaping (EndInput<Own>, Moment) -> [EndEffect<Given>],
        give: @escaping (Given) -> Void
    ) {
        self.endpoint = endpoint
        options = .clientDealer(
            maxMessageBytes: StationCodec.frameBytesMax,
            sendHighWater: 0,
            security: security
        )
        self.context = context
        self.bell = bell
        self.take = take
        self.isClosed = isClosed
        self.log = log
        self.step = step
        self.give = give
        poller = Poller([], bell: bell)
    }

    /// Works until there will be nothing more for the gateway.
    func run() throws {
        while true {
            // Asked before the last is taken: what was there before the end still goes.
            let isLast = isClosed()
            var now = Clocks.read().steady
            if socket == nil, now >= opensAt { try open(at: now) }
            _ = try poller.wait(milliseconds: isLast ? 0 : LinkStation.tickMilliseconds)
            now = Clocks.read().steady
            for own in take() { try run(step(.own(own), now)) }
            for _ in 0..<LinkStation.takeMax {
                guard let received = try socket?.receive() else { break }
                guard case .message(let frames, user: _) = received, let frame = frames.last else {
                    continue
                }
                try run(step(.frame(frame), now))
            }
            if isLast { break }
            if socket != nil { try run(step(.tick, now)) }
            try sendUnsent()
        }
        try run(step(.close, Clocks.read().steady))
        try sendUnsent()
        // What was handed to libzmq leaves within this; nothing that matters depends on it.
        _ = try poller.wait(milliseconds: 50)
        socket?.close()
    }

    private func open(at now: Moment) throws {
        let socket = try Socket(options, in: context)
        try socket.connect(endpoint)
        self.socket = socket
        poller = Poller([socket], bell: bell)
        try run(step(.opened, now))
    }

    private func run(_ effects: [EndEffect<Given>]) throws {
        for effect in effects {
            switch effect {
            case .own(let given): give(given)
            case .alarm(let words): log.error("\(words)")
            case .send(let bytes): unsent.append(bytes)
            case .renew(let pause):
                socket?.close()
                socket = nil
                poller = Poller([], bell: bell)
                unsent = []
                opensAt = Clocks.read().steady + pause
                return
            }
        }
        try sendUnsent()
    }

    private func sendUnsent() throws {
        var sent = 0
        while sent < unsent.count, try socket?.send([unsent[sent]]) == .sent { sent += 1 }
        unsent.removeFirst(sent)
        poller.watch(isWaiting: !unsent.isEmpty)
        // The oldest must stay, as the link begins with it.
        if unsent.count > LinkStation.unsentMax { try run([.renew(after: .seconds(0))]) }
    }
}

extension Poller {
    /// Whether there is something to send: then the loop wakes when it can be.
    fileprivate func watch(isWaiting: Bool) {
        guard !sockets.isEmpty else { return }
        watchWritable(isWaiting, at: 0)
    }
}
