import Referrals
import Triage

extension Switchboard {
    func decide(_ command: AnswerCommand, at now: Moment) throws(Refusal) -> [Fact] {
        guard let hold = presence.leases[command.lease], let leg = leg(hold.leg),
            let assignment = leg.state.handOver(under: command.lease),
            assignment.partner == command.partner, assignment.consumer == command.consumer
        else { throw .leaseLost }
        guard leg.openOffer(under: command.lease) != nil else {
            throw .wrongState(leg.state.name, allowed: leg.allowedReports)
        }
        switch command.verb {
        case .accept(let person):
            return accept(leg, from: assignment, by: person, command.event, at: now)
        case .decline(let reason, let text, let suggested):
            guard let file = cases[leg.id.caseID] else { throw .leaseLost }
            return try decline(leg, in: file, command, reason, text, suggested, at: now)
        case .giveBack:
            let ended = AssignmentEnded(leg: leg.id, lease: command.lease, reason: .returned)
            return [
                Fact(
                    at: now,
                    by: .partner(command.partner, by: nil),
                    matter: .assignmentEnded(ended),
                    beside: Beside(event: command.event)
                )
            ] + unanswered(leg, assignment, .returned, at: now)
        }
    }

    /// The partner has it; the other offers of it that are out are taken back.
    private func accept(
        _ leg: Leg,
        from assignment: Leg.Assignment,
        by person: String,
        _ event: Fingerprint,
        at now: Moment
    ) -> [Fact] {
        let accepted = Accepted(
            leg: leg.id,
            lease: assignment.lease,
            handleBy: handleBy(leg, from: assignment.queue, acceptedAt: now),
            day: BrusselsTime.date(at: now)
        )
        var facts: [Fact] = []
        // It waits still where it had been offered to several: the others are outrun.
        if case .waiting = leg.state {
            facts = recallOffers(of: leg, .outrun, by: .relais, at: now) {
                $0.assignment.lease != assignment.lease
            }
        }
        let fact = Fact(
            at: now,
            by: .partner(assignment.partner, by: person),
            matter: .accepted(accepted),
            beside: Beside(event: event)
        )
        facts.append(fact)
        return facts
    }

    private func decline(
        _ leg: Leg,
        in file: Case,
        _ command: AnswerCommand,
        _ reason: DeclineReason,
        _ text: Confidential<[UInt8]>?,
        _ suggested: PartnerID?,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        if let suggested, bundle.directory.partner(named: suggested) == nil {
            throw .partnerUnknown
        }
        guard text == nil || file.contentCount < UInt16.max else { throw .caseFull }
        let declined = Declined(
            leg: leg.id,
            lease: command.lease,
            reason: reason,
            suggested: suggested,
            content: text == nil ? nil : file.contentCount
        )
        let fact = Fact(
            at: now,
            by: .partner(command.partner, by: nil),
            matter: .declined(declined),
            beside: Beside(content: file.nextContent(text), event: command.event)
        )
        var after = leg
        after.endAssignment(command.lease, refusing: true, at: now)
        if let suggested { after.suggest(suggested) }
        var facts = [fact]
        facts += placedAgain(after, than: leg, in: file, at: now)
        return facts
    }

    /// The choice that follows when the one hand-over of a leg ends.
    ///
    /// Where the partner had accepted, the time of the leg's class begins anew.
    func next(after leg: Leg, refusing: Bool, in file: Case, at now: Moment) -> Fact {
        guard let assignment = leg.state.assignment else {
            preconditionFailure("only what one partner has is given to the next")
        }
        var after = leg
        after.endAssignment(assignment.lease, refusing: refusing, at: now)
        let due = leg.state.engagement == nil ? nil : dueAnew(of: leg, in: file, at: now)
        if let due { after.due = due }
        var placed = choose(after, in: file, at: now)
        placed.due = due
        return Fact(at: now, by: .relais, matter: .legPlaced(placed))
    }
}

extension Case {
    /// The words as the next piece of content; nil when there are none.
    func nextContent(_ text: Confidential<[UInt8]>?) -> Beside.Content? {
        text.map { Beside.Content(ordinal: contentCount, bytes: $0) }
    }
}
