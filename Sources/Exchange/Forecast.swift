public import Referrals
import Triage

/// What is to be expected of a queue: how long those wait who wait in it, and who of them is at risk.
///
/// A leg is at risk when it is more likely than not accepted only after its `due`, by the ``Pace`` of its queue and its
/// rank there: those that are offered come first, then those that wait, by class and due. The turns of the agencies and
/// the shares of the less urgent are not played through: they move a leg by a few places. The pace is one of open time:
/// when a leg is expected to be accepted is found by the partner's calendar, and compared with its `due` as an instant,
/// whatever clock that was counted by: a partner that closes at five accepts nobody at six, and a queue that is paused
/// nobody before the pause ends. Before anything was seen each leg takes the answer of its own class for the pace, so
/// that one crisis makes nobody look quick. What is late already is not at risk any more; it only comes before others.
///
/// The first ``lookMax`` of those who wait and are not late are looked at and not more, so that it costs the same
/// however many there are; ``isWhole`` says whether these were all.
public struct Forecast: Equatable, Sendable {
    /// How many of those who wait are looked at, a queue and second: more than any partner answers in a day.
    public static let lookMax = 256
    /// Behind so many who are late nobody is looked at: that queue has rung for each of them.
    public static let lateMax = 4_096

    /// The queue.
    public var queue: QueueID
    /// The acceptances expected in an hour.
    public var perHour: Double
    /// Whether too few acceptances were seen of late to tell much: then the class's own times are the guess.
    public var isGuess: Bool
    /// The open time within which a leg that came last now would as likely as not be accepted.
    public var median: Span
    /// The time within which it would be accepted in nine cases of ten.
    public var ninth: Span
    /// How many of those looked at are at risk.
    public var atRisk: Int
    /// The first of them to be due; nil when there is none.
    public var first: Risk?
    /// Whether all who wait were looked at: else there may be more at risk.
    public var isWhole: Bool

    /// A leg that is expected to be late.
    public struct Risk: Equatable, Sendable {
        /// The leg.
        public var leg: LegID
        /// When it must have been accepted.
        public var due: Moment
        /// When it is as likely as not accepted; nil while its queue is paused and nobody said until when.
        public var expected: Moment?
    }
}

extension Switchboard {
    /// What is to be expected of a queue that is answered at this pace; nil when nothing waits in it.
    public func forecast(of queue: QueueID, at pace: Pace, now: Moment) -> Forecast? {
        guard let desk = desks[queue], desk.waiting > 0 else { return nil }
        let look = desk.order.foremost(
            Forecast.lookMax,
            dueAfter: now,
            lateMax: Forecast.lateMax
        )
        let seats = look.found.compactMap { seat in
            leg(seat.place.leg).map {
                (place: seat.place, rank: seat.rank, answer: $0.terms.answer)
            }
        }
        let answers = seats.map(\.answer).sorted()
        let usual = answers.dropFirst(answers.count / 2).first
        guard let usual = usual ?? look.first.flatMap({ leg($0.leg) })?.terms.answer else {
            return nil
        }
        let resumed = resumption(of: queue, at: now)
        var atRisk = 0
        var first: Forecast.Risk?
        for seat in seats {
            let due = seat.place.due
            let wait = pace.median(ofRank: desk.offered + seat.rank, expecting: seat.answer)
            let isInTime = resumed.map { wait <= openTime(of: queue, from: $0, to: due) } ?? false
            guard !isInTime else { continue }
            atRisk += 1
            if let risk = first, risk.due <= due { continue }
            let expected = resumed.flatMap { moment(after: wait, of: queue, from: $0) }
            first = Forecast.Risk(leg: seat.place.leg, due: due, expected: expected)
        }
        let next = desk.offered + desk.waiting + 1
        return Forecast(
            queue: queue,
            perHour: pace.perHour(expecting: usual),
            isGuess: pace.isGuess,
            median: pace.median(ofRank: next, expecting: usual),
            ninth: pace.ninth(ofRank: next, expecting: usual),
            atRisk: atRisk,
            first: first,
            isWhole: look.seen >= desk.waiting
        )
    }

    /// From when on a queue hands out: now, or when its pause ends; nil when nobody knows when that is.
    private func resumption(of queue: QueueID, at now: Moment) -> Moment? {
        guard let set = standings[queue], set.standing == .paused else { return now }
        return set.until.map { max($0, now) }
    }

    /// When the partner of a queue will have been open for a span; nil when it never will.
    private func moment(after span: Span, of queue: QueueID, from start: Moment) -> Moment? {
        let moment =
            bundle.directory.partner(of: queue)?.calendar?.add(span, from: start)
            ?? start + span
        return moment == .distantFuture ? nil : moment
    }

    /// How long the partner of a queue is open between two instants: all the time where nobody knows its hours.
    func openTime(of queue: QueueID, from first: Moment, to second: Moment) -> Span {
        guard let calendar = bundle.directory.partner(of: queue)?.calendar else {
            return second - first
        }
        return calendar.openTime(between: first, second)
    }

    /// The queues in which something waits or is offered, in the order of their names.
    public var busyQueues: [QueueID] {
        desks.values.filter { $0.waiting + $0.offered > 0 }.map(\.queue).sorted()
    }
}
