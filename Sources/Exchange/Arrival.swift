import Referrals

/// A leg that stands in a queue, and since when it waits for a partner: whoever has waited longest is first.
///
/// One that was handed out and comes back goes where it was: who is given back again and again has waited
/// longest all the same.
struct Arrival: Comparable, Sendable {
    let since: Moment
    private let word: LegWord

    init(since: Moment, leg: LegID) {
        self.since = since
        word = LegWord(leg)
    }

    static func < (left: Arrival, right: Arrival) -> Bool {
        left.since != right.since
            ? left.since < right.since : left.word.word < right.word.word
    }
}
