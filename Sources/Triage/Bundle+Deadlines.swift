public import Referrals

extension Bundle {
    /// What the deadlines of the law make of a need at an instant; nil where none runs.
    ///
    /// Of several the most urgent and the soonest hold, whichever clock they come from.
    public func pressure(
        on need: Need,
        of referral: Referral,
        at now: Moment
    ) -> LegalClock.Pressure? {
        guard let cessation = referral.legal.cessation else { return nil }
        var sharpest: LegalClock.Pressure?
        for clock in deadlines.legal where clock.concerns(need, of: referral.legal) {
            guard let next = clock.pressure(from: cessation, at: now, in: calendars.brussels)
            else { continue }
            sharpest = sharpest.map { $0.sharper(than: next) } ?? next
        }
        return sharpest
    }
}

extension LegalClock.Pressure {
    fileprivate func sharper(than other: LegalClock.Pressure) -> LegalClock.Pressure {
        LegalClock.Pressure(
            lastDay: min(lastDay, other.lastDay),
            atLeast: atLeast.map { $0.raised(to: other.atLeast ?? .normal) } ?? other.atLeast,
            dueBy: [dueBy, other.dueBy].compactMap(\.self).min()
        )
    }
}

extension Terms {
    /// The shortest time that a wish or the law can leave: what a crisis has.
    static let dueMin = Span.minutes(15)

    /// Shortens what is left until acceptance to the earliest of these instants; it never lengthens it.
    ///
    /// - Returns: that instant where the times are counted in hours of work, which may end after it all the same.
    mutating func shorten(to instants: [Moment?], at now: Moment) -> Moment? {
        guard let earliest = instants.compactMap(\.self).min() else { return nil }
        let dueBy = max(earliest, now + Terms.dueMin)
        due = min(due, dueBy - now)
        answer = min(answer, due)
        return clock == .hours ? dueBy : nil
    }
}
