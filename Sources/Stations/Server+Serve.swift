internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

extension Server {
    /// Starts, says where it listens, and works until SIGTERM or SIGINT; SIGHUP has the bundle read anew.
    ///
    /// - Parameters:
    ///   - settings: where and how.
    ///   - ready: told the endpoints, in the order of ``endpoints``, once all are bound.
    /// - Throws: ``StartFault``, or what `ready` throws; nothing is left running.
    public static func serve(
        _ settings: Settings,
        ready: ([String]) throws -> Void
    ) async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let log = Logger(label: "relais")
        let server = try Server(settings, log: log)
        do {
            try ready(server.endpoints)
        } catch {
            server.stop()
            throw error
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    ServiceGroupConfiguration.ServiceConfiguration(service: server),
                    ServiceGroupConfiguration.ServiceConfiguration(
                        service: HangUps(server: server)
                    ),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: log
            )
        )
        try await group.run()
    }
}

/// Has the bundle read anew at each SIGHUP.
private struct HangUps: Service {
    let server: Server

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            server.activate()
        }
    }
}
