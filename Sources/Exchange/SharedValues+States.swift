import Referrals

/// How the state of a leg lies packed.
///
///     state           code, then
///       waiting           flags (queue, offers or further queues, hold), number queue?, code hold?, moment since,
///                         queues?, list of (assignment, moment)?
///       offered, accepted, in progress    assignment, moment deadline
///       on hold           assignment, code reason, moment deadline
///       cancel requested  assignment, code outcome, moment deadline
///       closed            flags (partner), number partner?, code outcome, code? result, moment
///     assignment      number lease, number queue, number partner, consumer, code? hold
extension SharedValues {
    mutating func pack(_ state: Leg.State, to output: inout PackWriter) {
        switch state {
        case .waiting(let waiting):
            output.write(code: LegState.waiting)
            pack(waiting, to: &output)
        case .offered(let assignment, let deadline):
            output.write(code: LegState.offered)
            pack(assignment, to: &output)
            output.write(deadline)
        case .accepted(let assignment, let deadline):
            output.write(code: LegState.accepted)
            pack(assignment, to: &output)
            output.write(deadline)
        case .inProgress(let assignment, let deadline):
            output.write(code: LegState.inProgress)
            pack(assignment, to: &output)
            output.write(deadline)
        case .onHold(let assignment, let reason, let deadline):
            output.write(code: LegState.onHold)
            pack(assignment, to: &output)
            output.write(code: reason)
            output.write(deadline)
        case .cancelRequested(let assignment, let outcome, let deadline):
            output.write(code: LegState.cancelRequested)
            pack(assignment, to: &output)
            output.write(code: outcome)
            output.write(deadline)
        case .closed(let outcome, let result, let at, let partner):
            output.write(code: LegState.closed)
            output.write(flags: partner != nil)
            if let partner { write(partner, to: &output) }
            output.write(code: outcome)
            output.write(code: result)
            output.write(at)
        }
    }

    func unpackState(_ input: inout PackReader) -> Leg.State {
        switch input.readCode(LegState.self) {
        case .waiting:
            return .waiting(unpackWaiting(&input))
        case .offered:
            return .offered(unpackAssignment(&input), answerBy: input.readMoment())
        case .accepted:
            return .accepted(unpackAssignment(&input), by: input.readMoment())
        case .inProgress:
            return .inProgress(unpackAssignment(&input), nextStep: input.readMoment())
        case .onHold:
            return .onHold(
                unpackAssignment(&input),
                input.readCode(HoldReason.self),
                until: input.readMoment()
            )
        case .cancelRequested:
            return .cancelRequested(
                unpackAssignment(&input),
                input.readCode(Outcome.self),
                nextStep: input.readMoment()
            )
        case .closed:
            let partner = input.readFlags()[0] ? readPartner(&input) : nil
            return .closed(
                input.readCode(Outcome.self),
                input.readCodeOrNone(DomainResult.self),
                at: input.readMoment(),
                partner: partner
            )
        }
    }

    private mutating func pack(_ waiting: Leg.Waiting, to output: inout PackWriter) {
        let isWidened = !waiting.also.isEmpty || !waiting.offers.isEmpty
        output.write(flags: waiting.queue != nil, isWidened, waiting.hold != nil)
        if let queue = waiting.queue { write(queue, to: &output) }
        if let hold = waiting.hold { output.write(code: hold) }
        output.write(waiting.since)
        guard isWidened else { return }
        write(waiting.also, to: &output)
        output.write(count: waiting.offers.count)
        for offer in waiting.offers {
            pack(offer.assignment, to: &output)
            output.write(offer.answerBy)
        }
    }

    private func unpackWaiting(_ input: inout PackReader) -> Leg.Waiting {
        let flags = input.readFlags()
        var waiting = Leg.Waiting(
            queue: flags[0] ? readQueue(&input) : nil,
            hold: flags[2] ? input.readCode(WaitingReason.self) : nil,
            since: input.readMoment()
        )
        guard flags[1] else { return waiting }
        waiting.also = readQueues(&input)
        for _ in 0..<input.readCount() {
            let assignment = unpackAssignment(&input)
            let answerBy = input.readMoment()
            waiting.offers.append(Leg.OpenOffer(assignment: assignment, answerBy: answerBy))
        }
        return waiting
    }

    private mutating func pack(_ assignment: Leg.Assignment, to output: inout PackWriter) {
        output.write(number: assignment.lease.number)
        write(assignment.queue, assignment.partner, consumer: assignment.consumer, to: &output)
        output.write(code: assignment.hold)
    }

    private func unpackAssignment(_ input: inout PackReader) -> Leg.Assignment {
        Leg.Assignment(
            lease: LeaseID(input.readNumber()),
            queue: readQueue(&input),
            partner: readPartner(&input),
            consumer: readConsumer(&input),
            hold: input.readCodeOrNone(WaitingReason.self)
        )
    }
}

extension Leg.State {
    /// Whether some offer of it is out and not answered.
    var hasOffer: Bool {
        switch self {
        case .offered: true
        case .waiting(let waiting): !waiting.offers.isEmpty
        case .accepted, .inProgress, .onHold, .cancelRequested, .closed: false
        }
    }
}
