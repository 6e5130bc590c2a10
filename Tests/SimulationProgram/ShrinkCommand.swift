import ArgumentParser
import Foundation
import Referrals
import Simulation

/// `relais-sim shrink --seed N`: the smallest part of a failing world that still fails.
struct ShrinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shrink",
        abstract: "Leaves out what a failing world does not need, and says how to run the rest."
    )

    @OptionGroup var options: PlanOptions

    @Option(help: "How many seconds it may take.")
    var budget = 60

    @Option(help: "Append the shrunk arguments to this file.")
    var record: String?

    func run() throws {
        let plan = try options.plan()
        guard let first = Probe(plan) else {
            print("The world of \(plan.arguments) holds: there is nothing to shrink.")
            return
        }
        print("fails: \(first.kind)")
        let end = ContinuousClock.now + .seconds(budget)
        var shrinking = Shrinking(
            plan,
            first.failure,
            isOver: { ContinuousClock.now >= end },
            probe: { candidate in
                guard let found = Probe(candidate), found.kind == first.kind else { return nil }
                return found.failure
            }
        )
        shrinking.run()
        let failure = shrinking.failure
        print(
            """
            \(shrinking.tried) plans tried: \(failure.features.count) of \(first.failure.features.count) \
            features, \(failure.operations.count) of \(first.failure.operations.count) operations, \
            \(failure.faults.count) of \(first.failure.faults.count) faults are left
            relais-sim \(shrinking.plan.arguments)
            """
        )
        guard let record else { return }
        let url = URL(fileURLWithPath: record)
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        let line = shrinking.plan.arguments + "\n"
        try (text + line).write(to: url, atomically: true, encoding: .utf8)
    }
}

/// A run of one plan in a process of its own, for it may stop the program.
struct Probe {
    /// What did not hold, without its numbers.
    let kind: String
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
        kind = Self.withoutNumbers(words.map(String.init) ?? "stopped")
        failure = Shrinking.Failure(
            features: Self.features(lines),
            length: Span(microseconds: Int64(Self.numbers("length", lines).first ?? 0)),
            operations: Self.numbers("operation", lines),
            faults: Self.numbers("fault", lines)
        )
    }

    private static func withoutNumbers(_ words: String) -> String {
        let text = words.drop { $0 != "F" }
        return String(text.filter { !$0.isNumber })
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
