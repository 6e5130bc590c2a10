public import Referrals
internal import Synchronization
public import Wire
public import ZeroMQ

/// A gateway that says what a test has it say: a ROUTER socket on a thread of its own.
///
/// It reads what it hears with the same code as the real one, so a client that sends what no
/// gateway would read fails here, too.
public final class FakeGateway: Sendable {
    /// An inquiry that it heard.
    public struct Heard: Sendable {
        /// Which connection it came from; a new socket is a new one.
        public let route: [UInt8]
        /// The header, with the inquiry in it.
        public let header: Header
        /// The lines after the header.
        public let lines: [[UInt8]]
        /// How many inquiries of the same kind were heard before.
        public let index: Int
    }

    /// What it says upon an inquiry.
    public enum Saying: Sendable {
        /// An answer to the inquiry.
        case answer(Message)
        /// A push to whoever asked.
        case push(Message)
        /// Lines, in a message of this kind that answers the inquiry of this number.
        case lines(kind: String, re: Int?, [String])
        /// Whole bytes.
        case bytes([UInt8])
    }

    /// How it answers an inquiry.
    public typealias Script = @Sendable (Heard) -> [Saying]

    /// Where it listens.
    public let endpoint: String

    private let room: Room
    private let thread: PlainThread

    /// A lock: the gateway's keys, and who is let in.
    public struct Lock: Sendable {
        /// The gateway's own keys.
        public let keys: CurveKeyPair
        /// What is decided about each who knocks.
        public let rule: @Sendable (ZapRequest) -> Admission

        /// A lock with keys and a rule.
        public init(
            _ keys: CurveKeyPair,
            rule: @escaping @Sendable (ZapRequest) -> Admission
        ) {
            self.keys = keys
            self.rule = rule
        }
    }

    /// Listens, at a port the system chooses unless it is told otherwise, and answers each inquiry by a
    /// closure.
    public init(
        at place: String = "tcp://127.0.0.1:*",
        lock: Lock? = nil,
        _ script: @escaping Script
    ) throws {
        let room = Room(at: place, lock, bell: try WakeBell(), heardBell: try WakeBell())
        let found = Mailbox<String>(limit: 1, ringing: try WakeBell())
        self.room = room
        thread = try PlainThread(named: "fake-gateway") { room.run(script, found) }
        endpoint = found.waitAndTakeAll(milliseconds: 10_000).first ?? "none"
    }

    deinit {
        room.stop()
        thread.join()
    }

    /// Tells every question these rows, one a page, as a gateway does that has more than a page holds.
    public static func listing(_ rows: [[UInt8]], at moment: Moment) throws -> FakeGateway {
        try FakeGateway { heard in
            guard case .ask(let ask)? = heard.header.inquiry else { return [] }
            let index = ask.after.flatMap { Int($0) } ?? 0
            let next = index + 1 < rows.count ? String(index + 1) : nil
            return [.answer(.told([rows[index]], asOf: .origin, at: moment, next: next))]
        }
    }

    /// What it has heard so far, in order.
    public var heard: [Heard] { room.heard.withLock { $0 } }

    /// Waits until it has heard an inquiry of a kind so often; false if that takes 10 s.
    public func hears(_ kind: String, times: Int = 1) -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        while kinds.count(where: { $0 == kind }) < times {
            guard ContinuousClock.now < deadline else { return false }
            _ = room.heardBell.wait(milliseconds: 100)
        }
        return true
    }

    /// The kinds of what it has heard so far, in order.
    public var kinds: [String] { heard.map { "\($0.header.inquiry?.kind ?? "unreadable")" } }
}

/// What the thread of a fake gateway shares with its test.
private final class Room: Sendable {
    let heard = Mutex<[FakeGateway.Heard]>([])
    let heardBell: WakeBell
    private let place: String
    private let lock: FakeGateway.Lock?
    private let bell: WakeBell
    private let isStopped = Atomic(false)

    init(at place: String, _ lock: FakeGateway.Lock?, bell: WakeBell, heardBell: WakeBell) {
        self.place = place
        self.lock = lock
        self.bell = bell
        self.heardBell = heardBell
    }

    func stop() {
        isStopped.store(true, ordering: .releasing)
        bell.ring()
    }

    func run(_ script: FakeGateway.Script, _ found: Mailbox<String>) {
        do throws(ZeroMQFailure) {
            let context = try Context()
            let doorkeeper = try lock.map { (lock) throws(ZeroMQFailure) in
                try Doorkeeper(in: context, rule: lock.rule)
            }
            defer { doorkeeper?.stop() }
            let options = SocketOptions.boundRouter(maxMessageBytes: 1 << 20, security: security)
            let socket = try Socket(options, in: context)
            defer { socket.close() }
            try socket.bind(place)
            _ = found.post(try socket.lastEndpoint())
            let poller = Poller([socket], bell: bell)
            while !isStopped.load(ordering: .acquiring) {
                _ = try poller.wait(milliseconds: -1)
                while let received = try socket.receive() {
                    guard case .message(let frames, user: _) = received, frames.count == 2 else {
                        continue
                    }
                    let heard = note(frames[1], from: frames[0])
                    for saying in script(heard) {
                        _ = try socket.send([frames[0], bytes(saying, heard.header.seq)])
                    }
                }
            }
        } catch {
            preconditionFailure("a fake gateway has no trouble of its own: \(error)")
        }
    }

    private var security: Security {
        guard let lock, let domain = ZapDomain("intake") else { return .none }
        return .curveServer(secretKey: lock.keys.secretKey, domain: domain)
    }

    private func note(_ frame: [UInt8], from route: [UInt8]) -> FakeGateway.Heard {
        let header = Header(of: frame)
        let lines = MessageFrame(frame).lines.map { Array(frame[$0.range]) }
        defer { heardBell.ring() }
        return heard.withLock { all in
            let kind = header.inquiry.map { "\($0.kind)" }
            let before = all.count { $0.header.inquiry.map { "\($0.kind)" } == kind }
            let heard = FakeGateway.Heard(
                route: route,
                header: header,
                lines: lines,
                index: before
            )
            all.append(heard)
            return heard
        }
    }

    private func bytes(_ saying: FakeGateway.Saying, _ seq: Int?) -> [UInt8] {
        switch saying {
        case .answer(let message): return message.encode(re: seq)
        case .push(let message): return message.encode(re: nil)
        case .bytes(let bytes): return bytes
        case .lines(let kind, let re, let lines):
            let number = re.map { ",\"re\":\($0)" } ?? ""
            let header = "{\"v\":1,\"kind\":\"\(kind)\"\(number)}\n"
            return Array((header + lines.map { $0 + "\n" }.joined()).utf8)
        }
    }
}
