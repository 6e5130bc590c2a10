import Referrals
import Simulation

/// What worlds have come to, added up.
struct Tally: Sendable {
    var worlds = 0
    var steps = 0
    var facts = 0
    var simulated = Span.seconds(0)
    var faults = 0
    var rarities: [Rarity: Int] = [:]
    /// The seeds in which something does not hold.
    var failed: [UInt64] = []

    /// Adds a line that a worker wrote of a world.
    ///
    ///     end SEED STEPS FACTS MICROSECONDS FAULTS HASH FAULTY rarity=times...
    mutating func add(_ words: [Substring]) {
        guard words.count >= 8, let seed = UInt64(words[1]) else { return }
        worlds += 1
        steps += Int(words[2]) ?? 0
        facts += Int(words[3]) ?? 0
        simulated = Span(microseconds: simulated.microseconds + (Int64(words[4]) ?? 0))
        faults += Int(words[5]) ?? 0
        if words[7] != "0" { failed.append(seed) }
        for word in words.dropFirst(8) {
            let parts = word.split(separator: "=")
            guard parts.count == 2, let rarity = Rarity(rawValue: String(parts[0])) else {
                continue
            }
            rarities[rarity, default: 0] += Int(parts[1]) ?? 0
        }
    }

    /// The line that ``add(_:)`` reads.
    static func line(of report: SimulationReport) -> String {
        let numbers: [String] = [
            "end", "\(report.plan.seed)", "\(report.steps)", "\(report.facts)",
            "\(report.simulated.microseconds)", "\(report.struck.count)",
            String(report.traceHash, radix: 16), "\(report.faults.count)",
        ]
        let rare = Rarity.allCases.compactMap { rarity in
            report.rarities[rarity].map { "\(rarity.rawValue)=\($0)" }
        }
        return (numbers + rare).joined(separator: " ")
    }
}
