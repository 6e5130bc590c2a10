import Simulation

/// A plan that fails, made as small as a budget allows, each try in a process of its own.
struct SmallerPlan {
    let plan: SimulationPlan
    /// What became of it, for a reader.
    let words: String

    /// Makes a plan smaller; nil when it does not fail.
    init?(_ plan: SimulationPlan, within budget: Duration) {
        guard let first = Probe(plan)?.failure else { return nil }
        let end = ContinuousClock.now + budget
        var shrinking = Shrinking(
            plan,
            first,
            isOver: { ContinuousClock.now >= end },
            probe: { Probe($0)?.failure }
        )
        shrinking.run()
        let failure = shrinking.failure
        self.plan = shrinking.plan
        words = """
            fails: \(first.kind)
            \(shrinking.tried) plans tried: \(failure.features.count) of \(first.features.count) \
            features, \(failure.operations.count) of \(first.operations.count) operations, \
            \(failure.faults.count) of \(first.faults.count) faults are left
            relais-sim \(shrinking.plan.arguments)
            """
    }
}
