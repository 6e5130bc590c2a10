public import Referrals
import Triage

/// What a supervisor's order does to a leg or a case.
extension Switchboard {
    /// A leg goes to the queue that is named: a supervisor's choice, but the person's wish, the consent and a refusal
    /// stand above it.
    ///
    /// Where a partner had accepted it, or it was late, its time begins anew, at the desk too.
    func reroute(
        _ id: LegID,
        to queue: QueueID,
        by author: Author,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        let (leg, file) = try found(id)
        let desk = lastResort(of: leg)
        guard let target = bundle.directory.partner(of: queue),
            !bundle.keepsApart(target, from: leg.askedBy.first)
        else { throw .queueUnknown }
        switch leg.state {
        case .closed, .cancelRequested: throw .notNow(leg.state.name, allowed: leg.allowedOrders)
        case .waiting, .offered, .accepted, .inProgress, .onHold: break
        }
        guard queue == desk || leg.hold?.staysAtDesk != true else {
            throw .notNow(leg.state.name, allowed: leg.allowedOrders)
        }
        guard standings[queue]?.standing != .draining else { throw .queueDrains }
        if queue != desk {
            guard !leg.isUnwanted(target.name) else { throw .unwanted(target.name) }
            guard file.consentAdmits(target.name, to: leg, at: now) else { throw .noConsent }
            guard !hasRefused(leg, queue) else { throw .refusedBefore }
        }
        guard !leg.isAlone(with: queue) else { return [] }
        var facts = recalled(leg, as: .rerouted, by: author, at: now)
        if leg.death != nil {
            let replayed = Replayed(leg: leg.id, forgetsRefusals: false)
            facts.append(Fact(at: now, by: author, matter: .replayed(replayed)))
        }
        let placed = LegPlaced(
            leg: leg.id,
            queue: queue,
            hold: queue == desk ? leg.hold?.atDesk ?? .unrouted : nil,
            passedOver: [],
            due: leg.state.engagement == nil && !leg.isRaised
                ? nil : dueAnew(of: leg, in: cases[leg.id.caseID], at: now)
        )
        return facts + [Fact(at: now, by: author, matter: .legPlaced(placed))]
    }

    /// What is offered and nobody has answered is taken back, and the leg is placed anew.
    ///
    /// Whoever had it is passed over this once, or the same session would have it again at once. Where nobody else
    /// is able to answer before it is due it goes back to the same queue, under another lease; so does what the
    /// desk had.
    func takeBack(_ id: LegID, by author: Author, at now: Moment) throws(Refusal) -> [Fact] {
        let (leg, file) = try found(id)
        guard leg.state.name == .offered else {
            throw .notNow(leg.state.name, allowed: leg.allowedOrders)
        }
        let facts = recalled(leg, as: .recalled, by: author, at: now)
        let passed = leg.openOffers.map(\.assignment.partner)
        var after = leg
        for offer in leg.openOffers {
            after.endAssignment(offer.assignment.lease, refusing: false, at: now)
        }
        var placed = choose(after, in: file, at: now, besides: passed)
        let isTaken = placed.queues.contains { delay(of: $0, for: after, at: now) == nil }
        if placed.hold == .unrouted || placed.hold == .paused || !isTaken {
            placed = choose(after, in: file, at: now)
        }
        return facts + [Fact(at: now, by: .relais, matter: .legPlaced(placed))]
    }

    /// Before acceptance a leg of the journey ends, after it the partner is asked to stop.
    ///
    /// Cases that were merged are one journey: whichever of them is named, the legs of all end.
    func withdraw(
        _ id: CaseID,
        _ outcome: Outcome,
        by author: Author,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        guard let whole = cases[root(of: id)] else { throw .caseUnknown }
        var facts: [Fact] = []
        for file in [whole] + absorbed(by: whole.id) {
            var closed: [LegID] = []
            for leg in file.legs {
                let ending = stop(leg, with: outcome, by: author, at: now)
                facts += ending.facts
                if ending.isClosed { closed.append(leg.id) }
            }
            if !closed.isEmpty { facts += closing(file, with: closed, at: now) }
        }
        return facts
    }

    /// A leg ends, whoever has it; a partner that has accepted it is told, and may report no more.
    func close(
        _ id: LegID,
        _ outcome: Outcome,
        by author: Author,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        let (leg, file) = try found(id)
        guard !leg.state.isClosed else { throw .notNow(.closed, allowed: []) }
        guard let engagement = leg.state.engagement else {
            return end(leg, with: outcome, by: author, at: now)
                + closing(file, with: [leg.id], at: now)
        }
        let ended = LegClosed(leg: leg.id, outcome: outcome)
        return [
            Fact(at: now, by: author, matter: .legClosed(ended)),
            notice(.recalled, to: engagement.partner, about: leg.id, at: now),
        ] + closing(file, with: [leg.id], at: now)
    }

