import Foundation
import Simulation
import Testing

/// Worlds in which whatever can fail does; `relais-sim run` runs many more of them.
@Suite struct `A simulated world` {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `holds whatever fails in it`(seed: UInt64) {
        let report = Simulation.run(SimulationPlan(seed: seed))
        #expect(report.faults.isEmpty, "\(report)")
        #expect(report.steps > 100)
    }

    /// The store of all of them is the one of production, and its disk fails in every way.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `holds over the production store whatever becomes of its sectors`(seed: UInt64) {
        var plan = SimulationPlan(seed: seed)
        plan.on = FeatureSet([.realStore, .crash, .crashWhileWriting, .powerCut, .diskError])
        let report = Simulation.run(plan)
        #expect(report.faults.isEmpty, "\(report)")
        #expect((report.rarities[.storeCompared] ?? 0) > 1)
    }

    @Test func `is the same for the same seed over the production store`() {
        var plan = SimulationPlan(seed: 5)
        plan.on = FeatureSet([.realStore, .crash, .crashWhileWriting, .powerCut, .diskError])
        #expect(Simulation.run(plan).traceHash == Simulation.run(plan).traceHash)
    }

    /// Plans that once failed; a line is never taken away.
    static let regressions = Regressions(
        path: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Regressions/seeds.txt").path
    ).lines

    @Test(arguments: regressions)
    func `holds where it once did not`(arguments: String) throws {
        let report = Simulation.run(try SimulationPlan(arguments: arguments))
        #expect(report.faults.isEmpty, "\(report)")
    }

    @Test func `has plans that once failed`() {
        #expect(Self.regressions.count >= 3)
    }

    @Test(arguments: [3, 44, 127] as [UInt64])
    func `is the same for the same seed`(seed: UInt64) {
        let plan = SimulationPlan(seed: seed)
        #expect(Simulation.run(plan).traceHash == Simulation.run(plan).traceHash)
    }

    @Test func `is shorter, and without what is left out`() throws {
        let whole = Simulation.run(SimulationPlan(seed: 3))
        let operation = try #require(whole.operations.first)
        var plan = SimulationPlan(seed: 3)
        plan.operations = [operation]
        plan.faults = []
        let part = Simulation.run(plan)
        #expect(part.operations == [operation])
        #expect(part.struck.isEmpty)
        #expect(part.faults.isEmpty, "\(part)")
    }
}

/// Bugs built into the simulated shell on purpose: a simulation that misses one is broken itself.
///
/// Those of the production code are in `Bugs`: `compose/bugs` plants them.
@Suite struct `A bug of the shell` {
    @Test func `that lets replies go before the commit is found`() {
        #expect(finds(.repliesBeforeCommit, "not on disk yet"))
    }

    @Test func `that forgets at a start which ids were used is found`() {
        #expect(finds(.forgetsIDs, "an id was taken"))
    }

    @Test func `that commits without making the disk sync is found`() {
        #expect(finds(.commitsWithoutSync, "does not lie on the chain"))
    }

    @Test func `that tears a batch in two is found`() {
        #expect(finds(.tearsBatches, "is not what the last life had"))
    }

    @Test func `that believes at a start what was not made durable is found`() {
        #expect(finds(.startsWithoutSync, "does not"))
    }

    @Test func `that lets the disk say it has synced when it has not is found`() {
        let found = (1...100 as ClosedRange<UInt64>).contains { seed in
            var plan = SimulationPlan(seed: seed, bugs: [.liesAboutSync])
            plan.on = FeatureSet([.realStore, .powerCut])
            return Simulation.run(plan).faults.contains { $0.contains("the store") }
        }
        #expect(found)
    }

    @Test func `is kept as a plan that fails again, made smaller`() throws {
        let bug = ShellBug.repliesBeforeCommit
        let (plan, failure) = try #require(failing(bug))
        var left = 12
        var shrinking = Shrinking(
            plan,
            failure,
            isOver: {
                left -= 1
                return left < 0
            },
            probe: { Shrinking.Failure(Simulation.run($0)) }
        )
        shrinking.run()
        let folder = FileManager.default.temporaryDirectory
        let path = folder.appendingPathComponent("relais-\(UUID().uuidString).txt").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = Regressions(path: path)
        try file.keep(shrinking.plan)
        try file.keep(shrinking.plan)
        #expect(file.lines.count == 1)
        var kept = try SimulationPlan(arguments: try #require(file.lines.first))
        #expect(!kept.off.all.isEmpty)
        #expect(Simulation.run(kept).faults.isEmpty)
        kept.bugs = [bug]
        #expect(Shrinking.Failure(Simulation.run(kept))?.kind == failure.kind)
    }

    /// The first seed that shows a bug, and how.
    private func failing(_ bug: ShellBug) -> (SimulationPlan, Shrinking.Failure)? {
        for seed in 1...300 as ClosedRange<UInt64> {
            let plan = SimulationPlan(seed: seed, bugs: [bug])
            if let failure = Shrinking.Failure(Simulation.run(plan)) { return (plan, failure) }
        }
        return nil
    }

    /// Whether one of the first seeds shows the bug by a fault of these words.
    private func finds(_ bug: ShellBug, _ words: String) -> Bool {
        (1...300 as ClosedRange<UInt64>).contains { seed in
            Simulation.run(SimulationPlan(seed: seed, bugs: [bug])).faults
                .contains { $0.contains(words) }
        }
    }
}
