internal import Exchange
internal import Referrals
internal import Triage

/// The facts that supervisors and the clock cause.
extension FactCodec {
    static func write(_ ordered: Ordered, to output: inout ByteWriter) {
        output.write(text: ordered.verb)
        output.write(text: ordered.reason)
        output.write(text: ordered.key)
        output.write(text: ordered.subject)
    }

    static func readOrdered(from input: inout ByteReader) throws(CodecFault) -> Ordered {
        Ordered(
            verb: try input.readText(),
            reason: try input.readText(),
            key: try input.readText(),
            subject: input.layout >= 2 ? try input.readText() : ""
        )
    }

    static func write(_ stepped: Stepped, to output: inout ByteWriter) {
        output.write(flags: stepped.until != nil)
        output.write(stepped.leg)
        output.write(byte: stepped.step)
        output.write(byte: stepped.action.rawValue)
        if let until = stepped.until { output.write(until) }
    }

    static func readStepped(from input: inout ByteReader) throws(CodecFault) -> Stepped {
        let flags = try input.readFlags(1)
        return Stepped(
            leg: try input.readLeg(),
            step: try input.readByte(),
            action: try input.readCode(LadderAction.self),
            until: flags[0] ? try input.readMoment() : nil
        )
    }

    static func write(_ set: QueueSet, to output: inout ByteWriter) {
        output.write(flags: set.until != nil)
        output.write(set.queue)
        output.write(byte: set.standing.rawValue)
        if let until = set.until { output.write(until) }
    }

    static func readQueueSet(from input: inout ByteReader) throws(CodecFault) -> QueueSet {
        let flags = try input.readFlags(1)
        return QueueSet(
            queue: try input.readQueue(),
            standing: try input.readCode(QueueSet.Standing.self),
            until: flags[0] ? try input.readMoment() : nil
        )
    }

    static func write(_ set: SurgeSet, to output: inout ByteWriter) {
        output.write(flags: set.isOn, set.until != nil)
        if let until = set.until { output.write(until) }
    }

    static func readSurgeSet(from input: inout ByteReader) throws(CodecFault) -> SurgeSet {
        let flags = try input.readFlags(2)
        return SurgeSet(isOn: flags[0], until: flags[1] ? try input.readMoment() : nil)
    }

    static func readReplayed(from input: inout ByteReader) throws(CodecFault) -> Replayed {
        let flags = try input.readFlags(1)
        return Replayed(leg: try input.readLeg(), forgetsRefusals: flags[0])
    }
}
