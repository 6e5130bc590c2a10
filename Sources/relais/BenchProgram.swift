import ArgumentParser
import Foundation

/// One process of a bench: a station, or all of them.
final class BenchProgram {
    /// What it said when it was ready.
    let ready: Row

    private let process = Process()
    private let name: String

    /// Starts `relais` with these words, and waits until it is ready.
    init(_ arguments: [String], in folder: String) throws {
        name = arguments.first ?? "relais"
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        let words = folder + "/words-\(UUID())"
        try Data().write(to: URL(filePath: words))
        process.standardError = FileHandle(forWritingAtPath: words)
        try process.run()
        try output.fileHandleForWriting.close()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
            line.append(byte)
        }
        guard let ready = Row(line) else {
            let told = (try? String(contentsOfFile: words, encoding: .utf8)) ?? ""
            throw Trouble(.unavailable, "relais \(name) did not start: \(told)")
        }
        self.ready = ready
    }

    deinit {
        kill()
    }

    /// Kills it where it stands, and waits until it is gone.
    func kill() {
        guard process.isRunning else { return }
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Runs `relais` with these words to its end.
    static func complete(_ arguments: [String], in folder: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let status = process.terminationStatus
            throw Trouble(.bug, "relais \(arguments[0]) ended with \(status)")
        }
    }

    /// An endpoint that it said it listens at.
    func endpoint(_ name: String) throws -> String {
        guard let endpoint = ready.string(name) else {
            throw Trouble(.bug, "relais \(self.name) does not say where \(name) is")
        }
        return endpoint
    }

    /// The most memory it had at any moment, in bytes.
    var peakMemory: Int {
        let path = "/proc/\(process.processIdentifier)/status"
        let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            return (line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first)
                .flatMap { Int($0) }.map { $0 << 10 } ?? 0
        }
        return 0
    }

    /// The processor time it has used, in seconds.
    var processorSeconds: Double {
        let path = "/proc/\(process.processIdentifier)/stat"
        let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let fields = status.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
            return 0
        }
        return Double(user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Asks it to end, and waits until it has.
    func stop() throws {
        process.terminate()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Trouble(.bug, "relais \(name) ended with \(process.terminationStatus)")
        }
    }
}
