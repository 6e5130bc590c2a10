import Foundation
import Synchronization

/// A program under test: started, watched, signalled, and never left behind.
final class Program {
    /// How a program ended.
    enum Ending: Equatable {
        case exit(Int32)
        case signal(Int32)
    }

    private let process = Process()
    private let ended = DispatchSemaphore(value: 0)
    let input = Pipe()
    private let output = Pipe()
    private let wordsFile: URL
    private var heard: [UInt8] = []

    /// Starts a program; its words go into a file of `folder`.
    init(
        _ executable: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        in folder: String
    ) throws {
        wordsFile = URL(filePath: folder).appending(path: "words-\(UUID())")
        try Data().write(to: wordsFile)
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { _, given in given }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: wordsFile)
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
        // Only the program writes there: its end is to be the end of what can be read.
        try output.fileHandleForWriting.close()
        try input.fileHandleForReading.close()
    }

    deinit {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// What it has said on stderr.
    var words: String {
        (try? String(contentsOf: wordsFile, encoding: .utf8)) ?? ""
    }

    /// Its number.
    var id: Int32 { process.processIdentifier }

    /// Whether it still runs.
    var isRunning: Bool { process.isRunning }

    /// Sends a signal.
    func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// Waits until it ends; nil if it still runs then.
    func ending(within seconds: Double) -> Ending? {
        guard ended.wait(timeout: .now() + seconds) == .success else { return nil }
        ended.signal()
        let status = process.terminationStatus
        return process.terminationReason == .exit ? .exit(status) : .signal(status)
    }

    /// Ends it as `kill -9` does.
    func killAtOnce() {
        signal(SIGKILL)
        _ = ending(within: 10)
    }

    /// Writes on its stdin.
    func write(_ bytes: [UInt8]) throws {
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
    }

    /// Says something on its stdin.
    func say(_ text: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Array(text.utf8))
    }

    /// Lets it know that nothing more comes on stdin.
    func closeInput() throws {
        try input.fileHandleForWriting.close()
    }

    /// The next line on stdout; nil if there is none before it ends or the time is over.
    func line(within seconds: Double) -> String? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            if let end = heard.firstIndex(of: 0x0A) {
                defer { heard.removeSubrange(...end) }
                return String(decoding: heard[..<end], as: UTF8.self)
            }
            guard listen(until: deadline) else { return nil }
        }
    }

    /// All that it says on stdout until it ends.
    func output(within seconds: Double) -> String {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while listen(until: deadline) {}
        return String(decoding: heard, as: UTF8.self)
    }

    /// Hears what it says; false when the time is over or it has closed its stdout.
    private func listen(until deadline: ContinuousClock.Instant) -> Bool {
        let rest = deadline - .now
        guard rest > .zero else { return false }
        var wanted = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: 1, revents: 0)
        let milliseconds = rest / .milliseconds(1)
        guard poll(&wanted, 1, Int32(milliseconds.rounded(.up))) > 0 else { return false }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(wanted.fd, &bytes, bytes.count)
        guard count > 0 else { return false }
        heard += bytes[..<count]
        return true
    }
}
