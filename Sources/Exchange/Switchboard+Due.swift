public import Referrals
import Triage

extension Switchboard {
    /// The most legs that one look at the clock moves, so that a backlog never holds up the live work.
    public static let dueMax = 256

    /// What the clock and the leases have decided by now, at most ``dueMax`` legs at a time.
    ///
    /// Each leg is looked at as it is now, whatever set its alarm: what was answered meanwhile is left alone.
    /// - Parameters:
    ///   - now: the time of record, by the wall clock.
    ///   - steady: the time by the clock that no operator can set, for the leases.
    ///   - isClockBelieved: whether the wall clock bears `now` out; where it does not, nothing is decided by it
    ///     but that legs which nobody has accepted are due.
    /// - Returns: the facts to write and then to apply, in order; none when nothing is due.
    public mutating func due(
        at now: Moment,
        steady: Moment,
        isClockBelieved: Bool = true
    ) -> [Fact] {
        isClockDoubted = !isClockBelieved
        reminded = []
        wakeRested(at: now)
        if isClockBelieved { takeUpPostponed() }
        var facts = isClockBelieved ? ended(at: now) : []
        for lease in presence.lapsed(at: steady).prefix(Switchboard.dueMax) {
            defer { presence.release(lease) }
            facts += offerLost(lease, at: now)
        }
        var seen = Set(facts.compactMap(\.leg))
        facts += unadmitted(besides: &seen, at: now)
        facts += dueAmongPostponed(besides: &seen, at: now)
        var rung: [Alarm] = []
        var postponements = 0
        while let alarm = alarms.first, alarm.at <= now,
            seen.count + postponements < Switchboard.dueMax
        {
            let leg = leg(alarm.leg)
            guard let leg, leg.alarm == alarm.at, !seen.contains(leg.id) else {
                if let leg, seen.contains(leg.id), leg.alarm == alarm.at { break }
                alarms.removeFirst()
                continue
            }
            alarms.removeFirst()
            guard isClockBelieved || leg.isOutOfTime(at: now) else {
                postponements += 1
                postpone(leg)
                continue
            }
            seen.insert(leg.id)
            rung.append(alarm)
            facts += isClockBelieved ? passed(leg, at: now) : ranOut(leg, at: now)
        }
        // Two things may be due for a leg at one instant, and only the first was done.
        for alarm in rung { alarms.insert(alarm) }
        facts += drained(besides: &seen, at: now)
        facts += broughtBack(besides: &seen, at: now)
        facts += casesEnded(by: facts, at: now)
        return numbered(withFreed(facts, at: now))
    }

    /// Closes the cases of which the last legs have ended by these facts, which may end several of one.
    private func casesEnded(by facts: [Fact], at now: Moment) -> [Fact] {
        var closed: [LegID] = []
        for fact in facts {
            if case .legClosed(let leg) = fact.matter { closed.append(leg.leg) }
        }
        var seen: [CaseID] = []
        return closed.flatMap { leg -> [Fact] in
            guard !seen.contains(leg.caseID), let file = cases[leg.caseID] else { return [] }
            seen.append(leg.caseID)
            return closing(file, with: closed, at: now)
        }
    }

    /// The new places of legs whose consent had run out when they were to be handed out.
    private mutating func unadmitted(besides seen: inout Set<LegID>, at now: Moment) -> [Fact] {
        let left = withheld
        withheld = []
        var facts: [Fact] = []
        for (index, entry) in left.enumerated() {
            guard seen.count < Switchboard.dueMax else {
                withheld += left[index...]
                break
            }
            guard let leg = leg(entry.leg), let file = cases[leg.id.caseID],
                case .waiting(let waiting) = leg.state
            else { continue }
            guard !seen.contains(leg.id) else {
                withheld.append(entry)
                continue
            }
            let standing = leg.queues.filter(waiting.stands)
            if standing.allSatisfy({ isAdmitted(leg, to: $0, at: now) }) {
                for queue in standing { desks.edit(queue) { $0.order.putBack(leg.place) } }
            } else {
                seen.insert(leg.id)
                facts.append(placement(leg, in: file, at: now))
            }
        }
        return facts
    }

    /// What has rested may be handed out again.
    private mutating func wakeRested(at now: Moment) {
        for _ in 0..<Switchboard.dueMax {
            guard let alarm = resting.first,
                alarm.at <= now || alarm.at > now + Switchboard.restOfDead
            else { return }
            resting.removeFirst()
            guard let leg = leg(alarm.leg) else { continue }
            for queue in leg.queues { desks.edit(queue) { $0.order.putBack(leg.place) } }
        }
    }

    /// What follows when a leg's alarm rings.
    private mutating func passed(_ leg: Leg, at now: Moment) -> [Fact] {
        guard let file = cases[leg.id.caseID] else { return [] }
        if let moment = leg.pressesAt, moment <= now, !leg.state.isStopping {
            return pressed(leg, in: file, by: .relais, at: now)
        }
        switch leg.state {
        case .waiting, .offered:
            let isLate = leg.openOffers.contains { $0.answerBy <= now }
            return isLate ? expire(leg, in: file, at: now) : climb(leg, in: file, at: now)
        case .accepted(let assignment, _):
            return passed(.handle, of: leg, with: assignment, in: file, at: now)
        case .inProgress(let assignment, _), .cancelRequested(let assignment, _, _):
            return passed(.nextStep, of: leg, with: assignment, in: file, at: now)
        case .onHold(let assignment, _, _):
            return passed(leg.nextOfHold, of: leg, with: assignment, in: file, at: now)
        case .closed:
            return []
        }
    }
}

extension Leg.State {
    /// Whether its partner was asked to stop: nothing presses on it any more.
    fileprivate var isStopping: Bool {
        if case .cancelRequested = self { return true }
        return false
    }
}
