import Referrals

/// What one seed draws before it begins: sizes, rates, and which features are on.
///
/// Each feature is on in half of the worlds: one that others would hide shows. Rates are drawn from small to
/// large on a scale of powers; sizes are mostly tiny, for what is rare comes soonest among few.
struct Swarm: Sendable, CustomStringConvertible {
    let seed: UInt64
    let features: FeatureSet
    let agencies: Int
    let consumers: [String]
    let dispatchers: Int
    let ping: Span
    let duration: Span
    /// When it begins: on an evening, or before the clocks change or a holiday.
    let begins: Moment
    /// How many events each agency sends.
    let events: Int
    let pipelined: Int
    let batch: Int
    let capacity: Int
    /// The mean number of effects from one crash to the next.
    let effectsPerCrash: Int
    /// The mean times from one fault of a kind to the next.
    let resetEvery: Span
    let clogEvery: Span
    let diskErrorEvery: Span
    let pauseEvery: Span
    /// How long a message is on its way in the mean, where it is long.
    let delayMean: Span
    /// How long what stands still does so in the mean.
    let clogMean: Span
    /// What the wall clock gains in a million.
    let drift: Int64

    init(_ plan: SimulationPlan) {
        var chance = Chance(seed: plan.seed).fork(1)
        seed = plan.seed
        agencies = chance.pick([1, 1, 2, 2, 3, 4])
        consumers =
            (0..<chance.pick([1, 2, 2, 3, 4])).map { ["alfa", "bravo", "charlie", "alfa"][$0] }
            + ["desk"]
        dispatchers = chance.within(1...3)
        ping = chance.pick([.seconds(15), .seconds(30), .seconds(60), .seconds(60)])
        let drawn = chance.logarithmic(from: .minutes(10), to: .hours(3))
        duration = plan.length ?? drawn
        let isLarge = chance.percent(5)
        events = isLarge ? chance.within(20...50) : chance.pick([1, 2, 3, 5, 8, 12])
        pipelined = chance.within(1...4)
        batch = chance.within(1...4)
        capacity = chance.pick([1, 1, 2, 3, 5, 8])
        effectsPerCrash = Int(
            chance.logarithmic(from: Span(microseconds: 60), to: Span(microseconds: 3_000))
                .microseconds
        )
        resetEvery = chance.logarithmic(from: .seconds(20), to: .minutes(30))
        clogEvery = chance.logarithmic(from: .minutes(1), to: .minutes(40))
        diskErrorEvery = chance.logarithmic(from: .minutes(2), to: .hours(1))
        pauseEvery = chance.logarithmic(from: .minutes(2), to: .hours(1))
        delayMean = chance.logarithmic(from: .milliseconds(100), to: .seconds(15))
        clogMean = chance.logarithmic(from: .seconds(2), to: .minutes(4))
        drift = Int64(chance.within(-500...500))
        var features = FeatureSet([])
        var apart = Chance(seed: plan.seed).fork(8)
        for feature in Feature.allCases where feature != .realStore {
            let isOn =
                feature < .firstDrawnApart ? chance.percent(50) : apart.percent(50)
            if isOn { features.insert(feature) }
        }
        let evening = apart.pick(Swarm.evenings)
        if plan.seed % Swarm.realStoreEvery == Swarm.realStoreAt { features.insert(.realStore) }
        for feature in plan.on.all { features.insert(feature) }
        if !features.has(.apart) { features.remove(.stationFaults) }
        if plan.off.has(.apart) { features.remove(.stationFaults) }
        for feature in plan.off.all { features.remove(feature) }
        self.features = features
        begins = features.has(.hours) ? evening : World.begin
    }

    /// A Monday evening, the nights in which the clocks change, and the evening before the first of May.
    private static let evenings = [
        World.begin, Moment(seconds: 1_774_738_200), Moment(seconds: 1_792_879_800),
        Moment(seconds: 1_777_581_000),
    ]

    /// The production store costs more than the model: it has one seed in so many.
    private static let realStoreEvery: UInt64 = 50
    private static let realStoreAt: UInt64 = 11

    func has(_ feature: Feature) -> Bool { features.has(feature) }

    var isApart: Bool { has(.apart) }

    var description: String {
        let sizes =
            "\(agencies) agencies of \(events) events, \(pipelined) x \(batch) under way; "
            + "consumers \(consumers.joined(separator: " ")) of capacity \(capacity); "
            + "\(dispatchers) dispatchers; ping \(ping.inWords); faults for \(duration.inWords)"
        let rates =
            "a crash each \(effectsPerCrash) effects, a reset each \(resetEvery.inWords), "
            + "a clog each \(clogEvery.inWords) for \(clogMean.inWords), delays of "
            + "\(delayMean.inWords), a disk error each \(diskErrorEvery.inWords), "
            + "a pause each \(pauseEvery.inWords), a drift of \(drift) in a million"
        let names = features.all.map(\.name).joined(separator: " ")
        return "seed \(seed): \(sizes)\n  rates: \(rates)\n  on: \(names)"
    }
}

extension Span {
    /// The length for a reader.
    var inWords: String {
        switch wholeMilliseconds {
        case ..<10_000: "\(wholeMilliseconds) ms"
        case ..<600_000: "\(wholeMilliseconds / 1_000) s"
        default: "\(wholeMilliseconds / 60_000) min"
        }
    }
}
