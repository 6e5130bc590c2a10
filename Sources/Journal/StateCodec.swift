public import Exchange
internal import Referrals

/// The bytes of a snapshot: what facts have made of the switchboard, so that a start need not replay all.
///
/// A snapshot is a cache of `apply` and nothing else: bytes of another version are thrown away, not
/// converted. That the bytes are those that were saved is the store's affair. Values are spelled as in
/// ``FactCodec``; instants within a case are measured from its opening, others from 1970.
///
///     position, flags (bundle), digest bundle?, number last lease, case last case,
///     list of cases, list of (flags (day), name queue, number arrived, number taken, day?, number
///     taken that day), list of (name partner, number last notice, list of notices), list of (text key,
///     text meaning) orders, list of queues set, flags (surge), surge set?, flags (recorded at),
///     recorded at?, list of (case, name supervisor, moment until) erasures asked for,
///     list of (digest, position, moment) activations
public enum StateCodec {
    /// The version that ``encode(_:behind:)`` writes and the only one that is read.
    ///
    /// Any change of ``SwitchboardState`` or of these bytes makes it another.
    public static let stateVersion: UInt32 = 7

    /// The bytes of a state, after others that say what it is of.
    public static func encode(_ state: SwitchboardState, behind lead: [UInt8] = []) -> [UInt8] {
        var output = ByteWriter(
            origin: Moment(microseconds: 0),
            capacity: 65_536 + 256 * state.cases.count
        )
        output.write(lead)
        var judgements = JudgementIndex()
        output.write(state.position)
        output.write(flags: state.bundleAddress != nil)
        if let bundle = state.bundleAddress { output.write(bundle) }
        output.write(state.lastLease)
        output.write(state.lastCase)
        output.write(count: state.cases.count)
        for file in state.cases { write(file, to: &output, judgements: &judgements) }
        output.origin = Moment(microseconds: 0)
        output.write(count: state.traffic.count)
        for traffic in state.traffic {
            output.write(flags: traffic.day != nil)
            output.write(traffic.queue)
            output.write(number: traffic.arrived)
            output.write(number: traffic.taken)
            if let day = traffic.day { output.write(day) }
            output.write(number: UInt64(traffic.takenThatDay))
        }
        output.write(count: state.told.count)
        for told in state.told {
            output.write(told.partner)
            output.write(number: told.book.last)
            output.write(count: told.book.pending.count)
            for notice in told.book.pending { FactCodec.write(notice, to: &output) }
        }
        output.write(count: state.orders.count)
        for order in state.orders {
            output.write(text: order.key)
            output.write(text: order.meaning)
        }
        output.write(count: state.standings.count)
        for standing in state.standings { FactCodec.write(standing, to: &output) }
        output.write(flags: state.surge != nil)
        if let surge = state.surge { FactCodec.write(surge, to: &output) }
        output.write(flags: state.recordedAt != nil)
        if let recordedAt = state.recordedAt { output.write(recordedAt) }
        output.write(count: state.erasures.count)
        for asked in state.erasures {
            output.write(asked.caseID)
            output.write(text: asked.by.description)
            output.write(asked.until)
        }
        output.write(count: state.activations.count)
        for activation in state.activations {
            output.write(activation.address)
            output.write(activation.position)
            output.write(activation.at)
        }
        return output.bytes
    }

    /// The state that bytes of a version stand for; nil for any version but ``stateVersion``.
    ///
    /// - Throws: a ``CodecFault`` for bytes that ``encode(_:behind:)`` does not write.
    public static func decode(
        _ bytes: [UInt8],
        stateVersion: UInt32
    ) throws(CodecFault) -> SwitchboardState? {
        try decode(bytes[...], stateVersion: stateVersion)
    }

    /// The state that a part of some bytes stands for; nil for any version but ``stateVersion``.
    ///
    /// - Throws: a ``CodecFault`` for bytes that ``encode(_:behind:)`` does not write.
    public static func decode(
        _ bytes: ArraySlice<UInt8>,
        stateVersion: UInt32
    ) throws(CodecFault) -> SwitchboardState? {
        guard stateVersion == Self.stateVersion else { return nil }
        return try bytes.withUnsafeBufferPointer { buffer throws(CodecFault) in
            var input = ByteReader(UnsafeRawBufferPointer(buffer))
            let state = try readState(from: &input)
            try input.readEnd()
            return state
        }
    }

