public import Referrals

/// One partner's queue: what waits in it, what is out, and what has passed through it.
///
///     placed           offered          accepted
///    -------> waiting --------> offered --------> open -------> (closed)
///                ^                 |                |
///                '-----------------'----------------'  returned, lapsed, declined late
public struct Desk: Equatable, Sendable {
    /// The queue's name.
    public let queue: QueueID
    /// Whose turn it is of those that wait.
    var order = HandOutOrder()
    /// How many legs wait.
    public internal(set) var waiting = 0
    /// How many are offered and not answered.
    public internal(set) var offered = 0
    /// How many are accepted and not closed.
    public internal(set) var open = 0
    /// How many were ever put in it.
    public internal(set) var arrived: UInt64 = 0
    /// How many left it by an acceptance.
    public internal(set) var taken: UInt64 = 0
    /// The last day for which acceptances were counted; nil before the first.
    public internal(set) var day: CalendarDate?
    /// How many were accepted that day.
    public internal(set) var takenThatDay: UInt32 = 0
    /// How many wait, by the code of their need.
    var waitingByNeed: [Int] = Array(repeating: 0, count: 256)
    /// Since when each that stands in it waits.
    var arrivals = Runs<Arrival>()
    /// How many wait for something of their own, by what that is.
    var held = WaitingTally()
    /// How many of the others came by the bulk lane.
    var freeBulk = 0

    init(queue: QueueID) {
        self.queue = queue
    }

    /// Counts an acceptance for a day.
    mutating func countTaken(on day: CalendarDate) {
        if self.day != day { takenThatDay = 0 }
        self.day = day
        takenThatDay += 1
    }

    /// How many were accepted on a day.
    public func taken(on day: CalendarDate) -> UInt32 { self.day == day ? takenThatDay : 0 }

    /// Counts a leg that stands in it, or no longer does.
    mutating func count(_ number: Int, _ need: Need, hold: WaitingReason?, isBulk: Bool) {
        waiting += number
        waitingByNeed[Int(need.rawValue)] += number
        if let hold {
            held.add(hold, number)
        } else if isBulk {
            freeBulk += number
        }
    }

    /// How many legs of a need wait.
    public func waiting(for need: Need) -> Int { waitingByNeed[Int(need.rawValue)] }
}
