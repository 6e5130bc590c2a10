import Referrals
import Triage

extension Switchboard {
    func decide(_ command: CorrectCommand, at now: Moment) throws(Refusal) -> [Fact] {
        guard let target = taken[command.target], let caseID = target.caseID,
            let file = cases[caseID], Int(target.event) < file.events.count
        else { throw .eventUnknown }
        let event = file.events[Int(target.event)]
        guard event.agency == command.agency else { throw .eventUnknown }
        guard event.kind != .correction else { throw .notCorrectable }
        guard event.content != nil else { throw .eventUnknown }
        guard file.events.count < Int(UInt16.max), file.contentCount < UInt16.max else {
            throw .caseFull
        }
        let content = command.revised.content
        let enterprise = command.revised.enterprise
        var corrected = Corrected(
            caseID: file.id,
            ordinal: UInt16(file.events.count),
            target: target.event,
            agency: command.agency,
            content: content == nil ? nil : file.contentCount,
            profile: nil,
            consent: command.revised.consentSaid,
            namesEnterprise: enterprise != nil
        )
        let consequences: [Fact]
        switch (event.kind, command.revised) {
        case (.request, .request(let referral, let verdict, _, _)):
            guard file.legs.count + verdict.needs.count < Int(UInt16.max) else { throw .caseFull }
            corrected.profile = Profile(of: referral)
            let author = Author.agency(command.agency)
            let excluding = excluding(verdict.unwanted, from: file, by: author, at: now)
            let revised = hearing(command, corrected, in: excluding.file, at: now) { file in
                revise(corrected, file, verdict, excluding.legs, at: now)
            }
            consequences =
                verdict.hearing(of: target.event, in: file.id, at: now) + excluding.facts + revised
                + excludingElsewhere(verdict.unwanted, besides: file, by: author, at: now)
        case (.status, .status(let report, _)):
            corrected.profile = report.revising(file.profile)
            consequences = hearing(command, corrected, in: file, at: now) {
                revise(corrected, $0, at: now)
            }
        case (.request, .enteredInError):
            consequences = retract(corrected, in: file, at: now)
        case (.status, .enteredInError):
            consequences = revise(corrected, file, at: now)
        case (.correction, _), (.merged, _), (.held, _), (.request, .status), (.status, .request):
            throw .notCorrectable
        }
        let place = EventPlace(caseID: file.id, event: target.event)
        let fact = Fact(
            at: now,
            by: .agency(command.agency),
            matter: .corrected(corrected),
            beside: Beside(
                content: file.nextContent(content),
                naming: numbers[place] == enterprise
                    ? nil : Beside.Naming(event: target.event, key: enterprise),
                event: command.event
            )
        )
        return [fact] + consequences
            + (try echoes(of: corrected, command, in: file, at: now))
    }

    /// What follows of a correction in its case as it is with what is told now of the law, and what the law then
    /// makes of the legs that are left.
    private func hearing(
        _ command: CorrectCommand,
        _ corrected: Corrected,
        in file: Case,
        at now: Moment,
        _ revise: (Case) -> [Fact]
    ) -> [Fact] {
        var after = file
        if let legal = command.revised.legal { after.hear(legal) }
        let facts = revise(after)
        after.replace(corrected)
        let author = Author.agency(command.agency)
        return facts + hear(from: file, to: after, following: facts, by: author, at: now)
    }

    /// The same correction in the cases that have gone on in this one, where the status is stored as well.
    private func echoes(
        of corrected: Corrected,
        _ command: CorrectCommand,
        in file: Case,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        var facts: [Fact] = []
        let revised = command.revised
        for other in absorbed(by: file.id) where other.isOpen {
            guard let target = other.echo(of: corrected.target, in: file) else { continue }
            guard other.events.count < Int(UInt16.max), other.contentCount < UInt16.max else {
                throw .caseFull
            }
            var echo = corrected
            echo.caseID = other.id
            echo.ordinal = UInt16(other.events.count)
            echo.target = target
            echo.content = revised.content == nil ? nil : other.contentCount
            echo.profile = corrected.profile == nil ? nil : revised.profile(in: other)
            let fact = Fact(
                at: now,
                by: .agency(corrected.agency),
                matter: .corrected(echo),
                beside: Beside(content: other.nextContent(revised.content))
            )
            facts.append(fact)
            facts += hearing(command, echo, in: other, at: now) { revise(echo, $0, at: now) }
        }
        return facts
    }

