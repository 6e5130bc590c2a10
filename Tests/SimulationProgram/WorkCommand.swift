import ArgumentParser
import Glibc
import Simulation

/// One process of `relais-sim run`: a line when a world begins, and one when it has ended.
///
/// A world in which the program itself stops takes only this process with it.
struct WorkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Runs worlds one after the other, for another process.",
        shouldDisplay: false
    )

    /// How long one world may take: one that never ends is ended by a signal.
    static let secondsMax: UInt32 = 60

    @Option var first: UInt64
    @Option var last: UInt64
    @Option var step: UInt64
    @Option var on: String?

    func run() throws {
        var seed = first
        while seed <= last {
            say("begin \(seed)")
            alarm(Self.secondsMax)
            let report = Simulation.run(try PlanOptions.plan(of: seed, on: on))
            for fault in report.faults { say("fault \(seed) \(fault)") }
            say(Tally.line(of: report))
            seed += step
        }
    }

    private func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}
