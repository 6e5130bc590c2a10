import Referrals
import Triage

extension Switchboard {
    func decide(_ command: CorrectCommand, at now: Moment) throws(Refusal) -> [Fact] {
        guard let target = taken[command.target], let caseID = target.caseID,
            let file = cases[caseID], Int(target.event) < file.events.count
        else { throw .eventUnknown }
        let event = file.events[Int(target.event)]
        guard event.agency == command.agency, event.content != nil else { throw .eventUnknown }
        guard file.events.count < Int(UInt16.max), file.contentCount < UInt16.max else {
            throw .caseFull
        }
        switch (event.kind, command.revised) {
        case (.request, .request(let referral, let verdict, _, let content)):
            guard file.legs.count + verdict.needs.count < Int(UInt16.max) else { throw .caseFull }
            return revise(command, target.event, file, referral, verdict, content, at: now)
        case (.status, .status(let report, let content)):
            let profile = report.revising(file.profile)
            return [correction(command, target.event, file, content, profile, at: now)]
                + (profile == file.profile ? [] : toldOfChange(file.legs, at: now))
        case (.request, .enteredInError):
            return retract(command, target.event, in: file, at: now)
        case (.status, .enteredInError):
            return [correction(command, target.event, file, nil, nil, at: now)]
        case (.correction, _), (.held, _), (.request, .status), (.status, .request):
            throw .notCorrectable
        }
    }

    private func correction(
        _ command: CorrectCommand,
        _ target: UInt16,
        _ file: Case,
        _ content: Confidential<[UInt8]>?,
        _ profile: Profile?,
        at now: Moment
    ) -> Fact {
        var lookups: [LookupKey] = []
        if case .request(_, _, let enterprise?, _) = command.revised, !names(enterprise, file.id) {
            lookups.append(enterprise)
        }
        return Fact(
            at: now,
            by: .agency(command.agency),
            matter: .corrected(
                Corrected(
                    caseID: file.id,
                    ordinal: UInt16(file.events.count),
                    target: target,
                    agency: command.agency,
                    content: content == nil ? nil : file.contentCount,
                    profile: profile
                )
            ),
            beside: Beside(
                content: file.nextContent(content),
                lookups: lookups,
                event: command.event
            )
        )
    }

    /// New needs become legs, needs that are gone end, and partners at work are told to read again.
    ///
    /// A need whose leg has ended is not asked for again. The consent stays what it was: more of it comes
    /// by a status, so that a correction of something else never brings back what was withdrawn.
    private func revise(
        _ command: CorrectCommand,
        _ target: UInt16,
        _ file: Case,
        _ referral: Referral,
        _ verdict: Verdict,
        _ content: Confidential<[UInt8]>,
        at now: Moment
    ) -> [Fact] {
        let corrected = correction(
            command,
            target,
            file,
            content,
            Profile(of: referral),
            at: now
        )
        let needs = verdict.needs.map(\.need)
        let gone = file.legs.filter { leg in
            !leg.state.isClosed && leg.requests == [target] && !needs.contains(leg.need)
        }
        let ended = stop(gone, by: .agency(command.agency), at: now)
        let added = add(verdict, target, by: command.agency, to: file, at: now)
        var facts = [corrected]
        if added.opensLegs, !file.isOpen {
            facts.append(
                Fact(at: now, by: .agency(command.agency), matter: .caseReopened(file.id))
            )
        }
        facts += ended.facts + added.facts
        facts += toldOfChange(file.legs.filter { !gone.contains($0) }, at: now)
        return facts + (added.opensLegs ? [] : closing(file, with: ended.closed, at: now))
    }

    /// The needs that a corrected request asks for and did not before, or sooner than before.
    private func add(
        _ verdict: Verdict,
        _ target: UInt16,
        by agency: AgencyID,
        to file: Case,
        at now: Moment
    ) -> (facts: [Fact], opensLegs: Bool) {
        var facts: [Fact] = []
        var next = UInt16(file.legs.count) + 1
        for judged in verdict.needs {
            if let leg = file.openLeg(for: judged.need) {
                let isSharper = judged.urgency.rawValue < leg.urgency.rawValue
                guard isSharper || !leg.requests.contains(target) else { continue }
                facts += join(leg, judged, agency: agency, request: target, in: file, at: now)
            } else if !file.legs.contains(where: {
                $0.need == judged.need && $0.requests.contains(target)
            }) {
                facts += open(
                    LegID(caseID: file.id, ordinal: next),
                    judged,
                    bundle: verdict.bundle,
                    agency: agency,
                    request: target,
                    in: file,
                    at: now
                )
                next += 1
            }
        }
        return (facts, Int(next) > file.legs.count + 1)
    }

    /// A request entered in error: what it alone asked for ends, what others ask for too goes on for them.
    private func retract(
        _ command: CorrectCommand,
        _ target: UInt16,
        in file: Case,
        at now: Moment
    ) -> [Fact] {
        let corrected = correction(command, target, file, nil, nil, at: now)
        guard case .corrected(let matter) = corrected.matter else { return [corrected] }
        let gone = file.legs.filter { !$0.state.isClosed && $0.requests == [target] }
        let ended = stop(gone, by: .agency(command.agency), at: now)
        let left = file.legsLeft(by: matter).compactMap { id, agency in
            var leg = file.leg(id.ordinal)
            leg?.leave(target, of: agency)
            return leg
        }
        let recalled = recall(left, in: file, at: now)
        return [corrected] + ended.facts + recalled.facts + toldOfChange(left, at: now)
            + closing(file, with: ended.closed + recalled.closed, at: now)
    }

    private func stop(
        _ legs: [Leg],
        by author: Author,
        at now: Moment
    ) -> (facts: [Fact], closed: [LegID]) {
        var facts: [Fact] = []
        var closed: [LegID] = []
        for leg in legs {
            let ending = stop(leg, with: .withdrawn, by: author, at: now)
            facts += ending.facts
            if ending.isClosed { closed.append(leg.id) }
        }
        return (facts, closed)
    }

    /// The partners that have accepted are told to read the content again.
    private func toldOfChange(_ legs: [Leg], at now: Moment) -> [Fact] {
        legs.compactMap { leg in
            leg.state.engagement.map {
                notice(.contentChanged, to: $0.partner, about: leg.id, at: now)
            }
        }
    }
}
