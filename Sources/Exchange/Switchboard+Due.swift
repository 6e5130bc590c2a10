public import Referrals
import Triage

extension Switchboard {
    /// The most legs that one look at the clock moves, so that a backlog never holds up the live work.
    public static let dueMax = 256

    /// What the clock and the leases have decided by now, at most ``dueMax`` legs at a time.
    ///
    /// - Parameters:
    ///   - now: the time of record, by the wall clock.
    ///   - steady: the time by the clock that no operator can set, for the leases.
    /// - Returns: the facts to write and then to apply, in order; none when nothing is due.
    public mutating func due(at now: Moment, steady: Moment) -> [Fact] {
        var facts: [Fact] = []
        for lease in presence.lapsed(at: steady).prefix(Switchboard.dueMax) {
            guard let hold = presence.leases[lease], let leg = leg(hold.leg),
                case .offered(let assignment, _) = leg.state, assignment.lease == lease
            else {
                presence.release(lease)
                continue
            }
            let ended = AssignmentEnded(leg: leg.id, lease: lease, reason: .lapsed)
            facts.append(Fact(at: now, by: .relais, matter: .assignmentEnded(ended)))
            presence.release(lease)
        }
        var seen = Set(facts.compactMap(\.leg))
        facts += unadmitted(besides: &seen, at: now)
        while let alarm = alarms.first, alarm.at <= now, seen.count < Switchboard.dueMax {
            let leg = leg(alarm.leg)
            guard let leg, leg.alarm == alarm.at, !seen.contains(leg.id) else {
                if let leg, seen.contains(leg.id), leg.alarm == alarm.at { break }
                alarms.removeFirst()
                continue
            }
            seen.insert(leg.id)
            alarms.removeFirst()
            facts += passed(leg, at: now)
        }
        return numbered(withFreed(facts, at: now))
    }

    /// The new places of legs whose consent had run out when they were to be handed out.
    private mutating func unadmitted(besides seen: inout Set<LegID>, at now: Moment) -> [Fact] {
        let left = withheld
        withheld = []
        var facts: [Fact] = []
        for entry in left {
            guard let leg = leg(entry.leg), let file = cases[leg.id.caseID],
                let queue = leg.waitingQueue, !seen.contains(leg.id)
            else { continue }
            if isAdmitted(leg, to: queue, at: now) {
                desks[queue]?.line.insert(leg.place)
            } else {
                seen.insert(leg.id)
                facts.append(placement(leg, in: file, at: now))
            }
        }
        return facts
    }

    /// What follows when a leg's deadline has passed.
    private func passed(_ leg: Leg, at now: Moment) -> [Fact] {
        guard let file = cases[leg.id.caseID] else { return [] }
        switch leg.state {
        case .waiting(let waiting):
            var facts = [Fact(at: now, by: .relais, matter: .overdue(leg.id, .due))]
            let desk = lastResort(of: leg)
            if waiting.queue != desk {
                let placed = LegPlaced(
                    leg: leg.id,
                    queue: desk,
                    hold: waiting.hold?.afterDue ?? .unrouted,
                    passedOver: []
                )
                facts.append(Fact(at: now, by: .relais, matter: .legPlaced(placed)))
            }
            return facts
        case .offered(let assignment, _):
            let ended = AssignmentEnded(leg: leg.id, lease: assignment.lease, reason: .expired)
            return [
                Fact(at: now, by: .relais, matter: .assignmentEnded(ended)),
                notice(.recalled, to: assignment.partner, about: leg.id, at: now),
                next(after: leg, refusing: true, in: file, at: now),
            ]
        case .accepted:
            return [Fact(at: now, by: .relais, matter: .overdue(leg.id, .handle))]
        case .inProgress, .cancelRequested:
            return [Fact(at: now, by: .relais, matter: .overdue(leg.id, .nextStep))]
        case .onHold:
            let which = leg.holdAlarm?.which ?? .hold
            return [Fact(at: now, by: .relais, matter: .overdue(leg.id, which))]
        case .closed:
            return []
        }
    }
}