    /// A dead or held leg ends: somebody has looked at it.
    func resolve(
        _ id: LegID,
        _ outcome: Outcome,
        by author: Author,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        let (leg, _) = try found(id)
        guard leg.allowedOrders.contains(.resolve) else {
            throw .notNow(leg.state.name, allowed: leg.allowedOrders)
        }
        return try close(id, outcome, by: author, at: now)
    }

    /// A leg that is dead or has no partner is placed as if it were new, but for those that refused it.
    ///
    /// If it was late its time begins anew, also where it is kept from all: what stands in no queue must have a clock.
    func replay(
        _ id: LegID,
        again: Bool,
        by author: Author,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        let (leg, file) = try found(id)
        guard leg.allowedOrders.contains(.replay) else {
            throw .notNow(leg.state.name, allowed: leg.allowedOrders)
        }
        let placed = chosenAnew(leg, again: again, in: file, at: now)
        let replayed = Replayed(leg: leg.id, forgetsRefusals: again)
        return [
            Fact(at: now, by: author, matter: .replayed(replayed)),
            Fact(at: now, by: .relais, matter: .legPlaced(placed)),
        ]
    }

    /// Where a leg that is dead or has no partner would go if it were replayed now; nil = to nobody.
    public func replayPlace(of leg: Leg, at now: Moment) -> QueueID? {
        guard leg.allowedOrders.contains(.replay), let file = cases[leg.id.caseID] else {
            return nil
        }
        return chosenAnew(leg, again: false, in: file, at: now).queue
    }

    private func chosenAnew(_ leg: Leg, again: Bool, in file: Case, at now: Moment) -> LegPlaced {
        var fresh = leg
        fresh.death = nil
        fresh.losses = 0
        if leg.isRaised {
            fresh.overdue = []
            fresh.steps = 0
            fresh.due = dueAnew(of: leg, in: file, at: now)
        }
        if again { fresh.refusedBy = [] }
        fresh.state = .waiting(Leg.Waiting(queue: nil, hold: nil, since: now))
        var placed = choose(fresh, in: file, at: now)
        placed.due = leg.isRaised ? fresh.due : nil
        return placed
    }

    private func found(_ id: LegID) throws(Refusal) -> (leg: Leg, file: Case) {
        guard let file = cases[id.caseID], let leg = file.leg(id.ordinal) else {
            throw .legUnknown
        }
        return (leg, file)
    }

    /// Every hand-over of a leg that is in force ends, and those that have it are told.
    private func recalled(
        _ leg: Leg,
        as reason: AssignmentEnded.Reason,
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        guard let engagement = leg.state.engagement else {
            return recallOffers(of: leg, reason, by: author, at: now)
        }
        let ended = AssignmentEnded(leg: leg.id, lease: engagement.lease, reason: reason)
        return [
            Fact(at: now, by: author, matter: .assignmentEnded(ended)),
            notice(.recalled, to: engagement.partner, about: leg.id, at: now),
        ]
    }
}

extension Leg {
    /// What a supervisor may order of the leg as it stands, in the order of the vocabulary.
    ///
    /// | state                           | may be ordered                         |
    /// |---------------------------------|----------------------------------------|
    /// | waiting in a queue, for consent | reroute close                          |
    /// | waiting without a partner       | reroute close replay                   |
    /// | waiting, dead                   | reroute close replay resolve           |
    /// | waiting, held                   | close resolve                          |
    /// | waiting, out of the Region      | close                                  |
    /// | offered                         | reroute withdraw close                 |
    /// | offered, dead or held           | as offered, resolve                    |
    /// | accepted, in progress, on hold  | reroute close                          |
    /// | cancel requested                | close                                  |
    /// | closed                          | nothing                                |
    public var allowedOrders: [OrderVerb] {
        switch state {
        case .closed: return []
        case .cancelRequested: return [.close]
        case .accepted, .inProgress, .onHold: return [.reroute, .close]
        case .offered, .waiting: break
        }
        let isOffered = state.name == .offered
        let isDead = death != nil || hold == .dead
        var verbs: [OrderVerb] = hold?.staysAtDesk == true ? [] : [.reroute]
        if isOffered { verbs.append(.withdraw) }
        verbs.append(.close)
        if !isOffered, isDead || hold == .unrouted || hold == .paused { verbs.append(.replay) }
        if isDead || hold == .held { verbs.append(.resolve) }
        return verbs
    }

    /// Whether it is in this queue and no other, alive and for its partner alone.
    fileprivate func isAlone(with queue: QueueID) -> Bool {
        guard death == nil else { return false }
        guard case .waiting(let waiting) = state else { return state.assignment?.queue == queue }
        return waiting.queue == queue && waiting.also.isEmpty
    }
}

extension WaitingReason {
    /// The reason for which a leg goes on waiting when a person gives it to the desk.
    fileprivate var atDesk: WaitingReason? { staysAtDesk ? self : nil }
}
