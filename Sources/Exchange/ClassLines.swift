import Referrals

/// The lines of one class and lane: one for each agency that ever had a leg in it.
struct ClassLines: Equatable, Sendable {
    private(set) var lines: [AgencyLine] = []
    /// How many legs wait in them, those set aside included.
    private(set) var waiting = 0
    /// Whether the class's last hand-out went to the earliest due of all, because time pressed.
    var wasByDue = false

    /// The first of each line that can be handed out, with its last turn and the line's number.
    func eachFirst(_ look: (AgencyLine.Entry, UInt64, Int) -> Void) {
        guard waiting > 0 else { return }
        for index in lines.indices {
            if let first = lines[index].first { look(first, lines[index].servedAt, index) }
        }
    }

    /// Whether some line has one that can be handed out.
    var hasFirst: Bool { waiting > 0 && lines.contains { $0.first != nil } }

    /// Whether some line's first presses.
    func hasFirst(pressingAt now: Moment) -> Bool {
        waiting > 0 && lines.contains { line in line.first.map { $0.presses <= now } ?? false }
    }

    mutating func insert(_ place: WaitingPlace) {
        waiting += 1
        lines[index(of: place.agency)].insert(AgencyLine.Entry(place))
    }

    mutating func remove(_ place: WaitingPlace) {
        waiting -= 1
        lines[index(of: place.agency)].remove(AgencyLine.Entry(place))
    }

    mutating func setAside(_ place: WaitingPlace) {
        lines[index(of: place.agency)].setAside(AgencyLine.Entry(place))
    }

    mutating func putBack(_ place: WaitingPlace) {
        lines[index(of: place.agency)].putBack(AgencyLine.Entry(place))
    }

    mutating func note(_ place: WaitingPlace, turn: UInt64) {
        lines[index(of: place.agency)].servedAt = turn
    }

    func places(of urgency: Urgency, _ lane: Lane) -> [WaitingPlace] {
        lines.flatMap { line in
            line.entries.map { WaitingPlace($0, urgency, lane, line.agency) }
        }
    }

    private mutating func index(of agency: AgencyID) -> Int {
        if let index = lines.firstIndex(where: { $0.agency == agency }) { return index }
        lines.append(AgencyLine(agency: agency))
        return lines.count - 1
    }
}

/// The legs of one agency in one class and lane of a queue, the earliest due first.
///
/// What leaves from the middle is noted and dropped when it comes to the top, or when more is noted than
/// waits; so the first is always one that can be handed out, and nothing that has left is kept for long.
struct AgencyLine: Equatable, Sendable {
    let agency: AgencyID
    /// The number of the hand-out that gave it its last turn; 0 before the first.
    var servedAt: UInt64 = 0

    private var line = Line<Entry>()
    private var gone: Set<Entry> = []
    private var aside: Set<Entry> = []

    init(agency: AgencyID) {
        self.agency = agency
    }

    /// A leg's place, without what all places of a line have in common.
    struct Entry: Ranked, Hashable {
        let due: Moment
        let presses: Moment
        let arrival: Position
        private let word: LegWord

        var leg: LegID { word.leg }

        init(_ place: WaitingPlace) {
            due = place.due
            presses = place.presses
            arrival = place.arrival
            word = LegWord(place.leg)
        }

        func comes(before other: Entry) -> Bool {
            if due != other.due { return due < other.due }
            if arrival != other.arrival { return arrival < other.arrival }
            return leg < other.leg
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(word)
        }
    }

    /// The earliest due that can be handed out.
    var first: Entry? { line.first }

    /// When the first of all that wait is due.
    var nextDue: Moment? {
        guard let aside = aside.map(\.due).min() else { return first?.due }
        return min(first?.due ?? aside, aside)
    }

    /// All that wait, those set aside at the end.
    var entries: [Entry] {
        line.entries.filter { !gone.contains($0) } + aside.sorted { $0.comes(before: $1) }
    }

    /// The heap of its entries, among them some that have left.
    var heap: [Entry] { line.entries }

    /// Whether an entry of the heap has left.
    func hasLeft(_ entry: Entry) -> Bool { gone.contains(entry) }

    mutating func insert(_ entry: Entry) {
        guard gone.isEmpty || gone.remove(entry) == nil else { return }
        line.insert(entry)
    }

    mutating func remove(_ entry: Entry) {
        guard aside.isEmpty || aside.remove(entry) == nil else { return }
        if line.first == entry {
            line.removeFirst()
        } else {
            gone.insert(entry)
        }
        dropGone()
    }

    mutating func setAside(_ entry: Entry) {
        remove(entry)
        aside.insert(entry)
    }

    mutating func putBack(_ entry: Entry) {
        guard !aside.isEmpty, aside.remove(entry) != nil else { return }
        insert(entry)
    }

    private mutating func dropGone() {
        guard !gone.isEmpty else { return }
        while let first = line.first, gone.remove(first) != nil { line.removeFirst() }
        guard gone.count > max(AgencyLine.goneMax, line.entries.count / 2) else { return }
        line = Line(line.entries.filter { !gone.contains($0) })
        gone = []
    }

    /// So many may be noted as gone whatever the length, so that short lines are not sorted anew all the time.
    private static let goneMax = 64
}
