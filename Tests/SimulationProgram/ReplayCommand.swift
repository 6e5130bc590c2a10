import ArgumentParser
import Glibc
import Simulation

/// `relais-sim --seed N`: one world, told to a reader.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Runs the world of one seed, the same each time, and tells what was found."
    )

    @OptionGroup var options: PlanOptions

    @Flag(help: "Tell all that happened, also when nothing was found.")
    var trace = false

    func run() throws {
        let plan = try options.plan()
        if told { return try tell(plan) }
        let report = Simulation.run(plan, keepsTrace: true)
        print(report.configuration)
        print(
            "steps \(report.steps), facts \(report.facts), \(Hours(report.simulated)) h simulated"
        )
        if trace || !report.faults.isEmpty {
            print(report.timeline.joined(separator: "\n"))
        }
        for fault in report.faults { print("FAULT \(fault)") }
        print("trace \(String(report.traceHash, radix: 16))")
        guard report.faults.isEmpty else { throw ExitCode(1) }
    }

    @Flag(help: .hidden)
    var told = false

    /// Tells each thing that happens at once, a line each, for a reader that outlives this process.
    private func tell(_ plan: SimulationPlan) throws {
        WorkCommand.beginWatch()
        let report = Simulation.run(plan) { line in
            print(line)
            fflush(nil)
        }
        for fault in report.faults { print("FAULT \(fault)") }
        guard report.faults.isEmpty else { throw ExitCode(1) }
    }
}
