import Exchange
import Referrals
import Triage

/// Who may have one more, and whom a leg may be brought to.
extension NaiveModel {
    /// How many offers to a partner are out, of one of its queues alone where that is given.
    ///
    /// One out of a queue that the rules in force no longer know does not count: its day is another's.
    private func out(to partner: PartnerID, in queue: QueueID?) -> Int {
        legs.reduce(0) { count, leg in
            guard !leg.isClosed else { return count }
            return count + leg.offers.count { $0.partner == partner && counts($0.queue, in: queue) }
        }
    }

    /// How many legs a partner has, offered or accepted, from whatever queue, or how many from one of them.
    private func load(of partner: PartnerID, in queue: QueueID?) -> Int {
        legs.count { leg in
            !leg.isClosed
                && (leg.offers + [leg.engaged].compactMap(\.self)).contains {
                    $0.partner == partner && (queue == nil || $0.queue == queue)
                }
        }
    }

    private func counts(_ queue: QueueID, in other: QueueID?) -> Bool {
        if let other { return queue == other }
        return rules.map { Rules.knows(queue, by: $0) } ?? true
    }

    private func taken(by partner: PartnerID, in queue: QueueID?, at now: Moment) -> Int? {
        guard let day = PlainHours.day(at: now) else { return nil }
        return acceptances.count {
            $0.partner == partner && counts($0.queue, in: queue) && $0.day == day
        }
    }

    /// Whether a partner has all it takes, of which so many more have just ended.
    func isFull(_ queue: QueueID, at now: Moment, besides ended: Int = 0) -> Bool {
        guard let rules else { return false }
        let partner = Rules.owner(of: queue)
        let limits = [
            (Rules.capacity(of: partner, by: rules), nil),
            (Rules.capacity(in: queue, by: rules), queue),
        ]
        return limits.contains { capacity, queue in
            if let most = capacity.maxOpen, load(of: partner, in: queue) + ended >= most {
                return true
            }
            // A queue counts the day of its last acceptance alone: a clock that was set back begins anew.
            guard isTimed, let most = capacity.maxPerDay,
                let taken = taken(by: partner, in: queue, at: now)
            else { return false }
            return out(to: partner, in: queue) + taken + ended >= most
        }
    }

    /// Whether the partner of a queue has accepted all that it takes on this day.
    func isDayOver(_ queue: QueueID, at now: Moment) -> Bool {
        guard let rules else { return false }
        let partner = Rules.owner(of: queue)
        let limits = [
            (Rules.capacity(of: partner, by: rules), nil),
            (Rules.capacity(in: queue, by: rules), queue),
        ]
        return limits.contains { capacity, queue in
            guard let most = capacity.maxPerDay, let taken = taken(by: partner, in: queue, at: now)
            else { return false }
            return taken >= most
        }
    }

    /// Whether a partner works in the language of a leg's case; nobody knows that of a line kept as it came.
    func speaks(_ partner: PartnerID, to leg: LegID) -> Bool {
        guard let rules, let file = file(of: leg), let language = file.language,
            !file.needsInterpreter
        else { return true }
        let spoken = Rules.languages(of: partner, by: rules)
        return spoken.isEmpty || spoken.contains(language)
    }

    /// Nothing goes to who has all it takes, or does not speak the language; the desk speaks all.
    mutating func checkPlace(of offer: Offered, at now: Moment) {
        if isFull(offer.queue, at: now) {
            fault("\(offer.leg) is offered to \(offer.queue), which has all it takes")
        }
        if offer.partner != Rules.partner("desk"), !speaks(offer.partner, to: offer.leg) {
            fault("\(offer.leg) is offered to \(offer.partner) in a language it does not speak")
        }
    }

    /// Whom a choice passed over, and whether whom it fell on was the one.
    mutating func checkChoice(
        _ placed: LegPlaced,
        of leg: NaiveLeg,
        by author: Author,
        at now: Moment
    ) {
        let isKnown = isTimed && PlainHours.offset(at: now) != nil
        for passed in placed.passedOver {
            switch passed.reason {
            case .full
            where isKnown && !isFull(passed.queue, at: now, besides: endedInBatch):
                fault("\(leg.id) passes over \(passed.queue), which is not full")
            case .closed where isKnown && !isClosed(passed.queue, until: leg.due, at: now):
                fault("\(leg.id) passes over \(passed.queue), which is open in time")
            case .language where speaks(Rules.owner(of: passed.queue), to: leg.id):
                fault("\(leg.id) passes over \(passed.queue), which speaks its language")
            case .full: count(.partnerFull)
            case .closed: count(.partnerClosed)
            case .language: count(.partnerSpokeNot)
            case .excluded, .refusedBefore, .consent, .gone, .paused, .withdrawn, .standing: break
            }
        }
        // A supervisor names whom it likes.
        if case .supervisor = author { return }
        // Whoever gives back what it had accepted may say who is to have it; what stands in several queues stays there.
        guard let queue = placed.queue, placed.hold == nil, placed.due == nil, placed.also.isEmpty,
            !leg.isWidened, leg.candidates.contains(queue),
            !staffed.contains(Rules.owner(of: queue)),
            isClosed(queue, until: leg.due, at: now)
        else { return }
        // It may be the first of several that all open too late; but each of them was asked.
        let unasked = leg.candidates.filter { other in
            other != queue && !placed.passedOver.contains { $0.queue == other }
        }
        if let other = unasked.first {
            fault("\(leg.id) waits for \(queue), which opens too late, and not for \(other)")
        }
    }

    /// Whether a partner is closed and opens only when a leg is due.
    private func isClosed(_ queue: QueueID, until due: Moment, at now: Moment) -> Bool {
        guard let rules, let hours = Rules.hours(of: Rules.owner(of: queue), by: rules),
            let opening = hours.opening(after: now)
        else { return false }
        return opening > now && opening >= due
    }
}
