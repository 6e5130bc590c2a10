import Exchange
import Journal
import Referrals
import Triage

extension Checker {
    /// Each leg has at most one owner at a time, and only who was offered it can accept.
    mutating func checkOwners() {
        var holders: [LegID: [(lease: LeaseID, partner: PartnerID)]] = [:]
        var accepted: [LeaseID: PartnerID] = [:]
        for fact in facts {
            switch fact.matter {
            case .offered(let offer):
                holders[offer.leg, default: []].append((offer.lease, offer.partner))
            case .accepted(let acceptance):
                let offer = holders[acceptance.leg]?.first { $0.lease == acceptance.lease }
                guard let offer else {
                    fault("\(acceptance.leg) was accepted under \(acceptance.lease), not in force")
                    continue
                }
                if holders[acceptance.leg]?.count != 1 {
                    fault("\(acceptance.leg) was accepted while another had it")
                }
                accepted[acceptance.lease] = offer.partner
            case .declined(let declined): end(declined.leg, declined.lease, &holders)
            case .assignmentEnded(let ended):
                end(ended.leg, ended.lease, &holders)
                if ended.reason == .expired { count(.offerExpired) }
                if ended.reason == .lapsed { count(.leaseLapsed) }
            case .legClosed(let closed): holders[closed.leg] = nil
            case .cancelRequested: count(.cancelRequested)
            case .legPlaced(let placed):
                let isRefused = placed.passedOver.contains { $0.reason == .refusedBefore }
                if placed.hold == .unrouted, isRefused { count(.declinedToExhaustion) }
            case .overdue(_, .due): count(.overdueToDesk)
            default: break
            }
        }
        for seen in ledger.answers where seen.verb == "accept" && seen.code / 100 == 2 {
            guard let lease = LeaseID(seen.lease), accepted[lease] == seen.partner else {
                fault(
                    "\(seen.partner) was told it has \(seen.leg) under \(seen.lease), and has not"
                )
                continue
            }
        }
    }

    private mutating func end(
        _ leg: LegID,
        _ lease: LeaseID,
        _ holders: inout [LegID: [(lease: LeaseID, partner: PartnerID)]]
    ) {
        guard let place = holders[leg]?.firstIndex(where: { $0.lease == lease }) else {
            return fault("\(lease) of \(leg) ended and was not in force")
        }
        holders[leg]?.remove(at: place)
    }
}
