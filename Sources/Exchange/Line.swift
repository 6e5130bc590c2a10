import Referrals

/// An entry that knows which of two comes first.
protocol Ranked: Equatable, Sendable {
    func comes(before other: Self) -> Bool
}

/// Entries of which the first is always at hand: a binary heap in an array.
///
/// Nothing is removed from its middle: what no longer stands is recognised when it comes to the top, and
/// dropped there.
struct Line<Entry: Ranked>: Equatable, Sendable {
    private(set) var entries: [Entry] = []

    /// Nobody stands in it.
    init() {}

    /// These entries, in the order that they have among themselves.
    init(_ entries: [Entry]) {
        self.entries = entries.sorted { $0.comes(before: $1) }
    }

    /// The entry that comes before all others.
    var first: Entry? { entries.first }

    mutating func insert(_ entry: Entry) {
        entries.appendSparing(entry)
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
        guard !entries.isEmpty else {
            if entries.capacity > Line.keptMax { entries = [] }
            return
        }
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

extension Line {
    /// An empty line keeps room for so many, and gives back what a backlog needed.
    private static var keptMax: Int { 4_096 }
}

extension Array {
    /// Appends an element to what may hold a million: a long array grows by an eighth, where it would double.
    mutating func appendSparing(_ element: Element) {
        if count == capacity, count >= 4_096 { reserveCapacity(count + count / 8) }
        append(element)
    }
}

/// A leg's place in a queue: what ``HandOutOrder`` has to know of it.
struct WaitingPlace: Equatable, Sendable {
    var urgency: Urgency
    var lane: Lane
    /// The agency in whose turn it goes: the first that asked.
    var agency: AgencyID
    var due: Moment
    /// When three quarters of its time are used.
    var presses: Moment
    var arrival: Position
    var leg: LegID

    /// Whether it comes first of two in the same class: by due time, then arrival.
    func comes(before other: WaitingPlace) -> Bool {
        if due != other.due { return due < other.due }
        if arrival != other.arrival { return arrival < other.arrival }
        return leg < other.leg
    }

    /// Whether it comes first of two in different classes: by due time, then urgency, then arrival.
    func isDue(before other: WaitingPlace) -> Bool {
        guard due == other.due, urgency != other.urgency else { return comes(before: other) }
        return urgency.rawValue < other.urgency.rawValue
    }

    /// Whether it waits behind the live ones; a crisis never does.
    var isBulk: Bool { lane == .bulk && urgency != .crisis }

    /// Its class.
    var rank: Int { Int(urgency.rawValue) }
}

extension WaitingPlace {
    init(_ entry: AgencyLine.Entry, _ urgency: Urgency, _ lane: Lane, _ agency: AgencyID) {
        self.init(
            urgency: urgency,
            lane: lane,
            agency: agency,
            due: entry.due,
            presses: entry.presses,
            arrival: entry.arrival,
            leg: entry.leg
        )
    }
}

/// An instant at which the clock has something to do for a leg.
struct Alarm: Ranked {
    var at: Moment
    private var word: LegWord

    init(at: Moment, leg: LegID) {
        self.at = at
        word = LegWord(leg)
    }

    var leg: LegID { word.leg }

    func comes(before other: Alarm) -> Bool {
        at != other.at ? at < other.at : leg < other.leg
    }
}

/// A leg in eight bytes instead of sixteen: of entries of which there are very many.
struct LegWord: Hashable, Sendable {
    /// The case's word times 65536, plus the leg's number.
    let word: UInt64

    init(_ leg: LegID) {
        word = leg.caseID.place | UInt64(leg.ordinal)
    }

    /// The leg of a word.
    init(word: UInt64) {
        self.word = word
    }

    /// The leg.
    var leg: LegID {
        LegID(
            caseID: CaseID(rawValue: word >> 16),
            ordinal: UInt16(truncatingIfNeeded: word)
        )
    }
}
