internal import Configuration
internal import Logging
internal import Posts
internal import Referrals
internal import Triage
internal import ZeroMQ

/// The gateway's thread: it alone touches the sockets, always drains them and never blocks.
final class GatewayStation {
    /// How many messages are taken from one socket before the others and the mailbox have their turn.
    static let takeMax = 64
    /// How long the loop waits at most, in milliseconds: sessions that fell silent are noticed by then.
    static let tickMilliseconds = 250
    /// How often the log is told what the doors have seen, if that has changed.
    static let figuresEvery = Span.seconds(60)

    private let doors: Doors
    private let mailboxes: Mailboxes
    private let poller: Poller
    private let log: Logger
    private let isAlone: Bool
    private var gateway: Gateway
    private var book: DoorBook
    private var work = WorkDoor()
    private var record: RecordDoor
    private var sweeps: [KeyDomain: Moment] = [:]
    /// Endpoints that were let go and are not bound again yet.
    private var unbound: Set<String> = []
    private var toRecorder: [Recorder.Input] = []
    private var nextTick: Moment = .distantPast
    /// What came to a door that nobody reads there, or from a station whose key is good no longer.
    private var unheard: [KeyDomain: UInt64] = [:]
    private var figures: [String] = []
    private var nextFigures: Moment = .distantPast

    /// With `isAlone`, dispatchers and the recorder come in by sockets; else by mailboxes.
    init(
        _ gateway: Gateway,
        _ book: DoorBook,
        _ doors: Doors,
        isAlone: Bool,
        mailboxes: Mailboxes,
        log: Logger
    ) {
        self.gateway = gateway
        self.book = book
        self.doors = doors
        self.isAlone = isAlone
        self.mailboxes = mailboxes
        self.log = log
        record = RecordDoor(epoch: gateway.epoch, isInsecure: gateway.isInsecure) {
            BundleFolder.judge($0, .rules)
        }
        poller = Poller(doors.sockets.map(\.socket), bell: mailboxes.gatewayBell)
    }

