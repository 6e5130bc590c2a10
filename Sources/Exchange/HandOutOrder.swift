import Referrals

/// Which of the legs that wait in a queue is handed out next.
///
/// A crisis goes before everything, the earliest due first. Else a leg of the most urgent class that waits
/// goes: the agencies take turns, each with its earliest due first, and while some leg of the class has used
/// three quarters of its time every second one goes to the earliest due of all instead. Of every
/// ``Pace/lessUrgent`` hand-outs while less urgent legs wait one is theirs: it goes to the class with the
/// earliest due, there by turns and to that earliest due alternately. What came by the bulk lane goes when no
/// live leg waits, else once in ``Pace/bulk`` hand-outs; when it has used three quarters of its time it counts
/// as live, with a turn of its own beside its agency's. A surge makes the shares smaller and gives the bulk
/// lane none, but what its time presses goes all the same.
///
/// So, while no crisis waits, however much more comes and with `lines` agencies and lanes in the class:
/// - the first leg of a line goes within 2 x `lines` hand-outs of its class, so the flood of one agency never
///   delays another's single leg for longer;
/// - a leg whose time presses and that is the earliest due of its class goes within 2 hand-outs of its class;
/// - a leg of a less urgent class before which n of the less urgent are due goes within
///   2 x (n + 1) x ``Pace/lessUrgent`` of the hand-outs to live legs;
/// - a leg of the bulk lane before which n others of that lane are due goes within (n + 1) x ``Pace/bulk``.
///
/// Whose turn it is follows from what this process has handed out; it is written nowhere, for what a
/// restart forgets is at most one round of turns. A hand-out takes a look at each line and the logarithm
/// of a line's length.
struct HandOutOrder: Equatable, Sendable {
    /// What every so many hand-outs are reserved for.
    struct Pace: Equatable, Sendable {
        /// One in so many, while they wait, for the less urgent classes.
        var lessUrgent: Int
        /// One in so many, while it waits, for the bulk lane; nil = none.
        var bulk: Int?

        /// On a usual day: what is urgent keeps seven eighths, a backfill moves on without being felt.
        static let usual = Pace(lessUrgent: 8, bulk: 32)
        /// On a day with twenty times the requests of another (`domain.md` 3.7: 422 a day, then 20 to 700):
        /// routine work still moves, at half that pace, and nobody needs a backfill.
        static let surge = Pace(lessUrgent: 16, bulk: nil)
    }

    /// The lines of each urgency, by its code.
    private(set) var live: [ClassLines]
    private(set) var bulk: [ClassLines]
    /// The hand-outs until now.
    private var turn: UInt64 = 0
    /// The hand-outs since the less urgent classes had one while they waited.
    private var sinceLess = 0
    /// The hand-outs since the bulk lane had one while it waited.
    private var sinceBulk = 0

    /// Nothing waits.
    init() {
        let none = ClassLines()
        live = Array(repeating: none, count: Urgency.allCases.count + 1)
        bulk = live
    }

    /// How many legs wait in it, those set aside included.
    var count: Int { bulkCount + live.reduce(0) { $0 + $1.waiting } }

    /// How many of them came by the bulk lane.
    private(set) var bulkCount = 0

    /// Whether a leg waits that did not come by the bulk lane.
    var hasLive: Bool { live.contains { $0.waiting > 0 } }

    /// A leg takes a place.
    mutating func insert(_ place: WaitingPlace) {
        edit(place) { $0.insert(place) }
        if place.isBulk { bulkCount += 1 }
    }

    /// The leg that had a place has left it.
    mutating func remove(_ place: WaitingPlace) {
        edit(place) { $0.remove(place) }
        if place.isBulk { bulkCount -= 1 }
    }

    /// The leg keeps its place, but is not handed out until ``putBack(_:)`` says so.
    mutating func setAside(_ place: WaitingPlace) {
        edit(place) { $0.setAside(place) }
    }

    /// A leg that was set aside may be handed out again.
    mutating func putBack(_ place: WaitingPlace) {
        edit(place) { $0.putBack(place) }
    }

    /// The place whose turn it is; nil when none can be handed out.
    func next(at now: Moment, by pace: Pace) -> WaitingPlace? {
        if let crisis = earliest(of: .crisis, at: now) { return place(crisis) }
        if let share = pace.bulk, sinceBulk + 1 >= share, let seat = earliestOfBulk(at: now) {
            return place(seat)
        }
        guard let top = topClass(at: now) else { return turnOfBulk().map(place) }
        if sinceLess + 1 >= pace.lessUrgent, let less = earliest(below: top, at: now) {
            return seat(in: less.urgency, at: now, isReserved: true).map(place)
        }
        return seat(in: top, at: now, isReserved: false).map(place)
    }

    /// Notes that a place was given its turn; it is still to be removed.
    mutating func took(_ place: WaitingPlace, at now: Moment) {
        guard place.urgency != .crisis else { return }
        turn += 1
        let isPressing = place.presses <= now
        if place.isBulk, !isPressing {
            sinceBulk = 0
        } else {
            if earliestOfBulk(at: now) != nil { sinceBulk += 1 }
            let top = topClass(at: now) ?? place.urgency
            let isReserved = place.urgency != top
            if isReserved {
                sinceLess = 0
            } else if canGo(below: top, at: now) {
                sinceLess += 1
            }
            let first = earliest(of: place.urgency, at: now)
            let isFirst = first.map { $0.entry == AgencyLine.Entry(place) } ?? false
            live[place.rank].wasByDue = isFirst && (isPressing || isReserved)
        }
        edit(place) { [turn] in $0.note(place, turn: turn) }
    }

