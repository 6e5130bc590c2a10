public import Referrals
import Triage

/// Why legs wait: one reason each, and how many for each reason.
extension Switchboard {
    /// Why a leg waits, and until when where that is known; nil when it does not wait.
    ///
    /// The first of these that holds, so that there is one reason always and never two:
    ///
    /// 1. what keeps it from every partner, as its last placing says: `held`, `dead`, `out_of_region`,
    ///    `blocked_by_consent`, `agency_data_missing`, `waits_for_other_leg`, `unrouted`, and `paused` where it is
    ///    before the desk only because a queue drains, until the time that was ordered;
    /// 2. an offer of it is out: `awaiting_answer`;
    /// 3. it stands in no queue: `unrouted`;
    /// 4. its queue hands nothing out: `paused`, until the time that was ordered;
    /// 5. the partner has taken all it takes a day: `rate_limited`, until it opens tomorrow;
    /// 6. the partner has all it takes at a time: `all_full`;
    /// 7. none of its people is connected, and it is closed: `no_partner_open`, until it opens;
    /// 8. none of its people is connected: `no_consumer_connected`;
    /// 9. those that are have no credit: `all_full`;
    /// 10. it came by the bulk lane, and live legs wait in its queue: `bulk_lane`;
    /// 11. it is about to be handed out: `awaiting_answer`, for to those who ask there is no difference.
    ///
    /// One that stands in several queues waits for the reason of the queue that will be over first, by 11 to 4.
    public func wait(of leg: Leg, at now: Moment) -> Wait? {
        switch leg.state {
        case .waiting(let waiting):
            if let hold = waiting.hold {
                return Wait(reason: hold, opensAt: hold == .paused ? drainEnds(for: leg) : nil)
            }
            guard waiting.offers.isEmpty else { return Wait(reason: .awaitingAnswer) }
            guard let queue = waiting.queue else { return Wait(reason: .unrouted) }
            var best = wait(of: leg, in: queue, at: now)
            for other in waiting.also {
                let wait = wait(of: leg, in: other, at: now)
                if wait.reason.severity < best.reason.severity { best = wait }
            }
            return best
        case .offered: return Wait(reason: .awaitingAnswer)
        case .accepted, .inProgress, .onHold, .cancelRequested, .closed: return nil
        }
    }

    /// When the first of a leg's candidates that drain takes again; nil where nobody knows.
    private func drainEnds(for leg: Leg) -> Moment? {
        leg.candidates.compactMap { takes($0.queue) ? nil : standings[$0.queue]?.until }.min()
    }

    /// Why a leg waits; nil when it does not.
    public func waitingReason(of leg: Leg, at now: Moment) -> WaitingReason? {
        wait(of: leg, at: now)?.reason
    }

    private func wait(of leg: Leg, in queue: QueueID, at now: Moment) -> Wait {
        if let wait = wait(in: queue, at: now) { return wait }
        let isBehind = leg.place.isBulk && (desks[queue]?.order.hasLive ?? false)
        return Wait(reason: isBehind ? .bulkLane : .awaitingAnswer)
    }

    /// What keeps every leg in a queue that nothing of its own keeps; nil when nothing does.
    private func wait(in queue: QueueID, at now: Moment) -> Wait? {
        if let set = standings[queue] { return Wait(reason: .paused, opensAt: set.until) }
        if let limit = limit(of: queue, at: now) { return limit }
        guard presence.sessionCount(for: queue) == 0 else {
            return presence.readySession(for: queue) == nil ? Wait(reason: .allFull) : nil
        }
        guard let opening = opening(of: queue, at: now) else {
            return Wait(reason: .noConsumerConnected)
        }
        return Wait(reason: .noPartnerOpen, opensAt: opening)
    }

    /// How many of the legs that stand in a queue wait for each reason, in the order of the vocabulary.
    ///
    /// It costs nothing that grows with the queue: what holds single legs is counted as they come and go,
    /// and the others all wait for what keeps the queue.
    public func waitingCounts(in queue: QueueID, at now: Moment) -> [WaitingCount] {
        guard let desk = desks[queue] else { return [] }
        var counts = desk.held
        let free = desk.waiting - counts.total
        if let wait = wait(in: queue, at: now) {
            counts.add(wait.reason, free)
        } else {
            let behind = desk.order.hasLive ? desk.freeBulk : 0
            counts.add(.bulkLane, behind)
            counts.add(.awaitingAnswer, free - behind)
        }
        return counts.list
    }

    /// How many legs stand in no queue, for each reason, in the order of the vocabulary.
    public var waitingNowhere: [WaitingCount] { nowhere.list }
}

/// How many legs wait for one reason.
public struct WaitingCount: Equatable, Sendable {
    /// The reason.
    public var reason: WaitingReason
    /// How many.
    public var count: Int

    /// So many for `reason`.
    public init(reason: WaitingReason, count: Int) {
        self.reason = reason
        self.count = count
    }
}

/// Legs counted by the reason for which they wait.
struct WaitingTally: Equatable, Sendable {
    private var counts: [Int] = Array(repeating: 0, count: WaitingReason.allCases.count + 1)
    private(set) var total = 0

    mutating func add(_ reason: WaitingReason, _ number: Int) {
        counts[Int(reason.rawValue)] += number
        total += number
    }

    /// The reasons for which some wait, in the order of the vocabulary.
    var list: [WaitingCount] {
        WaitingReason.allCases.compactMap { reason in
            let count = counts[Int(reason.rawValue)]
            return count > 0 ? WaitingCount(reason: reason, count: count) : nil
        }
    }
}

extension WaitingReason {
    /// How far a leg that waits for this in one of its queues is from being handed out there.
    fileprivate var severity: Int {
        switch self {
        case .awaitingAnswer: 0
        case .bulkLane: 1
        case .allFull: 2
        case .noConsumerConnected: 3
        case .noPartnerOpen: 4
        case .rateLimited: 5
        case .paused: 6
        case .blockedByConsent, .agencyDataMissing, .waitsForOtherLeg, .outOfRegion, .unrouted,
            .held, .dead:
            7
        }
    }
}
