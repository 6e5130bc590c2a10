public import Referrals
import Triage

/// Whether a partner could take a leg now: its standing, its capacity and its hours, all as of today.
extension Switchboard {
    /// What keeps a leg from a candidate that may have it, and until when where that is known.
    struct Delay {
        var reason: PassedOver.Reason
        var opens: Moment?
    }

    /// What keeps a queue from a leg; nil when its partner is able to answer before the leg is due.
    ///
    /// A partner that is closed is able all the same where it opens before the leg is due, or where one of
    /// its sessions has credit now: that shows somebody is there.
    func delay(of queue: QueueID, for leg: Leg, at now: Moment) -> Delay? {
        if let set = standings[queue] { return Delay(reason: .paused, opens: set.until) }
        if let limit = limit(of: queue, at: now) {
            return Delay(reason: .full, opens: limit.opensAt)
        }
        guard let opening = opening(of: queue, at: now), opening >= leg.due,
            presence.readySession(for: queue) == nil
        else { return nil }
        return Delay(reason: .closed, opens: opening)
    }

    /// When the partner of a queue opens; nil when it is open, or nobody knows its hours.
    func opening(of queue: QueueID, at now: Moment) -> Moment? {
        guard let place = bundle.directory.place(of: queue),
            let calendar = bundle.directory.partners[place].calendar, !calendar.isOpen(at: now)
        else { return nil }
        return calendar.nextOpening(after: now)
    }

    /// Why the partner of a queue takes no more now by what the directory says it can; nil when it does.
    ///
    /// What is out counts as open and as accepted today, so that no acceptance goes beyond a limit.
    func limit(of queue: QueueID, at now: Moment) -> Wait? {
        guard let place = bundle.directory.place(of: queue),
            bundle.directory.partners[place].isLimited
        else { return nil }
        let partner = bundle.directory.partners[place]
        let own = limit(partner.capacity(of: queue), of: [queue], at: now)
        // Also what it has from a queue that the rules know no more: a leg once, by however many queues it is out.
        let load = lists.held[partner.name]?.count ?? 0
        let all = limit(partner.capacity, of: partner.queues, having: load, at: now)
        guard let first = own ?? all else { return nil }
        // The one that ends later keeps it.
        let reason = all?.reason == .allFull ? .allFull : first.reason
        guard reason == .rateLimited else { return Wait(reason: reason) }
        let tomorrow = BrusselsTime.start(of: BrusselsTime.date(at: now).advanced(by: 1))
        return Wait(reason: reason, opensAt: opening(of: queue, at: tomorrow) ?? tomorrow)
    }

    private func limit(
        _ capacity: Capacity,
        of queues: [QueueID],
        having load: Int? = nil,
        at now: Moment
    ) -> Wait? {
        guard !capacity.isUnlimited else { return nil }
        let today = BrusselsTime.date(at: now)
        var offered = 0
        var open = 0
        var taken = 0
        for queue in queues {
            guard let desk = desks[queue] else { continue }
            offered += desk.offered
            open += desk.open
            taken += Int(desk.taken(on: today))
        }
        if let most = capacity.maxOpen, load ?? (offered + open) >= most {
            return Wait(reason: .allFull)
        }
        guard let most = capacity.maxPerDay, offered + taken >= most else { return nil }
        return Wait(reason: taken >= most ? .rateLimited : .allFull)
    }

    /// Whether the days of many requests at once last at an instant.
    public func isSurging(at now: Moment) -> Bool {
        guard let surge, surge.isOn else { return false }
        return surge.until.map { now < $0 } ?? true
    }
}

/// Why a leg waits.
public struct Wait: Equatable, Sendable {
    /// The one reason.
    public var reason: WaitingReason
    /// When that ends of itself; nil where nobody knows.
    public var opensAt: Moment?

    /// A wait for this reason, until then.
    public init(reason: WaitingReason, opensAt: Moment? = nil) {
        self.reason = reason
        self.opensAt = opensAt
    }
}
