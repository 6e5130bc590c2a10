import ArgumentParser
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
    var keep: String?

    func run() throws {
        let plan = try options.plan()
        guard let smaller = SmallerPlan(plan, within: .seconds(budget)) else {
            print("The world of \(plan.arguments) holds: there is nothing to shrink.")
            return
        }
        print(smaller.words)
        if let keep { try Regressions(path: keep).keep(smaller.plan) }
    }
}
