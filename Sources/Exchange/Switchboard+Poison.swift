public import Referrals
import Triage

/// Legs that no hand-over brings forward: each is dead after a while, and a person looks at it.
///
/// Refusals need no such bound: who has refused a leg is not asked again, so they end when nobody is left.
extension Switchboard {
    /// After so many hand-overs in a row whose session was gone before it answered, a leg is dead.
    ///
    /// A link may break with a leg in hand, and again when it is back; five times in a row, each with a grace
    /// of at least 45 s, is no bad luck: whoever gets this leg does not live to answer.
    public static let lossesMax: UInt8 = 5

    /// After so many hand-overs in all a leg that comes back once more is dead.
    ///
    /// The directory has a dozen queues for a need at most, and each refuses once: beyond this somebody
    /// gives it back again and again without a word.
    public static let handOversMax: UInt16 = 64

    /// At the desk of last resort a dead leg rests for so long after it was lost again, or given back without a word.
    ///
    /// There is nobody behind the desk: it keeps what it cannot handle, and tries again when others had their turn.
    public static let restOfDead = Span.hours(1)

    /// By how much the clock may be set back without a word; what goes beyond is not believed until somebody accepts it.
    static let setBackMax = Span.minutes(2)

    /// What follows when the session that has an offer is gone for good: the leg goes back, or is dead.
    ///
    /// - Parameters:
    ///   - lease: the lease under which the leg was out.
    ///   - now: the time.
    /// - Returns: the facts, none when nothing is out under that lease any more.
    public func lost(_ lease: LeaseID, at now: Moment) -> [Fact] {
        numbered(withFreed(offerLost(lease, at: now), at: now))
    }

    /// The same, of one of several.
    func offerLost(_ lease: LeaseID, at now: Moment) -> [Fact] {
        guard let hold = presence.leases[lease], let leg = leg(hold.leg),
            let offer = leg.openOffer(under: lease)
        else { return [] }
        let ended = AssignmentEnded(leg: leg.id, lease: lease, reason: .lapsed)
        return [Fact(at: now, by: .relais, matter: .assignmentEnded(ended))]
            + unanswered(leg, offer.assignment, .lapsed, at: now)
    }

    /// What follows when a hand-over of a leg ends without an answer: nothing, or its death.
    ///
    /// - Parameters:
    ///   - leg: the leg as it is before the end of the hand-over is applied.
    ///   - assignment: the hand-over.
    ///   - reason: why it ended.
    ///   - now: the time.
    /// - Returns: the facts that follow the one that tells the end.
    func unanswered(
        _ leg: Leg,
        _ assignment: Leg.Assignment,
        _ reason: AssignmentEnded.Reason,
        at now: Moment
    ) -> [Fact] {
        // While others have an offer of it too, their answer is waited for.
        guard leg.openOffers.count == 1, let cause = deathCause(of: leg, reason) else { return [] }
        let desk = lastResort(of: leg)
        // Nobody is behind the desk: the dead rest there.
        guard leg.death == nil || assignment.queue != desk else { return [] }
        let placed = LegPlaced(leg: leg.id, queue: desk, hold: .dead, passedOver: [])
        return [
            Fact(at: now, by: .relais, matter: .died(leg.id, cause)),
            Fact(at: now, by: .relais, matter: .legPlaced(placed)),
        ]
    }

    /// Until when a dead leg rests that is before the desk; nil when it does not.
    ///
    /// Whatever else it waits for there: what kills whoever opens it kills for want of a consent as well.
    func restEnds(of leg: Leg, at now: Moment) -> Moment? {
        guard leg.death != nil, leg.losses > 0 || leg.attempts > Switchboard.handOversMax,
            case .waiting(let waiting) = leg.state
        else { return nil }
        // A clock that was set back far, and accepted, must not make it rest for longer; by two minutes it may.
        guard waiting.since <= now + Switchboard.setBackMax else { return nil }
        let end = min(waiting.since, now) + Switchboard.restOfDead
        return end > now ? end : nil
    }

    private func deathCause(of leg: Leg, _ reason: AssignmentEnded.Reason) -> DeathCause? {
        if reason == .lapsed, leg.losses >= Switchboard.lossesMax - 1 { return .lostTooOften }
        return leg.attempts >= Switchboard.handOversMax ? .passedOnTooOften : nil
    }
}
