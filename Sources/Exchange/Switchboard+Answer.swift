import Referrals
import Triage

extension Switchboard {
    func decide(_ command: AnswerCommand, at now: Moment) throws(Refusal) -> [Fact] {
        guard let hold = presence.leases[command.lease], let leg = leg(hold.leg),
            let assignment = leg.state.assignment,
            assignment.lease == command.lease, assignment.partner == command.partner,
            assignment.consumer == command.consumer
        else { throw .leaseLost }
        guard case .offered = leg.state else {
            throw .wrongState(leg.state.name, allowed: leg.allowedReports)
        }
        switch command.verb {
        case .accept(let person):
            let accepted = Accepted(
                leg: leg.id,
                lease: command.lease,
                handleBy: now + leg.terms.handle
            )
            return [
                Fact(
                    at: now,
                    by: .partner(command.partner, by: person),
                    matter: .accepted(accepted),
                    beside: Beside(event: command.event)
                )
            ]
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
            ]
        }
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
        return [fact, next(after: leg, refusing: true, suggested: suggested, in: file, at: now)]
    }

    /// The choice that follows when a hand-over of a leg ends.
    func next(
        after leg: Leg,
        refusing: Bool,
        suggested: PartnerID? = nil,
        in file: Case,
        at now: Moment
    ) -> Fact {
        var after = leg
        if refusing, let queue = leg.state.assignment?.queue { after.refusedBy.append(queue) }
        if let suggested { after.suggest(suggested) }
        return placement(after, in: file, at: now)
    }
}

extension Case {
    /// The words as the next piece of content; nil when there are none.
    func nextContent(_ text: Confidential<[UInt8]>?) -> Beside.Content? {
        text.map { Beside.Content(ordinal: contentCount, bytes: $0) }
    }
}
