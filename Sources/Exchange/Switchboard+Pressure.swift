import Referrals
import Triage

/// What the deadlines of the law do to legs that are open.
///
/// A case keeps the day on which payments ceased, whoever told it. From that day and the legal state as it is
/// known now each leg is judged when it is opened, when another day or state is told, when a partner that was asked
/// to stop goes on, and whenever a step of the law is reached: its urgency and its due time may only sharpen. When
/// that comes next is the leg's ``Leg/pressesAt``.
extension Switchboard {
    /// What the law makes of a leg now; nil where it does not press.
    func pressure(on need: Need, in file: Case, at now: Moment) -> LegalClock.Pressure? {
        guard let cessation = file.cessation else { return nil }
        let state = file.profile?.legalState ?? .unknown
        return bundle.pressure(on: need, of: Legal(state: state, cessation: cessation), at: now)
    }

    /// What follows when an event tells another day on which payments ceased or the court declared a bankruptcy, or
    /// another legal state.
    ///
    /// - Parameters:
    ///   - before: the case as it was.
    ///   - after: the case with all that the event tells, its legs as they were.
    ///   - facts: what else follows of the event.
    ///   - author: who tells it.
    ///   - now: the time of record.
    /// - Returns: the facts to write after those; none where the law was known to be so.
    func hear(
        from before: Case,
        to after: Case,
        following facts: [Fact] = [],
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        let isOtherDay = after.cessation != before.cessation
        let isOtherState = after.profile?.legalState != before.profile?.legalState
        var told: [Fact] = []
        if let day = after.bankruptcy, day != before.bankruptcy {
            told.append(Fact(at: now, by: author, matter: .bankruptcyTold(after.id, day)))
        }
        guard let day = after.cessation, isOtherDay || isOtherState else { return told }
        if isOtherDay {
            told.append(Fact(at: now, by: author, matter: .cessationTold(after.id, day)))
        }
        var file = after
        for index in file.legs.indices { file.legs[index] = file.legs[index].heeding(facts) }
        return file.legs.reduce(into: told) { facts, leg in
            facts += pressed(leg, in: file, by: author, at: now)
        }
    }

    /// What the law as it presses now changes of an open leg; nothing where it is as it was.
    func pressed(_ leg: Leg, in file: Case, by author: Author, at now: Moment) -> [Fact] {
        guard let sharpened = sharpening(of: leg, in: file, at: now) else { return [] }
        var facts = [Fact(at: now, by: author, matter: .legSharpened(sharpened))]
        if sharpened.urgency != leg.urgency, let partner = leg.state.engagement?.partner {
            facts.append(notice(.reminder, to: partner, about: leg.id, at: now))
        }
        var after = leg
        after.sharpen(sharpened, at: now)
        return facts + released(after, in: file, at: now)
    }

    /// What the law as it presses now makes of a leg; nil where that is as it was, or is to end.
    func sharpening(of leg: Leg, in file: Case, at now: Moment) -> LegSharpened? {
        switch leg.state {
        case .cancelRequested, .closed: return nil
        case .waiting, .offered, .accepted, .inProgress, .onHold: break
        }
        let pressure = pressure(on: leg.need, in: file, at: now)
        let urgency = leg.urgency.raised(to: pressure?.atLeast ?? .normal)
        let isSharper = urgency != leg.urgency
        if pressure == nil, !isSharper, leg.pressesAt == nil { return nil }
        var after = leg
        after.urgency = urgency
        if isSharper { after.terms = terms(of: leg, urgency) }
        var due: Moment?
        if leg.state.engagement == nil {
            let byLaw = pressure?.acceptBy(at: now)
            let byClass =
                isSharper ? deadline(after.terms.due, of: after, for: nil, from: now) : nil
            due = [byLaw, byClass].compactMap(\.self).min().flatMap { $0 < leg.due ? $0 : nil }
        }
        guard isSharper || due != nil || pressure?.next != leg.pressesAt else { return nil }
        return LegSharpened(
            leg: leg.id,
            urgency: urgency,
            terms: after.terms,
            due: due,
            until: isSharper ? until(after, at: now) : nil,
            presses: pressure?.next
        )
    }

    /// When the partner that has a leg of this urgency and these terms must have acted, counted from now.
    func until(_ leg: Leg, at now: Moment) -> Moment? {
        leg.state.engagement.map { handleBy(leg, from: $0.queue, acceptedAt: now) }
    }

    /// The times of a leg's class at another urgency, by the rules in force; its own where they know no rule
    /// such as judged it.
    private func terms(of leg: Leg, _ urgency: Urgency) -> Terms {
        bundle.table.terms(
            leg.terms,
            of: leg.rule,
            for: leg.need,
            from: leg.urgency,
            to: urgency
        )
    }
}

extension Case {
    /// Takes in the days that an event tells of the law; one that was told before stays where it tells none.
    mutating func hear(_ legal: Legal) {
        cessation = legal.cessation ?? cessation
        bankruptcy = legal.bankruptcy ?? bankruptcy
    }

    /// How many days ago the court declared the enterprise bankrupt, in Brussels; nil where nobody said that it
    /// did, or when.
    func bankruptDays(at now: Moment) -> Int64? {
        bankruptcy.map { $0.daysBefore(now) }
    }
}

extension LegalClock.Pressure {
    /// When some partner must have accepted for the law's sake; never so soon that nobody could.
    func acceptBy(at now: Moment) -> Moment? { dueBy.map { max($0, now + Terms.dueMin) } }
}
