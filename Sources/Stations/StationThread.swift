internal import Glibc
internal import Logging
internal import ZeroMQ

/// The threads of the stations.
enum StationThread {
    /// Starts one; a failure in it ends the process at once, with the status of an I/O error: what was told to
    /// nobody is undone, and a restart replays.
    static func start(
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
