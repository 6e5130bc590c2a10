import Exchange
import Journal
import Referrals
import Triage

extension NaiveModel {
    /// Hears a fact about one leg.
    mutating func hear(_ fact: Fact, about index: Int) {
        let leg = legs[index]
        if leg.isClosed { return fault("\(leg.id) is closed, and something happens to it") }
        switch fact.matter {
        case .legJoined(let joined): hear(joined, index, fact)
        case .legSharpened(let sharpened): hear(sharpened, index, at: fact.at)
        case .partnersExcluded(_, let unwanted):
            edit(index) { $0.unwanted += unwanted.map(\.partner) }
        case .legPlaced(let placed): place(placed, index, by: fact.by, at: fact.at)
        case .offered(let offer): hear(offer, index, at: fact.at)
        case .accepted(let accepted): accept(accepted, index, at: fact.at)
        case .declined(let declined):
            give(back: declined.lease, index, refuses: true, at: fact.at)
            edit(index) {
                $0.backAt = fact.at
                $0.losses = 0
            }
        case .assignmentEnded(let ended): end(ended, index, at: fact.at)
        case .reported(let report): hear(report, index, fact)
        case .cancelRequested:
            if leg.engaged == nil { fault("\(leg.id) is to be stopped, and nobody is at it") }
            edit(index) {
                $0.stopBy = $0.deadline
                if $0.holdEnds == nil { $0.clock = $0.stopBy }
            }
        case .legClosed:
            if !leg.offers.isEmpty { fault("\(leg.id) is closed while it is offered") }
            if let engaged = leg.engaged { end(engaged.lease) }
            edit(index) {
                $0.isClosed = true
                $0.engaged = nil
            }
        case .overdue(_, let which):
            if leg.missed.contains(which) { fault("\(leg.id) is late for \(which) once more") }
            if fact.at < (which == .due ? leg.due : leg.deadline) {
                fault("\(leg.id) is late before its deadline")
            }
            edit(index) { $0.missed.append(which) }
        case .stepped(let stepped):
            hear(stepped, index, at: fact.at)
        case .died, .replayed:
            if leg.engaged != nil { fault("\(leg.id) is with a partner, and dies or is replayed") }
            edit(index) {
                $0.losses = 0
                $0.isDead = true
            }
            guard case .replayed(let replayed) = fact.matter else { break }
            edit(index) {
                $0.isDead = false
                $0.handOvers = 0
                if replayed.forgetsRefusals { $0.refusers = [] }
            }
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
            .requestStored, .statusStored, .corrected, .consentGiven, .consentWithdrawn,
            .legOpened, .noticed, .acknowledged, .contentOpened, .lineHeld, .ordered, .queueSet,
            .surgeSet, .clockAccepted, .casesMerged, .caseErased, .erasureAsked, .cessationTold,
            .bankruptcyTold,
            .noteRead:
            break
        }
    }

    private mutating func hear(_ joined: LegJoined, _ index: Int, _ fact: Fact) {
        let leg = legs[index]
        if joined.due > leg.due, leg.engaged == nil { fault("\(leg.id) becomes due later") }
        // Whoever is at work must hear of what an agency asks more; a merge brings it nothing to read.
        if case .agency = fact.by, let engaged = leg.engaged {
            mustTell(engaged.partner, of: leg.id)
        }
        edit(index) {
            if joined.urgency.rawValue < $0.urgency.rawValue { $0.owesTerms = true }
            // Another time runs: whether that was missed is to be seen.
            if joined.due != $0.due {
                $0.missed.removeAll { $0 == .due }
                $0.dueSaidAt = fact.at
            }
            if joined.lane == .live { $0.lane = .live }
            $0.due = joined.due
            $0.urgency = joined.urgency
            if !$0.agencies.contains(joined.agency) { $0.agencies.append(joined.agency) }
        }
    }

    private mutating func hear(_ sharpened: LegSharpened, _ index: Int, at now: Moment) {
        let leg = legs[index]
        if sharpened.urgency.rawValue > leg.urgency.rawValue { fault("\(leg.id) is less urgent") }
        if let due = sharpened.due, due > leg.due { fault("\(leg.id) becomes due later") }
        if let engaged = leg.engaged, leg.owesTerms || sharpened.urgency != leg.urgency {
            let (span, urgency) = (sharpened.terms.handle, sharpened.urgency)
            let end = end(of: span, sharpened.terms, urgency, for: engaged.partner, from: now)
            if let end, sharpened.until != end {
                fault("\(leg.id) is more urgent, and who has it may take its time")
            }
            mustTell(engaged.partner, of: leg.id)
            count(.sharpenedAtWork)
        }
        let number = rules
        edit(index) { leg in
            // Its next step is one of the rules in force, be they no longer those under which it was judged.
            if leg.heededUnder != number { leg.heededUnder = nil }
            leg.owesTerms = false
            leg.urgency = sharpened.urgency
            leg.terms = sharpened.terms
            if let due = sharpened.due {
                if due != leg.due {
                    leg.missed.removeAll { $0 == .due }
                    leg.dueSaidAt = now
                }
                leg.due = due
            }
            guard let until = sharpened.until, leg.engaged != nil else { return }
            if let clock = leg.clock { leg.clock = min(clock, until) }
            if let end = leg.holdEnds { leg.holdEnds = min(end, until) }
        }
    }

