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
    /// The waiting legs, the most pressing first.
    var line = Line<WaitingPlace>()
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
    /// How many wait, by the code of their need.
    var waitingByNeed: [Int] = Array(repeating: 0, count: 256)

    init(queue: QueueID) {
        self.queue = queue
    }

    /// How many legs of a need wait.
    public func waiting(for need: Need) -> Int { waitingByNeed[Int(need.rawValue)] }
}
