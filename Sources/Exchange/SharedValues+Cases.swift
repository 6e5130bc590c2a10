import Referrals

/// How a case lies packed in memory, where very many do.
///
///     case        flags (closed, handed over, follows, merged, profile, cessation, bankruptcy), moment opened, number first
///                 position, count of legs, each with its length before it, the rest
///     rest        case follows?, moment closed?, case merged into?, agencies, events, consents,
///                 profile?, day cessation?, day bankruptcy?, number contents, number revision, history: how much further each position is
///
/// What it is called is told by where it lies. Names, rules and candidates are numbers in the book's own
/// register; nothing of this ever leaves the process. The first byte tells what a search through all cases asks.
extension SharedValues {
    /// Writes a case whole.
    mutating func pack(_ file: Case, to output: inout PackWriter) {
        let first = packHead(of: file, to: &output)
        let legs = file.legs.span
        for index in legs.indices {
            let start = output.beginPart()
            pack(legs, at: index, after: first, to: &output)
            output.endPart(start)
        }
        let start = output.beginPart()
        packMiddle(of: file, to: &output)
        output.endPart(start)
        packTail(of: file, after: first, to: &output)
    }

    /// Writes a case whole; what has not changed of it is taken over as it lay packed.
    mutating func pack(
        _ file: Case,
        _ changes: CaseChanges,
        since before: UnsafeRawBufferPointer,
        to output: inout PackWriter
    ) {
        guard !changes.isWhole else { return pack(file, to: &output) }
        var input = PackReader(before)
        input.origin = epoch ?? input.origin
        _ = input.readFlags()
        _ = input.readMoment()
        let formerFirst = input.readNumber()
        let count = input.readCount()
        let first = packHead(of: file, to: &output)
        precondition(count == file.legs.count, "a case with another leg is packed whole")
        // What follows is told from there, and in parts whose length is told.
        var isTold = first == formerFirst
        let legs = file.legs.span
        for index in legs.indices where isTold {
            if changes.contains(leg: index) {
                let start = output.beginPart()
                pack(legs, at: index, after: first, to: &output)
                output.endPart(start)
                isTold = input.skipPart()
            } else {
                isTold = input.copyPart(to: &output)
            }
        }
        guard isTold, input.copyPart(to: &output) else {
            output.beginAgain()
            return pack(file, to: &output)
        }
        packTail(of: file, after: first, to: &output)
    }

    /// Writes what a search asks and what all else is told from: the position that this gives.
    private mutating func packHead(of file: Case, to output: inout PackWriter) -> UInt64 {
        output.write(
            flags: file.closedAt != nil,
            file.legs.contains { $0.state.hasOffer },
            file.follows != nil,
            file.merged != nil,
            file.profile != nil,
            file.cessation != nil,
            file.bankruptcy != nil
        )
        output.origin = epoch(or: file.openedAt)
        output.write(file.openedAt)
        output.origin = file.openedAt
        let first = file.history.first?.number ?? 0
        output.write(number: first)
        output.write(count: file.legs.count)
        return first
    }

    private mutating func packMiddle(of file: Case, to output: inout PackWriter) {
        if let follows = file.follows { output.write(follows) }
        if let closedAt = file.closedAt { output.write(closedAt) }
        if let merged = file.merged { output.write(merged) }
        write(file.agencies, to: &output)
        output.write(count: file.events.count)
        for event in file.events { pack(event, to: &output) }
        output.write(count: file.consents.count)
        for said in file.consents { pack(said, to: &output) }
        if let profile = file.profile { output.write(profile) }
        if let day = file.cessation { output.write(signed: day.daysSince1970) }
        if let day = file.bankruptcy { output.write(signed: day.daysSince1970) }
        output.write(number: UInt64(file.contentCount))
        output.write(number: UInt64(file.revision))
    }

