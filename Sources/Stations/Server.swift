internal import Exchange
internal import Journal
internal import JournalSQLite
public import Logging
internal import Posts
internal import Referrals
public import ServiceLifecycle
internal import Synchronization
internal import Triage
internal import Wire
internal import ZeroMQ

/// All three stations in one process, joined by bounded mailboxes.
///
///     sockets <-> gateway thread <-> dispatcher threads
///                       ^
///                       '--------> recorder thread <-> journal thread
///
/// A start claims the journal, replays it and only then binds. A graceful shutdown takes nothing new, answers
/// what is under way, commits, writes a snapshot and closes, within 10 s.
public final class Server: ServiceLifecycle.Service {
    /// How long a shutdown waits for messages under way.
    static let drainMax = Span.seconds(6)
    /// What fits into a mailbox between the stations: every message under way, its credit and its end.
    static let mailboxMax = 1 << 20

    /// Where it listens, wildcards resolved: intake, desk, control and feed.
    public let endpoints: [String]

    private let threads: Threads
    private let context: Context
    private let gatewayStop = StopFlag()
    private let dispatcherStop = StopFlag()
    private let recorderInbox: Mailbox<RecorderStation.Input>

    private struct Threads: Sendable {
        var gateway: PlainThread
        var dispatchers: [PlainThread]
        var recorder: PlainThread
        var journal: PlainThread
    }

    /// Opens the journal, replays it, binds and starts to work.
    ///
    /// - Parameters:
    ///   - settings: where and how.
    ///   - log: where words for the operator go; never anything that names a person.
    /// - Throws: ``StartFault`` with the exit status; nothing is left running.
    public init(_ settings: Settings, log: Logger) throws {
        try Server.check(settings)
        let storage = try Storage(settings, log: log)
        let context = try Context()
        let doors = try Server.bind(settings, in: context)
        let feed = try Server.socket(settings.feed, .publisher(), in: context).socket
        endpoints = try doors.map { try $0.socket.lastEndpoint() } + [try feed.lastEndpoint()]
        let bell = try WakeBell()
        let gatewayInbox = Mailbox<Gateway.Input>(limit: Server.mailboxMax, ringing: bell)
        let recorderInbox = Mailbox<RecorderStation.Input>(
            limit: Server.mailboxMax,
            ringing: try WakeBell()
        )
        let journalInbox = Mailbox<JournalStation.Input>(
            limit: Server.mailboxMax,
            ringing: try WakeBell()
        )
        var inboxes: [Mailbox<Dispatcher.Input>] = []
        for _ in 0..<settings.dispatchers {
            inboxes.append(Mailbox(limit: 4_096, ringing: try WakeBell()))
        }
        let dispatchers = try Server.startDispatchers(
            settings,
            storage.bundle,
            inboxes,
            gatewayInbox,
            dispatcherStop
        )
        let recorder = RecorderStation(
            journal: journalInbox,
            recorder: storage.recorder,
            folder: BundleFolder(path: settings.config + "/bundle"),
            inbox: recorderInbox,
            outbox: Outbox(gateway: gatewayInbox, dispatchers: inboxes),
            log: log
        )
        let journal = JournalStation(
            journal: storage.journal,
            inbox: journalInbox,
            recorder: recorderInbox,
            log: log
        )
        var limits = Gateway.Limits()
        limits.ping = settings.ping
        let gateway = GatewayStation(
            gateway: Gateway(
                epoch: UInt64.random(in: 1...UInt64.max),
                dispatchers: settings.dispatchers,
                bundle: storage.bundle,
                isInsecure: settings.isInsecure,
                limits: limits
            ),
            doors: doors,
            feed: feed,
            bell: bell,
            inbox: gatewayInbox,
            dispatchers: inboxes,
            recorder: recorderInbox,
            stopping: gatewayStop,
            log: log
        )
        _ = gatewayInbox.post(.linked(storage.bundle))
        threads = Threads(
            gateway: try Server.start("gateway", log) {
                try gateway.run(patience: Server.drainMax)
            },
            dispatchers: dispatchers,
            recorder: try Server.start("recorder", log) { try recorder.run() },
            journal: try Server.start("journal", log) { try journal.run() }
        )
        self.context = context
        self.recorderInbox = recorderInbox
    }

    /// Works until the service group shuts down, then ends all threads in order.
    public func run() async throws {
        try await gracefulShutdown()
        stop()
    }

    /// Has the bundle's files read anew, as SIGHUP asks.
    public func activate() {
        _ = recorderInbox.post(.activate)
    }

    /// Takes nothing new, answers what is under way, commits, and closes.
    public func stop() {
        gatewayStop.raise()
        threads.gateway.join()
        dispatcherStop.raise()
        for dispatcher in threads.dispatchers { dispatcher.join() }
        _ = recorderInbox.post(.stop)
        threads.recorder.join()
        threads.journal.join()
        context.terminate()
    }
}

extension Server {
    private static func check(_ settings: Settings) throws {
        guard settings.isInsecure else {
            let words = [
                "keys and encryption are not there yet, so a start without --insecure is refused",
                "for a trial on this machine: relais serve --insecure",
            ]
            throw StartFault(words, exitStatus: 78)
        }
        guard settings.exposedEndpoints.isEmpty else {
            let exposed = settings.exposedEndpoints.joined(separator: ", ")
            throw StartFault(
                ["--insecure is for loopback and ipc only, not for \(exposed)"],
                exitStatus: 78
            )
        }
    }

    private static func bind(
        _ settings: Settings,
        in context: Context
    ) throws -> [BoundDoor] {
        let options = SocketOptions.boundRouter(maxMessageBytes: Limits.messageBytes)
        let endpoints: [(Door, String)] = [
            (.intake, settings.intake), (.desk, settings.desk), (.control, settings.control),
        ]
        return try endpoints.map { door, endpoint in
            let bound = try socket(endpoint, options, in: context)
            return BoundDoor(door: door, socket: bound.socket, monitor: bound.monitor)
        }
    }

    private static func socket(
        _ endpoint: String,
        _ options: SocketOptions,
        in context: Context
    ) throws -> (socket: Socket, monitor: SocketMonitor) {
        let socket = try Socket(options, in: context)
        let monitor = try socket.monitor()
        do throws(ZeroMQFailure) {
            try socket.bind(endpoint)
        } catch {
            throw StartFault(["\(endpoint) cannot be bound: \(error)"], exitStatus: 69)
        }
        return (socket, monitor)
    }

    private static func startDispatchers(
        _ settings: Settings,
        _ bundle: Bundle,
        _ inboxes: [Mailbox<Dispatcher.Input>],
        _ gateway: Mailbox<Gateway.Input>,
        _ stopping: StopFlag
    ) throws -> [PlainThread] {
        let slots = try PoisonSlots(directory: settings.data, count: inboxes.count)
        return try inboxes.indices.map { number in
            let inbox = inboxes[number]
            return try PlainThread(named: "dispatcher-\(number)") {
                DispatcherStation(
                    number: number,
                    dispatcher: Dispatcher(bundle: bundle, poisoned: slots.poisoned),
                    inbox: inbox,
                    gateway: gateway,
                    slots: slots,
                    stopping: stopping
                ).run()
            }
        }
    }

    /// A station's thread; a failure there ends the process, and a restart replays.
    private static func start(
        _ name: String,
        _ log: Logger,
        _ body: sending @escaping () throws -> Void
    ) throws -> PlainThread {
        try PlainThread(named: name) {
            do {
                try body()
            } catch {
                log.critical("\(name) has failed, the process ends: \(error)")
                StationFailure.endProcess()
            }
        }
    }
}
