internal import Exchange
internal import Referrals
internal import Triage

/// How a leg stands in a snapshot.
///
///     leg             number judgement, judgement if that number is the next new one, code need, code
///                     evidence, code urgency, moment due, name agency, number request, list of names
///                     other agencies, list of numbers other requests, flags (bulk, dead, contact,
///                     appointment, left, pressed on), number families that come first by bit, list of names
///                     refused by, number attempts, byte losses, code death?, number arrival, moment
///                     opened, moment due from, byte steps, number contacts, number no-shows, code last
///                     contact?, moment appointment?, span left?, moment pressed on?, paused, list of codes overdue, state
///     paused          flags (paused, begun, clock, hold), moment clock?, code reason?, moment end?
///     judgement       digest bundle, name rule, terms, candidates
///     state           code, then
///       waiting           flags (queue), name queue?, code? hold, moment since, list of names further
///                         queues, list of (assignment, moment) offers
///       offered, accepted, in progress    assignment, moment deadline
///       on hold           assignment, code reason, moment deadline
///       cancel requested  assignment, code outcome, moment deadline
///       closed            flags (partner), name partner?, code outcome, code? result, moment
///     assignment      number lease, name queue, name partner, text consumer, code? hold
extension StateCodec {
    static func write(
        _ leg: Leg,
        to output: inout ByteWriter,
        judgements: inout JudgementIndex
    ) {
        judgements.write(Judgement(of: leg), to: &output)
        output.write(byte: leg.need.rawValue)
        output.write(byte: leg.evidence.rawValue)
        output.write(byte: leg.urgency.rawValue)
        output.write(leg.due)
        precondition(
            !leg.askedBy.isEmpty && !leg.requests.isEmpty,
            "somebody asked for each leg, in some request"
        )
        output.write(leg.askedBy[0])
        output.write(leg.requests[0])
        output.write(Array(leg.askedBy.dropFirst()))
        output.write(Array(leg.requests.dropFirst()))
        output.write(
            flags: leg.lane == .bulk,
            leg.death != nil,
            leg.progress.lastContact != nil,
            leg.progress.appointment != nil,
            leg.progress.left != nil,
            leg.pressesAt != nil
        )
        output.write(leg.after)
        output.write(count: leg.refusedBy.count)
        for queue in leg.refusedBy { output.write(queue) }
        output.write(leg.attempts)
        output.write(byte: leg.losses)
        if let death = leg.death { output.write(byte: death.rawValue) }
        output.write(leg.arrival)
        output.write(leg.openedAt)
        output.write(leg.dueFrom)
        output.write(byte: leg.steps)
        output.write(leg.progress.contacts)
        output.write(leg.progress.noShows)
        if let contact = leg.progress.lastContact { output.write(byte: contact.rawValue) }
        if let appointment = leg.progress.appointment { output.write(appointment) }
        if let left = leg.progress.left { output.write(left) }
        if let moment = leg.pressesAt { output.write(moment) }
        write(leg.progress.paused, to: &output)
        output.write(count: leg.overdue.count)
        for deadline in leg.overdue { output.write(byte: deadline.rawValue) }
        write(leg.state, to: &output)
    }

    static func readLeg(
        _ id: LegID,
        from input: inout ByteReader,
        judgements: inout [Judgement]
    ) throws(CodecFault) -> Leg {
        let judgement = try readJudgement(from: &input, known: &judgements)
        var opened = LegOpened(
            leg: id,
            need: try input.readCode(Need.self),
            evidence: try input.readCode(Evidence.self),
            urgency: try input.readCode(Urgency.self),
            due: try input.readMoment(),
            terms: judgement.terms,
            bundle: judgement.bundle,
            rule: judgement.rule,
            candidates: judgement.candidates,
            agency: try input.readAgency(),
            request: try input.readUInt16()
        )
        let agencies = try input.readAgencies()
        let requests = try input.readNumbers()
        let flags = try input.readFlags(6)
        opened.lane = flags[0] ? .bulk : .live
        opened.after = try input.readFamilies()
        var refusedBy: [QueueID] = []
        for _ in 0..<(try input.readCount()) { refusedBy.append(try input.readQueue()) }
        let attempts = try input.readUInt16()
        let losses = try input.readByte()
        let death = flags[1] ? try input.readCode(DeathCause.self) : nil
        let arrival = try input.readPosition()
        var leg = Leg(opened, at: try input.readMoment(), arrival: arrival)
        leg.askedBy += agencies
        leg.requests += requests
        leg.refusedBy = refusedBy
        leg.attempts = attempts
        leg.losses = losses
        leg.death = death
        leg.dueFrom = try input.readMoment()
        leg.steps = try input.readByte()
        leg.progress.contacts = try input.readUInt16()
        leg.progress.noShows = try input.readUInt16()
        leg.progress.lastContact = flags[2] ? try input.readCode(ContactResult.self) : nil
        leg.progress.appointment = flags[3] ? try input.readMoment() : nil
        leg.progress.left = flags[4] ? try input.readSpan() : nil
        leg.pressesAt = flags[5] ? try input.readMoment() : nil
        leg.progress.paused = try readPaused(from: &input)
        for _ in 0..<(try input.readCount()) {
            leg.overdue.append(try input.readCode(Overdue.self))
        }
        leg.state = try readLegState(from: &input)
        return leg
    }

