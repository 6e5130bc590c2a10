internal import Exchange
internal import Referrals
internal import Triage

/// How a leg stands in a snapshot.
///
///     leg             number judgement, judgement if that number is the next new one, code need, code
///                     evidence, code urgency, moment due, name agency, number request, list of names
///                     other agencies, list of numbers other requests, list of names refused by,
///                     number attempts, number arrival, moment opened, list of codes overdue, state
///     judgement       digest bundle, name rule, terms, candidates
///     state           code, then
///       waiting           flags (queue), name queue?, code? hold, moment since
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
        output.write(count: leg.refusedBy.count)
        for queue in leg.refusedBy { output.write(queue) }
        output.write(leg.attempts)
        output.write(leg.arrival)
        output.write(leg.openedAt)
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
        let opened = LegOpened(
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
        var refusedBy: [QueueID] = []
        for _ in 0..<(try input.readCount()) { refusedBy.append(try input.readQueue()) }
        let attempts = try input.readUInt16()
        let arrival = try input.readPosition()
        var leg = Leg(opened, at: try input.readMoment(), arrival: arrival)
        leg.askedBy += agencies
        leg.requests += requests
        leg.refusedBy = refusedBy
        leg.attempts = attempts
        for _ in 0..<(try input.readCount()) {
            leg.overdue.append(try input.readCode(Overdue.self))
        }
        leg.state = try readLegState(from: &input)
        return leg
    }

    private static func write(_ state: Leg.State, to output: inout ByteWriter) {
        output.write(byte: state.name.rawValue)
        switch state {
        case .waiting(let waiting):
            output.write(flags: waiting.queue != nil)
            if let queue = waiting.queue { output.write(queue) }
            output.write(byte: waiting.hold?.rawValue ?? 0)
            output.write(waiting.since)
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

    private static func readLegState(from input: inout ByteReader) throws(CodecFault) -> Leg.State {
        switch try input.readCode(LegState.self) {
        case .waiting:
            let hasQueue = try input.readBool()
            return .waiting(
                Leg.Waiting(
                    queue: hasQueue ? try input.readQueue() : nil,
                    hold: try input.readCodeOrNone(WaitingReason.self),
                    since: try input.readMoment()
                )
            )
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
