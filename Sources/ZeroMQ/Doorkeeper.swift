internal import Synchronization

/// Decides, on a thread of its own, who gets in at the locked sockets of one context.
///
/// libzmq asks it at each handshake (RFC 27). It comes before the first socket binds; without it
/// nobody gets in. It answers whatever it is asked, and what it cannot read it refuses.
///
/// A context has one, for all its doors: the domain says at which of them a peer knocks.
public final class Doorkeeper: Sendable {
    /// Where libzmq looks for it.
    static let endpoint = "inproc://zeromq.zap.01"

    private let watch: Watch
    private let thread: PlainThread

    /// A doorkeeper who answers by this rule from the moment the call returns.
    ///
    /// The rule runs at every handshake while the peer waits: it looks something up in memory and
    /// touches neither lock that is held for long, nor file, nor this doorkeeper. Where it cannot decide it
    /// is asked again, as long as the handshake lasts: libzmq would leave a peer that is put off waiting for
    /// all of its handshake, whatever is known meanwhile. A second doorkeeper in a context is a failure
    /// (EADDRINUSE). The bell is rung after each answer.
    public init(
        in context: Context,
        ringing bell: WakeBell? = nil,
        rule: @escaping @Sendable (ZapRequest) -> Admission
    ) throws(ZeroMQFailure) {
        let watch = Watch(stopBell: try WakeBell(), bell: bell, rule: rule)
        let door = try Socket(.doorkeeper, in: context)
        try door.bind(Self.endpoint)
        self.watch = watch
        thread = try PlainThread(named: "zmq-doorkeeper") { watch.keep(door) }
    }

    deinit {
        stop()
    }

    /// What it answered; legal from any thread.
    public var counts: DoorkeeperCounts { watch.counts.withLock { $0 } }

    /// Goes, and returns when it is gone: from then on nobody gets in.
    ///
    /// Legal from any thread but its own; again, too.
    public func stop() {
        watch.isStopped.store(true, ordering: .releasing)
        watch.stopBell.ring()
        thread.join()
    }
}

/// What the doorkeeper and its thread share.
private final class Watch: Sendable {
    let stopBell: WakeBell
    let isStopped = Atomic(false)
    let counts = Mutex(DoorkeeperCounts())
    private let bell: WakeBell?
    private let rule: @Sendable (ZapRequest) -> Admission

    init(
        stopBell: WakeBell,
        bell: WakeBell?,
        rule: @escaping @Sendable (ZapRequest) -> Admission
    ) {
        self.stopBell = stopBell
        self.bell = bell
        self.rule = rule
    }

    /// A peer about whom the rule could not decide yet.
    private struct Waiting {
        let path: [[UInt8]]
        let number: [UInt8]
        let request: ZapRequest
        let until: ContinuousClock.Instant
    }

    /// How long a peer waits to be decided about: less than its handshake lasts.
    private static let patience = Duration.seconds(4)
    /// How many wait at most: as many as come back at once when a gateway was away.
    private static let waitingMax = 16_384
    /// How often the rule is asked again, in milliseconds.
    private static let pause = 20

    /// Answers until it is stopped or the context shut down.
    ///
    /// Should it fail otherwise the process ends: nobody would get in any more, and nobody be told.
    func keep(_ door: Socket) {
        let poller = Poller([door], bell: stopBell)
        var waiting: [Waiting] = []
        do throws(ZeroMQFailure) {
            while !isStopped.load(ordering: .acquiring) {
                _ = try poller.wait(milliseconds: waiting.isEmpty ? -1 : Watch.pause)
                try decide(&waiting, at: door)
                while !isStopped.load(ordering: .acquiring), let asked = try door.receive() {
                    try hear(asked, at: door, &waiting)
                }
            }
            // Closing frees the place some time later, this at once: for the next doorkeeper.
            try door.unbind(Doorkeeper.endpoint)
        } catch {
            precondition(error.isShutdown, "a doorkeeper cannot answer: \(error)")
        }
        door.close()
    }

    /// Asks the rule again about those who wait.
    private func decide(_ waiting: inout [Waiting], at door: Socket) throws(ZeroMQFailure) {
        guard !waiting.isEmpty else { return }
        var left: [Waiting] = []
        let now = ContinuousClock.now
        for peer in waiting {
            let admission = rule(peer.request)
            if admission == .undecided, now < peer.until {
                left.append(peer)
            } else {
                try answer(admission, to: peer.number, along: peer.path, at: door)
            }
        }
        waiting = left
    }

    private func hear(
        _ asked: Received,
        at door: Socket,
        _ waiting: inout [Waiting]
    ) throws(ZeroMQFailure) {
        let path: [[UInt8]]
        let frames: [[UInt8]]
        switch asked {
        case .tooManyFrames(let route), .tooManyBytes(let route):
            (path, frames) = ([route, []], [])
        case .message(let all, user: _):
            // One who asks without the empty frame is answered without it.
            let hasDelimiter = all.count > 1 && all[1].isEmpty
            path = Array(all.prefix(hasDelimiter ? 2 : 1))
            frames = Array(all.dropFirst(path.count))
        }
        let number = frames.count > 1 ? frames[1] : []
        guard path.count == 2, let request = ZapRequest(frames) else {
            counts.withLock { $0.malformed += 1 }
            return try send(.refused, to: number, along: path, at: door)
        }
        let admission = rule(request)
        if admission == .undecided, waiting.count < Watch.waitingMax {
            let until = ContinuousClock.now + Watch.patience
            waiting.append(Waiting(path: path, number: number, request: request, until: until))
        } else {
            try answer(admission, to: number, along: path, at: door)
        }
    }

    private func answer(
        _ admission: Admission,
        to number: [UInt8],
        along path: [[UInt8]],
        at door: Socket
    ) throws(ZeroMQFailure) {
        // Counted before it is said, so that who has heard it finds it counted.
        counts.withLock { counts in
            switch admission {
            case .admitted: counts.admitted += 1
            case .undecided: counts.undecided += 1
            case .refused: counts.refused += 1
            }
        }
        try send(admission, to: number, along: path, at: door)
    }

    private func send(
        _ admission: Admission,
        to number: [UInt8],
        along path: [[UInt8]],
        at door: Socket
    ) throws(ZeroMQFailure) {
        let outcome = try door.send(path + admission.reply(to: number))
        if outcome != .sent { counts.withLock { $0.unanswered += 1 } }
        bell?.ring()
    }
}
