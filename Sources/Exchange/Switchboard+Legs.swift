import Referrals
import Triage

extension Switchboard {
    mutating func open(_ opened: LegOpened, at moment: Moment) {
        let leg = Leg(opened, at: moment, arrival: position)
        cases.edit(opened.leg.caseID) { file in
            precondition(
                file.legs.count == Int(opened.leg.ordinal) - 1,
                "legs are numbered in the order in which they are opened"
            )
            file.legs.append(leg)
        }
        openLegs += 1
        nowhere.add(.unrouted, 1)
        if let alarm = leg.alarm { alarms.insert(Alarm(at: alarm, leg: leg.id)) }
    }

    /// A line kept as it came: a case with one leg, before the desk.
    mutating func hold(_ held: LineHeld, at moment: Moment) {
        cases.edit(held.caseID) { file in
            file.agencies.append(held.agency)
            file.events.append(
                CaseEvent(
                    agency: held.agency,
                    kind: .held,
                    legs: [held.leg.ordinal],
                    content: 0,
                    at: moment
                )
            )
            file.contentCount = 1
        }
        open(
            LegOpened(
                leg: held.leg,
                need: .other,
                evidence: .inferred,
                urgency: .urgent,
                due: held.due,
                terms: held.terms,
                bundle: held.bundle,
                rule: held.rule,
                candidates: [],
                agency: held.agency,
                request: 0
            ),
            at: moment
        )
        change(held.leg) { leg in
            leg.state = .waiting(Leg.Waiting(queue: held.desk, hold: .held, since: moment))
        }
    }

    mutating func applyToLeg(_ fact: Fact) {
        guard let id = fact.leg else { preconditionFailure("only facts about a leg come here") }
        let after = change(id, by: fact)
        var isAtWork = false
        switch fact.matter {
        case .legJoined: isAtWork = after.state.engagement != nil
        case .legPlaced:
            // What was set aside because of its old place has a new one, be it the same.
            for queue in after.state.queues { desks.edit(queue) { $0.order.putBack(after.place) } }
        case .offered(let offer): lastLease = max(lastLease, offer.lease.number)
        case .accepted(let accepted):
            if let day = accepted.day, let queue = after.state.assignment?.queue {
                desks.edit(queue) { $0.countTaken(on: day) }
            }
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
            .requestStored, .statusStored, .corrected, .consentGiven, .consentWithdrawn,
            .legOpened, .declined, .assignmentEnded, .reported, .cancelRequested, .legClosed,
            .overdue, .noticed, .acknowledged, .contentOpened, .lineHeld, .ordered, .stepped,
            .queueSet, .surgeSet, .clockAccepted, .casesMerged, .died, .replayed, .caseErased,
            .erasureAsked, .legSharpened, .cessationTold, .bankruptcyTold, .partnersExcluded,
            .noteRead:
            break
        }
        if isAtWork {
            // The partner at work is to read what has come, and can tell by this that it has not yet.
            cases.edit(id.caseID) { $0.revision += $0.revision == .max ? 0 : 1 }
        }
        if let content = fact.contentOrdinal {
            cases.edit(id.caseID) { $0.noteContent(content) }
        }
    }
}

extension Leg {
    /// The queue it waits in; nil when it does not wait, or in none.
    var waitingQueue: QueueID? { state.waitingQueue }

    /// Since when it waits for a partner to accept it.
    ///
    /// Since it was opened, since the partner that had accepted gave it up, or since a supervisor gave it its
    /// time anew: what is handed out and comes back has waited all along.
    var waitsSince: Moment { dueFrom }

    /// Its place in a queue.
    var place: WaitingPlace {
        guard let agency = askedBy.first else { preconditionFailure("somebody asks for a leg") }
        return WaitingPlace(
            urgency: urgency,
            lane: urgency == .crisis ? .live : lane,
            agency: agency,
            due: due,
            presses: due - Span(microseconds: (due - dueFrom).microseconds / 4),
            arrival: arrival,
            leg: id
        )
    }

