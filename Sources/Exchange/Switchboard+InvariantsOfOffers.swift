import Referrals
import Triage

extension Switchboard {
    /// Whether a leg is where it may be.
    func faultsOfPlace(of leg: Leg) -> [String] {
        var faults: [String] = []
        let queues = leg.queues + (leg.state.engagement.map { [$0.queue] } ?? [])
        if queues.isEmpty, case .waiting(let waiting) = leg.state, waiting.hold == nil {
            faults.append("\(leg.id) waits nowhere and for nothing")
        }
        for queue in queues where queue != lastResort(of: leg) {
            if hasRefused(leg, queue) {
                faults.append("\(leg.id) is with \(queue), whose partner has refused it")
            }
            if let partner = bundle.directory.partner(of: queue)?.name, leg.isUnwanted(partner) {
                faults.append("\(leg.id) is with \(partner), which the person does not want")
            }
        }
        if Set(queues).count != queues.count {
            faults.append("\(leg.id) stands twice in a queue")
        }
        guard case .waiting(let waiting) = leg.state, waiting.isWidened else { return faults }
        if waiting.hold == nil, queues.contains(lastResort(of: leg)), leg.isRaised {
            faults.append("\(leg.id) is before the desk and does not say why")
        }
        return faults
    }

    /// Whether the clock will come to each open leg, unless it is late and before the desk.
    func faultsOfClock(with legs: [Leg]) -> [String] {
        let set = Dictionary(
            alarms.entries.map { ($0.leg, Set([$0.at])) },
            uniquingKeysWith: { $0.union($1) }
        )
        let postponed = Set(postponed.entries.map(\.leg))
        return legs.compactMap { leg in
            guard let alarm = leg.alarm else {
                let isBeforeDesk = leg.queues.contains(lastResort(of: leg))
                let isNoted = leg.overdue.contains(.due) && isBeforeDesk
                return leg.state.isClosed || isNoted
                    ? nil : "\(leg.id) is open, and forgotten by the clock and the desk"
            }
            guard set[leg.id]?.contains(alarm) != true, !postponed.contains(leg.id) else {
                return nil
            }
            return "\(leg.id) has a deadline that the clock does not know"
        }
    }

    /// Whether each lease is of one hand-over, and a leg is out at most once from a queue and to a partner.
    func faultsOfOffers(with legs: [Leg]) -> [String] {
        var faults: [String] = []
        var seen: Set<LeaseID> = []
        for leg in legs {
            let offers = leg.openOffers.map(\.assignment)
            for assignment in offers + (leg.state.engagement.map { [$0] } ?? []) {
                if !seen.insert(assignment.lease).inserted {
                    faults.append("\(assignment.lease) was given twice")
                }
                if assignment.lease.number == 0 || assignment.lease.number > lastLease {
                    faults.append("\(assignment.lease) was never given")
                }
            }
            if Set(offers.map(\.queue)).count != offers.count
                || Set(offers.map(\.partner)).count != offers.count
            {
                faults.append("\(leg.id) is offered twice from a queue, or to a partner")
            }
        }
        for (lease, hold) in presence.leases.sorted(by: { $0.key < $1.key }) {
            guard let leg = leg(hold.leg) else {
                faults.append("\(lease) is for a leg that does not exist")
                continue
            }
            if leg.openOffer(under: lease) == nil {
                faults.append("\(lease) runs, and \(leg.id) is not offered under it")
            }
        }
        return faults
    }
}

/// What a queue counts of its legs.
struct DeskCount: Equatable {
    private(set) var waiting = 0
    private var offered = 0
    private var open = 0
    /// Those that wait, by the code of their need; none for a need of which none waits.
    private var waitingByNeed: [UInt8: Int] = [:]
    /// Since when each of those waits.
    private var arrivals = Runs<Arrival>()

    /// Nothing.
    init() {}

    /// What a queue says.
    init(_ desk: Desk) {
        waiting = desk.waiting
        offered = desk.offered
        open = desk.open
        arrivals = desk.arrivals
        for (code, count) in desk.waitingByNeed.enumerated() where count != 0 {
            waitingByNeed[UInt8(code)] = count
        }
    }

    fileprivate mutating func countWaiting(_ leg: Leg) {
        waiting += 1
        waitingByNeed[leg.need.rawValue, default: 0] += 1
        arrivals.insert(Arrival(since: leg.waitsSince, leg: leg.id))
    }

    fileprivate mutating func countOffered() { offered += 1 }

    fileprivate mutating func countOpen() { open += 1 }
}

extension [QueueID: DeskCount] {
    /// Counts a leg in each queue where it stands, from which it is offered, or for which it is worked on.
    mutating func count(_ leg: Leg) {
        for queue in leg.queues where leg.state.stands(in: queue) {
            self[queue, default: DeskCount()].countWaiting(leg)
        }
        for offer in leg.openOffers {
            self[offer.assignment.queue, default: DeskCount()].countOffered()
        }
        guard let queue = leg.state.engagement?.queue else { return }
        self[queue, default: DeskCount()].countOpen()
    }
}
