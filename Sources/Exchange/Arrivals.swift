import Referrals

/// Who of those that stand in a queue has waited for how long: the longest first.
///
/// Legs mostly come in the order of time, so most are put at the end. One that was handed out and comes back
/// goes where it was: who is given back again and again has waited longest all the same. What has left is dropped when it comes to the
/// front, or when more has left than stands.
struct Arrivals: Equatable, Sendable {
    private var entries: [Entry] = []
    private var head = 0

    /// A leg that stands, and since when it waits for a partner.
    struct Entry: Equatable, Sendable {
        let since: Moment
        private let word: LegWord

        init(since: Moment, leg: LegID) {
            self.since = since
            word = LegWord(leg)
        }

        var leg: LegID { word.leg }

        /// Whether it has waited longer; of two of the same instant the first named.
        func comes(before other: Entry) -> Bool {
            since != other.since ? since < other.since : word.word < other.word.word
        }
    }

    /// How many are kept, those that have left among them.
    var count: Int { entries.count - head }

    /// The one that has waited longest.
    var first: Entry? { head < entries.count ? entries[head] : nil }

    /// Puts an entry at the end, wherever it belongs: once all are there they are sorted.
    mutating func append(_ entry: Entry) {
        entries.appendSparing(entry)
    }

    /// Whether there is something to drop once a leg has moved.
    func isStale(after moved: LegID, standing: Int) -> Bool {
        first?.leg == moved || count > most(standing) || head > count + Arrivals.slack
    }

    private func most(_ standing: Int) -> Int { 2 * standing + Arrivals.slack }

    /// Puts an entry where it belongs, if it is not there still.
    mutating func insert(_ entry: Entry) {
        guard let last = entries.last, first != nil, entry.comes(before: last) else {
            if first == nil || entries.last != entry { entries.append(entry) }
            return
        }
        let place = place(of: entry)
        guard entries[place] != entry else { return }
        guard head > 0, place - head < entries.count - place else {
            return entries.insert(entry, at: place)
        }
        // What comes back was mostly among the first, and left its room there.
        for index in head..<place { entries[index - 1] = entries[index] }
        head -= 1
        entries[place - 1] = entry
    }

    /// Where the first stands that does not come before an entry.
    private func place(of entry: Entry) -> Int {
        var (low, high) = (head, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].comes(before: entry) { low = middle + 1 } else { high = middle }
        }
        return low
    }

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

    /// Puts in order those that were appended.
    mutating func sort() {
        entries.sort { $0.comes(before: $1) }
    }

    /// So many more than stand may be kept, so that a short queue is not sifted all the time.
    private static let slack = 64
}
