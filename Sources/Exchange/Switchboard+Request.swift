import Referrals
import Triage

extension Switchboard {
    func decide(_ command: RequestCommand, at now: Moment) throws(Refusal) -> [Fact] {
        let found = try findCase(for: command)
        let author = Author.agency(command.agency)
        var facts: [Fact] = []
        var file: Case
        if let found {
            file = found
            if !found.isOpen, !command.verdict.needs.isEmpty {
                facts.append(Fact(at: now, by: author, matter: .caseReopened(found.id)))
            }
        } else {
            let opened = CaseOpened(caseID: nextCase(at: now), follows: predecessor(of: command))
            file = Case(id: opened.caseID, follows: opened.follows, openedAt: now)
            facts.append(Fact(at: now, by: author, matter: .caseOpened(opened)))
        }
        guard file.events.count < Int(UInt16.max), file.contentCount < UInt16.max,
            file.legs.count + command.verdict.needs.count < Int(UInt16.max)
        else { throw .caseFull }
        let request = UInt16(file.events.count)
        file.consents.append(
            ConsentSaid(
                event: request,
                agency: command.agency,
                matter: .asked(command.referral.consent)
            )
        )
        let known = file
        file.profile = Profile(of: command.referral)
        let unwanted = command.verdict.unwanted
        var excluding = excluding(unwanted, from: file, by: author, at: now)
        file = excluding.file
        file.hear(command.referral.legal)
        let legs = openOrJoin(command, request: request, in: file, at: now)
        facts.reserveCapacity(facts.count + legs.facts.count + 2)
        facts.append(store(command, request: request, legs: legs.ordinals, in: file, at: now))
        facts += command.verdict.hearing(of: request, in: file.id, at: now)
        facts += excluding.facts
        facts += legs.facts
        facts += hear(from: known, to: file, following: legs.facts, by: author, at: now)
        guard !unwanted.isEmpty else { return facts }
        excluding.file = file
        facts += recall(excluding, after: facts, by: author, at: now).facts
        facts += excludingElsewhere(unwanted, besides: file, by: author, at: now)
        return facts
    }

    private func store(
        _ command: RequestCommand,
        request: UInt16,
        legs: [UInt16],
        in file: Case,
        at now: Moment
    ) -> Fact {
        var isNamed = false
        if let known = lookups[command.reference] { isNamed = root(of: known) == file.id }
        let stored = RequestStored(
            caseID: file.id,
            ordinal: request,
            agency: command.agency,
            legs: legs,
            profile: Profile(of: command.referral),
            consent: command.referral.consent,
            namesEnterprise: command.enterprise != nil,
            content: file.contentCount
        )
        return Fact(
            at: now,
            by: .agency(command.agency),
            matter: .requestStored(stored),
            beside: Beside(
                content: Beside.Content(ordinal: file.contentCount, bytes: command.content),
                lookups: isNamed ? [] : [command.reference],
                naming: command.enterprise.map { Beside.Naming(event: request, key: $0) },
                event: command.event
            )
        )
    }

    /// The case a request adds to: the one it names, the agency's own, or the open one of its enterprise.
    private func findCase(for command: RequestCommand) throws(Refusal) -> Case? {
        var found: Case?
        if let named = command.referral.caseID {
            guard let file = cases[named], file.isVisible(to: command.agency) else {
                throw .caseUnknown
            }
            let whole = root(of: file.id)
            if let other = lookups[command.reference], root(of: other) != whole {
                throw .ambiguous
            }
            found = cases[whole]
        } else if let known = lookups[command.reference] {
            found = cases[root(of: known)]
        } else if let enterprise = command.enterprise {
            return openCases(named: enterprise).first { !isApart($0, command.agency) }
        }
        guard let file = found, let enterprise = command.enterprise else { return found }
        let all = [file] + absorbed(by: file.id)
        guard all.contains(where: \.namesEnterprise) else { return found }
        guard all.contains(where: { names(enterprise, $0.id) }) else { throw .enterpriseDiffers }
        return found
    }

