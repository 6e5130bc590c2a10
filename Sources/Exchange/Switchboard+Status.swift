import Referrals
import Triage

extension Switchboard {
    /// A status is stored in the case that it names, and in those that have gone on in it as far as they are
    /// open: what it tells or asks for is meant for all of the journey.
    func decide(_ command: StatusCommand, at now: Moment) throws(Refusal) -> [Fact] {
        let file = try findCase(for: command, at: now)
        var facts = try store(command, as: command.event, in: file, at: now)
        for other in absorbed(by: file.id) where other.isOpen {
            facts += try store(command, as: nil, in: other, at: now)
        }
        return facts
    }

    private func store(
        _ command: StatusCommand,
        as event: Fingerprint?,
        in file: Case,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        guard file.events.count < Int(UInt16.max), file.contentCount < UInt16.max else {
            throw .caseFull
        }
        let stored = StatusStored(
            caseID: file.id,
            ordinal: UInt16(file.events.count),
            agency: command.agency,
            kind: command.report.kind,
            factAt: command.report.at,
            need: command.report.need,
            legalState: command.report.legalState,
            phase: command.report.phase,
            signal: command.report.signal,
            content: file.contentCount
        )
        let fact = Fact(
            at: now,
            by: .agency(command.agency),
            matter: .statusStored(stored),
            beside: Beside(
                content: Beside.Content(ordinal: file.contentCount, bytes: command.content),
                event: event
            )
        )
        return [fact] + (try consequences(of: command, in: file, at: now))
    }

    private func findCase(for command: StatusCommand, at now: Moment) throws(Refusal) -> Case {
        switch command.report.subject {
        case .reference(let caseID):
            guard let file = cases[caseID], file.isVisible(to: command.agency) else {
                throw .caseUnknown
            }
            return cases[root(of: caseID)] ?? file
        case .agencyRef:
            guard let name = command.name, let caseID = lookups[name],
                let file = cases[root(of: caseID)]
            else {
                guard let time = command.time, now - time > .hours(24) else {
                    throw .referenceNotYetKnown
                }
                throw .referenceUnknown
            }
            return file
        case .enterprise:
            guard let name = command.name else { throw .caseUnknown }
            let open = openCases(named: name).filter { $0.isVisible(to: command.agency) }
            guard open.count <= 1 else { throw .ambiguous }
            guard let file = open.first else { throw .caseUnknown }
            return file
        }
    }

    private func consequences(
        of command: StatusCommand,
        in file: Case,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        switch command.report.matter {
        case .contacted, .appointment, .noShow, .aidDecided, .phase, .signal:
            return []
        case .legalState(let legal):
            var after = file
            after.hear(legal)
            after.profile = command.report.revising(file.profile)
            return hear(from: file, to: after, by: .agency(command.agency), at: now)
        case .withdrawn(let outcome):
            return withdraw(command, outcome, in: file, at: now)
        case .closed(let outcome):
            return try close(command, outcome, in: file, at: now)
        case .consentGiven(let consent):
            return give(consent, command, in: file, at: now)
        case .consentWithdrawn(let families, let partners):
            return withdrawConsent(families, partners, command, in: file, at: now)
        }
    }

    /// The open legs that a status speaks of: those this agency asked for.
    private func legsMeant(by command: StatusCommand, in file: Case) -> [Leg] {
        file.legs.filter { leg in
            !leg.state.isClosed && leg.askedBy.contains(command.agency)
                && (command.report.need.map { $0 == leg.need } ?? true)
        }
    }

    /// Before acceptance it cancels; after it the partner is asked to stop; what others ask for too goes on.
    private func withdraw(
        _ command: StatusCommand,
        _ outcome: Outcome,
        in file: Case,
        at now: Moment
    ) -> [Fact] {
        let meant = legsMeant(by: command, in: file)
        let author = Author.agency(command.agency)
        var facts: [Fact] = []
        var closed: [LegID] = []
        for leg in meant where leg.askedBy == [command.agency] {
            let ending = stop(leg, with: outcome, by: author, at: now)
            facts += ending.facts
            if ending.isClosed { closed.append(leg.id) }
        }
        let recalled = recall(
            shared(meant, without: command.agency),
            in: file,
            by: .agency(command.agency),
            at: now
        )
        return facts + recalled.facts + closing(file, with: closed + recalled.closed, at: now)
    }

