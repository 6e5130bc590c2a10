import Referrals

extension Switchboard {
    /// Changes a leg in place and keeps the queues, the counts and the alarms in step with it.
    mutating func change(_ id: LegID, _ edit: (inout Leg) -> Void) {
        let index = Int(id.ordinal) - 1
        let (before, after) = cases.edit(id.caseID) { file in
            precondition(file.legs.indices.contains(index), "a fact names a leg that was opened")
            let before = file.legs[index].standing
            edit(&file.legs[index])
            return (before, file.legs[index].standing)
        }
        follow(id, before, after)
    }

    /// Makes of a leg in place what a fact says, likewise; what they have to know of it now.
    mutating func change(_ id: LegID, by fact: Fact) -> Standing {
        let (before, after) = cases.change(id, by: fact)
        follow(id, before, after)
        return after
    }

    private mutating func follow(_ id: LegID, _ before: Standing, _ after: Standing) {
        leave(before, for: after)
        enter(after, from: before)
        if after.state.isClosed, !before.state.isClosed { openLegs -= 1 }
        let (former, lease) = (before.state.engagement?.lease, after.state.engagement?.lease)
        if former != lease {
            if let former { engaged[former] = nil }
            if let lease { engaged[lease] = LegWord(id) }
        }
        lists.note(id, before.state, after.state)
        // The desk gave it back: the queue may have begun to take again meanwhile.
        if after.state.isSidelined, before.state.name == .offered { returning.insert(id) }
        if before.isDead != after.isDead { lists.note(id, isDead: after.isDead) }
        if before.isLate != after.isLate { lists.note(id, isLate: after.isLate) }
        if let alarm = after.alarm, alarm != before.alarm || after.state.name != before.state.name {
            alarms.insert(Alarm(at: alarm, leg: id))
        }
    }

    private mutating func leave(_ leg: Standing, for after: Standing) {
        switch leg.state {
        case .waiting(let waiting):
            if let queue = waiting.queue, waiting.stands(in: queue) {
                leave(queue, leg, for: after)
            }
            for queue in waiting.also where waiting.stands(in: queue) {
                leave(queue, leg, for: after)
            }
            for offer in waiting.offers { desks.edit(offer.assignment.queue) { $0.offered -= 1 } }
            if waiting.queue == nil { nowhere.add(waiting.hold ?? .unrouted, -1) }
        case .offered(let assignment, _): desks.edit(assignment.queue) { $0.offered -= 1 }
        case .accepted, .inProgress, .onHold, .cancelRequested:
            guard let assignment = leg.state.assignment else { return }
            desks.edit(assignment.queue) { $0.open -= 1 }
        case .closed: break
        }
    }

    private mutating func leave(_ queue: QueueID, _ leg: Standing, for after: Standing) {
        desks.edit(queue) { $0.leave(leg, for: after, stays: after.state.stands(in: queue)) }
    }

    private mutating func enter(_ leg: Standing, from before: Standing) {
        switch leg.state {
        case .waiting(let waiting):
            if let queue = waiting.queue, waiting.stands(in: queue) {
                enter(queue, leg, from: before)
            }
            for queue in waiting.also where waiting.stands(in: queue) {
                enter(queue, leg, from: before)
            }
            for offer in waiting.offers { desks.edit(offer.assignment.queue) { $0.offered += 1 } }
            if waiting.queue == nil { nowhere.add(waiting.hold ?? .unrouted, 1) }
        case .offered(let assignment, _): desks.edit(assignment.queue) { $0.offered += 1 }
        case .accepted(let assignment, _):
            let isTaken = before.state.name == .offered
            desks.edit(assignment.queue) { desk in
                desk.open += 1
                if isTaken { desk.taken += 1 }
            }
        case .inProgress(let assignment, _), .onHold(let assignment, _, _),
            .cancelRequested(let assignment, _, _):
            desks.edit(assignment.queue) { $0.open += 1 }
        case .closed: break
        }
    }
}

extension Switchboard {
    /// A leg stands in a queue: it is counted there, and in its line unless it stood there already.
    private mutating func enter(_ queue: QueueID, _ leg: Standing, from before: Standing) {
        let stood = before.state.stands(in: queue)
        let isNew = !stood && !before.state.isOffered(from: queue)
        desks.enter(queue) { $0.enter(leg, from: before, stood: stood, isNew) }
    }
}

extension Desk {
    fileprivate mutating func enter(
        _ leg: Standing,
        from before: Standing,
        stood: Bool,
        _ isNew: Bool
    ) {
        count(1, leg.need, hold: leg.hold, isBulk: leg.place.isBulk)
        if isNew { arrived += 1 }
        if !stood || before.place != leg.place { order.insert(leg.place) }
        if !stood || before.waitsSince != leg.waitsSince {
            arrivals.insert(Arrival(since: leg.waitsSince, leg: leg.place.leg))
        }
    }

    fileprivate mutating func leave(_ leg: Standing, for after: Standing, stays: Bool) {
        count(-1, leg.need, hold: leg.hold, isBulk: leg.place.isBulk)
        if !stays || after.place != leg.place { order.remove(leg.place) }
        if !stays || after.waitsSince != leg.waitsSince {
            arrivals.remove(Arrival(since: leg.waitsSince, leg: leg.place.leg))
        }
    }
}

/// What queues, counts and alarms have to know of a leg.
struct Standing {
    let state: Leg.State
    let need: Need
    let place: WaitingPlace
    let waitsSince: Moment
    let alarm: Moment?
    let hold: WaitingReason?
    let isDead: Bool
    let isLate: Bool
}

extension Leg {
    /// Makes of it what a fact says; what queues have to know of it before that and after.
    mutating func stand(by fact: Fact) -> (before: Standing, after: Standing) {
        let before = standing
        heed(fact)
        return (before, standing)
    }

    /// What queues, counts and alarms have to know of it.
    var standing: Standing {
        Standing(
            state: state,
            need: need,
            place: place,
            waitsSince: waitsSince,
            alarm: alarm,
            hold: hold,
            isDead: isDead,
            isLate: isLate
        )
    }
}

extension Leg.State {
    /// The queue in which the leg waits; nil when it does not wait, or in none.
    var waitingQueue: QueueID? {
        guard case .waiting(let waiting) = self else { return nil }
        return waiting.queue
    }

    /// Whether the leg stands in a queue from which it can be handed out.
    func stands(in queue: QueueID) -> Bool {
        guard case .waiting(let waiting) = self else { return false }
        return waiting.stands(in: queue)
    }

    /// Whether a hand-over from a queue is in force.
    func isOffered(from queue: QueueID) -> Bool {
        guard case .waiting(let waiting) = self else { return assignment?.queue == queue }
        return waiting.offers.contains { $0.assignment.queue == queue }
    }
}
