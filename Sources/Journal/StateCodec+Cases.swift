internal import Exchange
internal import Referrals

/// How a case stands in a snapshot.
///
///     case            flags (follows, closed, profile, merged, cessation, bankruptcy), case, eight bytes opened,
///                     case follows?, moment closed?, case merged into?, list of names agencies, list of events,
///                     list of legs, list of (number event, name agency, said), profile?, day
///                     cessation?, day bankruptcy?, number contents, number revision, list of numbers history: the first position,
///                     then how much further each next one is
///     event           flags (content, names enterprise), name agency, code kind, list of numbers legs,
///                     number content?, moment
extension StateCodec {
    static func write(
        _ file: Case,
        to output: inout ByteWriter,
        judgements: inout JudgementIndex
    ) {
        output.write(
            flags: file.follows != nil,
            file.closedAt != nil,
            file.profile != nil,
            file.merged != nil,
            file.cessation != nil,
            file.bankruptcy != nil
        )
        output.write(file.id)
        output.write(word: UInt64(bitPattern: file.openedAt.microseconds))
        output.origin = file.openedAt
        if let follows = file.follows { output.write(follows) }
        if let closedAt = file.closedAt { output.write(closedAt) }
        if let merged = file.merged { output.write(merged) }
        output.write(file.agencies)
        output.write(count: file.events.count)
        for event in file.events { write(event, to: &output) }
        output.write(count: file.legs.count)
        for leg in file.legs { write(leg, to: &output, judgements: &judgements) }
        output.write(count: file.consents.count)
        for said in file.consents {
            output.write(said.event)
            output.write(said.agency)
            output.write(said.matter)
        }
        if let profile = file.profile { output.write(profile) }
        if let day = file.cessation { output.write(day) }
        if let day = file.bankruptcy { output.write(day) }
        output.write(file.contentCount)
        output.write(file.revision)
        write(history: file.history, to: &output)
    }

    static func readCase(
        from input: inout ByteReader,
        judgements: inout [Judgement]
    ) throws(CodecFault) -> Case {
        let flags = try input.readFlags(6)
        let id = try input.readCase()
        let openedAt = Moment(microseconds: Int64(bitPattern: try input.readWord()))
        input.origin = openedAt
        var file = Case(
            id: id,
            follows: flags[0] ? try input.readCase() : nil,
            openedAt: openedAt
        )
        file.closedAt = flags[1] ? try input.readMoment() : nil
        file.merged = flags[3] ? try input.readCase() : nil
        file.agencies = try input.readAgencies()
        for _ in 0..<(try input.readCount()) { file.events.append(try readEvent(from: &input)) }
        file.legs = try readLegs(of: id, from: &input, judgements: &judgements)
        for _ in 0..<(try input.readCount()) {
            file.consents.append(
                ConsentSaid(
                    event: try input.readUInt16(),
                    agency: try input.readAgency(),
                    matter: try input.readConsentSaid()
                )
            )
        }
        file.profile = flags[2] ? try input.readProfile() : nil
        file.cessation = flags[4] ? try input.readDate() : nil
        file.bankruptcy = flags[5] ? try input.readDate() : nil
        file.contentCount = try input.readUInt16()
        file.revision = try input.readUInt16()
        file.history = try readHistory(from: &input)
        return file
    }

    private static func readLegs(
        of id: CaseID,
        from input: inout ByteReader,
        judgements: inout [Judgement]
    ) throws(CodecFault) -> [Leg] {
        let start = input.offset
        let count = try input.readCount(entriesOf: 10)
        guard count < UInt16.max else {
            throw CodecFault(offset: start, expected: .number(atMost: UInt64(UInt16.max) - 1))
        }
        var legs: [Leg] = []
        legs.reserveCapacity(count)
        for index in 0..<count {
            let leg = LegID(caseID: id, ordinal: UInt16(index + 1))
            legs.append(try readLeg(leg, from: &input, judgements: &judgements))
        }
        return legs
    }

    private static func write(_ event: CaseEvent, to output: inout ByteWriter) {
        output.write(flags: event.content != nil, event.namesEnterprise)
        output.write(event.agency)
        output.write(byte: event.kind.rawValue)
        output.write(event.legs)
        if let content = event.content { output.write(content) }
        output.write(event.at)
    }

    private static func readEvent(from input: inout ByteReader) throws(CodecFault) -> CaseEvent {
        let flags = try input.readFlags(2)
        return CaseEvent(
            agency: try input.readAgency(),
            kind: try input.readCode(CaseEvent.Kind.self),
            legs: try input.readNumbers(),
            content: flags[0] ? try input.readUInt16() : nil,
            namesEnterprise: flags[1],
            at: try input.readMoment()
        )
    }

    private static func write(history: [Position], to output: inout ByteWriter) {
        output.write(count: history.count)
        var last: UInt64 = 0
        for position in history {
            output.write(number: position.number &- last)
            last = position.number
        }
    }

    private static func readHistory(from input: inout ByteReader) throws(CodecFault) -> [Position] {
        let count = try input.readCount()
        var history: [Position] = []
        history.reserveCapacity(count)
        var last: UInt64 = 0
        for _ in 0..<count {
            last &+= try input.readNumber()
            history.append(Position(last))
        }
        return history
    }
}