    private func close(
        _ command: StatusCommand,
        _ outcome: Outcome,
        in file: Case,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        let meant = legsMeant(by: command, in: file)
        guard meant.allSatisfy({ $0.state.engagement == nil }) else { throw .legsOpen }
        var facts: [Fact] = []
        var closed: [LegID] = []
        for leg in meant where leg.askedBy == [command.agency] {
            facts += end(leg, with: outcome, by: .agency(command.agency), at: now)
            closed.append(leg.id)
        }
        let recalled = recall(
            shared(meant, without: command.agency),
            in: file,
            by: .agency(command.agency),
            at: now
        )
        return facts + recalled.facts + closing(file, with: closed + recalled.closed, at: now)
    }

    /// The legs that others ask for too, as they are once this agency no longer does.
    private func shared(_ legs: [Leg], without agency: AgencyID) -> [Leg] {
        legs.filter { $0.askedBy != [agency] }.map { leg in
            var left = leg
            left.leave(agency)
            return left
        }
    }

    private func give(
        _ consent: Consent,
        _ command: StatusCommand,
        in file: Case,
        at now: Moment
    ) -> [Fact] {
        var facts = [
            Fact(
                at: now,
                by: .agency(command.agency),
                matter: .consentGiven(file.id, command.agency, consent)
            )
        ]
        let after = file.hearing(.given(consent), from: command.agency)
        for leg in after.legs { facts += released(leg, in: after, at: now) }
        return facts
    }

    /// Recalls at once what the consent no longer covers.
    private func withdrawConsent(
        _ families: FamilySet?,
        _ partners: [PartnerID]?,
        _ command: StatusCommand,
        in file: Case,
        at now: Moment
    ) -> [Fact] {
        let withdrawn = Fact(
            at: now,
            by: .agency(command.agency),
            matter: .consentWithdrawn(file.id, families, partners)
        )
        let left = file.hearing(.withdrawn(families, partners), from: command.agency)
        let recalled = recall(left.legs, in: left, by: .agency(command.agency), at: now)
        return [withdrawn] + recalled.facts + closing(file, with: recalled.closed, at: now)
    }
}

extension Case {
    /// The case once an event that comes now has told this of consent.
    fileprivate func hearing(_ matter: ConsentSaid.Matter, from agency: AgencyID) -> Case {
        var after = self
        let event = UInt16(events.count)
        after.consents.append(ConsentSaid(event: event, agency: agency, matter: matter))
        return after
    }
}

extension StatusReport {
    /// What it tells of consent; nil when it tells nothing of it.
    var consentSaid: ConsentSaid.Matter? {
        switch matter {
        case .consentGiven(let consent): .given(consent)
        case .consentWithdrawn(let families, let partners): .withdrawn(families, partners)
        case .contacted, .appointment, .noShow, .legalState, .aidDecided, .phase, .withdrawn,
            .closed, .signal:
            nil
        }
    }

    /// What a partner may know, as it is with what this tells.
    func revising(_ profile: Profile?) -> Profile? {
        guard var revised = profile else { return nil }
        if let legalState { revised.legalState = legalState }
        if let phase { revised.phase = phase }
        if let signal, !revised.signals.contains(signal) { revised.signals.append(signal) }
        return revised
    }

    /// What it tells of the law; nil when it tells nothing of it.
    var legal: Legal? {
        guard case .legalState(let legal) = matter else { return nil }
        return legal
    }

    /// The legal state that it tells; nil when it tells none.
    var legalState: LegalState? { legal?.state }

    /// The phase that it tells; nil when it tells none.
    var phase: Phase? {
        guard case .phase(let phase) = matter else { return nil }
        return phase
    }

    /// The signal that it tells; nil when it tells none that we know.
    var signal: Signal? {
        guard case .signal(let signal, _) = matter else { return nil }
        return signal
    }
}
