public import Referrals
import Triage

/// What is to be expected of a queue: how long those wait who wait in it, and who of them is at risk.
///
/// A leg is at risk when it is more likely than not accepted only after its `due`, by the ``Pace`` of its queue and its
/// rank there: those that are offered come first, then those that wait, by class and due. The turns of the agencies and
/// the shares of the less urgent are not played through: they move a leg by a few places. Times are those of the hours
/// that its deadlines are counted by. What is late already is not at risk any more.
///
/// The first ``lookMax`` of those who wait are looked at and not more, so that it costs the same however many there are;
/// ``isWhole`` says whether these were all.
public struct Forecast: Equatable, Sendable {
    /// How many of those who wait are looked at, a queue and second: more than any partner answers in a day.
    public static let lookMax = 256

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
        /// When it is as likely as not accepted.
        public var expected: Moment
    }
}

extension Switchboard {
    /// What is to be expected of a queue that is answered at this pace; nil when nothing waits in it.
    public func forecast(of queue: QueueID, at pace: Pace, now: Moment) -> Forecast? {
        guard let desk = desks[queue], desk.waiting > 0 else { return nil }
        var looked = 0
        var answer: Span?
        var atRisk = 0
        var first: Forecast.Risk?
        for place in desk.order.foremost(Forecast.lookMax) {
            guard let leg = leg(place.leg) else { continue }
            let expecting = answer ?? leg.terms.answer
            answer = expecting
            looked += 1
            guard leg.due > now, !leg.overdue.contains(.due) else { continue }
            let wait = pace.median(ofRank: desk.offered + looked, expecting: expecting)
            guard wait > left(until: leg.due, of: leg, for: queue, at: now) else { continue }
            atRisk += 1
            if let risk = first, risk.due <= leg.due { continue }
            let expected = deadline(wait, of: leg, for: queue, from: now)
            first = Forecast.Risk(
                leg: leg.id,
                due: leg.due,
                expected: expected == .distantFuture ? now + wait : expected
            )
        }
        guard let answer else { return nil }
        let next = desk.offered + desk.waiting + 1
        return Forecast(
            queue: queue,
            perHour: pace.perHour(expecting: answer),
            isGuess: pace.isGuess,
            median: pace.median(ofRank: next, expecting: answer),
            ninth: pace.ninth(ofRank: next, expecting: answer),
            atRisk: atRisk,
            first: first,
            isWhole: looked >= desk.waiting
        )
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
