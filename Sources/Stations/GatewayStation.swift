internal import Logging
internal import Posts
internal import Referrals
internal import ZeroMQ

/// A socket that faces the outside, bound, with what watches its links.
struct BoundDoor {
    let door: Door
    let socket: Socket
    let monitor: SocketMonitor
}

/// The gateway's thread: it alone touches the sockets, always drains them and never blocks.
final class GatewayStation {
    /// How many messages are taken from one socket before the others and the mailbox have their turn.
    static let takeMax = 64
    /// How long the loop waits at most, in milliseconds: sessions that fell silent are noticed by then.
    static let tickMilliseconds = 250

    private let doors: [BoundDoor]
    private let feed: Socket
    private let mailboxes: Mailboxes
    private let poller: Poller
    private let log: Logger
    private var gateway: Gateway
    private var toRecorder: [Recorder.Input] = []
    private var nextTick: Moment = .distantPast

    init(
        _ gateway: Gateway,
        doors: [BoundDoor],
        feed: Socket,
        mailboxes: Mailboxes,
        log: Logger
    ) {
        self.gateway = gateway
        self.doors = doors
        self.feed = feed
        self.mailboxes = mailboxes
        self.log = log
        poller = Poller(doors.map(\.socket) + [feed], bell: mailboxes.gatewayBell)
    }

    /// Works until its mailbox is closed and it has answered what was under way, or `patience` has passed.
    func run(patience: Span) throws {
        var stopAt: Moment?
        while true {
            _ = try poller.wait(milliseconds: GatewayStation.tickMilliseconds)
            let now = Clocks.read()
            for (index, input) in mailboxes.gateway.takeAll().enumerated() {
                try run(gateway.step(input, at: now))
                if index % GatewayStation.takeMax == 0 { flush() }
            }
            for door in doors {
                try drain(door.door, door.socket, at: now)
                flush()
            }
            try hearListeners(at: now)
            if now.steady >= nextTick {
                nextTick = now.steady + .milliseconds(Int64(GatewayStation.tickMilliseconds))
                try run(gateway.step(.tick, at: now))
            }
            flush()
            if mailboxes.gateway.isClosed {
                if stopAt == nil {
                    stopAt = now.steady + patience
                    try run(gateway.step(.drain, at: now))
                }
                if gateway.isIdle { break }
                if let stopAt, now.steady >= stopAt {
                    log.warning("stopped with messages under way: they were answered to nobody")
                    break
                }
            }
        }
        tellCounts()
        for door in doors { door.socket.close() }
        feed.close()
    }

    /// What the doors have seen in this life, in numbers: nothing that was dropped goes uncounted.
    private func tellCounts() {
        log.info("\(gateway.counts)")
        for door in doors { log.info("\(door.door): \(door.monitor.counts)") }
    }

    private func drain(_ door: Door, _ socket: Socket, at now: Instant) throws {
        for _ in 0..<GatewayStation.takeMax {
            guard let received = try socket.receive() else { return }
            switch received {
            case .message(var frames, let user):
                let route = Route(door: door, id: frames.removeFirst())
                let input = Gateway.Input.message(route, frames: frames, user: user?.text)
                try run(gateway.step(input, at: now))
            case .tooManyFrames(let id), .tooManyBytes(let id):
                try run(gateway.step(.malformed(Route(door: door, id: id)), at: now))
            }
        }
    }

    /// Takes what the feed is told by those who begin or cease to listen.
    private func hearListeners(at now: Instant) throws {
        for _ in 0..<GatewayStation.takeMax {
            guard let received = try feed.receive() else { return }
            guard let subscription = Subscription(received) else { continue }
            let input = Gateway.Input.listens(to: subscription.prefix, subscription.begins)
            try run(gateway.step(input, at: now))
        }
    }

    private func run(_ effects: [Gateway.Effect]) throws {
        for effect in effects {
            switch effect {
            case .send(let route, let envelope, let bytes):
                try send(bytes, to: route, envelope)
            case .work(let number, let request):
                mailboxes.dispatchers[number].deliver(.request(request))
            case .put(let put): toRecorder.append(.put(put))
            case .credit(let session, let through, let got):
                toRecorder.append(.credit(session, through: through, got: got))
            case .sessionEnded(let session): toRecorder.append(.sessionEnded(session))
            case .listening(let isHeard): toRecorder.append(.listening(isHeard))
            case .publish(let topic, let bytes):
                _ = try feed.send([Array(topic.utf8), bytes])
            case .cut: break
            }
        }
    }

    private func send(_ bytes: [UInt8], to route: Route, _ envelope: [[UInt8]]) throws {
        guard let socket = doors.first(where: { $0.door == route.door })?.socket else { return }
        switch try socket.send(bytes, along: [route.id] + envelope) {
        case .sent: return
        case .wouldBlock, .unreachable:
            try run(gateway.step(.undeliverable(route), at: Clocks.read()))
        }
    }

    /// One post a loop wakes the recorder once, however many messages came in.
    private func flush() {
        guard !toRecorder.isEmpty else { return }
        mailboxes.recorder.deliver(contentsOf: toRecorder)
        toRecorder.removeAll(keepingCapacity: true)
    }
}
