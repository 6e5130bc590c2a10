import Referrals

/// What the exchange does while the wall clock is not believed.
///
/// Then the time it is told counts on from the last one that was believed. By that a leg which nobody has accepted is
/// still due, so that it comes before the desk; nothing else is decided by the clock: no answer is too late, no step of
/// a ladder taken, no first contact overdue, no hold over. What would be is set aside, and taken up when the clock is
/// believed again.
extension Switchboard {
    /// The most legs that are taken up again at one look: some tens of milliseconds.
    static let takeUpMax = 65_536

    /// Sets a leg's alarm aside; if it can still become due, until then.
    mutating func postpone(_ leg: Leg) {
        let at = leg.isStillToBeAccepted ? leg.due : .distantFuture
        postponed.insert(Alarm(at: at, leg: leg.id))
    }

    /// What is due of what was set aside.
    mutating func dueAmongPostponed(besides seen: inout Set<LegID>, at now: Moment) -> [Fact] {
        var facts: [Fact] = []
        while let entry = postponed.first, entry.at <= now, seen.count < Switchboard.dueMax {
            guard let leg = leg(entry.leg), leg.isOutOfTime(at: now) else {
                postponed.removeFirst()
                // It is due no more, and some other alarm of it may have been set aside under this one.
                if let leg = leg(entry.leg), leg.alarm != nil {
                    postponed.insert(Alarm(at: .distantFuture, leg: leg.id))
                }
                continue
            }
            guard seen.insert(leg.id).inserted else { break }
            postponed.removeFirst()
            // The answer to an offer that is out has its own time, which is left aside like any other.
            postponed.insert(Alarm(at: .distantFuture, leg: leg.id))
            facts += ranOut(leg, at: now)
        }
        return facts
    }

    /// What follows when a leg is due that nobody has accepted: it goes before the desk.
    ///
    /// An offer that is out stays out, however late its answer is by the time that is counted.
    mutating func ranOut(_ leg: Leg, at now: Moment) -> [Fact] {
        guard let file = cases[leg.id.caseID] else { return [] }
        return climb(leg, in: file, at: now)
    }

    /// Gives the clock back what was set aside.
    mutating func takeUpPostponed() {
        for _ in 0..<min(postponed.entries.count, Switchboard.takeUpMax) {
            guard let entry = postponed.first else { return }
            postponed.removeFirst()
            guard let leg = leg(entry.leg), let alarm = leg.alarm else { continue }
            alarms.insert(Alarm(at: alarm, leg: leg.id))
        }
    }
}

extension Leg {
    /// Whether its `due` runs: nobody has accepted it, and it was not noted yet that it is late.
    var isStillToBeAccepted: Bool {
        guard !overdue.contains(.due) else { return false }
        switch state {
        case .waiting, .offered: return true
        case .accepted, .inProgress, .onHold, .cancelRequested, .closed: return false
        }
    }

    /// Whether it was to be accepted by now, and was not.
    func isOutOfTime(at now: Moment) -> Bool { isStillToBeAccepted && due <= now }
}