    private mutating func place(
        _ placed: LegPlaced,
        _ index: Int,
        by author: Author,
        at now: Moment
    ) {
        let leg = legs[index]
        if leg.engaged != nil { fault("\(leg.id) is with a partner, and is put in a queue") }
        for passed in placed.passedOver where passed.reason == .refusedBefore {
            if !leg.refusers.contains(Rules.owner(of: passed.queue)) {
                fault("\(leg.id) passes over \(passed.queue), which never refused it")
            }
        }
        checkChoice(placed, of: leg, by: author, at: now)
        if let due = placed.due { checkDue(due, of: leg, at: now) }
        edit(index) {
            if $0.queues.first != placed.queue { $0.standsSince = now }
            $0.queues = ([placed.queue].compactMap(\.self) + placed.also)
            $0.hold = placed.hold
            $0.isWidened = !placed.also.isEmpty || !$0.offers.isEmpty
            guard let due = placed.due else { return }
            $0.due = due
            $0.dueSaidAt = now
            $0.mustHeedLawAt = now
            $0.isDueUnsaid = false
            $0.missed = []
        }
        if let due = placed.due, due <= now { fault("\(leg.id) is due anew, and late at once") }
    }

    private mutating func hear(_ offer: Offered, _ index: Int, at now: Moment) {
        let leg = legs[index]
        if leg.engaged != nil { fault("\(leg.id) is with a partner, and is offered") }
        if !leg.offers.isEmpty, !leg.isWidened { fault("\(leg.id) is offered while it is out") }
        if leg.offers.contains(where: { $0.queue == offer.queue }) {
            fault("\(leg.id) is offered to \(offer.queue) twice at a time")
        }
        if !leg.queues.contains(offer.queue) {
            fault("\(leg.id) is offered to \(offer.queue), where it does not wait")
        }
        if offer.partner != Rules.partner("desk") {
            if leg.refusers.contains(offer.partner) {
                fault("\(leg.id) is offered to \(offer.partner), which has refused it")
            }
            if leg.unwanted.contains(offer.partner) {
                fault("\(leg.id) is offered to \(offer.partner), which the person does not want")
            }
        }
        checkAnswerBy(offer, of: leg, at: now)
        checkPlace(of: offer, at: now)
        if leg.mustRest(at: now) { fault("\(leg.id) is offered while it rests before the desk") }
        let more = legs.filter { other in
            let isRival =
                other.id != leg.id && !other.isClosed && other.engaged == nil
                && other.offers.isEmpty && other.queues.contains(offer.queue)
                && !other.mayRest(at: now) && speaks(offer.partner, to: other.id)
            let isEqual =
                other.urgency == leg.urgency && other.lane == leg.lane
                && leg.agencies.count == 1 && other.agencies == leg.agencies
                && other.after == leg.after
                && other.hold == leg.hold
            return isRival && isEqual && other.due < leg.due
        }
        if let other = more.first {
            fault("\(leg.id) is offered by \(offer.queue) before \(other.id), which is due sooner")
        }
        edit(index) {
            $0.handOvers += 1
            if $0.offers.isEmpty, $0.queues.count <= 1 { $0.isWidened = false }
            $0.offers.append(
                NaiveLeg.Offer(
                    lease: offer.lease,
                    queue: offer.queue,
                    partner: offer.partner,
                    answerBy: offer.answerBy
                )
            )
        }
        begin(
            NaiveLease(
                lease: offer.lease,
                leg: leg.id,
                partner: offer.partner,
                from: position
            )
        )
    }

    private mutating func accept(_ accepted: Accepted, _ index: Int, at now: Moment) {
        let leg = legs[index]
        guard let offer = leg.offers.first(where: { $0.lease == accepted.lease }) else {
            return fault("\(leg.id) is accepted under \(accepted.lease), which is not out")
        }
        if leg.engaged != nil { fault("\(leg.id) is accepted twice") }
        accept(offer, at: now)
        checkHandleBy(accepted.handleBy, of: leg, offer, at: now)
        edit(index) {
            $0.engaged = offer
            $0.offers.removeAll { $0.lease == accepted.lease }
            $0.clock = accepted.handleBy
            $0.losses = 0
            $0.isDead = false
            $0.isReminded = false
            $0.holdEnds = nil
            $0.stopBy = nil
            $0.missed = []
            $0.isWidened = false
            $0.queues = []
        }
    }

