public import Referrals
import Triage

/// Queues that are paused or drain: the clock opens them again, and empties those that drain.
///
/// What came before the desk only because a queue drained goes where it would have gone, once that queue takes
/// again; unless somebody at the desk has it, or it was due meanwhile.
extension Switchboard {
    /// Whether legs are handed out of a queue.
    public func handsOut(_ queue: QueueID) -> Bool {
        standings[queue] == nil || isLastResort(queue)
    }

    /// Whether legs are put in a queue.
    public func takes(_ queue: QueueID) -> Bool { !isDraining(queue) }

    /// Whether a queue drains; a desk of last resort never does, whatever was ordered before it became one.
    private func isDraining(_ queue: QueueID) -> Bool {
        standings[queue]?.standing == .draining && !isLastResort(queue)
    }

    private func isLastResort(_ queue: QueueID) -> Bool {
        queue == bundle.directory.desk || queue == bundle.directory.testDesk
    }

    /// When the clock has something to do for a queue or the surge; nil when it has nothing.
    var nextStanding: Moment? {
        if returning.count > 0 { return .distantPast }
        var next = surge?.until
        for set in standings.values {
            if let until = set.until { next = min(next ?? until, until) }
            if isDraining(set.queue), (desks[set.queue]?.waiting ?? 0) > 0 {
                return .distantPast
            }
        }
        return next
    }

    /// What stood until now stands no longer: queues open again, the surge ends.
    func ended(at now: Moment) -> [Fact] {
        guard surge != nil || !standings.isEmpty else { return [] }
        var facts: [Fact] = []
        for set in standings.values.sorted(by: { $0.queue < $1.queue }) {
            guard let until = set.until, until <= now else { continue }
            let open = QueueSet(queue: set.queue, standing: .open)
            facts.append(Fact(at: now, by: .relais, matter: .queueSet(open)))
        }
        if let until = surge?.until, until <= now {
            facts.append(Fact(at: now, by: .relais, matter: .surgeSet(SurgeSet(isOn: false))))
        }
        return facts
    }

    /// The new places of legs that wait in a queue that drains, as many as one look at the clock may move.
    mutating func drained(besides seen: inout Set<LegID>, at now: Moment) -> [Fact] {
        guard !standings.isEmpty else { return [] }
        var facts: [Fact] = []
        for set in standings.values.sorted(by: { $0.queue < $1.queue })
        where isDraining(set.queue) && !(set.until.map { $0 <= now } ?? false) {
            while seen.count < Switchboard.dueMax,
                let place = desks[set.queue]?.order.next(at: now, by: .usual),
                let leg = leg(place.leg), let file = cases[leg.id.caseID], !seen.contains(leg.id)
            {
                desks.edit(set.queue) { $0.order.setAside(place) }
                seen.insert(leg.id)
                facts.append(moved(leg, outOf: set.queue, in: file, at: now))
            }
        }
        return facts
    }

    /// The new places of legs that are before the desk for want of a queue that may take again, likewise.
    mutating func broughtBack(besides seen: inout Set<LegID>, at now: Moment) -> [Fact] {
        guard returning.count > 0 else { return [] }
        var some: [LegID] = []
        returning.each(after: nil) { leg in
            some.append(leg)
            return some.count < Switchboard.dueMax
        }
        var facts: [Fact] = []
        for id in some where !seen.contains(id) && seen.count < Switchboard.dueMax {
            returning.remove(id)
            guard let leg = leg(id), leg.state.isSidelined, leg.openOffers.isEmpty,
                let file = cases[id.caseID]
            else { continue }
            let placed = released(leg, in: file, at: now)
            if !placed.isEmpty { seen.insert(id) }
            facts += placed
        }
        return facts
    }

    /// The fact that takes a leg out of a queue: to its next choice, or to the others in which it stands.
    private func moved(_ leg: Leg, outOf queue: QueueID, in file: Case, at now: Moment) -> Fact {
        guard case .waiting(let waiting) = leg.state, !waiting.also.isEmpty else {
            return placement(leg, in: file, at: now)
        }
        var left = ([waiting.queue].compactMap(\.self) + waiting.also).filter { $0 != queue }
        let first = left.removeFirst()
        // Offers of the others stay out, so it goes on standing in several queues.
        if left.isEmpty, !waiting.offers.isEmpty { left = [lastResort(of: leg)] }
        let placed = LegPlaced(
            leg: leg.id,
            queue: first,
            hold: waiting.hold,
            passedOver: [PassedOver(queue: queue, reason: .paused)],
            also: left
        )
        return Fact(at: now, by: .relais, matter: .legPlaced(placed))
    }
}
