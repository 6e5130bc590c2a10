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
/// The first is always one that can be handed out: those set aside stand apart.
struct AgencyLine: Equatable, Sendable {
    let agency: AgencyID
    /// The number of the hand-out that gave it its last turn; 0 before the first.
    var servedAt: UInt64 = 0

    /// Those that can be handed out.
    private(set) var line = Runs<Entry>()
    private var aside: Set<Entry> = []

    init(agency: AgencyID) {
        self.agency = agency
    }

    /// A leg's place, without what all places of a line have in common.
    struct Entry: Comparable, Hashable, Sendable {
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

        static func < (left: Entry, right: Entry) -> Bool {
            if left.due != right.due { return left.due < right.due }
            if left.arrival != right.arrival { return left.arrival < right.arrival }
            return left.word.word < right.word.word
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
    var entries: [Entry] { Array(line) + aside.sorted() }

    mutating func insert(_ entry: Entry) { line.insert(entry) }

    mutating func remove(_ entry: Entry) {
        guard aside.isEmpty || aside.remove(entry) == nil else { return }
        line.remove(entry)
    }

    mutating func setAside(_ entry: Entry) {
        remove(entry)
        aside.insert(entry)
    }

    mutating func putBack(_ entry: Entry) {
        guard !aside.isEmpty, aside.remove(entry) != nil else { return }
        insert(entry)
    }
}
