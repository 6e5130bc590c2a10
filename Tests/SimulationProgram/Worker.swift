import Foundation

/// A process that runs worlds and tells of them line by line.
final class Worker {
    private let process = Process()
    private let output = Pipe()
    private let errors = Pipe()
    private var bytes: [UInt8] = []
    private var isOver = false

    init(first: UInt64, last: UInt64, step: UInt64, on: String?) {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            [
                "work", "--first", "\(first)", "--last", "\(last)", "--step", "\(step)",
            ] + (on.map { ["--on", $0] } ?? [])
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_BACKTRACE"] = "enable=no"
        process.environment = environment
        process.standardOutput = output
        process.standardError = errors
        do {
            try process.run()
        } catch {
            isOver = true
        }
    }

    /// The next line; nil when it has ended.
    func line() -> String? {
        while true {
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: bytes[..<end], as: UTF8.self)
                bytes.removeFirst(end + 1)
                return line
            }
            guard !isOver else { return nil }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { isOver = true }
            bytes += more
        }
    }

    /// What it wrote last before it died, or by which signal it did.
    var lastWords: String {
        process.waitUntilExit()
        let words = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
        let line = words.split(separator: "\n").first { $0.contains("Fatal error") }
        return line.map(String.init) ?? "status \(process.terminationStatus)"
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
