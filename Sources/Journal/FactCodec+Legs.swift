internal import Exchange
internal import Referrals
internal import Triage

/// The facts that concern one leg.
extension FactCodec {
    static func write(_ opened: LegOpened, to output: inout ByteWriter) {
        output.write(opened.leg)
        output.write(byte: opened.need.rawValue)
        output.write(byte: opened.evidence.rawValue)
        output.write(byte: opened.urgency.rawValue)
        output.write(opened.due)
        output.write(opened.terms)
        output.write(opened.bundle)
        output.write(opened.rule)
        output.write(opened.candidates)
        output.write(opened.agency)
        output.write(opened.request)
        output.write(flags: opened.lane == .bulk)
        output.write(opened.after)
    }

    static func readLegOpened(from input: inout ByteReader) throws(CodecFault) -> LegOpened {
        var opened = LegOpened(
            leg: try input.readLeg(),
            need: try input.readCode(Need.self),
            evidence: try input.readCode(Evidence.self),
            urgency: try input.readCode(Urgency.self),
            due: try input.readMoment(),
            terms: try input.readTerms(),
            bundle: try input.readDigest(),
            rule: try input.readRule(),
            candidates: try input.readCandidates(),
            agency: try input.readAgency(),
            request: try input.readUInt16()
        )
        guard input.layout >= 2 else { return opened }
        opened.lane = try input.readBool() ? .bulk : .live
        opened.after = try input.readFamilies()
        return opened
    }

    static func write(_ joined: LegJoined, to output: inout ByteWriter) {
        output.write(joined.leg)
        output.write(joined.agency)
        output.write(joined.request)
        output.write(byte: joined.urgency.rawValue)
        output.write(joined.due)
        output.write(flags: joined.lane == .bulk)
    }

    static func readLegJoined(from input: inout ByteReader) throws(CodecFault) -> LegJoined {
        var joined = LegJoined(
            leg: try input.readLeg(),
            agency: try input.readAgency(),
            request: try input.readUInt16(),
            urgency: try input.readCode(Urgency.self),
            due: try input.readMoment()
        )
        guard input.layout >= 2 else { return joined }
        joined.lane = try input.readBool() ? .bulk : .live
        return joined
    }

    static func write(_ sharpened: LegSharpened, to output: inout ByteWriter) {
        output.write(
            flags: sharpened.due != nil,
            sharpened.until != nil,
            sharpened.presses != nil
        )
        output.write(sharpened.leg)
        output.write(byte: sharpened.urgency.rawValue)
        output.write(sharpened.terms)
        if let due = sharpened.due { output.write(due) }
        if let until = sharpened.until { output.write(until) }
        if let presses = sharpened.presses { output.write(presses) }
    }

    static func readLegSharpened(
        from input: inout ByteReader
    ) throws(CodecFault) -> LegSharpened {
        let flags = try input.readFlags(3)
        return LegSharpened(
            leg: try input.readLeg(),
            urgency: try input.readCode(Urgency.self),
            terms: try input.readTerms(),
            due: flags[0] ? try input.readMoment() : nil,
            until: flags[1] ? try input.readMoment() : nil,
            presses: flags[2] ? try input.readMoment() : nil
        )
    }

    static func write(_ placed: LegPlaced, to output: inout ByteWriter) {
        output.write(flags: placed.queue != nil, placed.due != nil)
        output.write(placed.leg)
        if let queue = placed.queue { output.write(queue) }
        output.write(byte: placed.hold?.rawValue ?? 0)
        output.write(count: placed.passedOver.count)
        for passed in placed.passedOver {
            output.write(passed.queue)
            output.write(byte: passed.reason.rawValue)
        }
        output.write(count: placed.also.count)
        for queue in placed.also { output.write(queue) }
        if let due = placed.due { output.write(due) }
    }

    static func readLegPlaced(from input: inout ByteReader) throws(CodecFault) -> LegPlaced {
        let flags = try input.readFlags(input.layout >= 2 ? 2 : 1)
        let leg = try input.readLeg()
        let queue = flags[0] ? try input.readQueue() : nil
        let hold = try input.readCodeOrNone(WaitingReason.self)
        var passedOver: [PassedOver] = []
        for _ in 0..<(try input.readCount(entriesOf: 3)) {
            passedOver.append(
                PassedOver(
                    queue: try input.readQueue(),
                    reason: try input.readCode(PassedOver.Reason.self)
                )
            )
        }
        var placed = LegPlaced(leg: leg, queue: queue, hold: hold, passedOver: passedOver)
        guard input.layout >= 2 else { return placed }
        for _ in 0..<(try input.readCount()) { placed.also.append(try input.readQueue()) }
        placed.due = flags[1] ? try input.readMoment() : nil
        return placed
    }

