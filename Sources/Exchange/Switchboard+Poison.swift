import Referrals
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

    /// What follows when a hand-over of a leg ends without an answer: nothing, or its death.
    ///
    /// Before the desk there is nobody else to go to: what is lost there as often as elsewhere stands in no
    /// queue any more, until a person replays or resolves it.
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
        let placed = LegPlaced(
            leg: leg.id,
            queue: assignment.queue == desk ? nil : desk,
            hold: .dead,
            passedOver: []
        )
        return [
            Fact(at: now, by: .relais, matter: .died(leg.id, cause)),
            Fact(at: now, by: .relais, matter: .legPlaced(placed)),
        ]
    }

    private func deathCause(of leg: Leg, _ reason: AssignmentEnded.Reason) -> DeathCause? {
        if reason == .lapsed, leg.losses >= Switchboard.lossesMax - 1 { return .lostTooOften }
        let most = Switchboard.handOversMax * (leg.death == nil ? 1 : 2)
        return leg.attempts >= most ? .passedOnTooOften : nil
    }
}
