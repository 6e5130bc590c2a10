public import Referrals
import Triage

extension Leg {
    /// What the partner that has it may report in its state, in the order of the vocabulary.
    ///
    /// | state            | may be reported                                                        |
    /// |------------------|------------------------------------------------------------------------|
    /// | accepted         | contact schedule no_show start hold complete fail redirect decline_late |
    /// | in progress      | contact schedule no_show hold complete fail redirect decline_late       |
    /// | on hold          | contact resume complete fail redirect decline_late                     |
    /// | cancel requested | contact confirm_cancel refuse_cancel complete fail                      |
    /// | closed           | nothing                                                                |
    public var allowedReports: [ReportVerb] {
        switch state {
        case .waiting, .offered, .closed: []
        case .accepted:
            [
                .contact, .schedule, .noShow, .start, .hold, .complete, .fail, .redirect,
                .declineLate,
            ]
        case .inProgress:
            [.contact, .schedule, .noShow, .hold, .complete, .fail, .redirect, .declineLate]
        case .onHold: [.contact, .resume, .complete, .fail, .redirect, .declineLate]
        case .cancelRequested: [.contact, .complete, .fail, .confirmCancel, .refuseCancel]
        }
    }
}

extension Switchboard {
    func decide(_ command: ReportCommand, at now: Moment) throws(Refusal) -> [Fact] {
        guard let leg = leg(command.leg), let file = cases[leg.id.caseID],
            leg.state.reporter == command.partner
        else { throw .legUnknown }
        guard leg.allowedReports.contains(command.verb.name) else {
            throw .wrongState(leg.state.name, allowed: leg.allowedReports)
        }
        guard file.contentCount < UInt16.max, file.legs.count < Int(UInt16.max) else {
            throw .caseFull
        }
        if case .hold(_, let until?) = command.verb {
            let latest = now + Switchboard.holdMax
            guard until <= latest + Switchboard.clockTolerance else { throw .holdTooLong(latest) }
        }
        let author = Author.partner(command.partner, by: nil)
        let fact = Fact(
            at: now,
            by: author,
            matter: .reported(reported(command, on: leg, in: file, at: now)),
            beside: Beside(content: file.nextContent(command.text), event: command.event)
        )
        if case .refuseCancel = command.verb {
            // What was to be stopped the law left alone.
            return [fact] + pressed(leg.heeding([fact]), in: file, by: .relais, at: now)
        }
        var facts = [fact]
        facts += try consequences(of: command, on: leg, in: file, by: author, at: now)
        return facts
    }

    /// What a report says, with the deadline that follows of it.
    ///
    /// An attempt that reached nobody is counted and moves nothing: the first contact is still to be made, and
    /// what was to be done next still is.
    private func reported(
        _ command: ReportCommand,
        on leg: Leg,
        in file: Case,
        at now: Moment
    ) -> Reported {
        var report = Reported(
            leg: leg.id,
            verb: command.verb.name,
            factAt: command.at ?? now,
            content: command.text == nil ? nil : file.contentCount
        )
        let queue = leg.state.engagement?.queue
        let usual = reportBy(leg, from: queue, at: now)
        switch command.verb {
        case .contact(let result):
            report.contact = result
            guard result == .reached else { break }
            if leg.state.isAtWork || leg.progress.paused?.clock != nil {
                report.nextStep = usual
            } else {
                report.left = left(until: usual, of: leg, for: queue, at: now)
            }
        case .schedule(let appointment):
            report.appointment = appointment
            // One that has been is news of the past: what is next it does not say.
            if appointment > now {
                report.nextStep = min(appointment, now + Switchboard.appointmentMax)
            }
        case .noShow(let appointment):
            report.appointment = appointment
            if appointment <= now + Switchboard.clockTolerance { report.nextStep = usual }
        case .start: report.nextStep = usual
        case .hold(let reason, let until):
            report.hold = reason
            report.nextStep = min(until ?? now + Switchboard.holdMax, now + Switchboard.holdMax)
            if reason.stopsClock {
                report.left = left(until: leg.deadline, of: leg, for: queue, at: now)
            }
        case .resume:
            report.nextStep =
                leg.progress.paused?.clock
                ?? leg.progress.left.map { deadline($0, of: leg, for: queue, from: now) } ?? usual
        case .refuseCancel, .complete, .fail, .redirect, .reorient, .declineLate, .confirmCancel:
            break
        }
        return report
    }

    private func consequences(
        of command: ReportCommand,
        on leg: Leg,
        in file: Case,
        by author: Author,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        guard let assignment = leg.state.engagement else { return [] }
        switch command.verb {
        case .contact, .schedule, .noShow, .start, .hold, .resume, .refuseCancel:
            return []
        case .complete(let outcome, let result):
            return end(leg, outcome, result, in: file, by: author, at: now)
        case .fail(let outcome):
            return end(leg, outcome, nil, in: file, by: author, at: now)
        case .confirmCancel:
            guard case .cancelRequested(_, let outcome, _) = leg.state else { return [] }
            return end(leg, outcome, nil, in: file, by: author, at: now)
        case .declineLate(let reason):
            let declined = Declined(leg: leg.id, lease: assignment.lease, reason: reason)
            return [
                Fact(at: now, by: author, matter: .declined(declined)),
                next(after: leg, refusing: true, in: file, at: now),
            ]
        case .redirect(let partner, _):
            return try redirect(leg, to: partner, in: file, by: author, at: now)
        case .reorient(let family, let outcome):
            return reorient(leg, to: family, outcome, in: file, by: author, at: now)
        }
    }