    /// The leg once what these facts say of it is true; those of other legs and notices change nothing.
    func heeding(_ facts: [Fact]) -> Leg {
        facts.reduce(into: self) { leg, fact in
            if fact.leg == leg.id { leg.heed(fact) }
        }
    }

    /// Makes true of it what a fact says.
    mutating func heed(_ fact: Fact) {
        switch fact.matter {
        case .legJoined(let joined): join(joined)
        case .legSharpened(let sharpened): sharpen(sharpened, at: fact.at)
        case .partnersExcluded(_, let unwanted): exclude(unwanted)
        case .legPlaced(let placed): place(placed, at: fact.at)
        case .offered(let given): offer(given)
        case .accepted(let accepted): accept(accepted)
        case .declined(let declined):
            endAssignment(declined.lease, refusing: true, at: fact.at)
            losses = 0
            if let suggested = declined.suggested { suggest(suggested) }
        case .assignmentEnded(let ended):
            endAssignment(ended.lease, refusing: ended.reason.refuses, at: fact.at)
            count(ended.reason)
        case .reported(let reported): report(reported, at: fact.at)
        case .cancelRequested(_, let outcome): requestCancel(outcome)
        case .legClosed(let closed):
            let partner = state.engagement?.partner
            state = .closed(closed.outcome, closed.result, at: fact.at, partner: partner)
        case .overdue(_, let which): overdue.append(which)
        case .stepped(let stepped): step(stepped)
        case .died(_, let cause):
            death = cause
            losses = 0
        case .replayed(let replayed): begin(anew: replayed)
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
            .requestStored, .statusStored, .corrected, .consentGiven, .consentWithdrawn,
            .legOpened, .noticed, .acknowledged, .contentOpened, .lineHeld, .ordered, .queueSet,
            .surgeSet, .clockAccepted, .casesMerged, .caseErased, .erasureAsked, .cessationTold,
            .bankruptcyTold,
            .noteRead:
            break
        }
    }

    fileprivate mutating func begin(anew replayed: Replayed) {
        death = nil
        losses = 0
        attempts = 0
        if replayed.forgetsRefusals { refusedBy = [] }
    }

    /// A request asks for it too.
    mutating func join(_ joined: LegJoined) {
        if !askedBy.contains(joined.agency) { askedBy.append(joined.agency) }
        if !requests.contains(joined.request) { requests.append(joined.request) }
        urgency = joined.urgency
        if joined.lane == .live { lane = .live }
        if joined.due != due { overdue.removeAll { $0 == .due } }
        due = joined.due
    }

    fileprivate mutating func place(_ placed: LegPlaced, at moment: Moment) {
        var since = moment
        if case .waiting(let waiting) = state, waiting.queue == placed.queue {
            since = waiting.since
        }
        let offers = openOffers
        if let due = placed.due {
            self.due = due
            dueFrom = moment
            steps = 0
            overdue = []
        }
        state = .waiting(
            Waiting(
                queue: placed.queue,
                hold: placed.hold,
                since: since,
                also: placed.also,
                offers: offers
            )
        )
    }

    fileprivate mutating func offer(_ offer: Offered) {
        attempts += 1
        let assignment = Assignment(
            lease: offer.lease,
            queue: offer.queue,
            partner: offer.partner,
            consumer: offer.consumer,
            hold: hold
        )
        guard case .waiting(var waiting) = state, waiting.isWidened else {
            state = .offered(assignment, answerBy: offer.answerBy)
            return
        }
        waiting.offers.append(OpenOffer(assignment: assignment, answerBy: offer.answerBy))
        state = .waiting(waiting)
    }

    fileprivate mutating func accept(_ accepted: Accepted) {
        guard let assignment = state.handOver(under: accepted.lease) else {
            preconditionFailure("only what was offered is accepted")
        }
        overdue = []
        steps = 0
        losses = 0
        // Whoever has accepted it lives.
        death = nil
        progress = Progress()
        state = .accepted(assignment, by: accepted.handleBy)
    }