    /// The closed case of the same enterprise that a new one follows.
    private func predecessor(of command: RequestCommand) -> CaseID? {
        guard let enterprise = command.enterprise, let last = lookups[enterprise] else {
            return nil
        }
        return (namesakes[enterprise] ?? [last]).last { id in
            cases[id].map { !isApart($0, command.agency) } ?? false
        }
    }

    /// Whether one of an agency and a case is a trial and the other is not: they never meet.
    private func isApart(_ file: Case, _ agency: AgencyID) -> Bool {
        isTrial(file) != bundle.isTest(agency)
    }

    private struct Legs {
        var ordinals: [UInt16] = []
        var facts: [Fact] = []
    }

    private func openOrJoin(
        _ command: RequestCommand,
        request: UInt16,
        in file: Case,
        at now: Moment
    ) -> Legs {
        var legs = Legs()
        legs.facts.reserveCapacity(2 * command.verdict.needs.count)
        let known = UInt16(file.legs.count)
        var next = known + 1
        let file = expecting(
            command.verdict.needs.filter { file.openLeg(for: $0.need) == nil },
            bundle: command.verdict.bundle,
            agency: command.agency,
            request: request,
            in: file,
            at: now
        )
        for judged in command.verdict.needs {
            if let open = file.openLeg(for: judged.need), open.id.ordinal <= known {
                legs.ordinals.append(open.id.ordinal)
                legs.facts += join(
                    open,
                    judged,
                    agency: command.agency,
                    request: request,
                    lane: command.lane,
                    in: file,
                    at: now
                )
                if let partner = open.state.engagement?.partner, !open.isUnwanted(partner) {
                    // It has what was asked before: there is something to read that it has not seen.
                    legs.facts.append(notice(.contentChanged, to: partner, about: open.id, at: now))
                }
            } else {
                let id = LegID(caseID: file.id, ordinal: next)
                legs.ordinals.append(next)
                next += 1
                open(
                    id,
                    judged,
                    bundle: command.verdict.bundle,
                    agency: command.agency,
                    request: request,
                    lane: command.lane,
                    in: file,
                    at: now,
                    &legs.facts
                )
            }
        }
        return legs
    }

    /// Adds the facts that open a leg and put it where it goes.
    ///
    /// Its author is the agency that asks, unless somebody asks on its behalf.
    func open(
        _ id: LegID,
        _ judged: NeedVerdict,
        bundle: Digest,
        agency: AgencyID,
        request: UInt16,
        lane: Lane = .live,
        in file: Case,
        by author: Author? = nil,
        at now: Moment,
        _ facts: inout [Fact]
    ) {
        let judged = judged.excluding(unwanted(in: file))
        let opened = opening(
            id,
            judged,
            bundle: bundle,
            agency: agency,
            request: request,
            lane: lane,
            at: now
        )
        var leg = Leg(opened, at: now, arrival: position.next)
        if judged.block == .outOfRegion {
            leg.state = .waiting(Leg.Waiting(queue: nil, hold: .outOfRegion, since: now))
        }
        let author = author ?? .agency(agency)
        facts.append(Fact(at: now, by: author, matter: .legOpened(opened)))
        // The verdict knows only the day that its own request tells.
        if let sharpened = sharpening(of: leg, in: file, at: now) {
            facts.append(Fact(at: now, by: author, matter: .legSharpened(sharpened)))
            leg.sharpen(sharpened, at: now)
        }
        facts.append(placement(leg, in: file, at: now))
    }

    /// What is written when a need becomes a leg.
    func opening(
        _ id: LegID,
        _ judged: NeedVerdict,
        bundle: Digest,
        agency: AgencyID,
        request: UInt16,
        lane: Lane = .live,
        at now: Moment
    ) -> LegOpened {
        let isOutside = judged.block == .outOfRegion
        return LegOpened(
            leg: id,
            need: judged.need,
            evidence: judged.evidence,
            urgency: judged.urgency,
            due: due(of: judged, from: agency, at: now),
            terms: judged.terms,
            bundle: bundle,
            rule: judged.rule,
            candidates: isOutside ? judged.candidates.map(\.outside) : judged.candidates,
            agency: agency,
            request: request,
            lane: lane,
            after: judged.after
        )
    }

