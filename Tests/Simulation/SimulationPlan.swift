public import Referrals

/// What one run of a world follows from: its seed, and what of all that follows from the seed is left out.
public struct SimulationPlan: Hashable, Sendable {
    /// What everything follows from.
    public var seed: UInt64
    /// How long faults go on; nil = as the seed says.
    public var length: Span?
    /// What the seed would have and this run has not.
    public var off: FeatureSet
    /// What this run has whatever the seed says.
    public var on: FeatureSet
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
        on = FeatureSet([])
    }

    /// The arguments with which `relais-sim` runs it again.
    public var arguments: String {
        var words = ["--seed \(seed)"]
        if let length { words.append("--hours \(SimulationPlan.hours(length))") }
        for (option, features) in [("--on", on), ("--off", off)] where !features.all.isEmpty {
            words.append("\(option) \(features.all.map(\.name).joined(separator: ","))")
        }
        if let operations { words.append("--ops \(SimulationPlan.list(operations))") }
        if let faults { words.append("--faults \(SimulationPlan.list(faults))") }
        return words.joined(separator: " ")
    }

    /// The plan that arguments tell, as ``arguments`` writes them.
    ///
    /// - Throws: a ``PlanFault`` for anything else.
    public init(arguments: String) throws(PlanFault) {
        self.init(seed: 0)
        var words = arguments.split(separator: " ")[...]
        var hasSeed = false
        while let option = words.popFirst() {
            guard let value = words.popFirst() else { throw PlanFault(String(option)) }
            switch option {
            case "--seed":
                guard let seed = UInt64(value) else { throw PlanFault("--seed \(value)") }
                self.seed = seed
                hasSeed = true
            case "--hours":
                guard let hours = Double(value), hours > 0, hours <= 10_000 else {
                    throw PlanFault("--hours \(value)")
                }
                length = Span(microseconds: Int64((hours * 10_000).rounded()) * 360_000)
            case "--on": on = try SimulationPlan.features(option, value)
            case "--off": off = try SimulationPlan.features(option, value)
            case "--ops": operations = try SimulationPlan.numbers(option, value)
            case "--faults": faults = try SimulationPlan.numbers(option, value)
            default: throw PlanFault(String(option))
            }
        }
        guard hasSeed else { throw PlanFault("without --seed") }
    }

    private static func features(
        _ option: Substring,
        _ value: Substring
    ) throws(PlanFault) -> FeatureSet {
        var features = FeatureSet([])
        for name in value.split(separator: ",") {
            guard let feature = Feature(named: String(name)) else {
                let names = Feature.allCases.map(\.name).joined(separator: " ")
                throw PlanFault("\(option) \(name): there are \(names)")
            }
            features.insert(feature)
        }
        return features
    }

    private static func numbers(
        _ option: Substring,
        _ value: Substring
    ) throws(PlanFault) -> Set<Int> {
        guard value != "none" else { return [] }
        let numbers = value.split(separator: ",").map { Int($0) }
        guard !numbers.contains(nil) else { throw PlanFault("\(option) \(value)") }
        return Set(numbers.compactMap(\.self))
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

/// Arguments that tell no plan.
public struct PlanFault: Error, CustomStringConvertible {
    /// What could not be read.
    public let words: String

    init(_ words: String) {
        self.words = words
    }

    /// A sentence for whoever wrote them.
    public var description: String { "no plan is told by \(words)" }
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
    /// The disk of the production store says to have synced, and has not.
    case liesAboutSync
}
