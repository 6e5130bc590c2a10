import ArgumentParser
import Simulation

/// What one run follows from.
struct PlanOptions: ParsableArguments {
    @Option(help: "What everything follows from.")
    var seed: UInt64

    @Option(help: "How long faults go on, in simulated hours (default: as the seed says).")
    var hours: Double?

    @Option(help: "Features that are left out, with commas between.")
    var off: String?

    @Option(help: "Features that it has whatever the seed says, with commas between.")
    var on: String?

    @Option(help: "The only operations of clients, by number with commas between, or none.")
    var ops: String?

    @Option(help: "The only faults, by number with commas between, or none.")
    var faults: String?

    /// The plan that the options tell.
    func plan() throws -> SimulationPlan {
        var words = ["--seed \(seed)"]
        if let hours { words.append("--hours \(hours)") }
        if let on { words.append("--on \(on)") }
        if let off { words.append("--off \(off)") }
        if let ops { words.append("--ops \(ops)") }
        if let faults { words.append("--faults \(faults)") }
        return try Self.plan(of: words)
    }

    /// The plan of a seed, with these features whatever it says.
    static func plan(of seed: UInt64, on: String?) throws -> SimulationPlan {
        try plan(of: ["--seed \(seed)"] + (on.map { ["--on \($0)"] } ?? []))
    }

    private static func plan(of words: [String]) throws -> SimulationPlan {
        do {
            return try SimulationPlan(arguments: words.joined(separator: " "))
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