    private static func readState(
        from input: inout ByteReader
    ) throws(CodecFault) -> SwitchboardState {
        let position = try input.readPosition()
        let bundleAddress = try input.readBool() ? try input.readDigest() : nil
        let lastLease = try input.readLease()
        let lastCase = try input.readCase()
        let cases = try readCases(from: &input)
        input.origin = Moment(microseconds: 0)
        return SwitchboardState(
            position: position,
            bundleAddress: bundleAddress,
            lastLease: lastLease,
            lastCase: lastCase,
            cases: cases,
            traffic: try readTraffic(from: &input),
            told: try readTold(from: &input),
            orders: try readOrders(from: &input),
            standings: try readStandings(from: &input),
            surge: try input.readBool() ? try FactCodec.readSurgeSet(from: &input) : nil,
            recordedAt: try input.readBool() ? try input.readMoment() : nil,
            erasures: try readErasures(from: &input),
            activations: try readActivations(from: &input)
        )
    }

    private static func readCases(from input: inout ByteReader) throws(CodecFault) -> Casebook {
        var judgements: [Judgement] = []
        let count = try input.readCount(entriesOf: 19)
        var cases = Casebook()
        for _ in 0..<count {
            let start = input.offset
            let file = try readCase(from: &input, judgements: &judgements)
            guard !cases.contains(file.id), file.id.rawValue >> 48 == 0 else {
                throw CodecFault(offset: start, expected: .name(of: "a case that is not there yet"))
            }
            cases.open(file)
        }
        return cases
    }

    private static func readTraffic(
        from input: inout ByteReader
    ) throws(CodecFault) -> [SwitchboardState.Traffic] {
        var traffic: [SwitchboardState.Traffic] = []
        for _ in 0..<(try input.readCount()) {
            let hasDay = try input.readBool()
            traffic.append(
                SwitchboardState.Traffic(
                    queue: try input.readQueue(),
                    arrived: try input.readNumber(),
                    taken: try input.readNumber(),
                    day: hasDay ? try input.readDate() : nil,
                    takenThatDay: try input.readUInt32()
                )
            )
        }
        return traffic
    }

    private static func readTold(
        from input: inout ByteReader
    ) throws(CodecFault) -> [SwitchboardState.Told] {
        var told: [SwitchboardState.Told] = []
        for _ in 0..<(try input.readCount()) {
            let partner = try input.readPartner()
            var book = NoticeBook()
            book.last = try input.readNumber()
            for _ in 0..<(try input.readCount()) {
                book.pending.append(try FactCodec.readNotice(from: &input))
            }
            told.append(SwitchboardState.Told(partner: partner, book: book))
        }
        return told
    }

    private static func readOrders(
        from input: inout ByteReader
    ) throws(CodecFault) -> [SwitchboardState.Order] {
        var orders: [SwitchboardState.Order] = []
        for _ in 0..<(try input.readCount(entriesOf: 2)) {
            orders.append(
                SwitchboardState.Order(key: try input.readText(), meaning: try input.readText())
            )
        }
        return orders
    }

    private static func readErasures(
        from input: inout ByteReader
    ) throws(CodecFault) -> [ErasureAsked] {
        var erasures: [ErasureAsked] = []
        for _ in 0..<(try input.readCount(entriesOf: 4)) {
            erasures.append(
                ErasureAsked(
                    caseID: try input.readCase(),
                    by: try input.readSupervisor(),
                    until: try input.readMoment()
                )
            )
        }
        return erasures
    }

    private static func readActivations(
        from input: inout ByteReader
    ) throws(CodecFault) -> [BundleActivation] {
        var activations: [BundleActivation] = []
        for _ in 0..<(try input.readCount(entriesOf: 34)) {
            activations.append(
                BundleActivation(
                    address: try input.readDigest(),
                    position: try input.readPosition(),
                    at: try input.readMoment()
                )
            )
        }
        return activations
    }

    private static func readStandings(
        from input: inout ByteReader
    ) throws(CodecFault) -> [QueueSet] {
        var standings: [QueueSet] = []
        for _ in 0..<(try input.readCount(entriesOf: 3)) {
            standings.append(try FactCodec.readQueueSet(from: &input))
        }
        return standings
    }
}
