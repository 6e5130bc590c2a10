internal import Exchange
internal import Glibc
internal import Journal
internal import JournalSQLite
public import Logging
internal import Posts
internal import Referrals
public import Triage
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
public final class Server: Sendable {
    /// How long a shutdown waits for messages under way.
    static let drainMax = Span.seconds(6)

    /// Where it listens, wildcards resolved: intake, desk, control and feed.
    public let endpoints: [String]

    private let threads: Threads
    private let context: Context
    private let mailboxes: Mailboxes

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
    /// - Throws: ``StartFault`` with the exit status, also when the task is cancelled during the replay; nothing
    ///   is left running.
    public convenience init(_ settings: Settings, log: Logger) throws {
        do {
            try self.init(starting: settings, log)
        } catch {
            throw StartFault(error)
        }
    }

    private init(starting settings: Settings, _ log: Logger) throws {
        guard settings.objections.isEmpty else {
            throw StartFault(settings.objections, exitStatus: 78)
        }
        let storage = try Storage(settings, log: log)
        context = try Context()
        let doors = try Server.bind(settings, in: context)
        let feed = try Server.socket(settings.feed, .publisher(), in: context).socket
        endpoints = try doors.map { try $0.socket.lastEndpoint() } + [try feed.lastEndpoint()]
        mailboxes = try Mailboxes(dispatchers: settings.dispatchers)
        let slots = try PoisonSlots(directory: settings.data, count: settings.dispatchers)
        let recorder = RecorderStation(
            storage.recorder,
            in: storage.journal.directory,
            folder: BundleFolder(path: settings.config + "/bundle"),
            mailboxes: mailboxes,
            log: log
        )
        let journal = JournalStation(storage.journal, mailboxes: mailboxes, log: log)
        var limits = Gateway.Limits()
        limits.ping = settings.ping
        let gateway = GatewayStation(
            Gateway(
                epoch: UInt64.random(in: 1...UInt64.max),
                dispatchers: settings.dispatchers,
                bundle: storage.bundle,
                isInsecure: settings.isInsecure,
                limits: limits
            ),
            doors: doors,
            feed: feed,
            mailboxes: mailboxes,
            log: log
        )
        mailboxes.gateway.deliver(.linked(storage.bundle))
        threads = Threads(
            gateway: try Server.start("gateway", log) {
                try gateway.run(patience: Server.drainMax)
            },
            dispatchers: try Server.startDispatchers(storage.bundle, slots, mailboxes),
            recorder: try Server.start("recorder", log) { try recorder.run() },
            journal: try Server.start("journal", log) { try journal.run() }
        )
    }

    /// Has the bundle's files read anew, as SIGHUP asks.
    public func activate() {
        mailboxes.recorder.deliver(.reload)
    }

    /// Takes nothing new, answers what is under way, commits, and closes.
    public func stop() {
        mailboxes.gateway.close()
        threads.gateway.join()
        for inbox in mailboxes.dispatchers { inbox.close() }
        for dispatcher in threads.dispatchers { dispatcher.join() }
        mailboxes.recorder.close()
        threads.recorder.join()
        threads.journal.join()
        context.terminate()
    }
}

extension Server {
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
        _ bundle: Bundle,
        _ slots: PoisonSlots,
        _ mailboxes: Mailboxes
    ) throws -> [PlainThread] {
        try mailboxes.dispatchers.indices.map { number in
            try PlainThread(named: "dispatcher-\(number)") {
                var station = DispatcherStation(
                    number: number,
                    dispatcher: Dispatcher(bundle: bundle, poisoned: slots.poisoned),
                    mailboxes: mailboxes,
                    slots: slots
                )
                station.run()
            }
        }
    }

    /// A station's thread; a failure there ends the process at once, with the status of an I/O error: what
    /// was told to nobody is undone, and a restart replays.
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
                _exit(74)
            }
        }
    }
}
