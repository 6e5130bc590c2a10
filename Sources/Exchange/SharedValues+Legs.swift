import Referrals
import Triage

/// How a leg lies packed in its case.
///
///     leg         flags (bulk, dead, contact, appointment, left, refused, overdue, families before it),
///                 flags (asked once, counted, opened with the case, due from its opening, due by its
///                 terms, paused), number judgement, code need, code evidence, code urgency, moment opened?, number
///                 arrival after the case's first position, moment due from?, moment due?, number agency and
///                 number request, or both lists, number families?, what was counted?, code death?, code
///                 contact?, moment appointment?, span left?, paused?, queues refused?, codes overdue?, state
///     paused      flags (begun, clock, hold), moment clock?, code reason? and moment until?
extension SharedValues {
    mutating func pack(_ leg: Leg, after first: UInt64, to output: inout PackWriter) {
        precondition(
            !leg.askedBy.isEmpty && !leg.requests.isEmpty,
            "somebody asked for each leg, in some request"
        )
        let progress = leg.progress
        let isAskedOnce = leg.askedBy.count == 1 && leg.requests.count == 1
        let isCounted =
            leg.attempts != 0 || leg.losses != 0 || leg.steps != 0 || progress.contacts != 0
            || progress.noShows != 0
        let isOpenedWithCase = leg.openedAt == output.origin
        let isDueFromOpening = leg.dueFrom == leg.openedAt
        let isDueByTerms = leg.due == leg.dueFrom + leg.terms.due
        output.write(
            flags: leg.lane == .bulk,
            leg.death != nil,
            progress.lastContact != nil,
            progress.appointment != nil,
            progress.left != nil,
            !leg.refusedBy.isEmpty,
            !leg.overdue.isEmpty,
            !leg.after.isEmpty
        )
        output.write(
            flags: isAskedOnce,
            isCounted,
            isOpenedWithCase,
            isDueFromOpening,
            isDueByTerms,
            progress.paused != nil
        )
        output.write(count: judged.enter(Judged(leg)))
        output.write(code: leg.need)
        output.write(code: leg.evidence)
        output.write(code: leg.urgency)
        if !isOpenedWithCase { output.write(leg.openedAt) }
        output.write(signed: Int64(bitPattern: leg.arrival.number &- first))
        if !isDueFromOpening { output.write(leg.dueFrom) }
        if !isDueByTerms { output.write(leg.due) }
        if isAskedOnce {
            write(leg.askedBy[0], to: &output)
            output.write(number: UInt64(leg.requests[0]))
        } else {
            write(leg.askedBy, to: &output)
            output.write(leg.requests)
        }
        if !leg.after.isEmpty { output.write(number: UInt64(leg.after.rawValue)) }
        if isCounted {
            output.write(number: UInt64(leg.attempts))
            output.write(byte: leg.losses)
            output.write(byte: leg.steps)
            output.write(number: UInt64(progress.contacts))
            output.write(number: UInt64(progress.noShows))
        }
        packRest(of: leg, to: &output)
    }

    private mutating func packRest(of leg: Leg, to output: inout PackWriter) {
        if let death = leg.death { output.write(code: death) }
        if let contact = leg.progress.lastContact { output.write(code: contact) }
        if let appointment = leg.progress.appointment { output.write(appointment) }
        if let left = leg.progress.left { output.write(signed: left.microseconds) }
        if let paused = leg.progress.paused { output.write(paused) }
        if !leg.refusedBy.isEmpty { write(leg.refusedBy, to: &output) }
        if !leg.overdue.isEmpty {
            output.write(count: leg.overdue.count)
            for deadline in leg.overdue { output.write(code: deadline) }
        }
        pack(leg.state, to: &output)
    }

    func unpack(_ id: LegID, after first: UInt64, _ input: inout PackReader) -> Leg {
        let flags = input.readFlags()
        let more = input.readFlags()
        let judged = judged[input.readCount()]
        let need = input.readCode(Need.self)
        let evidence = input.readCode(Evidence.self)
        let urgency = input.readCode(Urgency.self)
        let openedAt = more[2] ? input.origin : input.readMoment()
        let arrival = Position(first &+ UInt64(bitPattern: input.readSigned()))
        let dueFrom = more[3] ? openedAt : input.readMoment()
        let due = more[4] ? dueFrom + judged.terms.due : input.readMoment()
        let agency: AgencyID
        let request: UInt16
        var agencies: [AgencyID] = []
        var requests: [UInt16] = []
        if more[0] {
            agency = readAgency(&input)
            request = input.readUInt16()
        } else {
            agencies = readAgencies(&input)
            requests = input.readNumbers()
            (agency, request) = (agencies[0], requests[0])
        }
        var opened = LegOpened(
            leg: id,
            need: need,
            evidence: evidence,
            urgency: urgency,
            due: due,
            terms: judged.terms,
            bundle: judged.bundle,
            rule: judged.rule,
            candidates: judged.candidates,
            agency: agency,
            request: request
        )
        opened.lane = flags[0] ? .bulk : .live
        opened.after = flags[7] ? FamilySet(rawValue: UInt32(input.readNumber())) : []
        var leg = Leg(opened, at: openedAt, arrival: arrival)
        leg.dueFrom = dueFrom
        if !more[0] {
            leg.askedBy = agencies
            leg.requests = requests
        }
        unpackRest(of: &leg, flags, more, &input)
        return leg
    }

    private func unpackRest(
        of leg: inout Leg,
        _ flags: PackedFlags,
        _ more: PackedFlags,
        _ input: inout PackReader
    ) {
        if more[1] {
            leg.attempts = input.readUInt16()
            leg.losses = input.readByte()
            leg.steps = input.readByte()
            leg.progress.contacts = input.readUInt16()
            leg.progress.noShows = input.readUInt16()
        }
        leg.death = flags[1] ? input.readCode(DeathCause.self) : nil
        leg.progress.lastContact = flags[2] ? input.readCode(ContactResult.self) : nil
        leg.progress.appointment = flags[3] ? input.readMoment() : nil
        leg.progress.left = flags[4] ? Span(microseconds: input.readSigned()) : nil
        leg.progress.paused = more[5] ? input.readPaused() : nil
        if flags[5] { leg.refusedBy = readQueues(&input) }
        if flags[6] {
            for _ in 0..<input.readCount() { leg.overdue.append(input.readCode(Overdue.self)) }
        }
        leg.state = unpackState(&input)
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
    fileprivate mutating func readPaused() -> Leg.Paused {
        let flags = readFlags()
        let clock = flags[1] ? readMoment() : nil
        guard flags[2] else { return Leg.Paused(isBegun: flags[0], clock: clock) }
        let reason = readCode(HoldReason.self)
        let hold = Leg.Paused.Hold(reason: reason, until: readMoment())
        return Leg.Paused(isBegun: flags[0], clock: clock, hold: hold)
    }
}
