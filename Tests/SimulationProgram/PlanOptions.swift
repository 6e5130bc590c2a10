import ArgumentParser
import Referrals
import Simulation

/// What one run follows from.
struct PlanOptions: ParsableArguments {
    @Option(help: "What everything follows from.")
    var seed: UInt64

    @Option(help: "How long faults go on, in simulated hours (default: as the seed says).")
    var hours: Double?

    @Option(help: "Features that are left out, with commas between.")
    var off: String?

    @Option(help: "The only operations of clients, by number with commas between, or none.")
    var ops: String?

    @Option(help: "The only faults, by number with commas between, or none.")
    var faults: String?

    /// The plan that the options tell.
    func plan() throws -> SimulationPlan {
        var plan = SimulationPlan(seed: seed)
        if let hours {
            guard hours > 0, hours <= 10_000 else { throw ValidationError("--hours: 0 to 10000") }
            plan.length = Span(microseconds: Int64((hours * 10_000).rounded()) * 360_000)
        }
        for name in off?.split(separator: ",") ?? [] {
            guard let feature = Feature(named: String(name)) else {
                let names = Feature.allCases.map(\.name).joined(separator: " ")
                throw ValidationError("--off: no feature is called \(name); there are \(names)")
            }
            plan.off.insert(feature)
        }
        plan.operations = try numbers(ops, "--ops")
        plan.faults = try numbers(faults, "--faults")
        return plan
    }

    private func numbers(_ text: String?, _ option: String) throws -> Set<Int>? {
        guard let text else { return nil }
        guard text != "none" else { return [] }
        let numbers = text.split(separator: ",").map { Int($0) }
        guard !numbers.contains(nil) else {
            throw ValidationError("\(option): numbers with commas between, or none")
        }
        return Set(numbers.compactMap(\.self))
    }
}