    /// Counts a step; one taken after an acceptance gives the partner another deadline.
    fileprivate mutating func step(_ stepped: Stepped) {
        steps = stepped.step == .max ? .max : stepped.step + 1
        guard let until = stepped.until else { return }
        switch state {
        case .accepted(let assignment, _): state = .accepted(assignment, by: until)
        case .inProgress(let assignment, _): state = .inProgress(assignment, nextStep: until)
        case .onHold(let assignment, let reason, _):
            if let clock = progress.paused?.clock { progress.paused?.clock = max(clock, until) }
            state = .onHold(assignment, reason, until: until)
        case .cancelRequested(let assignment, let outcome, _):
            state = .cancelRequested(assignment, outcome, nextStep: until)
        case .waiting, .offered, .closed: break
        }
    }

    fileprivate mutating func count(_ reason: AssignmentEnded.Reason) {
        switch reason {
        case .lapsed: losses = losses == .max ? .max : losses + 1
        case .returned, .expired, .redirected, .silent, .rerouted: losses = 0
        case .recalled, .outrun: break
        }
    }

    /// Back to waiting in its queue, for what it waited for; the choice that follows may put it in another.
    ///
    /// What had been accepted gets the time of its class anew: its first due time has ended.
    mutating func endAssignment(_ lease: LeaseID, refusing: Bool, at moment: Moment) {
        guard let assignment = state.handOver(under: lease) else {
            preconditionFailure("only what was handed over comes back")
        }
        if refusing, !refusedBy.contains(assignment.queue) { refusedBy.append(assignment.queue) }
        if case .waiting(var waiting) = state {
            waiting.offers.removeAll { $0.assignment.lease == lease }
            if refusing { waiting.leave(assignment.queue) }
            state = .waiting(waiting)
            return
        }
        if state.engagement != nil {
            due = max(due, moment + terms.due)
            dueFrom = moment
            steps = 0
            overdue = []
            progress.end()
        }
        state = .waiting(Waiting(queue: assignment.queue, hold: assignment.hold, since: moment))
    }

    /// Puts the partner that another suggested before all candidates that are left.
    mutating func suggest(_ partner: PartnerID) {
        guard let index = candidates.firstIndex(where: { $0.partner == partner }) else { return }
        let candidate = candidates.remove(at: index)
        candidates.insert(candidate, at: 0)
    }

    /// One agency no longer asks for it, others do.
    mutating func leave(_ agency: AgencyID) {
        guard askedBy.contains(where: { $0 != agency }) else { return }
        askedBy.removeAll { $0 == agency }
    }

    /// One request no longer asks for it, others do; `agency` made it and none of those.
    mutating func leave(_ request: UInt16, of agency: AgencyID?) {
        guard requests.contains(where: { $0 != request }) else { return }
        requests.removeAll { $0 == request }
        if let agency { leave(agency) }
    }
}

extension AssignmentEnded.Reason {
    /// Whether the partner is not asked again.
    fileprivate var refuses: Bool {
        switch self {
        case .expired, .redirected, .silent: true
        case .returned, .lapsed, .recalled, .outrun, .rerouted: false
        }
    }
}

extension Fact {
    /// The number of the content that the fact left in its case; nil when it left none.
    var contentOrdinal: UInt16? {
        switch matter {
        case .declined(let declined): declined.content
        case .reported(let report): report.content
        case .requestStored(let request): request.content
        case .statusStored(let status): status.content
        case .corrected(let correction): correction.content
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
            .consentGiven, .consentWithdrawn, .legOpened, .legJoined, .legPlaced, .offered,
            .accepted, .assignmentEnded, .cancelRequested, .legClosed, .overdue, .noticed,
            .acknowledged, .contentOpened, .lineHeld, .ordered, .stepped, .queueSet, .surgeSet,
            .clockAccepted, .casesMerged, .died, .replayed, .caseErased, .erasureAsked,
            .legSharpened, .cessationTold, .bankruptcyTold, .partnersExcluded, .noteRead:
            nil
        }
    }
}
