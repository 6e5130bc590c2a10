import Referrals

/// What one seed draws before it begins: sizes, rates, and which faults are on.
///
/// Few settings are on at a time: a fault that others would hide shows.
struct Swarm: Sendable, CustomStringConvertible {
    let seed: UInt64
    let agencies: Int
    let consumers: [String]
    let dispatchers: Int
    let ping: Span
    let duration: Span
    let events: Int
    let pipelined: Int
    let batch: Int
    let capacity: Int
    /// The mean number of effects from one crash to the next; nil for none.
    let effectsPerCrash: Int?
    /// The mean time from one lost link to the next; nil for none.
    let resetEvery: Span?
    let hasSlowDisk: Bool
    let hasFullDisk: Bool
    let hasClockSteps: Bool
    let hasActivations: Bool
    let hasKillers: Bool
    let hasConflicts: Bool
    let hasRepeats: Bool
    let hasStatuses: Bool
    let hasCorrections: Bool
    let hasBulk: Bool
    let hasSilence: Bool
    let hasCarelessPartners: Bool
    let hasSnapshots: Bool
    /// Whether deadlines are so short that some pass before a partner has answered, or is there at all.
    let hasHaste: Bool
    /// Whether the stations are processes of their own.
    let isApart: Bool
    /// Whether stations die one by one, and the link between them breaks.
    let hasStationFaults: Bool

    init(seed: UInt64) {
        var chance = Chance(seed: seed).fork(1)
        self.seed = seed
        agencies = chance.within(1...4)
        consumers =
            (0..<chance.within(1...4)).map { ["alfa", "bravo", "charlie", "alfa"][$0] } + ["desk"]
        dispatchers = chance.within(1...3)
        ping = chance.pick([.seconds(15), .seconds(30), .seconds(60)])
        duration = .minutes(Int64(chance.within(8...40)))
        events = chance.within(4...14)
        pipelined = chance.within(1...4)
        batch = chance.within(1...4)
        capacity = chance.within(1...5)
        effectsPerCrash = chance.percent(60) ? chance.pick([100, 250, 600]) : nil
        resetEvery = chance.percent(50) ? .seconds(Int64(chance.within(30...400))) : nil
        hasSlowDisk = chance.percent(30)
        hasFullDisk = chance.percent(25)
        hasClockSteps = chance.percent(25)
        hasActivations = chance.percent(50)
        hasKillers = chance.percent(20)
        hasConflicts = chance.percent(50)
        hasRepeats = chance.percent(50)
        hasStatuses = chance.percent(70)
        hasCorrections = chance.percent(50)
        hasBulk = chance.percent(50)
        hasSilence = chance.percent(50)
        hasCarelessPartners = chance.percent(70)
        hasSnapshots = chance.percent(40)
        hasHaste = chance.percent(15)
        isApart = chance.percent(50)
        hasStationFaults = isApart && chance.percent(70)
    }

    var description: String {
        let flags: [(String, Bool)] = [
            ("slow disk", hasSlowDisk), ("full disk", hasFullDisk), ("clock steps", hasClockSteps),
            ("activations", hasActivations), ("killers", hasKillers), ("conflicts", hasConflicts),
            ("repeats", hasRepeats), ("statuses", hasStatuses), ("corrections", hasCorrections),
            ("bulk", hasBulk), ("silence", hasSilence), ("careless", hasCarelessPartners),
            ("snapshots", hasSnapshots), ("haste", hasHaste),
            ("apart", isApart), ("station faults", hasStationFaults),
        ]
        let crashes = effectsPerCrash.map { "a crash each \($0) effects" } ?? "no crashes"
        let resets = resetEvery.map { "a reset each \($0.wholeMilliseconds / 1_000) s" }
        return """
            seed \(seed): \(agencies) agencies of \(events) events, \(pipelined) x \(batch) under way; \
            consumers \(consumers.joined(separator: " ")) of capacity \(capacity); \
            \(dispatchers) dispatchers; ping \(ping.wholeMilliseconds) ms; \
            \(duration.wholeMilliseconds / 60_000) min; \(crashes); \(resets ?? "no resets"); \
            on: \(flags.filter(\.1).map(\.0).joined(separator: ", "))
            """
    }
}