    private func end(
        _ leg: Leg,
        _ outcome: Outcome,
        _ result: DomainResult?,
        in file: Case,
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        let closed = LegClosed(leg: leg.id, outcome: outcome, result: result)
        return [Fact(at: now, by: author, matter: .legClosed(closed))]
            + closing(file, with: [leg.id], at: now)
    }

    /// The assignment ends, the leg goes on at the partner that was named.
    private func redirect(
        _ leg: Leg,
        to partner: PartnerID,
        in file: Case,
        by author: Author,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        guard let assignment = leg.state.engagement,
            let target = bundle.directory.partner(named: partner),
            !bundle.keepsApart(target, from: leg.askedBy.first),
            let queue = bundle.queue(of: target, for: leg.need)
        else { throw .partnerUnknown }
        let ended = AssignmentEnded(leg: leg.id, lease: assignment.lease, reason: .redirected)
        var placed = place(leg, in: queue, of: partner, sentOnBy: assignment, in: file, at: now)
        placed.due = dueAnew(of: leg, in: file, at: now)
        return [
            Fact(at: now, by: author, matter: .assignmentEnded(ended)),
            Fact(at: now, by: .relais, matter: .legPlaced(placed)),
        ]
    }

    /// The place that a partner named for a leg; the desk, where the person, the consent or a refusal is against it.
    private func place(
        _ leg: Leg,
        in queue: QueueID,
        of partner: PartnerID,
        sentOnBy assignment: Leg.Assignment,
        in file: Case,
        at now: Moment
    ) -> LegPlaced {
        let desk = lastResort(of: leg)
        guard file.consentCovers(leg.need, askedBy: leg.askedBy, at: now) else {
            return LegPlaced(leg: leg.id, queue: nil, hold: .blockedByConsent, passedOver: [])
        }
        var against: PassedOver.Reason?
        if hasRefused(leg, queue) || partner == assignment.partner { against = .refusedBefore }
        if !takes(queue) { against = .paused }
        if !file.consentAdmits(partner, to: leg, at: now) { against = .consent }
        if leg.isUnwanted(partner) { against = .excluded }
        guard queue != desk, against == nil else {
            return LegPlaced(
                leg: leg.id,
                queue: desk,
                hold: .unrouted,
                passedOver: against.map { [PassedOver(queue: queue, reason: $0)] } ?? []
            )
        }
        return LegPlaced(leg: leg.id, queue: queue, hold: nil, passedOver: [])
    }

    /// The leg ends with its outcome; the other kind of help becomes a leg before the desk of last resort.
    private func reorient(
        _ leg: Leg,
        to family: NeedFamily,
        _ outcome: Outcome,
        in file: Case,
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        let closed = Fact(
            at: now,
            by: author,
            matter: .legClosed(LegClosed(leg: leg.id, outcome: outcome))
        )
        guard let need = Need(family: family), file.openLeg(for: need, besides: leg.id) == nil,
            let agency = leg.askedBy.first, let request = leg.requests.first
        else { return [closed] + closing(file, with: [leg.id], at: now) }
        let judged = NeedVerdict(
            need: need,
            evidence: .observed,
            urgency: leg.urgency,
            terms: bundle.table.lastResortDeadlines.terms(leg.urgency),
            dueBy: pressure(on: need, in: file, at: now)?.acceptBy(at: now),
            rule: bundle.table.lastResort.id,
            candidates: []
        )
        let id = LegID(caseID: file.id, ordinal: UInt16(file.legs.count) + 1)
        var facts = [closed]
        open(
            id,
            judged,
            bundle: bundle.address,
            agency: agency,
            request: request,
            in: file,
            by: author,
            at: now,
            &facts
        )
        return facts
    }
}

extension Leg.State {
    /// The partner that may know of the leg by its reports: it has accepted it, or had when it ended.
    fileprivate var reporter: PartnerID? {
        if case .closed(_, _, _, let partner) = self { return partner }
        return engagement?.partner
    }

    /// Whether a partner is at work, so that what it reports moves its next step.
    fileprivate var isAtWork: Bool {
        switch self {
        case .accepted, .inProgress: true
        case .waiting, .offered, .onHold, .cancelRequested, .closed: false
        }
    }
}

extension HoldReason {
    /// Whether the partner's time stands still meanwhile: only the person can keep it waiting.
    fileprivate var stopsClock: Bool {
        switch self {
        case .waitingClient: true
        case .waitlist, .partner: false
        }
    }
}

extension Need {
    /// The need that is this family alone.
    init?(family: NeedFamily) {
        self.init(name: family.name)
    }
}
