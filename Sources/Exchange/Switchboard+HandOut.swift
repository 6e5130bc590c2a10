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
    /// Within a queue ``HandOutOrder`` says whose turn it is; the leg goes to the session with credit that has
    /// the fewest. Nothing goes out of a queue that is paused or drains, or whose partner has all it takes; but
    /// its hours keep nothing back: where a session has credit somebody is there. The time to answer counts
    /// by them all the same.
    /// - Parameters:
    ///   - now: the time by the wall clock.
    ///   - place: the queue to begin with; then the one that gave the leg, for whoever goes on.
    /// - Returns: the leg with the fact to write; nil when nobody is ready for any.
    public mutating func nextHandOut(at now: Moment, from place: inout Int) -> HandOut? {
        while place < presence.queues.count {
            let queue = presence.queues[place]
            guard let desk = desks.place(of: queue), desks.values[desk].waiting > 0,
                handsOut(queue), let session = presence.readySession(for: queue),
                limit(of: queue, at: now) == nil, let consumer = presence.consumers[session],
                let leg = turn(of: queue, at: desk, now)
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
    /// One that may not go to this partner any more is set aside: the next look at the clock puts it elsewhere. So is
    /// one that rests. At most ``dueMax`` are, for the clock has to find them another place.
    private mutating func turn(of queue: QueueID, at desk: Int, _ now: Moment) -> Leg? {
        let pace: HandOutOrder.Pace = isSurging(at: now) ? .surge : .usual
        for _ in 0..<Switchboard.dueMax {
            guard let place = desks.values[desk].order.next(at: now, by: pace) else { return nil }
            cases.layOpen(place.leg.caseID)
            guard let leg = leg(place.leg) else { return nil }
            if let end = restEnds(of: leg, at: now) {
                desks.edit(at: desk) { $0.order.setAside(place) }
                resting.insert(Alarm(at: end, leg: leg.id))
            } else if isAdmitted(leg, to: queue, at: now) {
                desks.edit(at: desk) { $0.order.took(place, at: now) }
                return leg
            } else {
                desks.edit(at: desk) { $0.order.setAside(place) }
                withheld.append(Alarm(at: now, leg: leg.id))
            }
        }
        return nil
    }

    /// Whether the person's wish, the consent as it is now, and the refusals and languages by today's directory let
    /// a leg go to the partner of a queue.
    ///
    /// What the desk has as a last resort is never kept from it: somebody must see it.
    func isAdmitted(_ leg: Leg, to queue: QueueID, at now: Moment) -> Bool {
        guard leg.hold == nil else { return true }
        guard let file = cases[leg.id.caseID], let place = bundle.directory.place(of: queue)
        else { return false }
        let name = bundle.directory.partners[place].name
        if leg.isUnwanted(name) || hasRefused(leg, queue), queue != lastResort(of: leg) {
            return false
        }
        return file.consentAdmits(name, to: leg, at: now)
            && bundle.directory.partners[place].speaks(to: file)
    }
}

extension Partner {
    /// Whether it works in the language of a case; of a line kept as it came nobody knows that.
    func speaks(to file: Case) -> Bool {
        guard let profile = file.profile else { return true }
        return speaks(profile.language, withInterpreter: profile.interpreterNeeded)
    }
}
