import Simulation
import Testing

/// Worlds in which whatever can fail does; what must hold is held against what the clients saw.
@Suite struct `A simulated world` {
    /// The seeds that a build runs.
    static let seeds: ClosedRange<UInt64> = 1...200
    /// Seeds beyond those that once had a world without an end.
    static let regressions: [UInt64] = [234, 413, 571]

    @Test func `holds whatever fails in it, and all that is rare happens in some`() async {
        var rarities: [Rarity: Int] = [:]
        var steps = 0
        await withTaskGroup(of: SimulationReport.self) { group in
            for seed in Array(Self.seeds) + Self.regressions {
                group.addTask { Simulation.run(SimulationPlan(seed: seed)) }
            }
            for await report in group {
                #expect(report.faults.isEmpty, "\(report)")
                rarities.merge(report.rarities, uniquingKeysWith: +)
                steps += report.steps
            }
        }
        let told = Rarity.allCases.map { "\($0.rawValue) \(rarities[$0] ?? 0)" }
        print("seeds \(Self.seeds): \(steps) steps; \(told.joined(separator: ", "))")
        for rarity in Rarity.allCases {
            #expect(rarities[rarity] ?? 0 > 0, "\(rarity) never happened")
        }
    }

    @Test(arguments: [3, 44, 127] as [UInt64])
    func `is the same for the same seed`(seed: UInt64) {
        #expect(
            Simulation.run(SimulationPlan(seed: seed)).traceHash
                == Simulation.run(SimulationPlan(seed: seed)).traceHash
        )
    }
}

/// Bugs built into the shell on purpose: a simulation that misses one is broken itself.
@Suite struct `A planted bug` {
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

    /// Whether one of the first seeds shows the bug by a fault of these words.
    private func finds(_ bug: ShellBug, _ words: String) -> Bool {
        (1...60 as ClosedRange<UInt64>).contains { seed in
            Simulation.run(SimulationPlan(seed: seed, bugs: [bug])).faults.contains {
                $0.contains(words)
            }
        }
    }
}
