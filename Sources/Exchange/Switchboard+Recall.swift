import Referrals
import Triage

extension Switchboard {
    /// Closes a leg that nobody has accepted; a session that has it is told.
    func end(
        _ leg: Leg,
        with outcome: Outcome,
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        var facts = recallOffers(of: leg, .recalled, by: author, at: now)
        facts.append(
            Fact(
                at: now,
                by: author,
                matter: .legClosed(LegClosed(leg: leg.id, outcome: outcome))
            )
        )
        return facts
    }

    /// Ends a leg that nobody asks for any more, or asks the partner that has accepted it to stop.
    func stop(
        _ leg: Leg,
        with outcome: Outcome,
        by author: Author,
        at now: Moment
    ) -> (facts: [Fact], isClosed: Bool) {
        switch leg.state {
        case .waiting, .offered:
            return (end(leg, with: outcome, by: author, at: now), true)
        case .accepted(let assignment, _), .inProgress(let assignment, _),
            .onHold(let assignment, _, _):
            let asked = Fact(at: now, by: author, matter: .cancelRequested(leg.id, outcome))
            return (
                [asked, notice(.cancelRequested, to: assignment.partner, about: leg.id, at: now)],
                false
            )
        case .cancelRequested, .closed:
            return ([], false)
        }
    }

    /// What becomes of legs when the consent that carried them may be gone, or the person does not want a partner.
    ///
    /// A leg that a partner was asked to stop ends as it was asked to: nobody is to go on with it.
    func recall(
        _ legs: [Leg],
        in file: Case,
        by author: Author,
        at now: Moment
    ) -> (facts: [Fact], closed: [LegID]) {
        var facts: [Fact] = []
        var closed: [LegID] = []
        for leg in legs where leg.hold?.staysAtDesk != true {
            switch leg.state {
            case .waiting(let waiting):
                facts += move(leg, waiting, in: file, by: author, at: now)
            case .closed:
                continue
            case .offered(let assignment, _), .accepted(let assignment, _),
                .inProgress(let assignment, _), .onHold(let assignment, _, _):
                guard !mayKeep(leg, assignment, in: file, at: now) else { continue }
                facts += take(leg, from: assignment, by: author, at: now)
                facts.append(next(after: leg, refusing: false, in: file, at: now))
            case .cancelRequested(let assignment, let outcome, _):
                guard !mayKeep(leg, assignment, in: file, at: now) else { continue }
                facts += take(leg, from: assignment, by: author, at: now)
                let ended = LegClosed(leg: leg.id, outcome: outcome)
                facts.append(Fact(at: now, by: author, matter: .legClosed(ended)))
                closed.append(leg.id)
            }
        }
        return (facts, closed)
    }

    /// What becomes of legs when something else was said of consent than before: those that it no longer
    /// admits are recalled, those that it frees go.
    func reconsider(
        _ legs: [Leg],
        in file: Case,
        by author: Author,
        at now: Moment
    ) -> (facts: [Fact], closed: [LegID]) {
        let recalled = recall(legs, in: file, by: author, at: now)
        let moved = recalled.facts.compactMap(\.leg)
        var facts = recalled.facts
        for leg in legs where !moved.contains(leg.id) { facts += released(leg, in: file, at: now) }
        return (facts, recalled.closed)
    }

    /// Another place for a leg whose partner the consent, or the person, no longer admits; where it may stay, it
    /// stays.
    ///
    /// What is offered to such a partner while the leg stands in several queues is taken back.
    private func move(
        _ leg: Leg,
        _ waiting: Leg.Waiting,
        in file: Case,
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        guard waiting.hold != .blockedByConsent else { return [] }
        var after = leg
        let recalled = recallOffers(of: leg, .recalled, by: author, at: now) { offer in
            guard !mayKeep(leg, offer.assignment, in: file, at: now) else { return false }
            after.endAssignment(offer.assignment.lease, refusing: false, at: now)
            return true
        }
        let isCovered = file.consentCovers(leg.need, askedBy: leg.askedBy, at: now)
        let isAdmitted = ([waiting.queue].compactMap(\.self) + waiting.also).allSatisfy { queue in
            guard let partner = bundle.directory.partner(of: queue) else { return true }
            if leg.isUnwanted(partner.name), queue != lastResort(of: leg) { return false }
            return file.consentAdmits(partner.name, to: leg, at: now)
        }
        guard !isCovered || (waiting.hold == nil && !isAdmitted) else { return recalled }
        return recalled + [placement(after, in: file, at: now)]
    }

    /// Whether the one that has a leg may go on; the desk has some for the very want of a consent.
    private func mayKeep(
        _ leg: Leg,
        _ assignment: Leg.Assignment,
        in file: Case,
        at now: Moment
    ) -> Bool {
        guard let hold = assignment.hold else {
            let isWanted =
                !leg.isUnwanted(assignment.partner) || assignment.queue == lastResort(of: leg)
            return isWanted && file.consentAdmits(assignment.partner, to: leg, at: now)
        }
        return hold == .blockedByConsent
            || file.consentCovers(leg.need, askedBy: leg.askedBy, at: now)
    }

    /// Takes a leg back from the partner that has it, and tells it.
    private func take(
        _ leg: Leg,
        from assignment: Leg.Assignment,
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        let isForConsent = leg.state.engagement != nil && !leg.isUnwanted(assignment.partner)
        let kind: NoticeKind = isForConsent ? .consentWithdrawn : .recalled
        let ended = AssignmentEnded(leg: leg.id, lease: assignment.lease, reason: .recalled)
        return [
            Fact(at: now, by: author, matter: .assignmentEnded(ended)),
            notice(kind, to: assignment.partner, about: leg.id, at: now),
        ]
    }
}
