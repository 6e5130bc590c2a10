import Referrals

/// Who has stood in a queue for how long: the longest first.
///
/// Legs come in the order of time, so each is put at the end. What has left is dropped when it comes to the
/// front, or when more has left than stands.
struct Arrivals: Equatable, Sendable {
    private var entries: [Entry] = []
    private var head = 0

    /// A leg that began to stand.
    struct Entry: Equatable, Sendable {
        let since: Moment
        private let word: LegWord

        init(since: Moment, leg: LegID) {
            self.since = since
            word = LegWord(leg)
        }

        var leg: LegID { word.leg }
    }

    /// How many are kept, those that have left among them.
    var count: Int { entries.count - head }

    /// The one that has stood longest.
    var first: Entry? { head < entries.count ? entries[head] : nil }

    mutating func append(_ entry: Entry) {
        entries.appendSparing(entry)
    }

    /// Whether there is something to drop once a leg has moved.
    func isStale(after moved: LegID, standing: Int) -> Bool {
        first?.leg == moved || count > most(standing) || head > count + Arrivals.slack
    }

    private func most(_ standing: Int) -> Int { 2 * standing + Arrivals.slack }

    /// Drops from the front what no longer stands once a leg has moved, and from everywhere when it is more
    /// than the half.
    mutating func drop(after moved: LegID, standing: Int, unless stands: (Entry) -> Bool) {
        if first?.leg == moved {
            while let first, !stands(first) { head += 1 }
        }
        if count > most(standing) {
            entries = entries[head...].filter(stands)
        } else if head > count + Arrivals.slack {
            entries.removeFirst(head)
        } else {
            return
        }
        head = 0
    }

    /// Puts those in order that were not appended in the order of time.
    mutating func sort() {
        entries.sort { ($0.since, $0.leg) < ($1.since, $1.leg) }
    }

    /// So many more than stand may be kept, so that a short queue is not sifted all the time.
    private static let slack = 64
}
