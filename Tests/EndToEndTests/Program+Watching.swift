import Foundation

extension Program {
    /// A program of the system: what is started where signals are blocked would hear none either.
    static func ofSystem(
        _ executable: String,
        _ arguments: [String],
        in folder: String
    ) throws -> Program {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return try Program(executable, arguments, in: folder)
    }

    /// Says a line to it.
    func say(line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// The memory that it has, or has had at most, in KiB.
    func residentKiB(atMost: Bool = false) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
        let name = atMost ? "VmHWM:" : "VmRSS:"
        for line in status.split(separator: "\n") where line.hasPrefix(name) {
            if let number = line.split(separator: " ").compactMap({ Int($0) }).first {
                return number
            }
        }
        throw Unfit("no memory of \(id) is told")
    }
}
