/// What must hold of a case when one of its legs is put in a queue: the exchange alone can tell.
///
/// A rule names it under `only_if`; its candidates carry it, and it is asked each time a queue is chosen.
public struct StandingCondition: Hashable, Sendable {
    /// Whether another partner must have accepted a leg of the case and so follows the person, or none may have;
    /// nil = either.
    public var followers: Bool?
    /// How many days ago the court must have declared the enterprise bankrupt; nil = whatever it did.
    public var bankruptDays: DaySpans?

    /// A condition of these, of which both must hold.
    public init(followers: Bool? = nil, bankruptDays: DaySpans? = nil) {
        self.followers = followers
        self.bankruptDays = bankruptDays
    }

    /// What it asks for, as it stands in `triage.yaml`, a key each.
    public var told: [(key: String, wanted: [String])] {
        var told: [(key: String, wanted: [String])] = []
        if let followers { told.append(("followers", ["\(followers)"])) }
        if let bankruptDays {
            told.append((Condition.Key.bankruptDays.rawValue, bankruptDays.told))
        }
        return told
    }

    /// Another partner follows the person.
    public static let followed = StandingCondition(followers: true)
    /// No other partner does.
    public static let notFollowed = StandingCondition(followers: false)

    /// What it asks about, a bit each: 1 a follower, 2 that there is none, 4 days.
    public var mark: UInt8 {
        (followers.map { $0 ? 1 : 2 } ?? 0) | (bankruptDays == nil ? 0 : 4)
    }

    /// Whether it holds of a case.
    ///
    /// - Parameters:
    ///   - isFollowed: whether another partner has accepted a leg of it.
    ///   - days: how many days ago the enterprise was declared bankrupt; nil where nobody said that it was, or
    ///     when.
    /// - Returns: whether both hold.
    public func holds(isFollowed: Bool, bankruptDays days: Int64?) -> Bool {
        (followers.map { $0 == isFollowed } ?? true) && (bankruptDays?.cover(days) ?? true)
    }
}

/// Numbers of whole days, in spans.
public struct DaySpans: Hashable, Sendable {
    /// The spans, as they were written; one that is open ends with the greatest number there is.
    public var spans: [ClosedRange<UInt32>]
    /// Whether a number that nobody knows is meant as well.
    public var coverUnknown: Bool

    /// These spans, with a number that nobody knows or without.
    public init(_ spans: [ClosedRange<UInt32>], coverUnknown: Bool = false) {
        self.spans = spans
        self.coverUnknown = coverUnknown
    }

    /// The spans, as they stand in `triage.yaml`.
    public var told: [String] {
        spans.map { DaySpans.told($0.lowerBound, $0.upperBound) }
            + (coverUnknown ? ["unknown"] : [])
    }

    /// One span from its first number to its last: `0-91`, `92+` or `5`.
    static func told(_ first: UInt32, _ last: UInt32) -> String {
        if last == .max { return "\(first)+" }
        return first == last ? "\(first)" : "\(first)-\(last)"
    }

    /// Whether a number of days is meant.
    public func cover(_ days: Int64?) -> Bool {
        guard let days else { return coverUnknown }
        return spans.contains { Int64($0.lowerBound) <= days && days <= Int64($0.upperBound) }
    }
}
