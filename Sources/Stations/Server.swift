internal import Configuration
internal import Exchange
internal import Keyring
public import Logging
internal import Posts
internal import Referrals
public import Triage
internal import ZeroMQ

/// The stations of one process: all three, or one of them.
///
///     all:         sockets <-> gateway thread <-> dispatcher threads
///                                    ^
///                                    '--------> recorder thread <-> journal thread
///     gateway:     sockets <-> gateway thread <-> work, record
///     dispatcher:  work <-> link thread <-> dispatcher thread
///     recorder:    record <-> link thread <-> recorder thread <-> journal thread
///
/// A start claims the journal, replays it and only then binds or connects. A graceful shutdown takes nothing
/// new, answers what is under way, commits, writes a snapshot and closes, within 10 s.
public final class Server: Sendable {
    /// How long a shutdown waits for messages under way.
    static let drainMax = Span.seconds(6)

    /// Where it listens, wildcards resolved, each with its name; none where it connects to a gateway.
    public let endpoints: [(name: String, endpoint: String)]

    private let mailboxes: Mailboxes
    private let context: Context
    private let threads: Threads
    private let watch: KeyWatch?

    /// What runs, in the order in which it is stopped.
    struct Threads: Sendable {
        var gateway: PlainThread?
        var dispatchers: [PlainThread] = []
        var recorder: PlainThread?
        var journal: PlainThread?
        var link: PlainThread?
    }

    /// What the parts of a server are made with.
    struct Parts {
        let settings: Settings
        let context: Context
        let mailboxes: Mailboxes
        let log: Logger
    }

    /// Opens the journal where there is one, replays it, binds or connects, and starts to work.
    ///
    /// - Parameters:
    ///   - station: which of the stations it is.
    ///   - settings: where and how.
    ///   - log: where words for the operator go; never anything that names a person.
    /// - Throws: ``StartFault`` with the exit status, also when the task is cancelled during the replay; nothing
    ///   is left running.
    public convenience init(
        _ station: Settings.Station,
        _ settings: Settings,
        log: Logger
    ) throws {
        do {
            try self.init(starting: station, settings, log)
        } catch {
            throw StartFault(cause: error)
        }
    }

    private init(starting station: Settings.Station, _ settings: Settings, _ log: Logger) throws {
        let objections = settings.objections(to: station)
        guard objections.isEmpty else { throw StartFault(objections, exitStatus: 78) }
        context = try Context()
        mailboxes = try Mailboxes(dispatchers: station.dispatchers(settings))
        let parts = Parts(settings: settings, context: context, mailboxes: mailboxes, log: log)
        switch station {
        case .all: (endpoints, threads, watch) = try Server.startAll(parts)
        case .gateway: (endpoints, threads, watch) = try Server.startGateway(parts)
        case .dispatcher: (endpoints, threads, watch) = ([], try Server.startDispatcher(parts), nil)
        case .recorder: (endpoints, threads, watch) = try Server.startRecorder(parts)
        }
    }

    /// Has the bundle's files read anew, as SIGHUP asks.
    public func activate() {
        if threads.recorder != nil { mailboxes.recorder.deliver(.reload) }
    }

    /// Takes nothing new, answers what is under way, commits, and closes.
    public func stop() {
        watch?.stop()
        if let gateway = threads.gateway {
            mailboxes.gateway.close()
            gateway.join()
        }
        for inbox in mailboxes.dispatchers { inbox.close() }
        for dispatcher in threads.dispatchers { dispatcher.join() }
        mailboxes.recorder.close()
        threads.recorder?.join()
        threads.journal?.join()
        // What the others have for the gateway is all in there by now.
        mailboxes.gateway.close()
        threads.link?.join()
        context.terminate()
    }
}

extension Settings.Station {
    /// How many threads judge in this process.
    fileprivate func dispatchers(_ settings: Settings) -> Int {
        switch self {
        case .all: settings.dispatchers
        case .dispatcher: 1
        case .gateway, .recorder: 0
        }
    }
}
