import Referrals
import Triage

extension Switchboard {
    /// The least time that a partner has after a reminder, and the least in a crisis.
    ///
    /// Somebody must be able to read it and call; an hour is that, and in a crisis a quarter of one.
    static let patienceMin = Span.hours(1)
    static let patienceMinInCrisis = Span.minutes(15)

    /// What follows when a partner that has accepted lets a deadline pass.
    ///
    /// The first time it is reminded and has a last deadline; the second time the leg goes back, with all its
    /// story, and that partner is not asked again; one that it was asked to stop ends. Whatever it reports in between ends the matter. Of a hold
    /// there are two, its end and the partner's own time, and the first of them to pass counts.
    ///
    /// | state            | passed    | then has       | then the leg goes                              |
    /// |------------------|-----------|----------------|------------------------------------------------|
    /// | accepted         | handle by | `handle`       | to the next candidate: nobody spoke to the person |
    /// | in progress      | next step | `report_every` | before the desk: somebody must ask what was done |
    /// | on hold          | its end   | `report_every` | as before the hold                              |
    /// | cancel requested | next step | `handle`       | to nobody: it ends as it was asked to            |
    ///
    /// That last time is by the class's clock and counts from the reminder, so that a stop of the recorder
    /// takes nothing from it.
    func passed(
        _ which: Overdue,
        of leg: Leg,
        with assignment: Leg.Assignment,
        in file: Case,
        at now: Moment
    ) -> [Fact] {
        if leg.steps > 0 { return silent(leg, assignment, in: file, at: now) }
        var facts: [Fact] = []
        if !leg.overdue.contains(which) {
            facts.append(Fact(at: now, by: .relais, matter: .overdue(leg.id, which)))
        }
        let until = lastDeadline(of: leg, with: assignment, at: now)
        let stepped = Stepped(leg: leg.id, step: leg.steps, action: .remind, until: until)
        return facts + [
            Fact(at: now, by: .relais, matter: .stepped(stepped)),
            notice(.reminder, to: assignment.partner, about: leg.id, at: now),
        ]
    }

    /// When a partner must have acted after a reminder.
    private func lastDeadline(
        of leg: Leg,
        with assignment: Leg.Assignment,
        at now: Moment
    ) -> Moment {
        let least =
            now
            + (leg.urgency == .crisis ? Switchboard.patienceMinInCrisis : Switchboard.patienceMin)
        return switch leg.state {
        case .accepted, .cancelRequested:
            max(handleBy(leg, from: assignment.queue, acceptedAt: now), least)
        case .inProgress, .onHold: max(reportBy(leg, from: assignment.queue, at: now), least)
        case .waiting, .offered, .closed: least
        }
    }

    private func silent(
        _ leg: Leg,
        _ assignment: Leg.Assignment,
        in file: Case,
        at now: Moment
    ) -> [Fact] {
        let ended = AssignmentEnded(leg: leg.id, lease: assignment.lease, reason: .silent)
        if case .cancelRequested(_, let outcome, _) = leg.state {
            // Whoever asked to be left alone is called by nobody else because its partner does not answer.
            let closed = LegClosed(leg: leg.id, outcome: outcome)
            return [
                Fact(at: now, by: .relais, matter: .assignmentEnded(ended)),
                notice(.recalled, to: assignment.partner, about: leg.id, at: now),
                Fact(at: now, by: .relais, matter: .legClosed(closed)),
            ]
        }
        var after = leg
        after.endAssignment(assignment.lease, refusing: true, at: now)
        after.due = dueAnew(of: leg, in: file, at: now)
        var placed = choose(after, in: file, at: now)
        if leg.hasBegun, placed.hold == nil {
            placed = LegPlaced(
                leg: leg.id,
                queue: lastResort(of: leg),
                hold: .unrouted,
                passedOver: []
            )
        }
        placed.due = after.due
        return [
            Fact(at: now, by: .relais, matter: .assignmentEnded(ended)),
            notice(.recalled, to: assignment.partner, about: leg.id, at: now),
            Fact(at: now, by: .relais, matter: .legPlaced(placed)),
        ]
    }
}

extension Leg {
    /// Whether its partner has reported something of its work, so that the person may know it.
    fileprivate var hasBegun: Bool {
        switch state {
        case .inProgress: true
        case .onHold: progress.paused?.isBegun ?? true
        case .waiting, .offered, .accepted, .cancelRequested, .closed: false
        }
    }
}
