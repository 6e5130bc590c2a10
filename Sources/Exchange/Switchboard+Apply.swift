public import Referrals

extension Switchboard {
    /// Makes a fact true; the only thing that changes what facts made.
    ///
    /// It decides nothing and reads no rule, clock or constant that could change. A fact that names a case
    /// or leg it does not know is a bug of whoever wrote it.
    public mutating func apply(_ fact: Fact, at position: Position) {
        precondition(position == self.position.next, "facts are applied in order, each once")
        self.position = position
        recordedAt = fact.at
        if let caseID = fact.caseID { enter(fact, of: caseID, at: position) }
        switch fact.matter {
        case .recorderStarted, .caseOpened: break
        case .bundleActivated(let files):
            bundleAddress = files.address
            activations.append(
                BundleActivation(address: files.address, position: position, at: fact.at)
            )
            returning = lists.sidelined
        case .caseReopened, .caseClosed, .requestStored, .statusStored, .corrected, .consentGiven,
            .consentWithdrawn, .casesMerged, .cessationTold, .bankruptcyTold:
            applyToCase(fact)
        case .legOpened(let opened): open(opened, at: fact.at)
        case .legJoined, .legPlaced, .offered, .accepted, .declined, .assignmentEnded, .reported,
            .cancelRequested, .legClosed, .overdue, .stepped, .died, .replayed, .legSharpened,
            .partnersExcluded:
            applyToLeg(fact)
        case .noticed(let notice):
            notices[notice.partner, default: NoticeBook()].last = notice.number
            notices[notice.partner]?.pending.append(notice)
        case .acknowledged(let partner, let through):
            notices[partner]?.pending.removeAll { $0.number <= through }
        case .contentOpened: break
        case .noteRead(let read):
            let count = cases[read.caseID]?.events.count ?? 0
            precondition(Int(read.event) < count, "what was heard was heard in a stored request")
        case .lineHeld(let held): hold(held, at: fact.at)
        case .ordered(let order): note(order)
        case .queueSet(let set):
            standings[set.queue] = set.standing == .open ? nil : set
            if set.standing != .draining { returning = lists.sidelined }
        case .surgeSet(let set): surge = set.isOn ? set : nil
        case .clockAccepted:
            // By another clock they may have rested long enough.
            resting = Line(resting.entries.map { Alarm(at: .distantPast, leg: $0.leg) })
        case .caseErased(let caseID): erase(caseID)
        case .erasureAsked(let caseID, let until): note(fact, asks: caseID, until: until)
        }
    }

    /// Enters a fact in its case's history, with what stands beside it.
    private mutating func enter(_ fact: Fact, of caseID: CaseID, at position: Position) {
        switch fact.matter {
        case .caseOpened(let opened):
            cases.open(Case(id: caseID, follows: opened.follows, openedAt: fact.at))
            lastCase = max(lastCase, caseID)
        case .lineHeld:
            cases.open(Case(id: caseID, follows: nil, openedAt: fact.at))
            lastCase = max(lastCase, caseID)
        case .recorderStarted, .bundleActivated, .caseReopened, .caseClosed, .requestStored,
            .statusStored, .corrected, .consentGiven, .consentWithdrawn, .legOpened, .legJoined,
            .legPlaced, .offered, .accepted, .declined, .assignmentEnded, .reported,
            .cancelRequested, .legClosed, .overdue, .noticed, .acknowledged, .contentOpened,
            .ordered, .stepped, .queueSet, .surgeSet, .clockAccepted, .casesMerged, .died,
            .replayed, .caseErased, .erasureAsked, .legSharpened, .cessationTold, .bankruptcyTold,
            .partnersExcluded, .noteRead:
            break
        }
        cases.enter(position, in: caseID)
        guard let beside = fact.beside else { return }
        for key in beside.lookups { restore(key, names: caseID) }
        if let naming = beside.naming { restore(naming.key, names: caseID, by: naming.event) }
        if let event = beside.event {
            taken[event.key] = TakenID(
                sameness: event.sameness,
                caseID: caseID,
                event: fact.eventOrdinal
            )
        }
    }

    /// Notes an order, also in the history of the cases it names: there it says why what follows was done.
    private mutating func note(_ order: Ordered) {
        orders[order.key] = order.meaning
        for caseID in order.cases where cases.contains(caseID) {
            cases.enter(position, in: caseID)
        }
    }

