public import Referrals

extension Bundle {
    /// What the deadlines of the law make of a need at an instant; nil where none runs.
    ///
    /// Of several the most urgent and the soonest hold, whichever clock they come from.
    public func pressure(on need: Need, of legal: Legal, at now: Moment) -> LegalClock.Pressure? {
        guard let cessation = legal.cessation else { return nil }
        var sharpest: LegalClock.Pressure?
        for clock in deadlines.legal where clock.concerns(need, of: legal) {
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
            dueBy: [dueBy, other.dueBy].compactMap(\.self).min(),
            next: [next, other.next].compactMap(\.self).min()
        )
    }
}

extension Terms {
    /// The shortest time that a wish or the law can leave: what a crisis has.
    public static let dueMin = Span.minutes(15)

    /// The earliest of these instants, or the first that leaves anybody time; nil when there is none.
    static func dueBy(_ instants: [Moment?], at now: Moment) -> Moment? {
        instants.compactMap(\.self).min().map { max($0, now + Terms.dueMin) }
    }
}
