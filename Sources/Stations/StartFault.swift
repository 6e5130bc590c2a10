internal import JournalSQLite

/// Why a start was refused, with the exit status that tells scripts what kind of thing to do.
public struct StartFault: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what to do, a line each.
    public let lines: [String]
    /// The exit status of sysexits.h: 0 where somebody ended it, 69 unavailable, 73 cannot create, 74 I/O, 75 try again, 78 configuration.
    public let exitStatus: Int32

    init(_ lines: [String], exitStatus: Int32) {
        self.lines = lines
        self.exitStatus = exitStatus
    }

    /// What an error says that came up before anything listened; of itself it is one of the disk.
    init(_ error: any Error) {
        switch error {
        case let fault as StartFault: self = fault
        case let refusal as StartRefusal:
            self.init([refusal.description], exitStatus: refusal.exitStatus)
        case is CancellationError: self.init(["ended before it listened"], exitStatus: 0)
        default: self.init(["\(error)"], exitStatus: 74)
        }
    }

    /// All lines.
    public var description: String { lines.joined(separator: "\n") }
}
