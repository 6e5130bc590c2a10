import ArgumentParser
import Foundation

/// A `relais serve` of the bench's own, in a process and a folder of its own.
final class BenchServer {
    /// Where agencies come in.
    let intake: String
    /// Where partners come in.
    let desk: String
    /// Where supervisors come in.
    let control: String
    /// The folder of its journal.
    let data: String

    private let process = Process()

    /// Starts a server whose journal is in a folder that does not exist yet, and waits until it is ready.
    init(config: String, folder: String, dispatchers: Int?) throws {
        data = folder + "/data"
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            [
                "serve", "--insecure", "--config", config, "--data", data,
                "--master-key", folder + "/relais.key",
            ]
            + ["intake", "desk", "control", "feed"].flatMap { ["--\($0)", "tcp://127.0.0.1:*"] }
            + (dispatchers.map { ["--dispatchers", "\($0)"] } ?? [])
        let output = Pipe()
        process.standardOutput = output
        let words = folder + "/words"
        try Data().write(to: URL(filePath: words))
        process.standardError = FileHandle(forWritingAtPath: words)
        try process.run()
        try output.fileHandleForWriting.close()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
            line.append(byte)
        }
        guard let ready = Row(line), let intake = ready.string("intake"),
            let desk = ready.string("desk"), let control = ready.string("control")
        else {
            let told = (try? String(contentsOfFile: words, encoding: .utf8)) ?? ""
            throw Trouble(.unavailable, "relais serve did not start: \(told)")
        }
        self.intake = intake
        self.desk = desk
        self.control = control
    }

    deinit {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The number of its process.
    var number: Int32 { process.processIdentifier }

    /// The most memory it had at any moment, in bytes.
    var peakMemory: Int {
        let path = "/proc/\(number)/status"
        let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            return (line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first)
                .flatMap { Int($0) }.map { $0 << 10 } ?? 0
        }
        return 0
    }

    /// The processor time it has used, in seconds.
    var processorSeconds: Double {
        let status = (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)) ?? ""
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
            throw Trouble(.bug, "relais serve ended with \(process.terminationStatus)")
        }
    }
}
