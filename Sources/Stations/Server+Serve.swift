internal import Logging
internal import ServiceLifecycle
public import Triage
internal import UnixSignals

extension Server {
    /// Starts, says where it listens, and works until SIGTERM or SIGINT; SIGHUP has the bundle read anew.
    ///
    /// - Parameters:
    ///   - settings: where and how.
    ///   - ready: told the endpoints, in the order of ``endpoints``, once all are bound and signals are
    ///     heard: whoever starts us may send one as soon as it knows that we listen.
    /// - Throws: ``StartFault``, or what `ready` throws; nothing is left running.
    public static func serve(
        _ settings: Settings,
        ready: @escaping @Sendable ([String]) throws -> Void
    ) async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let log = Logger(label: "relais")
        let server = try Server(settings, log: log)
        let group = ServiceGroup(
            services: [server, HangUps(server: server, ready: ready)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: log
        )
        do {
            try await group.run()
        } catch {
            // Only `ready` throws while all works, and then nobody has told the server to stop.
            server.stop()
            throw error
        }
    }
}

/// Has the bundle read anew at each SIGHUP, and says that the server is ready once that is so.
///
/// The group traps the signals that end it before it runs any service.
private struct HangUps: ServiceLifecycle.Service {
    let server: Server
    let ready: @Sendable ([String]) throws -> Void

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        try ready(server.endpoints)
        for await _ in signals.cancelOnGracefulShutdown() {
            server.activate()
        }
    }
}
