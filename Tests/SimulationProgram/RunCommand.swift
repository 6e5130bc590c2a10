import ArgumentParser
import Foundation
import Referrals
import Simulation
import Synchronization

/// `relais-sim run`: many worlds, in as many processes as there are jobs.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs the worlds of many seeds; fails when anything does not hold in any."
    )

    @Option(help: "The seeds: A..B")
    var seeds = "1..1000"

    @Option(help: "How many processes at a time.")
    var jobs = 2

    @Option(help: "Stop after so many worlds in which something does not hold.")
    var failures = 5

    @Option(help: "How many seconds each of the first worlds that fail is shrunk.")
    var budget = 60

    @Option(help: "Append the plans that fail, shrunk, to this file.")
    var keep: String?

    @Option(help: "Features that every world has, with commas between.")
    var on: String?

    @Flag(help: "Run each seed in two processes, and fail when the two differ.")
    var twice = false

    @Flag(help: "Do not ask that all that is rare has happened.")
    var anyRarity = false

    func run() async throws {
        let bounds = seeds.split(separator: ".", omittingEmptySubsequences: true).map { UInt64($0) }
        guard bounds.count == 2, let first = bounds[0], let last = bounds[1], first <= last,
            (1...64).contains(jobs)
        else { throw ValidationError("--seeds A..B, and 1 to 64 jobs") }
        _ = try PlanOptions.plan(of: first, on: on)
        let begun = ContinuousClock.now
        let sheet = SharedSheet(expected: Int(last - first + 1) * (twice ? 2 : 1))
        for _ in 0..<(twice ? 2 : 1) {
            await withTaskGroup(of: Void.self) { group in
                for job in 0..<UInt64(jobs) {
                    group.addTask {
                        work(first + job, last, sheet)
                    }
                }
            }
        }
        let passed = ContinuousClock.now - begun
        try conclude(sheet.withLock { $0 }, passed)
    }

    /// Runs every so-manieth world in a process of its own, and in another when that one dies.
    private func work(_ first: UInt64, _ last: UInt64, _ sheet: SharedSheet) {
        var next = first
        while next <= last, sheet.withLock({ $0.failed.count < failures }) {
            let worker = Worker(first: next, last: last, step: UInt64(jobs), on: on)
            var begun: UInt64?
            while let line = worker.line() {
                let words = line.split(separator: " ")
                switch words.first {
                case "begin": begun = words.count > 1 ? UInt64(words[1]) : nil
                case "fault":
                    let words = line.split(separator: " ", maxSplits: 2)
                    sheet.withLock { $0.fault(words) }
                case "end":
                    begun = nil
                    next = (UInt64(words[1]) ?? last) + UInt64(jobs)
                    sheet.withLock { $0.end(words) }
                default: break
                }
                if sheet.withLock({ $0.failed.count >= failures }) {
                    worker.stop()
                    return
                }
            }
            guard let seed = begun else { return }
            sheet.withLock { $0.died(seed, worker.lastWords) }
            next = seed + UInt64(jobs)
        }
    }

    private func conclude(_ sheet: Sheet, _ passed: Duration) throws {
        let seconds =
            Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
        let tally = sheet.tally
        let pace = Double(tally.worlds) / max(0.001, seconds)
        print(
            """
            \(tally.worlds) seeds in \(Int(seconds)) s (\(Int(pace * 10) / 10) seeds/s): \
            \(tally.steps) steps, \(tally.facts) facts, \(tally.faults) faults injected, \
            \(Hours(tally.simulated)) simulated hours
            """
        )
        let told = Rarity.allCases.map { "\($0.rawValue) \(tally.rarities[$0] ?? 0)" }
        print("sometimes: \(told.joined(separator: ", "))")
        var isGood = sheet.failed.isEmpty
        let never = Rarity.allCases.filter { (tally.rarities[$0] ?? 0) == 0 }
        if !anyRarity, tally.worlds >= 1_000, !never.isEmpty {
            isGood = false
            print("NEVER HAPPENED: \(never.map(\.rawValue).joined(separator: ", "))")
        }
        for seed in sheet.failed.sorted() {
            let also = on.map { " --on \($0)" } ?? ""
            print("FAILED seed \(seed): relais-sim --seed \(seed)\(also)")
        }
        try shrink(sheet.failed.sorted())
        guard isGood else { throw ExitCode(1) }
    }

    /// How many of the worlds that fail are shrunk, for each takes its time.
    private static let shrunkMax = 3

    /// Makes the first worlds that fail smaller, and keeps what fails for the tests.
    private func shrink(_ seeds: [UInt64]) throws {
        for (index, seed) in seeds.enumerated() {
            let plan = try PlanOptions.plan(of: seed, on: on)
            guard budget > 0, index < Self.shrunkMax else {
                if let keep { try Regressions(path: keep).keep(plan) }
                continue
            }
            print("shrinks seed \(seed)")
            let smaller = SmallerPlan(plan, within: .seconds(budget))
            print(smaller?.words ?? "holds when it is run again: relais-sim \(plan.arguments)")
            if let keep { try Regressions(path: keep).keep(smaller?.plan ?? plan) }
        }
    }
}

/// The sheet that all workers write on.
final class SharedSheet: Sendable {
    private let sheet: Mutex<Sheet>

    init(expected: Int) {
        sheet = Mutex(Sheet(expected: expected))
    }

    func withLock<Result: Sendable>(_ edit: (inout sending Sheet) -> sending Result) -> Result {
        sheet.withLock(edit)
    }
}

/// What all workers have told so far.
struct Sheet: Sendable {
    var tally = Tally()
    var failed: Set<UInt64> = []
    private var hashes: [Substring: Substring] = [:]
    let expected: Int

    init(expected: Int) {
        self.expected = expected
    }

    mutating func end(_ words: [Substring]) {
        tally.add(words)
        if words.count > 6 {
            if let other = hashes[words[1]], other != words[6], let seed = UInt64(words[1]) {
                failed.insert(seed)
                tell("seed \(seed): FAULT two processes came to \(other) and \(words[6])")
            }
            hashes[words[1]] = words[6]
        }
        failed.formUnion(tally.failed)
        if tally.worlds % 100 == 0 { tell("\(tally.worlds) of \(expected)") }
    }

    mutating func fault(_ words: [Substring]) {
        guard words.count == 3 else { return }
        tell("seed \(words[1]): FAULT \(words[2])")
    }

    mutating func died(_ seed: UInt64, _ words: String) {
        failed.insert(seed)
        tell("seed \(seed): the program stopped: \(words)")
    }

    private func tell(_ line: String) {
        print(line)
    }
}