    /// New needs become legs, needs that are gone end, what the consent no longer admits is recalled and
    /// what it frees goes, and partners at work are told to read again; but those lose their leg whom the person
    /// does not want from now on.
    ///
    /// A need whose leg has ended is not asked for again.
    private func revise(
        _ corrected: Corrected,
        _ file: Case,
        _ verdict: Verdict,
        _ excluding: [LegID],
        at now: Moment
    ) -> [Fact] {
        let author = Author.agency(corrected.agency)
        let needs = verdict.needs.map(\.need)
        let gone = file.legs.filter { leg in
            !leg.state.isClosed && file.asksAlone(corrected.target, for: leg)
                && !needs.contains(leg.need)
        }
        let ended = stop(gone, by: author, at: now)
        let added = add(verdict, corrected, to: file.closing(ended.closed, at: now), at: now)
        var facts = ended.facts + added.facts
        if added.opensLegs, !file.isOpen {
            facts.insert(Fact(at: now, by: author, matter: .caseReopened(file.id)), at: 0)
        }
        let left = file.legs.filter { !gone.contains($0) }.map { $0.heeding(added.facts) }
        let settled = left.filter { leg in !added.facts.contains { $0.places(leg.id) } }
        var moved = reconsider(settled, after: corrected, in: file, at: now)
        var after = file
        after.replace(corrected)
        let excluding = Excluding(
            file: after,
            legs: settled.map(\.id).filter { excluding.contains($0) }
        )
        let recalled = recall(excluding, after: facts + moved.facts, by: author, at: now)
        moved.facts += recalled.facts
        moved.closed += recalled.closed
        facts += moved.facts + toldOfChange(left, but: moved.facts, at: now)
        guard !added.opensLegs else { return facts }
        return facts + closing(file, with: ended.closed + moved.closed, at: now)
    }

    /// What a corrected status changes: what a partner may know, and what consent allows.
    private func revise(_ corrected: Corrected, _ file: Case, at now: Moment) -> [Fact] {
        let moved = reconsider(file.legs, after: corrected, in: file, at: now)
        let isNews = corrected.profile.map { $0 != file.profile } ?? false
        let told = isNews ? toldOfChange(file.legs, but: moved.facts, at: now) : []
        let isLast = !moved.closed.isEmpty
        return moved.facts + told + (isLast ? closing(file, with: moved.closed, at: now) : [])
    }

    /// What becomes of legs when a corrected event tells something else of consent than before.
    ///
    /// Where it tells the same, nothing does: a consent that ran out meanwhile takes no work away.
    private func reconsider(
        _ legs: [Leg],
        after corrected: Corrected,
        in file: Case,
        at now: Moment
    ) -> (facts: [Fact], closed: [LegID]) {
        var after = file
        after.replace(corrected)
        guard after.consents != file.consents else { return ([], []) }
        return reconsider(legs, in: after, by: .agency(corrected.agency), at: now)
    }

    /// The needs that a corrected request asks for and did not before, or sooner than before.
    ///
    /// What is due sooner counts while nobody has accepted, also where the urgency is the same. All of it comes
    /// in the lane of the request that is corrected.
    private func add(
        _ verdict: Verdict,
        _ corrected: Corrected,
        to file: Case,
        at now: Moment
    ) -> (facts: [Fact], opensLegs: Bool) {
        let target = corrected.target
        let agency = corrected.agency
        let lane = file.lane(of: target)
        var file = file
        file.replace(corrected)
        var facts: [Fact] = []
        var next = UInt16(file.legs.count) + 1
        let around = expecting(
            verdict.needs.filter { judged in
                file.openLeg(for: judged.need) == nil && !file.asked(judged.need, in: target)
            },
            bundle: verdict.bundle,
            agency: agency,
            request: target,
            in: file,
            at: now
        )
        for judged in verdict.needs {
            if let leg = file.openLeg(for: judged.need) {
                let isSharper = judged.urgency.rawValue < leg.urgency.rawValue
                let isSooner =
                    leg.state.engagement == nil && due(of: judged, from: agency, at: now) < leg.due
                guard isSharper || isSooner || !leg.requests.contains(target) else { continue }
                facts += join(
                    leg,
                    judged,
                    agency: agency,
                    request: target,
                    lane: lane,
                    in: file,
                    at: now
                )
            } else if !file.asked(judged.need, in: target) {
                open(
                    LegID(caseID: file.id, ordinal: next),
                    judged,
                    bundle: verdict.bundle,
                    agency: agency,
                    request: target,
                    lane: lane,
                    in: around,
                    at: now,
                    &facts
                )
                next += 1
            }
        }
        return (facts, Int(next) > file.legs.count + 1)
    }