    private func packTail(of file: Case, after first: UInt64, to output: inout PackWriter) {
        output.write(count: file.history.count)
        var last = first
        for position in file.history.dropFirst() {
            output.write(number: position.number &- last)
            last = position.number
        }
    }

    /// Reads a case whole.
    func unpack(_ id: CaseID, _ bytes: UnsafeRawBufferPointer) -> Case {
        var input = PackReader(bytes)
        input.origin = epoch ?? input.origin
        let flags = input.readFlags()
        let openedAt = input.readMoment()
        input.origin = openedAt
        let first = input.readNumber()
        var legs: [Leg] = []
        let count = input.readCount()
        legs.reserveCapacity(count)
        for index in 0..<count {
            _ = input.readPartLength()
            legs.append(
                unpack(LegID(caseID: id, ordinal: UInt16(index + 1)), after: first, &input)
            )
        }
        _ = input.readPartLength()
        let follows = flags[2] ? input.readCase() : nil
        let closedAt = flags[0] ? input.readMoment() : nil
        let merged = flags[3] ? input.readCase() : nil
        return Case(
            id: id,
            follows: follows,
            merged: merged,
            openedAt: openedAt,
            closedAt: closedAt,
            agencies: readAgencies(&input),
            events: readEvents(&input),
            legs: legs,
            consents: readConsents(&input),
            profile: flags[4] ? input.readProfile() : nil,
            cessation: flags[5] ? CalendarDate(daysSince1970: input.readSigned()) : nil,
            bankruptcy: flags[6] ? CalendarDate(daysSince1970: input.readSigned()) : nil,
            contentCount: input.readUInt16(),
            revision: input.readUInt16(),
            history: input.readHistory(from: first)
        )
    }

    /// Reads one leg of a case; nil when it has none such.
    func unpackLeg(_ id: LegID, _ bytes: UnsafeRawBufferPointer) -> Leg? {
        var input = PackReader(bytes)
        input.origin = epoch ?? input.origin
        _ = input.readFlags()
        input.origin = input.readMoment()
        let first = input.readNumber()
        let count = input.readCount()
        guard id.ordinal >= 1, Int(id.ordinal) <= count else { return nil }
        for ordinal in 1..<id.ordinal {
            if let length = input.readPartLength() {
                input.skip(length)
            } else {
                _ = unpack(LegID(caseID: id.caseID, ordinal: ordinal), after: first, &input)
            }
        }
        _ = input.readPartLength()
        return unpack(id, after: first, &input)
    }

    private mutating func pack(_ event: CaseEvent, to output: inout PackWriter) {
        let isNaming: UInt8 = event.namesEnterprise ? 2 : 0
        output.write(byte: event.kind.rawValue << 2 | isNaming | (event.content == nil ? 0 : 1))
        write(event.agency, to: &output)
        output.write(ordinals: event.legs)
        if let content = event.content { output.write(number: UInt64(content)) }
        output.write(event.at)
    }

    private func readEvents(_ input: inout PackReader) -> [CaseEvent] {
        let count = input.readCount()
        var events: [CaseEvent] = []
        events.reserveCapacity(count)
        for _ in 0..<count {
            let flags = input.readFlags()
            guard let kind = CaseEvent.Kind(rawValue: flags.byte >> 2) else {
                preconditionFailure("a packed code is one that was packed")
            }
            events.append(
                CaseEvent(
                    agency: readAgency(&input),
                    kind: kind,
                    legs: input.readOrdinals(),
                    content: flags[0] ? input.readUInt16() : nil,
                    namesEnterprise: flags[1],
                    at: input.readMoment()
                )
            )
        }
        return events
    }

    private mutating func pack(_ said: ConsentSaid, to output: inout PackWriter) {
        output.write(number: UInt64(said.event))
        write(said.agency, to: &output)
        switch said.matter {
        case .asked(let consent):
            output.write(byte: 1)
            pack(consent, to: &output)
        case .given(let consent):
            output.write(byte: 2)
            pack(consent, to: &output)
        case .withdrawn(let families, let partners):
            output.write(byte: 3)
            output.write(flags: families != nil, partners != nil)
            if let families { output.write(number: UInt64(families.rawValue)) }
            if let partners { write(partners, to: &output) }
        }
    }

