import Referrals

/// An entry that knows which of two comes first.
protocol Ranked: Equatable, Sendable {
    func comes(before other: Self) -> Bool
}

/// Entries of which the first is always at hand: a binary heap in an array.
///
/// Nothing is removed from its middle. What no longer stands is recognised when it comes to the top,
/// because the leg it names has moved on, and is dropped there; so a leg that is answered, recalled or
/// closed costs nothing here.
struct Line<Entry: Ranked>: Equatable, Sendable {
    private(set) var entries: [Entry] = []

    /// The entry that comes before all others.
    var first: Entry? { entries.first }

    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].comes(before: entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeFirst() {
        let last = entries.removeLast()
        guard !entries.isEmpty else { return }
        entries[0] = last
        var parent = 0
        while true {
            var least = parent
            let left = 2 * parent + 1
            if left < entries.count, entries[left].comes(before: entries[least]) { least = left }
            let right = left + 1
            if right < entries.count, entries[right].comes(before: entries[least]) { least = right }
            guard least != parent else { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}

/// A leg's place in a queue: by urgency, then due time, then arrival.
struct WaitingPlace: Ranked {
    var urgency: Urgency
    var due: Moment
    var arrival: Position
    var leg: LegID

    func comes(before other: WaitingPlace) -> Bool {
        if urgency != other.urgency { return urgency.rawValue < other.urgency.rawValue }
        if due != other.due { return due < other.due }
        if arrival != other.arrival { return arrival < other.arrival }
        return leg < other.leg
    }
}

/// An instant at which the clock has something to do for a leg.
struct Alarm: Ranked {
    var at: Moment
    var leg: LegID

    func comes(before other: Alarm) -> Bool {
        at != other.at ? at < other.at : leg < other.leg
    }
}
