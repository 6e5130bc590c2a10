public import Exchange
public import Posts
public import Triage

/// Why a start was refused, with the exit status that tells scripts what kind of thing to do.
public struct StartFault: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what to do, a line each.
    public let lines: [String]
    /// The exit status of sysexits.h: 0 where somebody ended it, 69 unavailable, 73 cannot create, 74 I/O, 75 try again, 78 configuration.
    public let exitStatus: Int32

    /// What is wrong, a line each, and the exit status that says so.
    public init(_ lines: [String], exitStatus: Int32) {
        self.lines = lines
        self.exitStatus = exitStatus
    }

    /// All lines.
    public var description: String { lines.joined(separator: "\n") }
}

extension BundleReading {
    /// The files and the rules they make.
    ///
    /// - Throws: ``StartFault`` with every mistake in them: nothing starts by such rules.
    public func sound() throws(StartFault) -> (files: BundleFiles, bundle: Bundle) {
        switch self {
        case .good(let files, let bundle): return (files, bundle)
        case .faulty(let lines): throw StartFault(lines, exitStatus: 78)
        }
    }
}