    /// The facts that make a request one of those that ask for an open leg.
    ///
    /// One that is more urgent gives the leg the times of its own class: whoever has it must have acted within
    /// the time that the class gives for a first contact, and what waits climbs the rest of its ladder from now.
    func join(
        _ leg: Leg,
        _ judged: NeedVerdict,
        agency: AgencyID,
        request: UInt16,
        lane: Lane = .live,
        in file: Case,
        at now: Moment
    ) -> [Fact] {
        let isSharper = judged.urgency.rawValue < leg.urgency.rawValue
        let joined = LegJoined(
            leg: leg.id,
            agency: agency,
            request: request,
            urgency: isSharper ? judged.urgency : leg.urgency,
            due: min(leg.due, due(of: judged, from: agency, at: now)),
            lane: lane
        )
        var after = leg
        if !after.askedBy.contains(agency) { after.askedBy.append(agency) }
        var facts = [Fact(at: now, by: .agency(agency), matter: .legJoined(joined))]
        if isSharper {
            let sharpened = sharpening(
                after,
                to: joined.urgency,
                judged.terms,
                due: joined.due,
                at: now
            )
            facts.append(Fact(at: now, by: .agency(agency), matter: .legSharpened(sharpened)))
            after.sharpen(sharpened, at: now)
        }
        after.due = joined.due
        return facts + released(after, in: file, at: now)
    }

    /// What is written when a leg takes the higher urgency, the times and the due time of what joins it.
    ///
    /// When the law presses on it stays as it is: a step that is reached is the clock's to take, for what joins may
    /// know nothing of it.
    func sharpening(
        _ leg: Leg,
        to urgency: Urgency,
        _ terms: Terms,
        due: Moment,
        at now: Moment
    ) -> LegSharpened {
        var after = leg
        after.urgency = urgency
        after.terms = terms
        let isSooner = due < leg.due && leg.state.engagement == nil
        return LegSharpened(
            leg: leg.id,
            urgency: urgency,
            terms: terms,
            due: isSooner ? due : nil,
            until: until(after, at: now),
            presses: leg.pressesAt
        )
    }

    /// The new place of a leg that waits for a consent, a queue or another leg, if nothing keeps it back now.
    func released(_ leg: Leg, in file: Case, at now: Moment) -> [Fact] {
        guard case .waiting(let waiting) = leg.state,
            waiting.hold == .blockedByConsent || waiting.hold == .unrouted
                || waiting.hold == .waitsForOtherLeg || waiting.hold == .paused
        else { return [] }
        let placed = choose(leg, in: file, at: now)
        guard placed.queue != waiting.queue || placed.hold != waiting.hold else { return [] }
        return [Fact(at: now, by: .relais, matter: .legPlaced(placed))]
    }

    func decide(_ command: HoldCommand, at now: Moment) -> [Fact] {
        let caseID = nextCase(at: now)
        let lastResort = bundle.table.lastResort
        // What nobody could read may be a crisis: it is due by day and by night.
        var terms = bundle.table.lastResortDeadlines.terms(.urgent)
        terms.clock = .wall
        let held = LineHeld(
            caseID: caseID,
            leg: LegID(caseID: caseID, ordinal: 1),
            agency: command.agency,
            due: now + terms.due,
            terms: terms,
            desk: bundle.lastResort(for: command.agency),
            bundle: bundle.address,
            rule: lastResort.id
        )
        return [
            Fact(
                at: now,
                by: .agency(command.agency),
                matter: .lineHeld(held),
                beside: Beside(
                    content: Beside.Content(ordinal: 0, bytes: command.content),
                    event: command.event
                )
            )
        ]
    }
}

extension Candidate {
    /// The same, excluded: nobody but the desk helps outside the Region.
    fileprivate var outside: Candidate {
        Candidate(
            queue: queue,
            partner: partner,
            exclusion: exclusion ?? .commune,
            onlyIf: onlyIf
        )
    }
}
