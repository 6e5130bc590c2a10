import Referrals
import Triage

extension Switchboard {
    /// Where a leg goes now: the choice, in rank order, with what kept each candidate out.
    ///
    /// It is the first candidate that may have it and can answer before it is due: not paused, not full, and
    /// open before then; if none can, the first that opens again, where the leg waits and says for what.
    /// Ranking keeps the verdict's version; whether a queue exists is always today's directory. The desk of
    /// last resort takes what no partner may or will have, and keeps what came to it because time ran out:
    /// from there only a redirection of the desk's leads on, so that no leg waits where no clock runs. What it has
    /// only because a queue drains waits there as `paused`, until that takes again.
    /// - Parameters:
    ///   - leg: the leg, as it is once whatever leads to the choice has happened.
    ///   - file: its case.
    ///   - now: the time of record.
    ///   - passed: partners that are passed over this once.
    /// - Returns: its new place.
    func choose(
        _ leg: Leg,
        in file: Case,
        at now: Moment,
        besides passed: [PartnerID] = []
    ) -> LegPlaced {
        let placed = first(for: leg, in: file, at: now, besides: passed)
        return widened(placed, for: leg, in: file, at: now, besides: passed)
    }

    private func first(
        for leg: Leg,
        in file: Case,
        at now: Moment,
        besides passed: [PartnerID]
    ) -> LegPlaced {
        let desk = lastResort(of: leg)
        if let hold = leg.hold, hold.staysAtDesk {
            return LegPlaced(leg: leg.id, queue: desk, hold: hold, passedOver: [])
        }
        let isLate = leg.isRaised
        guard file.consentCovers(leg.need, askedBy: leg.askedBy, at: now) else {
            return LegPlaced(
                leg: leg.id,
                queue: isLate ? desk : nil,
                hold: .blockedByConsent,
                passedOver: []
            )
        }
        if leg.death != nil {
            return LegPlaced(leg: leg.id, queue: desk, hold: .dead, passedOver: [])
        }
        if !isLate, file.holdsBack(leg) {
            return LegPlaced(leg: leg.id, queue: nil, hold: .waitsForOtherLeg, passedOver: [])
        }
        let candidates = isLate ? [] : leg.candidates
        return firstAble(of: candidates, for: leg, in: file, at: now, besides: passed)
    }

    private func firstAble(
        of candidates: [Candidate],
        for leg: Leg,
        in file: Case,
        at now: Moment,
        besides passed: [PartnerID]
    ) -> LegPlaced {
        var passedOver: [PassedOver] = []
        var later: (queue: QueueID, opens: Moment)?
        func placed(in queue: QueueID) -> LegPlaced {
            LegPlaced(leg: leg.id, queue: queue, hold: nil, passedOver: passedOver)
        }
        for candidate in candidates {
            let queue = candidate.queue
            let reason = reasonAgainst(candidate, for: leg, in: file, at: now, besides: passed)
            if let reason {
                passedOver.append(PassedOver(queue: queue, reason: reason))
                continue
            }
            guard let delay = delay(of: queue, for: leg, at: now) else { return placed(in: queue) }
            let opens = delay.opens ?? .distantFuture
            if later.map({ opens < $0.opens }) ?? true { later = (queue, opens) }
            passedOver.append(PassedOver(queue: queue, reason: delay.reason))
        }
        if let later {
            passedOver.removeAll { $0.queue == later.queue }
            return placed(in: later.queue)
        }
        let isForDrain = passedOver.contains { $0.reason == .paused }
        return LegPlaced(
            leg: leg.id,
            queue: lastResort(of: leg),
            hold: isForDrain ? .paused : .unrouted,
            passedOver: passedOver
        )
    }

    /// What keeps a candidate out; what triage said of the consent is asked again, for it may have changed.
    func reasonAgainst(
        _ candidate: Candidate,
        for leg: Leg,
        in file: Case,
        at now: Moment,
        besides passed: [PartnerID] = []
    ) -> PassedOver.Reason? {
        if let exclusion = candidate.exclusion, exclusion != .consent { return .excluded }
        if let condition = candidate.onlyIf, !file.meets(condition, for: candidate.partner, at: now)
        {
            return .standing
        }
        if hasRefused(leg, candidate.queue) { return .refusedBefore }
        guard let place = bundle.directory.place(of: candidate.queue) else { return .gone }
        let name = bundle.directory.partners[place].name
        let isTest = bundle.directory.partners[place].isTest
        if bundle.keepsApart(isTest: isTest, from: leg.askedBy.first) || leg.isUnwanted(name) {
            return .excluded
        }
        if passed.contains(name) { return .withdrawn }
        guard takes(candidate.queue) else { return .paused }
        if !bundle.directory.partners[place].speaks(to: file) { return .language }
        return file.consentAdmits(name, to: leg, at: now) ? nil : .consent
    }

    /// Whether the partner of a queue has refused a leg, be it out of another of its queues.
    func hasRefused(_ leg: Leg, _ queue: QueueID) -> Bool {
        guard !leg.refusedBy.isEmpty else { return false }
        if leg.refusedBy.contains(queue) { return true }
        guard let partner = bundle.directory.place(of: queue) else { return false }
        return leg.refusedBy.contains { bundle.directory.place(of: $0) == partner }
    }

    /// The queue that owns a leg when nobody else does: the desk's, or for a trial the test partner's.
    func lastResort(of leg: Leg) -> QueueID { bundle.lastResort(for: leg.askedBy.first) }

    /// The fact that puts a leg where it goes now.
    func placement(_ leg: Leg, in file: Case, at now: Moment) -> Fact {
        Fact(at: now, by: .relais, matter: .legPlaced(choose(leg, in: file, at: now)))
    }
}

extension WaitingReason {
    /// What the desk has the leg for once it is due: it waits for no other leg then.
    var afterDue: WaitingReason { self == .waitsForOtherLeg ? .unrouted : self }

    /// Whether the desk alone deals with what waits for this, whatever the consent and the candidates.
    var staysAtDesk: Bool {
        switch self {
        case .held, .outOfRegion: true
        case .awaitingAnswer, .noPartnerOpen, .allFull, .noConsumerConnected, .paused, .rateLimited,
            .blockedByConsent, .agencyDataMissing, .waitsForOtherLeg, .bulkLane, .unrouted, .dead:
            false
        }
    }
}

extension Case {
    /// Whether the case is now as a rule asks it to be for a partner: it is followed where another partner has
    /// accepted a leg of it that is not closed.
    func meets(
        _ condition: StandingCondition,
        for partner: PartnerID,
        at now: Moment
    ) -> Bool {
        let isFollowed = legs.contains { leg in
            leg.state.engagement.map { $0.partner != partner } ?? false
        }
        return condition.holds(isFollowed: isFollowed, bankruptDays: bankruptDays(at: now))
    }

    /// Whether some consent lets a leg go to a partner.
    func consentAdmits(_ partner: PartnerID, to leg: Leg, at moment: Moment) -> Bool {
        consentAdmits(partner, need: leg.need, askedBy: leg.askedBy, at: moment)
    }
}
