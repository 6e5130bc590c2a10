import Referrals
import Triage

extension Switchboard {
    /// The same place, with the further queues in which the leg may stand by the steps it has taken.
    ///
    /// A queue that has it keeps it, so that nobody loses a place to a step or to what another answers; then
    /// come, in rank order, the candidates able to answer before it is due. No partner has it twice, whatever
    /// queues it takes from.
    func widened(
        _ placed: LegPlaced,
        for leg: Leg,
        in file: Case,
        at now: Moment,
        besides passed: [PartnerID] = []
    ) -> LegPlaced {
        guard leg.breadth > 1, !leg.isRaised, placed.hold?.leavesWhatIsOut ?? true else {
            return placed
        }
        var queues: [QueueID] = []
        var partners: [PartnerID] = []
        func add(_ queue: QueueID) {
            guard queues.count < leg.breadth,
                let partner = bundle.directory.partner(of: queue)?.name,
                !partners.contains(partner), !passed.contains(partner)
            else { return }
            queues.append(queue)
            partners.append(partner)
        }
        for queue in leg.queues where mayStay(leg, in: queue, of: file, at: now) { add(queue) }
        if placed.hold == nil, let chosen = placed.queue {
            add(chosen)
            for candidate in leg.candidates
            where reasonAgainst(candidate, for: leg, in: file, at: now) == nil
                && delay(of: candidate.queue, for: leg, at: now) == nil
            {
                add(candidate.queue)
            }
        }
        guard let first = queues.first else { return placed }
        var widened = placed
        widened.hold = nil
        widened.queue = first
        widened.also = Array(queues.dropFirst())
        return widened
    }

    /// Whether a queue that has a leg may go on having it.
    private func mayStay(_ leg: Leg, in queue: QueueID, of file: Case, at now: Moment) -> Bool {
        guard queue != lastResort(of: leg), let partner = bundle.directory.partner(of: queue)
        else { return false }
        let candidate = Candidate(queue: queue, partner: partner.name)
        return reasonAgainst(candidate, for: leg, in: file, at: now) == nil
    }

    /// Takes back the offers of a leg that are out and meet a condition, and tells each partner.
    ///
    /// - Parameters:
    ///   - leg: the leg.
    ///   - reason: why.
    ///   - author: who causes it.
    ///   - now: the time of record.
    ///   - isMeant: which of the offers.
    /// - Returns: the ends and the notices, in the order of the offers.
    func recallOffers(
        of leg: Leg,
        _ reason: AssignmentEnded.Reason,
        by author: Author,
        at now: Moment,
        where isMeant: (Leg.OpenOffer) -> Bool = { _ in true }
    ) -> [Fact] {
        leg.openOffers.filter(isMeant).flatMap { offer in
            let ended = AssignmentEnded(
                leg: leg.id,
                lease: offer.assignment.lease,
                reason: reason
            )
            return [
                Fact(at: now, by: author, matter: .assignmentEnded(ended)),
                notice(.recalled, to: offer.assignment.partner, about: leg.id, at: now),
            ]
        }
    }

    /// What follows when the time to answer of one or several offers of a leg has run out.
    func expire(_ leg: Leg, in file: Case, at now: Moment) -> [Fact] {
        let late = leg.openOffers.filter { $0.answerBy <= now }
        let facts = recallOffers(of: leg, .expired, by: .relais, at: now) { late.contains($0) }
        var after = leg
        for offer in late { after.endAssignment(offer.assignment.lease, refusing: true, at: now) }
        return facts + placedAgain(after, than: leg, in: file, at: now)
    }

    /// Where a leg goes once some of its offers have ended; nothing where what is left of it goes on.
    ///
    /// - Parameters:
    ///   - after: the leg without those offers.
    ///   - before: the leg as it is.
    ///   - file: its case.
    ///   - now: the time of record.
    /// - Returns: its new place, or nothing.
    func placedAgain(_ after: Leg, than before: Leg, in file: Case, at now: Moment) -> [Fact] {
        if case .waiting(let waiting) = before.state, waiting.hold != nil { return [] }
        return [placement(after, in: file, at: now)]
    }
}

extension WaitingReason {
    /// Whether a leg that would wait for this goes on where it is, while others than the one that answered
    /// have it.
    fileprivate var leavesWhatIsOut: Bool {
        switch self {
        case .unrouted, .paused, .waitsForOtherLeg: true
        case .awaitingAnswer, .noPartnerOpen, .allFull, .noConsumerConnected,
            .rateLimited, .blockedByConsent, .agencyDataMissing, .bulkLane, .outOfRegion, .held,
            .dead:
            false
        }
    }
}

extension LegPlaced {
    /// The queues in which it puts the leg.
    var queues: [QueueID] { (queue.map { [$0] } ?? []) + also }
}
