public import Referrals

/// What one run of a world follows from: its seed, and what of all that follows from the seed is left out.
public struct SimulationPlan: Hashable, Sendable {
    /// What everything follows from.
    public var seed: UInt64
    /// How long faults go on; nil = as the seed says.
    public var length: Span?
    /// What the seed would have and this run has not.
    public var off: FeatureSet
    /// The only operations that clients do; nil = all.
    public var operations: Set<Int>?
    /// The only faults that come; nil = all.
    public var faults: Set<Int>?
    /// Bugs of the shell to build in.
    public var bugs: Set<ShellBug>

    /// All that follows from a seed.
    public init(seed: UInt64, bugs: Set<ShellBug> = []) {
        self.seed = seed
        self.bugs = bugs
        off = FeatureSet([])
    }

    /// The arguments with which `relais-sim` runs it again.
    public var arguments: String {
        var words = ["--seed \(seed)"]
        if let length { words.append("--hours \(SimulationPlan.hours(length))") }
        let names = off.all.map(\.name)
        if !names.isEmpty { words.append("--off \(names.joined(separator: ","))") }
        if let operations { words.append("--ops \(SimulationPlan.list(operations))") }
        if let faults { words.append("--faults \(SimulationPlan.list(faults))") }
        return words.joined(separator: " ")
    }

    private static func list(_ numbers: Set<Int>) -> String {
        numbers.isEmpty ? "none" : numbers.sorted().map(String.init).joined(separator: ",")
    }

    /// A length in hours with four places, which reads back as the same length.
    private static func hours(_ length: Span) -> String {
        let parts = length.microseconds / 360_000
        let rest = String(parts % 10_000)
        return "\(parts / 10_000)." + String(repeating: "0", count: 4 - rest.count) + rest
    }

    /// A length that can be written in hours.
    public static func rounded(_ length: Span) -> Span {
        Span(microseconds: length.microseconds / 360_000 * 360_000)
    }
}

/// A bug of the simulated shell and disk, to show that the checkers see it.
public enum ShellBug: Hashable, Sendable {
    /// Replies leave before the batch is on disk.
    case repliesBeforeCommit
    /// The ids that were used are not read back at a start.
    case forgetsIDs
    /// A crash takes the batch that was committed last with it.
    case commitsWithoutSync
    /// A crash while a batch is written leaves half of it.
    case tearsBatches
    /// A start believes what it reads before it has made it durable.
    case startsWithoutSync
}