    /// Works until its mailbox is closed and it has answered what was under way, or `patience` has passed.
    func run(patience: Span) throws {
        var stopAt: Moment?
        while true {
            let wait = unbound.isEmpty ? GatewayStation.tickMilliseconds : 5
            _ = try poller.wait(milliseconds: wait)
            let now = Clocks.read()
            try bindAgain()
            for (index, input) in mailboxes.gateway.takeAll().enumerated() {
                try run(gateway.step(input, at: now))
                if index % GatewayStation.takeMax == 0 { try flush() }
            }
            try takeKeys(at: now)
            for bound in doors.sockets {
                try drain(bound, at: now)
                try flush()
            }
            if now.steady >= nextTick { try tick(at: now) }
            try flush()
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
        try runStations(work.close(), record.close(at: Clocks.read().steady))
        tellFigures()
        for bound in doors.sockets { bound.socket.close() }
    }

    private func tick(at now: Instant) throws {
        nextTick = now.steady + .milliseconds(Int64(GatewayStation.tickMilliseconds))
        try run(gateway.step(.tick, at: now))
        if isAlone { try runStations(work.tick(at: now.steady), record.tick(at: now.steady)) }
        for (domain, due) in sweeps.sorted(by: { $0.key < $1.key }) where due <= now.steady {
            try sweep(domain, at: now)
        }
        guard now.steady >= nextFigures else { return }
        nextFigures = now.steady + GatewayStation.figuresEvery
        tellFigures()
    }

    /// Keys have changed: in a gateway alone those of our own stations, the recorder tells the others.
    private func takeKeys(at now: Instant) throws {
        for registry in mailboxes.keys.takeAll() {
            if isAlone { book.stations = registry } else { book.registry = registry }
            try turnBook(at: now)
        }
    }

    private func turnBook(at now: Instant) throws {
        doors.posted.turn(to: book)
        try run(gateway.step(.book(book), at: now))
    }

    /// What the doors have seen in this life, in numbers: nothing that was dropped goes uncounted.
    private func tellFigures() {
        var figures = ["\(gateway.counts)"]
        figures += doors.sockets.map { bound in
            "\(bound.name): \(bound.monitor.counts), \(unheard[bound.domain] ?? 0) not heard"
        }
        if let counts = doors.doorkeeper?.counts { figures.append("doorkeeper: \(counts)") }
        if isAlone {
            figures.append("work: garbage \(work.garbage), strangers \(work.strangers)")
            figures.append("record: garbage \(record.garbage), strangers \(record.strangers)")
        }
        guard figures != self.figures else { return }
        self.figures = figures
        for figure in figures { log.info("\(figure)") }
    }

    private func drain(_ bound: BoundSocket, at now: Instant) throws {
        for _ in 0..<GatewayStation.takeMax {
            guard let received = try bound.socket.receive() else { return }
            switch bound.domain {
            case .intake, .desk, .control: try hear(received, at: bound, now)
            case .feed: try hearListener(received, at: now)
            case .work, .record: try hearStation(received, at: bound.domain, now)
            }
        }
    }

    private func hear(_ received: Received, at bound: BoundSocket, _ now: Instant) throws {
        guard let door = bound.door else { return }
        switch received {
        case .message(var frames, let user):
            let route = Route(door: door, socket: bound.number, id: frames.removeFirst())
            let input = Gateway.Input.message(route, frames: frames, user: user?.text)
            try run(gateway.step(input, at: now))
        case .tooManyFrames(let id), .tooManyBytes(let id):
            let route = Route(door: door, socket: bound.number, id: id)
            try run(gateway.step(.malformed(route), at: now))
        }
    }

    /// What the feed is told by those who begin or cease to listen.
    private func hearListener(_ received: Received, at now: Instant) throws {
        guard let subscription = Subscription(received) else {
            unheard[.feed, default: 0] += 1
            return
        }
        let input = Gateway.Input.listens(to: subscription.prefix, subscription.begins)
        try run(gateway.step(input, at: now))
    }

    private func hearStation(
        _ received: Received,
        at domain: KeyDomain,
        _ now: Instant
    ) throws {
        guard case .message(let frames, let user) = received, let id = frames.first,
            let frame = frames.last, frames.count == 2,
            gateway.isInsecure || user.map({ isGood($0, at: domain, now) }) == true
        else {
            unheard[domain, default: 0] += 1
            return
        }
        if domain == .work {
            let name = user.map { String($0.text.prefix { $0 != "#" }) }
            try runStations(work.hear(frame, from: id, named: name, at: now.steady), [])
        } else {
            try runStations([], record.hear(frame, from: id, at: now.steady))
        }
    }

    private func isGood(_ user: UserId, at domain: KeyDomain, _ now: Instant) -> Bool {
        book.admits(station: user.text, at: domain, at: now.wall)
    }

    private func run(_ effects: [Gateway.Effect]) throws {
        for effect in effects {
            switch effect {
            case .send(let route, let envelope, let bytes):
                try send(bytes, to: route, envelope)
            case .work(let number, let request): try give(request, to: number)
            case .put(let put): tell(.put(put), effect)
            case .credit(let session, let through, let got):
                tell(.credit(session, through: through, got: got), effect)
            case .sessionEnded(let session): tell(.sessionEnded(session), effect)
            case .listening(let isHeard): tell(.listening(isHeard), effect)
            case .publish(let topic, let bytes):
                for bound in doors.sockets where bound.domain == .feed {
                    _ = try bound.socket.send([Array(topic.utf8), bytes])
                }
            case .cut(let domain, let users):
                guard doors.posted.isInside(users, at: domain) else { continue }
                sweeps[domain] = Clocks.read().steady + GatewayStation.sweepAfter
            }
        }
    }

    private func give(_ request: WorkRequest, to number: Int) throws {
        guard isAlone else { return mailboxes.dispatchers[number].deliver(.request(request)) }
        try runStations(work.give(request, to: number, at: Clocks.read().steady), [])
    }

    /// What the recorder is told, over a mailbox or its socket.
    private func tell(_ input: Recorder.Input, _ effect: Gateway.Effect) {
        if isAlone { record.put(effect) } else { toRecorder.append(input) }
    }

    private func send(_ bytes: [UInt8], to route: Route, _ envelope: [[UInt8]]) throws {
        let bound = doors.sockets.first { $0.door == route.door && $0.number == route.socket }
        guard let bound else { return }
        switch try bound.socket.send(bytes, along: [route.id] + envelope) {
        case .sent: return
        case .wouldBlock, .unreachable:
            try run(gateway.step(.undeliverable(route), at: Clocks.read()))
        }
    }

    /// One post a loop wakes the recorder once, however many messages came in.
    private func flush() throws {
        if isAlone { try runStations([], record.flush(at: Clocks.read().steady)) }
        guard !toRecorder.isEmpty else { return }
        mailboxes.recorder.deliver(contentsOf: toRecorder)
        toRecorder.removeAll(keepingCapacity: true)
    }

    private func runStations(_ dispatchers: [WorkDoor.Effect], _ recorder: [RecordDoor.Effect])
        throws
    {
        for effect in dispatchers {
            switch effect {
            case .gateway(let input): try run(gateway.step(input, at: Clocks.read()))
            case .send(let id, let frame):
                guard try !send(frame, to: id, at: .work) else { continue }
                try runStations(work.lose(id), [])
            }
        }
        for effect in recorder {
            switch effect {
            case .gateway(let input): try run(gateway.step(input, at: Clocks.read()))
            case .rules(let files): try runStations(work.take(files), [])
            case .alarm(let words): log.error("\(words)")
            case .keys(let cards):
                let now = Clocks.read()
                book.registry = KeyRegistry(told: cards, at: now.wall)
                try turnBook(at: now)
            case .send(let id, let frame):
                guard try !send(frame, to: id, at: .record) else { continue }
                try runStations([], record.lose(id))
            }
        }
    }

    /// Sends to a station; false when it is gone.
    private func send(_ frame: [UInt8], to id: [UInt8], at domain: KeyDomain) throws -> Bool {
        guard let bound = doors.sockets.first(where: { $0.domain == domain }) else { return false }
        return try bound.socket.send(frame, along: [id]) == .sent
    }
}

extension GatewayStation {
    /// How long whoever came in by a key that is good no longer can read why, before the link is cut.
    static let sweepAfter = Span.seconds(1)

    /// Cuts all links of a door, as libzmq cannot cut one.
    ///
    /// Those who may come in again do so at once.
    private func sweep(_ domain: KeyDomain, at now: Instant) throws {
        sweeps[domain] = nil
        doors.posted.empty(domain)
        for bound in doors.sockets
        where bound.domain == domain && !bound.endpoint.hasPrefix("ipc://") {
            guard unbound.insert(bound.endpoint).inserted else { continue }
            try bound.socket.unbind(bound.endpoint)
        }
        try run(gateway.step(.swept(domain), at: now))
    }

    /// libzmq lets go of an endpoint some time after it was told to.
    private func bindAgain() throws {
        for bound in doors.sockets where unbound.contains(bound.endpoint) {
            do throws(ZeroMQFailure) {
                try bound.socket.bind(bound.endpoint)
                unbound.remove(bound.endpoint)
            } catch {
                guard error.isAddressInUse else { throw error }
            }
        }
    }
}