    /// A request entered in error: what it alone asked for ends, what others ask for too goes on for them
    /// as far as what they said of consent carries it.
    private func retract(_ corrected: Corrected, in file: Case, at now: Moment) -> [Fact] {
        let gone = file.legs.filter { leg in
            !leg.state.isClosed && file.asksAlone(corrected.target, for: leg)
        }
        let ended = stop(gone, by: .agency(corrected.agency), at: now)
        let shared = file.legsLeft(by: corrected).compactMap { id, agency -> Leg? in
            guard var leg = file.leg(id.ordinal), !gone.contains(leg) else { return nil }
            leg.leave(corrected.target, of: agency)
            return leg
        }
        let left = file.legs.filter { !gone.contains($0) }.map { leg in
            shared.first { $0.id == leg.id } ?? leg
        }
        let moved = reconsider(left, after: corrected, in: file, at: now)
        return ended.facts + moved.facts + toldOfChange(shared, but: moved.facts, at: now)
            + closing(file, with: ended.closed + moved.closed, at: now)
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

    /// The partners that have accepted are told to read the content again, but those that lose their leg.
    private func toldOfChange(_ legs: [Leg], but moved: [Fact], at now: Moment) -> [Fact] {
        let lost = moved.compactMap(\.leg)
        return legs.filter { !lost.contains($0.id) }.compactMap { leg in
            leg.state.engagement.map {
                notice(.contentChanged, to: $0.partner, about: leg.id, at: now)
            }
        }
    }
}

extension CorrectCommand.Revised {
    /// What is to be sealed; nil for what was entered in error.
    fileprivate var content: Confidential<[UInt8]>? {
        switch self {
        case .request(_, _, _, let content), .status(_, let content): content
        case .enteredInError: nil
        }
    }

    /// What it tells of the law; nil for what tells nothing of it, or was entered in error.
    fileprivate var legal: Legal? {
        switch self {
        case .request(let referral, _, _, _): referral.legal
        case .status(let report, _): report.legal
        case .enteredInError: nil
        }
    }

    /// What a partner may know of another case that hears a corrected status.
    fileprivate func profile(in file: Case) -> Profile? {
        guard case .status(let report, _) = self else { return nil }
        return report.revising(file.profile)
    }

    /// The keyed hash of the enterprise's own number; nil when the event names the case by none.
    fileprivate var enterprise: LookupKey? {
        guard case .request(_, _, let enterprise, _) = self else { return nil }
        return enterprise
    }

    /// What the event tells of consent now; nil when it tells nothing of it.
    fileprivate var consentSaid: ConsentSaid.Matter? {
        switch self {
        case .request(let referral, _, _, _): .asked(referral.consent)
        case .status(let report, _): report.consentSaid
        case .enteredInError: nil
        }
    }
}

extension Case {
    /// The number that a status of the case in which this one goes on has here; nil when it is not here.
    ///
    /// Both were stored at the same instant, in the same order, after the cases were merged.
    fileprivate func echo(of event: UInt16, in whole: Case) -> UInt16? {
        let told = whole.events[Int(event)]
        guard told.kind == .status else { return nil }
        func isLike(_ other: CaseEvent) -> Bool {
            other.kind == .status && other.agency == told.agency && other.at == told.at
        }
        let rank = whole.events[..<Int(event)].count(where: isLike)
        let merged = events.lastIndex { $0.kind == .merged } ?? events.endIndex
        let echoes = events.indices.filter { $0 > merged && isLike(events[$0]) }
        return rank < echoes.count ? UInt16(echoes[rank]) : nil
    }

    /// The lane in which a request came: a leg is in the bulk lane only if all that ask for it came by that.
    fileprivate func lane(of request: UInt16) -> Lane {
        legs.contains { $0.lane == .bulk && $0.requests.contains(request) } ? .bulk : .live
    }

    /// Whether nothing else asks for a leg than an event: what agencies asked that have withdrawn asks no more.
    fileprivate func asksAlone(_ event: UInt16, for leg: Leg) -> Bool {
        leg.requests.contains(event)
            && !leg.requests.contains { other in
                other != event && leg.askedBy.contains(events[Int(other)].agency)
            }
    }

    /// Whether an event asked for a need, whatever became of it.
    fileprivate func asked(_ need: Need, in event: UInt16) -> Bool {
        legs.contains { $0.need == need && $0.requests.contains(event) }
    }

    /// The case once these legs are closed.
    fileprivate func closing(_ closed: [LegID], at now: Moment) -> Case {
        var after = self
        for index in legs.indices where closed.contains(legs[index].id) {
            after.legs[index].state = .closed(.withdrawn, nil, at: now)
        }
        return after
    }
}

extension Fact {
    /// Whether it puts a leg somewhere.
    func places(_ leg: LegID) -> Bool {
        guard case .legPlaced(let placed) = matter else { return false }
        return placed.leg == leg
    }
}
