internal import Logging
internal import ServiceLifecycle
public import Triage
internal import UnixSignals

extension Server {
    /// Starts the stations, says where they listen, and works until SIGTERM or SIGINT.
    ///
    /// SIGHUP has the bundle read anew.
    ///
    /// - Parameters:
    ///   - station: which of the stations.
    ///   - settings: where and how.
    ///   - ready: told the endpoints, in the order of ``endpoints``, once all are bound and signals are
    ///     heard: whoever starts us may send one as soon as it knows that we listen.
    /// - Throws: ``StartFault``, or what `ready` throws; nothing is left running. It is one of
    ///   exit status 0 where a signal ended it before it listened.
    public static func serve(
        _ station: Settings.Station,
        _ settings: Settings,
        ready: @escaping @Sendable ([(name: String, endpoint: String)]) throws -> Void
    ) async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let log = Logger(label: "relais")
        let group = ServiceGroup(
            services: [Serving(station: station, settings: settings, log: log, ready: ready)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: log
        )
        try await group.run()
    }
}

/// A server from its start to its end; no signal is lost on the way.
///
/// The group traps the signals that end it before it runs this: during the replay they cancel the start.
/// A SIGHUP that comes then waits until the server works, which has the bundle read anew at each.
private struct Serving: ServiceLifecycle.Service {
    let station: Settings.Station
    let settings: Settings
    let log: Logger
    let ready: @Sendable ([(name: String, endpoint: String)]) throws -> Void

    func run() async throws {
        let hangUps = await UnixSignalsSequence(trapping: .sighup)
        let server = try await cancelWhenGracefulShutdown {
            try Server(station, settings, log: log)
        }
        defer { server.stop() }
        guard !Task.isShuttingDownGracefully else { return }
        try ready(server.endpoints)
        for await _ in hangUps.cancelOnGracefulShutdown() { server.activate() }
    }
}
