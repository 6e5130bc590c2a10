import Referrals
import Triage

/// How a leg lies packed in its case.
///
///     leg         flags (bulk, dead, contact, appointment, left, refused, overdue, families before it),
///                 flags (asked once, counted, opened with the case, due from its opening, due by its
///                 terms, paused, pressed on), number judgement, moment opened?, number
///                 arrival after the case's first position, moment due from?, moment due?, number agency and
///                 number request, or both lists, number families?, what was counted?, code death?, code
///                 contact?, moment appointment?, span left?, moment pressed on?, paused?, queues refused?, codes overdue?, state
///     paused      flags (begun, clock, hold), moment clock?, code reason? and moment until?
extension SharedValues {
    /// Writes the leg of a place; it is read where it stands, for a copy of a leg is dear.
    mutating func pack(
        _ legs: Swift.Span<Leg>,
        at index: Int,
        after first: UInt64,
        to output: inout PackWriter
    ) {
        let (agencies, requests) = (legs[index].askedBy.count, legs[index].requests.count)
        precondition(agencies > 0 && requests > 0, "somebody asked for each leg, in some request")
        let isAskedOnce = agencies == 1 && requests == 1
        let progress = legs[index].progress
        let (attempts, losses, steps) =
            (legs[index].attempts, legs[index].losses, legs[index].steps)
        let isCounted =
            attempts != 0 || losses != 0 || steps != 0 || progress.contacts != 0
            || progress.noShows != 0
        let isOpenedWithCase = legs[index].openedAt == output.origin
        let isDueFromOpening = legs[index].dueFrom == legs[index].openedAt
        let isDueByTerms = legs[index].due == legs[index].dueFrom + legs[index].judged.terms.due
        output.write(
            flags: legs[index].lane == .bulk,
            legs[index].death != nil,
            progress.lastContact != nil,
            progress.appointment != nil,
            progress.left != nil,
            !legs[index].refusedBy.isEmpty,
            !legs[index].overdue.isEmpty,
            !legs[index].after.isEmpty
        )
        output.write(
            flags: isAskedOnce,
            isCounted,
            isOpenedWithCase,
            isDueFromOpening,
            isDueByTerms,
            progress.paused != nil,
            legs[index].pressesAt != nil
        )
        output.write(count: enter(legs[index].judged))
        if !isOpenedWithCase { output.write(legs[index].openedAt) }
        output.write(signed: Int64(bitPattern: legs[index].arrival.number &- first))
        if !isDueFromOpening { output.write(legs[index].dueFrom) }
        if !isDueByTerms { output.write(legs[index].due) }
        if isAskedOnce {
            write(legs[index].askedBy[0], to: &output)
            output.write(number: UInt64(legs[index].requests[0]))
        } else {
            write(legs[index].askedBy, to: &output)
            output.write(legs[index].requests)
        }
        if !legs[index].after.isEmpty { output.write(number: UInt64(legs[index].after.rawValue)) }
        if isCounted {
            output.write(number: UInt64(attempts))
            output.write(byte: losses)
            output.write(byte: steps)
            output.write(number: UInt64(progress.contacts))
            output.write(number: UInt64(progress.noShows))
        }
        packRest(of: legs, at: index, to: &output)
    }

    private mutating func packRest(
        of legs: Swift.Span<Leg>,
        at index: Int,
        to output: inout PackWriter
    ) {
        if let death = legs[index].death { output.write(code: death) }
        if let contact = legs[index].progress.lastContact { output.write(code: contact) }
        if let appointment = legs[index].progress.appointment { output.write(appointment) }
        if let left = legs[index].progress.left { output.write(signed: left.microseconds) }
        if let moment = legs[index].pressesAt { output.write(moment) }
        if let paused = legs[index].progress.paused { output.write(paused) }
        if !legs[index].refusedBy.isEmpty { write(legs[index].refusedBy, to: &output) }
        if !legs[index].overdue.isEmpty {
            output.write(count: legs[index].overdue.count)
            for deadline in legs[index].overdue { output.write(code: deadline) }
        }
        pack(legs[index].state, to: &output)
    }

    func unpack(_ id: LegID, after first: UInt64, _ input: inout PackReader) -> Leg {
        let flags = input.readFlags()
        let more = input.readFlags()
        let judged = judged[input.readCount()]
        let openedAt = more[2] ? input.origin : input.readMoment()
        let arrival = Position(first &+ UInt64(bitPattern: input.readSigned()))
        let dueFrom = more[3] ? openedAt : input.readMoment()
        let due = more[4] ? dueFrom + judged.terms.due : input.readMoment()
        let askedBy = more[0] ? alone[input.readCount()] : readAgencies(&input)
        let requests = more[0] ? input.readAlone() : input.readNumbers()
        let after = flags[7] ? FamilySet(rawValue: UInt32(input.readNumber())) : []
        let attempts = more[1] ? input.readUInt16() : 0
        let losses = more[1] ? input.readByte() : 0
        let steps = more[1] ? input.readByte() : 0
        let contacts = more[1] ? input.readUInt16() : 0
        let noShows = more[1] ? input.readUInt16() : 0
        let death = flags[1] ? input.readCode(DeathCause.self) : nil
        let lastContact = flags[2] ? input.readCode(ContactResult.self) : nil
        let appointment = flags[3] ? input.readMoment() : nil
        let left = flags[4] ? Span(microseconds: input.readSigned()) : nil
        let pressesAt = more[6] ? input.readMoment() : nil
        let paused = more[5] ? input.readPaused() : nil
        return Leg(
            id: id,
            judged: judged,
            due: due,
            pressesAt: pressesAt,
            askedBy: askedBy,
            requests: requests,
            refusedBy: flags[5] ? readQueues(&input) : [],
            attempts: attempts,
            losses: losses,
            death: death,
            lane: flags[0] ? .bulk : .live,
            after: after,
            dueFrom: dueFrom,
            steps: steps,
            progress: Leg.Progress(
                contacts: contacts,
                noShows: noShows,
                lastContact: lastContact,
                appointment: appointment,
                left: left,
                paused: paused
            ),
            arrival: arrival,
            openedAt: openedAt,
            overdue: flags[6] ? input.readOverdue() : [],
            state: unpackState(&input)
        )
    }
}

extension PackWriter {
    fileprivate mutating func write(_ paused: Leg.Paused) {
        write(flags: paused.isBegun, paused.clock != nil, paused.hold != nil)
        if let clock = paused.clock { write(clock) }
        if let hold = paused.hold {
            write(code: hold.reason)
            write(hold.until)
        }
    }
}

extension PackReader {
    fileprivate mutating func readOverdue() -> [Overdue] {
        var overdue: [Overdue] = []
        for _ in 0..<readCount() { overdue.append(readCode(Overdue.self)) }
        return overdue
    }

    fileprivate mutating func readPaused() -> Leg.Paused {
        let flags = readFlags()
        let clock = flags[1] ? readMoment() : nil
        guard flags[2] else { return Leg.Paused(isBegun: flags[0], clock: clock) }
        let reason = readCode(HoldReason.self)
        let hold = Leg.Paused.Hold(reason: reason, until: readMoment())
        return Leg.Paused(isBegun: flags[0], clock: clock, hold: hold)
    }
}
