public import Referrals
public import Triage

/// What a backtest has counted: legs before and after, all together and by what they are.
///
/// "Before" is what was judged, or what the rules in force judge; "after" is what the draft judges. It names
/// nobody, but a small number of it may tell of one person: whoever shows it masks those.
public struct BacktestSums: Equatable, Sendable {
    /// Requests read.
    public var requests = 0
    /// Those of them that were judged by their codes alone, since their content is gone.
    public var coded = 0
    /// Those that could not be judged: content and codes tell no need of theirs.
    public var unjudged = 0
    /// Those of test agencies, which are not counted further.
    public var trials = 0
    /// Requests that were a crisis before and are none after.
    public var crisesLost = 0
    /// All legs.
    public var all = Cell()
    /// The legs of each need.
    public var byNeed: [Need: Cell] = [:]
    /// The legs of each commune; nil is that of an enterprise of which none is known.
    public var byCommune: [Commune?: Cell] = [:]
    /// The legs of each language.
    public var byLanguage: [LanguageCode: Cell] = [:]
    /// How many legs go elsewhere, by from where and to where.
    public var moves: [Move: Int] = [:]
    /// For each partner the legs that come to it first.
    public var loads: [PartnerID: Load] = [:]
    /// The times until somebody must have accepted, of each need.
    public var times: [Need: Times] = [:]
    /// How often each rule of the draft fitted a need, and had a say.
    public var rules: [RuleID: Use] = [:]
    /// The days in Brussels on which requests were recorded, counted since 1970; nil before the first.
    public var days: ClosedRange<Int64>?

    /// Nothing counted yet.
    public init() {}

    /// Legs of one kind.
    public struct Cell: Equatable, Sendable {
        /// Legs there are before, after, or both.
        public var legs = 0
        /// Those that go elsewhere first, or are there on one side only.
        public var moved = 0
        /// Those that are more urgent after.
        public var raised = 0
        /// Those that are less urgent after.
        public var lowered = 0
        /// Those as urgent as before whose times are others: another class, or the class's other times.
        public var retimed = 0
        /// Those that somebody must have accepted sooner.
        public var sooner = 0
        /// Those that somebody may accept later.
        public var later = 0
        /// Those that no partner may have and the desk of last resort has, before.
        public var deskBefore = 0
        /// The same, after.
        public var deskAfter = 0
        /// Those that are a crisis, before.
        public var crisesBefore = 0
        /// The same, after.
        public var crisesAfter = 0

        /// No leg.
        public init() {}
    }

    /// Where a leg goes first.
    public enum Place: Hashable, Sendable {
        /// To a partner.
        case partner(PartnerID)
        /// To the desk of last resort: no candidate may have it.
        case desk
        /// To nobody: the consent does not cover it.
        case consent
        /// To the desk, for the enterprise lies outside the Region.
        case outside
        /// There is no such leg.
        case nowhere
    }

    /// Where a leg went and goes.
    public struct Move: Hashable, Sendable {
        /// Before.
        public var from: Place
        /// After.
        public var to: Place

        /// A leg that goes to another place.
        public init(from: Place, to: Place) {
            self.from = from
            self.to = to
        }
    }

    /// The legs that come first to a partner, by the day of record in Brussels, counted since 1970.
    public struct Load: Equatable, Sendable {
        /// Before.
        public var before: [Int64: Int] = [:]
        /// After.
        public var after: [Int64: Int] = [:]

        /// No leg.
        public init() {}
    }

    /// How many legs have so many minutes from their record until somebody must have accepted.
    public struct Times: Equatable, Sendable {
        /// Before.
        public var before: [Int64: Int] = [:]
        /// After.
        public var after: [Int64: Int] = [:]

        /// No leg.
        public init() {}

        /// The shortest time in minutes that so many hundredths of the legs do not exceed; nil without a leg.
        public static func percentile(_ share: Int, of legs: [Int64: Int]) -> Int64? {
            let count = legs.values.reduce(0, +)
            var rest = (count * share + 99) / 100
            for (minutes, legs) in legs.sorted(by: { $0.key < $1.key }) {
                rest -= legs
                if rest <= 0 { return minutes }
            }
            return nil
        }
    }

    /// What a rule was good for.
    public struct Use: Equatable, Sendable {
        /// The needs that it fitted.
        public var fits = 0
        /// Those in which it had a say.
        public var decides = 0

        /// No use.
        public init() {}
    }
}

extension BacktestSums {
    /// How many calendar days lie between the first request and the last, both counted; 0 without one.
    public var dayCount: Int { days.map { Int($0.upperBound - $0.lowerBound) + 1 } ?? 0 }

    /// The times of all needs together.
    public var allTimes: Times {
        times.values.reduce(into: Times()) { $0.merge($1) }
    }

    /// Adds what another has counted of other requests.
    public mutating func merge(_ other: BacktestSums) {
        requests += other.requests
        coded += other.coded
        unjudged += other.unjudged
        trials += other.trials
        crisesLost += other.crisesLost
        all.merge(other.all)
        for (need, cell) in other.byNeed { byNeed[need, default: Cell()].merge(cell) }
        for (commune, cell) in other.byCommune { byCommune[commune, default: Cell()].merge(cell) }
        for (language, cell) in other.byLanguage {
            byLanguage[language, default: Cell()].merge(cell)
        }
        moves.merge(other.moves, uniquingKeysWith: +)
        for (partner, load) in other.loads { loads[partner, default: Load()].merge(load) }
        for (need, times) in other.times { self.times[need, default: Times()].merge(times) }
        for (rule, use) in other.rules {
            rules[rule, default: Use()].fits += use.fits
            rules[rule, default: Use()].decides += use.decides
        }
        if let days = other.days {
            note(day: days.lowerBound)
            note(day: days.upperBound)
        }
    }

    /// Widens the days to hold this one.
    mutating func note(day: Int64) {
        guard let known = days else {
            days = day...day
            return
        }
        if !known.contains(day) {
            days = min(day, known.lowerBound)...max(day, known.upperBound)
        }
    }
}

extension BacktestSums.Cell {
    mutating func merge(_ other: BacktestSums.Cell) {
        legs += other.legs
        moved += other.moved
        raised += other.raised
        lowered += other.lowered
        retimed += other.retimed
        sooner += other.sooner
        later += other.later
        deskBefore += other.deskBefore
        deskAfter += other.deskAfter
        crisesBefore += other.crisesBefore
        crisesAfter += other.crisesAfter
    }
}

extension BacktestSums.Load {
    mutating func merge(_ other: BacktestSums.Load) {
        before.merge(other.before, uniquingKeysWith: +)
        after.merge(other.after, uniquingKeysWith: +)
    }
}

extension BacktestSums.Times {
    mutating func merge(_ other: BacktestSums.Times) {
        before.merge(other.before, uniquingKeysWith: +)
        after.merge(other.after, uniquingKeysWith: +)
    }
}