    private mutating func end(_ ended: AssignmentEnded, _ index: Int, at now: Moment) {
        let leg = legs[index]
        let isEngaged = leg.engaged?.lease == ended.lease
        let holder = isEngaged ? leg.engaged : leg.offers.first { $0.lease == ended.lease }
        switch ended.reason {
        case .lapsed, .returned:
            if isEngaged { fault("\(leg.id) was accepted, and its lease ends all the same") }
        case .expired:
            if let holder, holder.answerBy > now { fault("\(leg.id) expires before its time") }
            if isEngaged { fault("\(leg.id) was accepted, and expires") }
        case .silent:
            if leg.stopBy != nil { edit(index) { $0.mustEnd = true } }
        case .recalled, .redirected, .outrun, .rerouted: break
        }
        if let holder {
            switch ended.reason {
            case .expired, .recalled, .silent, .outrun, .rerouted:
                mustTell(holder.partner, of: leg.id)
            case .lapsed, .returned, .redirected: break
            }
        }
        let refuses: Bool =
            switch ended.reason {
            case .expired, .redirected, .silent: true
            case .returned, .lapsed, .recalled, .outrun, .rerouted: false
            }
        give(back: ended.lease, index, refuses: refuses, at: now)
        edit(index) {
            $0.backAt = now
            switch ended.reason {
            case .lapsed: $0.losses += 1
            case .returned, .expired, .redirected, .silent, .rerouted: $0.losses = 0
            case .recalled, .outrun: break
            }
        }
    }

    /// A partner has a leg no more.
    private mutating func give(back lease: LeaseID, _ index: Int, refuses: Bool, at now: Moment) {
        let leg = legs[index]
        let isEngaged = leg.engaged?.lease == lease
        let holder = isEngaged ? leg.engaged : leg.offers.first { $0.lease == lease }
        guard let holder else {
            return fault("\(lease) of \(leg.id) ends, and is not in force")
        }
        end(lease)
        edit(index) {
            $0.offers.removeAll { $0.lease == lease }
            if isEngaged || !$0.isWidened { $0.standsSince = now }
            if refuses, !$0.refusers.contains(holder.partner) {
                $0.refusers.append(holder.partner)
            }
            guard isEngaged else {
                if refuses { $0.queues.removeAll { $0 == holder.queue } }
                if $0.queues.isEmpty { $0.queues = [holder.queue] }
                return
            }
            $0.engaged = nil
            $0.clock = nil
            $0.holdEnds = nil
            $0.stopBy = nil
            $0.queues = [holder.queue]
            $0.missed = []
            // By whose hours its time runs anew this does not know: the fact that puts it somewhere says it.
            $0.isDueUnsaid = true
        }
    }

    private mutating func hear(_ report: Reported, _ index: Int, _ fact: Fact) {
        let leg = legs[index]
        guard let engaged = leg.engaged else {
            return fault("\(leg.id) is reported on, and nobody has it")
        }
        if case .partner(let partner, _) = fact.by, partner != engaged.partner {
            fault("\(leg.id) is reported on by \(partner), and is with \(engaged.partner)")
        }
        if report.verb == .contact, report.contact != .reached, report.nextStep != nil {
            fault("\(leg.id) has another deadline, and nobody was reached")
        }
        if report.verb == .schedule, let next = report.nextStep, next > fact.at + .days(60) {
            fault("\(leg.id) is left without a word for more than two months")
        }
        edit(index) { leg in
            leg.isReminded = false
            switch report.verb {
            case .contact, .schedule, .noShow, .start:
                if let next = report.nextStep { leg.clock = next }
            case .hold:
                guard let next = report.nextStep else { return }
                leg.clock = report.left == nil ? leg.deadline : nil
                leg.holdEnds = next
            case .resume:
                leg.clock = report.nextStep ?? leg.clock
                leg.holdEnds = nil
            case .refuseCancel:
                if let next = report.nextStep {
                    leg.clock = next
                    leg.holdEnds = nil
                }
                leg.stopBy = nil
                leg.mustHeedLaw(at: fact.at)
            case .complete, .fail, .redirect, .declineLate, .confirmCancel: return
            }
            if leg.deadline > fact.at { leg.missed = [] }
        }
    }

    private mutating func hear(_ stepped: Stepped, _ index: Int, at now: Moment) {
        let leg = legs[index]
        guard leg.engaged != nil else {
            if Int(stepped.step) >= leg.terms.ladder.count { fault("\(leg.id) has no such step") }
            return
        }
        guard let until = stepped.until else {
            return fault("\(leg.id) climbs the ladder, and somebody is at it")
        }
        if leg.isReminded { fault("\(leg.id) is reminded of again, and stays where it is") }
        if until <= now { fault("\(leg.id) has no time left after a reminder") }
        edit(index) { leg in
            leg.isReminded = true
            if leg.stopBy != nil {
                leg.stopBy = until
            } else if let end = leg.holdEnds {
                if let clock = leg.clock, clock <= now { leg.clock = until }
                leg.holdEnds = end <= now ? until : end
            } else {
                leg.clock = until
            }
        }
    }
}
