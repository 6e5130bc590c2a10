public import Referrals
import Triage

/// A leg that can be handed to a session now.
public struct HandOut: Sendable {
    /// The fact to write.
    public var fact: Fact
    /// The session that gets it, once the fact is on disk.
    public var session: SessionID
    /// The hand-over's number.
    public var lease: LeaseID
    /// The leg.
    public var leg: LegID
}

extension Switchboard {
    /// The next leg to hand out, in the order of the queues' names.
    ///
    /// Within a queue the most pressing leg goes first, to the session with credit that has the fewest.
    /// - Parameters:
    ///   - now: the time by the wall clock.
    ///   - place: the queue to begin with; then the one that gave the leg, for whoever goes on.
    /// - Returns: the leg with the fact to write; nil when nobody is ready for any.
    public mutating func nextHandOut(at now: Moment, from place: inout Int) -> HandOut? {
        while place < presence.queues.count {
            let queue = presence.queues[place]
            guard let session = presence.readySession(for: queue),
                let consumer = presence.consumers[session],
                let leg = turn(of: queue, at: now)
            else {
                place += 1
                continue
            }
            let lease = LeaseID(lastLease + 1)
            let offered = Offered(
                leg: leg.id,
                lease: lease,
                queue: queue,
                partner: consumer.partner,
                consumer: consumer.name,
                answerBy: answerBy(leg, from: queue, at: now)
            )
            let fact = Fact(at: now, by: .relais, matter: .offered(offered))
            return HandOut(fact: fact, session: session, lease: lease, leg: leg.id)
        }
        return nil
    }

    /// The leg of a queue whose turn it is.
    ///
    /// A leg whose consent has run out meanwhile is set aside: the next look at the clock puts it elsewhere.
    private mutating func turn(of queue: QueueID, at now: Moment) -> Leg? {
        while let place = desks[queue]?.order.next(at: now, by: .usual), let leg = leg(place.leg) {
            guard !isAdmitted(leg, to: queue, at: now) else {
                desks[queue]?.order.took(place, at: now)
                return leg
            }
            desks[queue]?.order.setAside(place)
            withheld.append(Alarm(at: now, leg: leg.id))
        }
        return nil
    }

    /// Whether the consent as it is now lets a leg go to the partner of a queue.
    ///
    /// What the desk has as a last resort is never kept from it: somebody must see it.
    func isAdmitted(_ leg: Leg, to queue: QueueID, at now: Moment) -> Bool {
        guard leg.hold == nil else { return true }
        guard let file = cases[leg.id.caseID], let partner = bundle.directory.partner(of: queue)
        else { return false }
        return file.consentAdmits(partner.name, to: leg, at: now)
    }
}