    static func write(_ offered: Offered, to output: inout ByteWriter) {
        output.write(offered.leg)
        output.write(offered.lease)
        output.write(offered.queue)
        output.write(offered.partner)
        output.write(text: offered.consumer)
        output.write(offered.answerBy)
    }

    static func readOffered(from input: inout ByteReader) throws(CodecFault) -> Offered {
        Offered(
            leg: try input.readLeg(),
            lease: try input.readLease(),
            queue: try input.readQueue(),
            partner: try input.readPartner(),
            consumer: try input.readText(),
            answerBy: try input.readMoment()
        )
    }

    static func write(_ accepted: Accepted, to output: inout ByteWriter) {
        output.write(accepted.leg)
        output.write(accepted.lease)
        output.write(accepted.handleBy)
        output.write(flags: accepted.day != nil)
        if let day = accepted.day { output.write(day) }
    }

    static func readAccepted(from input: inout ByteReader) throws(CodecFault) -> Accepted {
        var accepted = Accepted(
            leg: try input.readLeg(),
            lease: try input.readLease(),
            handleBy: try input.readMoment()
        )
        guard input.layout >= 2 else { return accepted }
        accepted.day = try input.readBool() ? try input.readDate() : nil
        return accepted
    }

    static func write(_ declined: Declined, to output: inout ByteWriter) {
        output.write(flags: declined.suggested != nil, declined.content != nil)
        output.write(declined.leg)
        output.write(declined.lease)
        output.write(byte: declined.reason.rawValue)
        if let suggested = declined.suggested { output.write(suggested) }
        if let content = declined.content { output.write(content) }
    }

    static func readDeclined(from input: inout ByteReader) throws(CodecFault) -> Declined {
        let flags = try input.readFlags(2)
        return Declined(
            leg: try input.readLeg(),
            lease: try input.readLease(),
            reason: try input.readCode(DeclineReason.self),
            suggested: flags[0] ? try input.readPartner() : nil,
            content: flags[1] ? try input.readUInt16() : nil
        )
    }

    static func write(_ ended: AssignmentEnded, to output: inout ByteWriter) {
        output.write(ended.leg)
        output.write(ended.lease)
        output.write(byte: ended.reason.rawValue)
    }

    static func readAssignmentEnded(
        from input: inout ByteReader
    ) throws(CodecFault) -> AssignmentEnded {
        AssignmentEnded(
            leg: try input.readLeg(),
            lease: try input.readLease(),
            reason: try input.readCode(AssignmentEnded.Reason.self)
        )
    }

    static func write(_ reported: Reported, to output: inout ByteWriter) {
        output.write(
            flags: reported.nextStep != nil,
            reported.content != nil,
            reported.appointment != nil,
            reported.left != nil
        )
        output.write(reported.leg)
        output.write(byte: reported.verb.rawValue)
        output.write(reported.factAt)
        if let nextStep = reported.nextStep { output.write(nextStep) }
        output.write(byte: reported.contact?.rawValue ?? 0)
        output.write(byte: reported.hold?.rawValue ?? 0)
        if let content = reported.content { output.write(content) }
        if let appointment = reported.appointment { output.write(appointment) }
        if let left = reported.left { output.write(left) }
    }

    static func readReported(from input: inout ByteReader) throws(CodecFault) -> Reported {
        let flags = try input.readFlags(input.layout >= 2 ? 4 : 2)
        var reported = Reported(
            leg: try input.readLeg(),
            verb: try input.readCode(ReportVerb.self),
            factAt: try input.readMoment(),
            nextStep: flags[0] ? try input.readMoment() : nil,
            contact: try input.readCodeOrNone(ContactResult.self),
            hold: try input.readCodeOrNone(HoldReason.self),
            content: flags[1] ? try input.readUInt16() : nil,
            appointment: flags[2] ? try input.readMoment() : nil,
            left: flags[3] ? try input.readSpan() : nil
        )
        // The first version knew no rest of a time: what was on hold had none, whoever it waited for.
        reported.stopsAll = input.layout == 1 && reported.verb == .hold
        return reported
    }

    static func write(_ closed: LegClosed, to output: inout ByteWriter) {
        output.write(closed.leg)
        output.write(byte: closed.outcome.rawValue)
        output.write(byte: closed.result?.rawValue ?? 0)
    }

    static func readLegClosed(from input: inout ByteReader) throws(CodecFault) -> LegClosed {
        LegClosed(
            leg: try input.readLeg(),
            outcome: try input.readCode(Outcome.self),
            result: try input.readCodeOrNone(DomainResult.self)
        )
    }
}
