/// What a draft may change at most before somebody has to look again.
public struct BacktestLimits: Equatable, Sendable {
    /// How many legs may go elsewhere; nil = any number.
    public var moved: Limit?
    /// How many legs no partner may have and the desk of last resort has, under the draft; nil = any number.
    public var unrouted: Limit?
    /// How many more of those there may be than before; nil = any number.
    public var newlyUnrouted: Limit?
    /// How many legs may be due later; nil = any number.
    public var later: Limit?
    /// Whether a request that was a crisis may be none.
    public var allowsFewerCrises = false

    /// No limit but that no crisis is lost.
    public init() {}

    /// What an activation is held to where nothing else is said: a tenth of the legs moved, a tenth due later,
    /// a fiftieth more without a partner.
    public static let usual: BacktestLimits = {
        var limits = BacktestLimits()
        limits.moved = .share(thousandths: 100)
        limits.later = .share(thousandths: 100)
        limits.newlyUnrouted = .share(thousandths: 20)
        return limits
    }()

    /// A number of legs, or a share of all.
    public enum Limit: Equatable, Sendable, CustomStringConvertible {
        /// So many.
        case count(Int)
        /// So many of a thousand, 0 to 1000.
        case share(thousandths: Int)

        /// Reads `12`, `10%` or `2.5%`; nil for anything else.
        public init?(_ text: String) {
            guard text.last == "%" else {
                guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text)
                else { return nil }
                self = .count(count)
                return
            }
            let parts = text.dropLast().split(
                separator: ".",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let tenths = parts.count == 2 ? parts[1] : "0"
            guard tenths.utf8.count == 1, !parts[0].isEmpty,
                (parts[0] + tenths).utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let thousandths = Int(parts[0] + tenths), thousandths <= 1_000
            else { return nil }
            self = .share(thousandths: thousandths)
        }

        /// Whether so many of all are more.
        public func isExceeded(by count: Int, of all: Int) -> Bool {
            switch self {
            case .count(let most): count > most
            case .share(let thousandths): count * 1_000 > thousandths * all
            }
        }

        /// As it is read.
        public var description: String {
            switch self {
            case .count(let count): "\(count)"
            case .share(let thousandths):
                thousandths % 10 == 0
                    ? "\(thousandths / 10)%" : "\(thousandths / 10).\(thousandths % 10)%"
            }
        }
    }

    /// A limit that a draft goes beyond.
    public struct Breach: Equatable, Sendable {
        /// What there is too much of.
        public var what: What
        /// How much there is.
        public var count: Int
        /// How many legs, or for crises requests, there are in all.
        public var all: Int
        /// What is allowed; nil where nothing is.
        public var limit: Limit?

        /// What can go beyond its limit.
        public enum What: String, Sendable {
            /// Legs that go elsewhere.
            case moved
            /// Legs without a partner.
            case unrouted
            /// Legs without a partner, more than before.
            case newlyUnrouted
            /// Legs due later.
            case later
            /// Requests that are a crisis no more.
            case crisesLost
        }
    }

    /// The limits that the sums of a draft go beyond; none where it may be activated.
    public func breaches(of sums: BacktestSums) -> [Breach] {
        let legs = sums.all.legs
        let counted: [(Breach.What, Int, Limit?)] = [
            (.moved, sums.all.moved, moved), (.unrouted, sums.all.deskAfter, unrouted),
            (.newlyUnrouted, max(0, sums.all.deskAfter - sums.all.deskBefore), newlyUnrouted),
            (.later, sums.all.later, later),
        ]
        var breaches = counted.compactMap { what, count, limit -> Breach? in
            guard let limit, limit.isExceeded(by: count, of: legs) else { return nil }
            return Breach(what: what, count: count, all: legs, limit: limit)
        }
        if !allowsFewerCrises, sums.crisesLost > 0 {
            breaches.append(
                Breach(what: .crisesLost, count: sums.crisesLost, all: sums.requests, limit: nil)
            )
        }
        return breaches
    }
}
