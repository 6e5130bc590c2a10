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

    /// How much of a processor one world may take: one that never ends is ended by a signal.
    ///
    /// By the clock on the wall a machine that is busy with other things would end worlds in which nothing is
    /// wrong.
    private static let secondsMax = 60

    /// Begins to count what the next world takes.
    static func beginWatch() {
        var limit = itimerval()
        limit.it_value.tv_sec = secondsMax
        setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &limit, nil)
    }

    @Option var first: UInt64
    @Option var last: UInt64
    @Option var step: UInt64
    @Option var on: String?

    func run() throws {
        var seed = first
        while seed <= last {
            say("begin \(seed)")
            Self.beginWatch()
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