    private func readConsents(_ input: inout PackReader) -> [ConsentSaid] {
        let count = input.readCount()
        var all: [ConsentSaid] = []
        all.reserveCapacity(count)
        for _ in 0..<count {
            let event = input.readUInt16()
            let agency = readAgency(&input)
            let matter: ConsentSaid.Matter
            switch input.readByte() {
            case 1: matter = .asked(readConsent(&input))
            case 2: matter = .given(readConsent(&input))
            case 3:
                let flags = input.readFlags()
                matter = .withdrawn(
                    flags[0] ? FamilySet(rawValue: UInt32(input.readNumber())) : nil,
                    flags[1] ? readPartners(&input) : nil
                )
            case let code: preconditionFailure("nothing is packed under \(code)")
            }
            all.append(ConsentSaid(event: event, agency: agency, matter: matter))
        }
        return all
    }

    private mutating func pack(_ consent: Consent, to output: inout PackWriter) {
        output.write(flags: consent.recipients != nil, consent.expires != nil)
        output.write(number: UInt64(consent.scope.rawValue))
        if let recipients = consent.recipients { write(recipients, to: &output) }
        output.write(code: consent.how)
        output.write(consent.at)
        if let expires = consent.expires { output.write(signed: expires.daysSince1970) }
    }

    private func readConsent(_ input: inout PackReader) -> Consent {
        let flags = input.readFlags()
        return Consent(
            scope: FamilySet(rawValue: UInt32(input.readNumber())),
            recipients: flags[0] ? readPartners(&input) : nil,
            how: input.readCode(ConsentHow.self),
            at: input.readMoment(),
            expires: flags[1] ? CalendarDate(daysSince1970: input.readSigned()) : nil
        )
    }
}

extension PackWriter {
    fileprivate mutating func write(_ profile: Profile) {
        write(
            flags: profile.interpreterNeeded,
            profile.sector != nil,
            profile.commune != nil,
            profile.digitalAccess != nil,
            profile.digitalAccess == true
        )
        write(number: UInt64(profile.language.letters))
        if let sector = profile.sector { write(byte: sector) }
        write(code: profile.size)
        if let commune = profile.commune { write(number: UInt64(commune.nis)) }
        write(code: profile.phase)
        write(code: profile.legalState)
        write(count: profile.signals.count)
        for signal in profile.signals { write(code: signal) }
        write(code: profile.reach)
    }
}

extension PackReader {
    fileprivate mutating func readHistory(from first: UInt64) -> [Position] {
        let count = readCount()
        var history: [Position] = []
        // What is read is mostly changed next, by a fact or two.
        history.reserveCapacity(count + 2)
        var last = first
        for index in 0..<count {
            if index > 0 { last &+= readNumber() }
            history.append(Position(last))
        }
        return history
    }

    fileprivate mutating func readProfile() -> Profile {
        let flags = readFlags()
        let language = LanguageCode(letters: readUInt16())
        let sector = flags[1] ? readByte() : nil
        let size = readCodeOrNone(SizeBand.self)
        let commune = flags[2] ? Commune(nis: UInt32(readNumber())) : nil
        let phase = readCodeOrNone(Phase.self)
        let legalState = readCode(LegalState.self)
        var signals: [Signal] = []
        for _ in 0..<readCount() { signals.append(readCode(Signal.self)) }
        return Profile(
            language: language,
            interpreterNeeded: flags[0],
            sector: sector,
            size: size,
            commune: commune,
            phase: phase,
            legalState: legalState,
            signals: signals,
            reach: readCode(Reach.self),
            digitalAccess: flags[3] ? flags[4] : nil
        )
    }
}
