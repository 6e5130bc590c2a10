import Simulation
import Testing

/// Worlds that must hold, whatever was drawn.
@Suite struct `A simulated world` {
    /// How many seeds a build runs.
    static let seeds: UInt64 = 200
    static let chunks = Array(stride(from: UInt64(1), through: seeds, by: 20))

    @Test(arguments: chunks) func `holds whatever fails in it`(first: UInt64) {
        var rarities: [Rarity: Int] = [:]
        for seed in first..<(first + 20) {
            let report = Simulation.run(seed: seed)
            #expect(report.faults.isEmpty, "\(report)")
            rarities.merge(report.rarities, uniquingKeysWith: +)
        }
        print("seeds \(first) to \(first + 19):", rarities.map { "\($0) \($1)" }.sorted())
    }

    @Test func `is the same for the same seed`() {
        #expect(Simulation.run(seed: 7).traceHash == Simulation.run(seed: 7).traceHash)
    }
}
