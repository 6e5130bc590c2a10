import Referrals
import Simulation
import Testing

@Suite struct `A failing plan` {
    /// Fails with a crash, the operations 1002 and 1005 and the fault 3001, when faults go on for 10 minutes.
    private func probe(_ plan: SimulationPlan) -> Shrinking.Failure? {
        let features = [Feature.crash, .delay, .bulk].filter { !plan.off.has($0) }
        let operations = (1_001...1_009).filter { plan.operations?.contains($0) ?? true }
        let faults = (3_001...3_007).filter { plan.faults?.contains($0) ?? true }
        let length = plan.length ?? .hours(2)
        guard features.contains(.crash), operations.contains(1_002), operations.contains(1_005),
            faults.contains(3_001), length >= .minutes(10)
        else { return nil }
        return Shrinking.Failure(
            "it does not hold",
            features: features,
            length: length,
            operations: operations,
            faults: faults
        )
    }

    private func shrunk(within tries: Int) throws -> Shrinking {
        let plan = SimulationPlan(seed: 9)
        let first = try #require(probe(plan))
        var left = tries
        var shrinking = Shrinking(
            plan,
            first,
            isOver: {
                left -= 1
                return left < 0
            },
            probe: probe
        )
        shrinking.run()
        return shrinking
    }

    @Test func `is left with what it needs to fail`() throws {
        let shrinking = try shrunk(within: 500)
        #expect(shrinking.failure.features == [.crash])
        #expect(shrinking.failure.operations == [1_002, 1_005])
        #expect(shrinking.failure.faults == [3_001])
        #expect(shrinking.failure.length < .minutes(11))
    }

    @Test func `fails all the same when there is no time to shrink it`() throws {
        let shrinking = try shrunk(within: 0)
        #expect(shrinking.plan == SimulationPlan(seed: 9))
        #expect(shrinking.tried == 0)
    }

    @Test func `is told by its arguments`() throws {
        let plan = try shrunk(within: 500).plan
        #expect(try SimulationPlan(arguments: plan.arguments) == plan)
    }

    @Test(arguments: ["", "--seed x", "--seed 1 --off crsh", "--seed 1 --ops 1,x", "--seed"])
    func `is told by nothing else`(arguments: String) {
        #expect(throws: PlanFault.self) { try SimulationPlan(arguments: arguments) }
    }
}