    private static func write(_ paused: Leg.Paused?, to output: inout ByteWriter) {
        output.write(
            flags: paused != nil,
            paused?.isBegun == true,
            paused?.clock != nil,
            paused?.hold != nil
        )
        if let clock = paused?.clock { output.write(clock) }
        guard let hold = paused?.hold else { return }
        output.write(byte: hold.reason.rawValue)
        output.write(hold.until)
    }

    private static func readPaused(
        from input: inout ByteReader
    ) throws(CodecFault) -> Leg.Paused? {
        let flags = try input.readFlags(4)
        guard flags[0] else { return nil }
        var paused = Leg.Paused(
            isBegun: flags[1],
            clock: flags[2] ? try input.readMoment() : nil
        )
        guard flags[3] else { return paused }
        paused.hold = Leg.Paused.Hold(
            reason: try input.readCode(HoldReason.self),
            until: try input.readMoment()
        )
        return paused
    }

    private static func write(_ state: Leg.State, to output: inout ByteWriter) {
        output.write(byte: code(of: state).rawValue)
        switch state {
        case .waiting(let waiting):
            output.write(flags: waiting.queue != nil)
            if let queue = waiting.queue { output.write(queue) }
            output.write(byte: waiting.hold?.rawValue ?? 0)
            output.write(waiting.since)
            output.write(count: waiting.also.count)
            for queue in waiting.also { output.write(queue) }
            output.write(count: waiting.offers.count)
            for offer in waiting.offers {
                write(offer.assignment, to: &output)
                output.write(offer.answerBy)
            }
        case .offered(let assignment, let deadline), .accepted(let assignment, let deadline),
            .inProgress(let assignment, let deadline):
            write(assignment, to: &output)
            output.write(deadline)
        case .onHold(let assignment, let reason, let deadline):
            write(assignment, to: &output)
            output.write(byte: reason.rawValue)
            output.write(deadline)
        case .cancelRequested(let assignment, let outcome, let deadline):
            write(assignment, to: &output)
            output.write(byte: outcome.rawValue)
            output.write(deadline)
        case .closed(let outcome, let result, let at, let partner):
            output.write(flags: partner != nil)
            if let partner { output.write(partner) }
            output.write(byte: outcome.rawValue)
            output.write(byte: result?.rawValue ?? 0)
            output.write(at)
        }
    }

    /// The code of a state: a leg that stands in several queues waits, also while it is offered.
    private static func code(of state: Leg.State) -> LegState {
        if case .waiting = state { return .waiting }
        return state.name
    }

    private static func readWaiting(
        from input: inout ByteReader
    ) throws(CodecFault) -> Leg.Waiting {
        let hasQueue = try input.readBool()
        var waiting = Leg.Waiting(
            queue: hasQueue ? try input.readQueue() : nil,
            hold: try input.readCodeOrNone(WaitingReason.self),
            since: try input.readMoment()
        )
        for _ in 0..<(try input.readCount()) { waiting.also.append(try input.readQueue()) }
        for _ in 0..<(try input.readCount()) {
            waiting.offers.append(
                Leg.OpenOffer(
                    assignment: try readAssignment(from: &input),
                    answerBy: try input.readMoment()
                )
            )
        }
        return waiting
    }

    private static func readLegState(from input: inout ByteReader) throws(CodecFault) -> Leg.State {
        switch try input.readCode(LegState.self) {
        case .waiting:
            return .waiting(try readWaiting(from: &input))
        case .offered:
            return .offered(try readAssignment(from: &input), answerBy: try input.readMoment())
        case .accepted:
            return .accepted(try readAssignment(from: &input), by: try input.readMoment())
        case .inProgress:
            return .inProgress(try readAssignment(from: &input), nextStep: try input.readMoment())
        case .onHold:
            return .onHold(
                try readAssignment(from: &input),
                try input.readCode(HoldReason.self),
                until: try input.readMoment()
            )
        case .cancelRequested:
            return .cancelRequested(
                try readAssignment(from: &input),
                try input.readCode(Outcome.self),
                nextStep: try input.readMoment()
            )
        case .closed:
            let partner = try input.readBool() ? try input.readPartner() : nil
            return .closed(
                try input.readCode(Outcome.self),
                try input.readCodeOrNone(DomainResult.self),
                at: try input.readMoment(),
                partner: partner
            )
        }
    }

    private static func write(_ assignment: Leg.Assignment, to output: inout ByteWriter) {
        output.write(assignment.lease)
        output.write(assignment.queue)
        output.write(assignment.partner)
        output.write(text: assignment.consumer)
        output.write(byte: assignment.hold?.rawValue ?? 0)
    }

    private static func readAssignment(
        from input: inout ByteReader
    ) throws(CodecFault) -> Leg.Assignment {
        Leg.Assignment(
            lease: try input.readLease(),
            queue: try input.readQueue(),
            partner: try input.readPartner(),
            consumer: try input.readText(),
            hold: try input.readCodeOrNone(WaitingReason.self)
        )
    }
}