    /// The places that can be handed out or are set aside, in no order: for tests and recounts.
    var places: [WaitingPlace] {
        Urgency.allCases.flatMap { urgency in
            let rank = Int(urgency.rawValue)
            return live[rank].places(of: urgency, .live) + bulk[rank].places(of: urgency, .bulk)
        }
    }

    /// When the first of the legs is due; nil when none waits.
    var nextDue: Moment? { (live + bulk).flatMap(\.lines).compactMap(\.nextDue).min() }

    private mutating func edit(_ place: WaitingPlace, _ change: (inout ClassLines) -> Void) {
        if place.isBulk { change(&bulk[place.rank]) } else { change(&live[place.rank]) }
    }
}

/// The heads of the lines, and which of them comes first by what.
extension HandOutOrder {
    /// The head of one line, and where that stands.
    private struct Seat {
        var entry: AgencyLine.Entry
        var servedAt: UInt64
        var urgency: Urgency
        var lane: Lane
        var line: Int

        /// Whether it is due first of two in the same class.
        func comes(before other: Seat) -> Bool { entry < other.entry }

        /// Whether it is due first of two in different classes.
        func isDue(before other: Seat) -> Bool {
            guard entry.due == other.entry.due, urgency != other.urgency else {
                return comes(before: other)
            }
            return urgency.rawValue < other.urgency.rawValue
        }
    }

    private func place(_ seat: Seat) -> WaitingPlace {
        let classes = seat.lane == .bulk ? bulk : live
        let line = classes[Int(seat.urgency.rawValue)].lines[seat.line]
        return WaitingPlace(seat.entry, seat.urgency, seat.lane, line.agency)
    }

    /// Every line of a class with a leg to hand out; of the bulk lane those whose time presses.
    private func eachSeat(of urgency: Urgency, at now: Moment, _ look: (Seat) -> Void) {
        eachSeat(of: urgency, .live, look)
        eachSeat(of: urgency, .bulk) { seat in
            if seat.entry.presses <= now { look(seat) }
        }
    }

    private func eachSeat(of urgency: Urgency, _ lane: Lane, _ look: (Seat) -> Void) {
        let rank = Int(urgency.rawValue)
        if lane == .bulk {
            bulk[rank].eachFirst { entry, servedAt, line in
                look(
                    Seat(entry: entry, servedAt: servedAt, urgency: urgency, lane: lane, line: line)
                )
            }
        } else {
            live[rank].eachFirst { entry, servedAt, line in
                look(
                    Seat(entry: entry, servedAt: servedAt, urgency: urgency, lane: lane, line: line)
                )
            }
        }
    }

    private func earliest(of urgency: Urgency, at now: Moment) -> Seat? {
        var best: Seat?
        eachSeat(of: urgency, at: now) { seat in
            if best.map({ seat.comes(before: $0) }) ?? true { best = seat }
        }
        return best
    }

    /// Whether a class has a leg to hand out.
    private func canGo(_ urgency: Urgency, at now: Moment) -> Bool {
        let rank = Int(urgency.rawValue)
        return live[rank].hasFirst || bulk[rank].hasFirst(pressingAt: now)
    }

    private func canGo(below top: Urgency, at now: Moment) -> Bool {
        Urgency.allCases.contains { $0.rawValue > top.rawValue && canGo($0, at: now) }
    }

    /// The most urgent class below a crisis with a leg to hand out.
    private func topClass(at now: Moment) -> Urgency? {
        Urgency.allCases.first { $0 != .crisis && canGo($0, at: now) }
    }

    private func earliest(below top: Urgency, at now: Moment) -> Seat? {
        var best: Seat?
        for urgency in Urgency.allCases where urgency.rawValue > top.rawValue {
            guard let seat = earliest(of: urgency, at: now) else { continue }
            if best.map({ seat.isDue(before: $0) }) ?? true { best = seat }
        }
        return best
    }

    private func earliestOfBulk(at now: Moment) -> Seat? {
        guard bulkCount > 0 else { return nil }
        var best: Seat?
        for urgency in Urgency.allCases {
            eachSeat(of: urgency, .bulk) { seat in
                guard seat.entry.presses > now else { return }
                if best.map({ seat.isDue(before: $0) }) ?? true { best = seat }
            }
        }
        return best
    }

    /// The leg of the bulk lane that goes when nothing else can: the agencies take turns here too.
    private func turnOfBulk() -> Seat? {
        guard bulkCount > 0 else { return nil }
        var best: Seat?
        for urgency in Urgency.allCases {
            eachSeat(of: urgency, .bulk) { seat in
                if let best {
                    let isNext =
                        seat.servedAt != best.servedAt
                        ? seat.servedAt < best.servedAt : seat.isDue(before: best)
                    guard isNext else { return }
                }
                best = seat
            }
        }
        return best
    }

    /// The leg of a class whose turn it is.
    private func seat(in urgency: Urgency, at now: Moment, isReserved: Bool) -> Seat? {
        var first: Seat?
        var isPressing = isReserved
        var rested: Seat?
        eachSeat(of: urgency, at: now) { seat in
            if seat.entry.presses <= now { isPressing = true }
            if first.map({ seat.comes(before: $0) }) ?? true { first = seat }
            if let rested {
                let isNext =
                    seat.servedAt != rested.servedAt
                    ? seat.servedAt < rested.servedAt : seat.comes(before: rested)
                guard isNext else { return }
            }
            rested = seat
        }
        let isByDue = isPressing && !live[Int(urgency.rawValue)].wasByDue
        return isByDue ? first : rested
    }
}
