public import Referrals

/// Makes a plan that fails smaller, as long as it fails in the same way.
///
/// First whole features are left out one by one, then the time of the faults is halved as often as it can be,
/// then operations and faults are left out: halves first, then ever smaller parts (ddmin, Zeller and
/// Hildebrandt, 2002).
public struct Shrinking {
    /// What a run that fails came to.
    public struct Failure: Sendable {
        /// In which way it fails: what does not hold, without its numbers.
        public var kind: String
        /// The features that it had.
        public var features: [Feature]
        /// How long faults went on.
        public var length: Span
        /// The operations that clients did.
        public var operations: [Int]
        /// The faults that came.
        public var faults: [Int]

        /// A failure of these words among these.
        public init(
            _ words: String,
            features: [Feature],
            length: Span,
            operations: [Int],
            faults: [Int]
        ) {
            kind = String(words.filter { !$0.isNumber })
            self.features = features
            self.length = length
            self.operations = operations
            self.faults = faults
        }

        /// The failure that a report tells of; nil when all holds.
        public init?(_ report: SimulationReport) {
            guard let words = report.faults.first else { return nil }
            self.init(
                words,
                features: report.features,
                length: report.length,
                operations: report.operations,
                faults: report.struck
            )
        }
    }

    /// The smallest plan so far that fails.
    public private(set) var plan: SimulationPlan
    /// What it came to.
    public private(set) var failure: Failure
    /// How many plans were tried.
    public private(set) var tried = 0

    private let probe: (SimulationPlan) -> Failure?
    private let isOver: () -> Bool

    /// A shrinking of a plan that fails.
    ///
    /// - Parameters:
    ///   - plan: a plan that fails.
    ///   - failure: what it came to.
    ///   - isOver: whether the time for it has run out.
    ///   - probe: runs a plan, and tells what it came to if it fails.
    public init(
        _ plan: SimulationPlan,
        _ failure: Failure,
        isOver: @escaping () -> Bool,
        probe: @escaping (SimulationPlan) -> Failure?
    ) {
        self.plan = plan
        self.failure = failure
        self.isOver = isOver
        self.probe = probe
    }

    /// Makes it as small as it can within the time.
    public mutating func run() {
        dropFeatures()
        halveTheTime()
        dropOperations()
        dropFaults()
        dropFeatures()
    }

    /// Tries a plan, and goes on from it if it fails.
    private mutating func takes(_ candidate: SimulationPlan) -> Bool {
        guard !isOver(), candidate != plan else { return false }
        tried += 1
        guard let found = probe(candidate), found.kind == failure.kind else { return false }
        plan = candidate
        failure = found
        return true
    }

    private mutating func dropFeatures() {
        for feature in failure.features {
            var candidate = plan
            candidate.off.insert(feature)
            _ = takes(candidate)
        }
    }

    private mutating func halveTheTime() {
        var longest = failure.length
        var shortest = Span.seconds(0)
        while longest.microseconds - shortest.microseconds > Span.seconds(20).microseconds {
            var candidate = plan
            let middle = (longest.microseconds + shortest.microseconds) / 2
            let length = SimulationPlan.rounded(Span(microseconds: middle))
            candidate.length = length
            if takes(candidate) { longest = length } else { shortest = length }
            guard !isOver() else { return }
        }
    }

    private mutating func dropOperations() {
        let all = failure.operations
        minimise(all) { plan, kept in plan.operations = Set(kept) }
    }

    private mutating func dropFaults() {
        let all = failure.faults
        minimise(all) { plan, kept in plan.faults = Set(kept) }
    }

    private mutating func minimise(
        _ all: [Int],
        _ keep: (inout SimulationPlan, [Int]) -> Void
    ) {
        var kept = all
        var none = plan
        keep(&none, [])
        if takes(none) { return }
        var parts = 2
        while kept.count > 1, !isOver() {
            let size = (kept.count + parts - 1) / parts
            var isSmaller = false
            for start in stride(from: 0, to: kept.count, by: size) {
                let rest = Array(kept[..<start] + kept[min(kept.count, start + size)...])
                var candidate = plan
                keep(&candidate, rest)
                if takes(candidate) {
                    kept = rest
                    parts = max(2, parts - 1)
                    isSmaller = true
                    break
                }
            }
            if isSmaller { continue }
            guard size > 1 else { return }
            parts = min(kept.count, parts * 2)
        }
    }
}
