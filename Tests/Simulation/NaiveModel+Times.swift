import Exchange
import Referrals
import Triage

/// The times of legs, counted minute by minute by the hours of whoever must act.
extension NaiveModel {
    /// When a time ends that a partner has from now on; nil where that cannot be told.
    func end(
        of span: Span,
        _ terms: Terms,
        _ urgency: Urgency,
        for partner: PartnerID,
        from now: Moment
    ) -> Moment? {
        guard terms.clock == .hours, urgency != .crisis, let rules,
            let hours = Rules.hours(of: partner, by: rules)
        else { return now + span }
        return hours.end(of: span, from: now)
    }

    /// A leg is due when the desk's hours say, and sooner only where the law presses.
    mutating func checkDue(of opened: LegOpened, at now: Moment) {
        guard
            let end = end(
                of: opened.terms.due,
                opened.terms,
                opened.urgency,
                for: Rules.partner("desk"),
                from: now
            )
        else { return }
        if opened.due > end { fault("\(opened.leg) is due after \(end.rfc3339)") }
        if opened.due < end, !pressesSometimes { fault("\(opened.leg) is due before its time") }
        guard opened.terms.clock == .hours, opened.urgency != .crisis else { return }
        if end > now + opened.terms.due { count(.waitedForHours) }
        if PlainHours.offset(at: now) != PlainHours.offset(at: end) { count(.clockChanged) }
    }

    /// Whoever gives a leg back leaves it no more time than it would have from now on, or had.
    mutating func checkDue(_ due: Moment, of leg: NaiveLeg, at now: Moment) {
        let desk = Rules.partner("desk")
        let end = end(of: leg.terms.due, leg.terms, leg.urgency, for: desk, from: now)
        if let end, due > max(end, leg.due) { fault("\(leg.id) is due after \(end.rfc3339)") }
    }

    /// An offer stands for the time of its class by the hours of its partner, and not after the leg is due.
    mutating func checkAnswerBy(_ offer: Offered, of leg: NaiveLeg, at now: Moment) {
        let span = leg.terms.answer
        let end = end(of: span, leg.terms, leg.urgency, for: offer.partner, from: now)
        guard let end else { return }
        let expected = leg.due > now ? min(leg.due, end) : end
        if offer.answerBy != expected {
            fault("\(leg.id) is out until \(offer.answerBy.rfc3339), not \(expected.rfc3339)")
        }
    }

    /// Whoever accepts has the time of the class by its hours.
    mutating func checkHandleBy(
        _ by: Moment,
        of leg: NaiveLeg,
        _ offer: NaiveLeg.Offer,
        at now: Moment
    ) {
        let span = leg.terms.handle
        let end = end(of: span, leg.terms, leg.urgency, for: offer.partner, from: now)
        if let end, by != end {
            fault("\(leg.id) is to be handled by \(by.rfc3339), not \(end.rfc3339)")
        }
    }
}
