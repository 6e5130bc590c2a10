public import Referrals

/// What is to be expected of all queues, and who was told of it: never written, empty after a start.
///
///               somebody is at risk
///     calm ----------------------------> at risk
///      ^                                    |
///      '------------------------------------'
///         nobody was at risk for 5 minutes
///
/// The alarm of a queue rings when it goes from calm to at risk, before anybody in it is late, and not again until it
/// has been calm: a count that goes to and fro about the first leg is one alarm. Legs that are late in spite of all
/// ring too, those of a minute together.
public struct Outlook: Sendable {
    /// How long nobody may be at risk before a queue is calm again: longer than an answer that comes in now and then
    /// moves a forecast to and fro.
    public static let calmAfter = Span.minutes(5)
    /// How often at most a queue rings for legs that are late: a backlog comes due leg after leg.
    public static let lateEvery = Span.minutes(1)

    /// The pace of each queue that something waited in since the start.
    public private(set) var paces: [QueueID: Pace] = [:]
    /// What is to be expected of each queue that something waits in, as of the last look.
    public private(set) var forecasts: [QueueID: Forecast] = [:]
    private var ringing: [QueueID: Ring] = [:]
    private var late: [QueueID: Late] = [:]
    private var lookedAt: Moment?

    /// A queue whose alarm has rung.
    private struct Ring: Sendable {
        /// Since when, by the steady clock, nobody in it is at risk; nil while somebody is.
        var calmSince: Moment?
    }

    /// The legs of a queue that nobody had accepted when they were due, and were not told of yet.
    private struct Late: Sendable {
        var count = 0
        /// When some were told of last, by the steady clock.
        var toldAt: Moment?
    }

    /// Nothing was seen yet.
    public init() {}

    /// What a look has changed.
    public enum Change: Equatable, Sendable {
        /// Somebody in a queue is at risk, and nobody was.
        case atRisk(Forecast)
        /// Nobody in a queue is at risk any more, and nobody was for a while.
        case calm(QueueID)
        /// So many legs of a queue were due, and nobody had accepted them; the desk has them now.
        case late(QueueID, Int)
    }

    /// A leg was accepted from a queue.
    public mutating func accept(from queue: QueueID) {
        paces[queue, default: Pace()].accept()
    }

    /// A leg was due while it waited in a queue, or was offered from it.
    public mutating func late(in queue: QueueID) {
        late[queue, default: Late()].count += 1
    }

    /// The queues at risk, in the order of their names.
    public var queuesAtRisk: [QueueID] { ringing.keys.sorted() }

    /// Looks at all queues anew.
    ///
    /// - Parameters:
    ///   - board: the exchange.
    ///   - now: the time of record.
    ///   - steady: the time by the clock that no operator can set.
    /// - Returns: what is to be said of it, in the order of the queues' names.
    public mutating func look(at board: Switchboard, now: Moment, steady: Moment) -> [Change] {
        let passed = max(.seconds(0), lookedAt.map { steady - $0 } ?? .seconds(0))
        lookedAt = steady
        forecasts = [:]
        var changes: [Change] = []
        for queue in board.busyQueues {
            let open = board.openTime(of: queue, from: now - passed, to: now)
            paces[queue, default: Pace()].wait(open)
            let pace = paces[queue] ?? Pace()
            guard let forecast = board.forecast(of: queue, at: pace, now: now) else { continue }
            forecasts[queue] = forecast
            guard forecast.atRisk > 0 else { continue }
            if ringing.updateValue(Ring(), forKey: queue) == nil {
                changes.append(.atRisk(forecast))
            }
        }
        for queue in ringing.keys.sorted() where forecasts[queue]?.atRisk ?? 0 == 0 {
            let since = ringing[queue]?.calmSince ?? steady
            if since + Outlook.calmAfter <= steady {
                ringing[queue] = nil
                changes.append(.calm(queue))
            } else {
                ringing[queue]?.calmSince = since
            }
        }
        return changes + tellLate(at: steady)
    }

    private mutating func tellLate(at steady: Moment) -> [Change] {
        var changes: [Change] = []
        for (queue, some) in late.sorted(by: { $0.key < $1.key }) {
            if let told = some.toldAt, steady < told + Outlook.lateEvery { continue }
            if some.count > 0 { changes.append(.late(queue, some.count)) }
            late[queue] = some.count > 0 ? Late(toldAt: steady) : nil
        }
        return changes
    }
}
