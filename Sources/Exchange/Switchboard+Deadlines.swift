public import Referrals
public import Triage

/// The one place where a length of time becomes an instant.
///
/// A class that counts hours counts those of whoever must act: the partner of the queue, or, while nobody
/// has it, the desk of last resort, which owns what waits. A crisis counts day and night whatever its class
/// says, and so does whoever's hours nobody knows. An instant, once it is in a fact, never changes with a
/// calendar: it was decided under the calendars of then.
extension Switchboard {
    /// The instant by which a span of a leg's terms ends.
    ///
    /// - Parameters:
    ///   - span: the span.
    ///   - leg: the leg, for its clock.
    ///   - queue: the queue of the partner that must act; nil for the desk of last resort.
    ///   - now: when the span begins.
    /// - Returns: the instant; ``Moment/distantFuture`` where the span is longer than any calendar.
    public func deadline(
        _ span: Span,
        of leg: Leg,
        for queue: QueueID?,
        from now: Moment
    ) -> Moment {
        guard let calendar = calendar(of: leg, for: queue) else { return now + span }
        return calendar.add(span, from: now)
    }

    /// The calendar that a leg's times are counted by; nil where they are counted day and night.
    public func calendar(of leg: Leg, for queue: QueueID?) -> BusinessCalendar? {
        bundle.calendar(
            clock: leg.terms.clock,
            urgency: leg.urgency,
            of: queue ?? lastResort(of: leg)
        )
    }

    /// When some partner must have accepted what triage judged, asked for by an agency.
    ///
    /// Sooner than the hours say where the person's wish or the law does.
    public func due(of judged: NeedVerdict, from agency: AgencyID, at now: Moment) -> Moment {
        bundle.due(of: judged, from: agency, at: now)
    }

    /// When some partner must have accepted a leg that comes back after one had: never after the law's last day,
    /// by what the case tells of the law once all that is decided now is so.
    func dueAnew(of leg: Leg, in file: Case?, at now: Moment) -> Moment {
        let anew = max(leg.due, deadline(leg.terms.due, of: leg, for: nil, from: now))
        guard let file,
            let byLaw = pressure(on: leg.need, in: file, at: now)?.acceptBy(at: now)
        else { return anew }
        return min(anew, byLaw)
    }

    /// When the partner of a queue must have answered an offer made now: never after `due`, unless that is past.
    public func answerBy(_ leg: Leg, from queue: QueueID, at now: Moment) -> Moment {
        let answer = deadline(leg.terms.answer, of: leg, for: queue, from: now)
        return leg.due > now ? min(leg.due, answer) : answer
    }

    /// When the partner of a queue that accepts at an instant must have reported a first contact.
    public func handleBy(_ leg: Leg, from queue: QueueID?, acceptedAt moment: Moment) -> Moment {
        deadline(leg.terms.handle, of: leg, for: queue, from: moment)
    }

    /// When the partner that is at work must say again how it goes.
    ///
    /// The days between two reports are those of the calendar on the wall, whatever the clock: it is a matter
    /// of weeks. One that would be due while the partner is closed is due when it opens.
    public func reportBy(_ leg: Leg, from queue: QueueID?, at now: Moment) -> Moment {
        let next = now + leg.terms.reportEvery
        return calendar(of: leg, for: queue)?.nextOpening(after: next) ?? next
    }

    /// How much of the time to a deadline is left at an instant, by the clock that ``deadline(_:of:for:from:)``
    /// counts: what a hold for the person stops and its end gives back.
    public func left(
        until deadline: Moment,
        of leg: Leg,
        for queue: QueueID?,
        at now: Moment
    ) -> Span {
        guard deadline > now else { return Span(microseconds: 0) }
        return calendar(of: leg, for: queue)?.openTime(between: now, deadline) ?? deadline - now
    }
}