    private mutating func applyToCase(_ fact: Fact) {
        switch fact.matter {
        case .caseReopened(let caseID): cases.edit(caseID) { $0.closedAt = nil }
        case .caseClosed(let caseID): cases.edit(caseID) { $0.closedAt = fact.at }
        case .requestStored(let request): store(request, at: fact.at)
        case .statusStored(let status): store(status, at: fact.at)
        case .corrected(let correction): store(correction, at: fact.at)
        case .consentGiven(let caseID, let agency, let consent):
            cases.edit(caseID) { $0.hear(.given(consent), from: agency) }
        case .consentWithdrawn(let caseID, let families, let partners):
            cases.edit(caseID) { file in
                guard let agency = file.events.last?.agency else { return }
                file.hear(.withdrawn(families, partners), from: agency)
            }
        case .casesMerged(let from, let into): merge(from, into: into, at: fact.at)
        case .cessationTold(let caseID, let day): cases.edit(caseID) { $0.cessation = day }
        case .bankruptcyTold(let caseID, let day): cases.edit(caseID) { $0.bankruptcy = day }
        case .recorderStarted, .bundleActivated, .caseOpened, .legOpened, .legJoined, .legPlaced,
            .offered, .accepted, .declined, .assignmentEnded, .reported, .cancelRequested,
            .legClosed, .overdue, .noticed, .acknowledged, .contentOpened, .lineHeld, .ordered,
            .stepped, .queueSet, .surgeSet, .clockAccepted, .died, .replayed, .caseErased,
            .erasureAsked, .legSharpened, .partnersExcluded, .noteRead:
            preconditionFailure("only facts about a case come here")
        }
    }

    private mutating func store(_ request: RequestStored, at moment: Moment) {
        cases.edit(request.caseID) { file in
            file.events.append(
                CaseEvent(
                    agency: request.agency,
                    kind: .request,
                    legs: request.legs,
                    content: request.content,
                    namesEnterprise: request.namesEnterprise,
                    at: moment
                )
            )
            file.noteContent(request.content)
            if !file.agencies.contains(request.agency) { file.agencies.append(request.agency) }
            file.profile = request.profile
            file.hear(.asked(request.consent), from: request.agency)
        }
    }

    private mutating func store(_ status: StatusStored, at moment: Moment) {
        if status.kind == .withdrawn || status.kind == .closed {
            for id in cases[status.caseID]?.legsLeft(by: status) ?? [] {
                change(id) { $0.leave(status.agency) }
            }
        }
        cases.edit(status.caseID) { file in
            file.events.append(
                CaseEvent(
                    agency: status.agency,
                    kind: .status,
                    legs: [],
                    content: status.content,
                    at: moment
                )
            )
            file.noteContent(status.content)
            if let state = status.legalState { file.profile?.legalState = state }
            if let phase = status.phase { file.profile?.phase = phase }
            if let signal = status.signal, file.profile?.signals.contains(signal) == false {
                file.profile?.signals.append(signal)
            }
        }
    }

    private mutating func store(_ correction: Corrected, at moment: Moment) {
        if correction.content == nil {
            for (id, agency) in cases[correction.caseID]?.legsLeft(by: correction) ?? [] {
                change(id) { $0.leave(correction.target, of: agency) }
            }
        }
        cases.edit(correction.caseID) { file in
            file.events.append(
                CaseEvent(
                    agency: correction.agency,
                    kind: .correction,
                    legs: [],
                    content: nil,
                    at: moment
                )
            )
            let target = Int(correction.target)
            file.events[target].content = correction.content
            file.events[target].namesEnterprise = correction.namesEnterprise
            file.replace(correction)
            if let content = correction.content { file.noteContent(content) }
            file.revision += 1
        }
    }
}

extension Case {
    /// The open legs that an agency no longer asks for while others do.
    func legsLeft(by status: StatusStored) -> [LegID] {
        legs.filter { leg in
            !leg.state.isClosed && leg.askedBy.contains(status.agency) && leg.askedBy.count > 1
                && (status.need.map { $0 == leg.need } ?? true)
        }
        .map(\.id)
    }

    /// The open legs that a request entered in error no longer asks for while others do, each with the
    /// agency if none of the others is its own.
    func legsLeft(by correction: Corrected) -> [(leg: LegID, agency: AgencyID?)] {
        legs.filter { leg in
            !leg.state.isClosed && leg.requests.count > 1
                && leg.requests.contains(correction.target)
        }
        .map { leg in
            let asksStill = leg.requests.contains { request in
                request != correction.target && events[Int(request)].agency == correction.agency
            }
            return (leg.id, asksStill ? nil : correction.agency)
        }
    }

    /// Enters what the event stored last tells of consent.
    fileprivate mutating func hear(_ matter: ConsentSaid.Matter, from agency: AgencyID) {
        precondition(!events.isEmpty, "what is said of consent is said by a stored event")
        let event = UInt16(events.count - 1)
        consents.append(ConsentSaid(event: event, agency: agency, matter: matter))
    }

    /// Puts what a corrected event tells of consent now in the place of what it told before, and what may be
    /// known of the person.
    mutating func replace(_ correction: Corrected) {
        if let profile = correction.profile { self.profile = profile }
        let place =
            consents.firstIndex { $0.event >= correction.target } ?? consents.endIndex
        consents.removeAll { $0.event == correction.target }
        guard let matter = correction.consent else { return }
        consents.insert(
            ConsentSaid(event: correction.target, agency: correction.agency, matter: matter),
            at: place
        )
    }

    /// Counts a piece of content that a fact left.
    mutating func noteContent(_ ordinal: UInt16) {
        contentCount = max(contentCount, ordinal + 1)
    }
}
