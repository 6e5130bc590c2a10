import Foundation
import Referrals
import Simulation

/// A run of one plan in a process of its own, for it may stop the program.
struct Probe {
    let failure: Shrinking.Failure

    /// Runs a plan; nil when all holds.
    init?(_ plan: SimulationPlan) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            ["replay", "--told"] + plan.arguments.split(separator: " ").map(String.init)
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_BACKTRACE"] = "enable=no"
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        guard (try? process.run()) != nil else { return nil }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus != 0 else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let words = lines.first { $0.hasPrefix("FAULT") || $0.contains("Fatal error") }
        failure = Shrinking.Failure(
            words.map { String($0.drop { $0 != "F" }) } ?? "stopped",
            features: Self.features(lines),
            length: Span(microseconds: Int64(Self.numbers("length", lines).first ?? 0)),
            operations: Self.numbers("operation", lines),
            faults: Self.numbers("fault", lines)
        )
    }

    /// The numbers of the lines that begin with a word.
    private static func numbers(_ word: String, _ lines: [Substring]) -> [Int] {
        lines.compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 2, parts[0] == word else { return nil }
            return Int(parts[1])
        }
    }

    private static func features(_ lines: [Substring]) -> [Feature] {
        lines.compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 2, parts[0] == "feature" else { return nil }
            return Feature(named: String(parts[1]))
        }
    }
}
