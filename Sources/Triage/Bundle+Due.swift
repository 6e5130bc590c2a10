public import Referrals

extension Bundle {
    /// When some partner must have accepted what triage judged, asked for by an agency at an instant.
    ///
    /// A class that counts hours counts those of the desk of last resort, which owns what nobody has yet. It is
    /// sooner than the hours say where the person's wish or the law is.
    public func due(of judged: NeedVerdict, from agency: AgencyID, at now: Moment) -> Moment {
        let calendar = calendar(
            clock: judged.terms.clock,
            urgency: judged.urgency,
            of: lastResort(for: agency)
        )
        let due = calendar?.add(judged.terms.due, from: now) ?? now + judged.terms.due
        return min(due, judged.dueBy ?? due)
    }

    /// The calendar of a queue's partner by which times are counted; nil where they are counted day and night.
    ///
    /// A crisis counts day and night whatever its class says, and so does whoever's hours nobody knows.
    public func calendar(
        clock: DeadlineClock,
        urgency: Urgency,
        of queue: QueueID
    ) -> BusinessCalendar? {
        guard clock == .hours, urgency != .crisis else { return nil }
        return directory.place(of: queue).flatMap { directory.partners[$0].calendar }
    }
}
