package import Exchange
package import Referrals
package import Triage

/// How values stand in facts and in snapshots; ``FactCodec`` describes the layout.
extension ByteReader {
    package mutating func readMoment() throws(CodecFault) -> Moment {
        Moment(microseconds: try readSigned() &+ origin.microseconds)
    }

    package mutating func readSpan() throws(CodecFault) -> Span {
        Span(microseconds: try readSigned())
    }

    package mutating func readDate() throws(CodecFault) -> CalendarDate {
        let start = offset
        let days = try readSigned()
        // 0000-01-01 to 9999-12-31: what CalendarDate can name.
        guard (-719_528...2_932_896).contains(days) else { throw fault(.date, at: start) }
        return CalendarDate(daysSince1970: days)
    }

    package mutating func readDigest() throws(CodecFault) -> Digest {
        Digest(try readWord(), try readWord(), try readWord(), try readWord())
    }

    package mutating func readCase() throws(CodecFault) -> CaseID {
        let year = try readUInt32()
        return CaseID(rawValue: UInt64(year) << 32 | UInt64(try readUInt32()))
    }

    package mutating func readLeg() throws(CodecFault) -> LegID {
        LegID(caseID: try readCase(), ordinal: try readUInt16())
    }

    package mutating func readLease() throws(CodecFault) -> LeaseID {
        LeaseID(try readNumber())
    }

    package mutating func readPosition() throws(CodecFault) -> Position {
        Position(try readNumber())
    }

    package mutating func readAgency() throws(CodecFault) -> AgencyID {
        let start = offset
        guard let agency = AgencyID(try readText()) else {
            throw fault(.name(of: "AgencyID"), at: start)
        }
        return agency
    }

    package mutating func readPartner() throws(CodecFault) -> PartnerID {
        let start = offset
        guard let partner = PartnerID(try readText()) else {
            throw fault(.name(of: "PartnerID"), at: start)
        }
        return partner
    }

    package mutating func readSupervisor() throws(CodecFault) -> SupervisorID {
        let start = offset
        guard let supervisor = SupervisorID(try readText()) else {
            throw fault(.name(of: "SupervisorID"), at: start)
        }
        return supervisor
    }

    package mutating func readQueue() throws(CodecFault) -> QueueID {
        let start = offset
        guard let queue = QueueID(try readText()) else {
            throw fault(.name(of: "QueueID"), at: start)
        }
        return queue
    }

    package mutating func readRule() throws(CodecFault) -> RuleID {
        let start = offset
        guard let rule = RuleID(try readText()) else {
            throw fault(.name(of: "RuleID"), at: start)
        }
        return rule
    }

    package mutating func readNumbers() throws(CodecFault) -> [UInt16] {
        var numbers: [UInt16] = []
        for _ in 0..<(try readCount()) { numbers.append(try readUInt16()) }
        return numbers
    }

    package mutating func readAgencies() throws(CodecFault) -> [AgencyID] {
        var agencies: [AgencyID] = []
        for _ in 0..<(try readCount(entriesOf: 2)) { agencies.append(try readAgency()) }
        return agencies
    }

    package mutating func readPartners() throws(CodecFault) -> [PartnerID] {
        var partners: [PartnerID] = []
        for _ in 0..<(try readCount(entriesOf: 2)) { partners.append(try readPartner()) }
        return partners
    }

    package mutating func readFamilies() throws(CodecFault) -> FamilySet {
        FamilySet(rawValue: try readUInt32())
    }

    package mutating func readTerms() throws(CodecFault) -> Terms {
        var terms = Terms(
            due: try readSpan(),
            answer: try readSpan(),
            handle: try readSpan(),
            reportEvery: try readSpan()
        )
        guard layout >= 2 else { return terms }
        terms.clock = try readCode(DeadlineClock.self)
        for _ in 0..<(try readCount(entriesOf: 2)) {
            let percent = try readByte()
            terms.ladder.append(
                LadderStep(percent: percent, action: try readCode(LadderAction.self))
            )
        }
        return terms
    }

    package mutating func readCandidates() throws(CodecFault) -> [Candidate] {
        let count = try readCount(entriesOf: 5)
        var candidates: [Candidate] = []
        candidates.reserveCapacity(count)
        for _ in 0..<count {
            let queue = try readQueue()
            let partner = try readPartner()
            let start = offset
            let byte = try readByte()
            candidates.append(
                Candidate(
                    queue: queue,
                    partner: partner,
                    exclusion: try code(byte & 0xF, from: start),
                    onlyIf: try readCondition(byte >> 4, from: start)
                )
            )
        }
        return candidates
    }

    /// What must hold of a case, by its mark and the days that follow it.
    private mutating func readCondition(
        _ mark: UInt8,
        from start: Int
    ) throws(CodecFault) -> StandingCondition? {
        guard mark != 0 else { return nil }
        guard mark < 8, mark & 3 != 3 else {
            throw fault(.code(of: "StandingCondition"), at: start)
        }
        return StandingCondition(
            followers: mark & 3 == 0 ? nil : mark & 1 != 0,
            bankruptDays: mark & 4 == 0 ? nil : try readDaySpans()
        )
    }

    private mutating func readDaySpans() throws(CodecFault) -> DaySpans {
        let flags = try readFlags(1)
        var spans: [ClosedRange<UInt32>] = []
        for _ in 0..<(try readCount(entriesOf: 2)) {
            let start = offset
            let first = try readUInt32()
            let last = try readUInt32()
            guard first <= last else { throw fault(.number(atMost: UInt64(last)), at: start) }
            spans.append(first...last)
        }
        return DaySpans(spans, coverUnknown: flags[0])
    }

    /// The value that a part of a byte stands for; 0 is none, which no list uses.
    private func code<Code: RawRepresentable>(
        _ part: UInt8,
        from start: Int
    ) throws(CodecFault) -> Code? where Code.RawValue == UInt8 {
        guard part != 0 else { return nil }
        guard let code = Code(rawValue: part) else {
            throw fault(.code(of: String(describing: Code.self)), at: start)
        }
        return code
    }

    /// The value that a byte stands for; 0 is none, which no list uses.
    package mutating func readCodeOrNone<Code: RawRepresentable>(
        _ list: Code.Type
    ) throws(CodecFault) -> Code? where Code.RawValue == UInt8 {
        let start = offset
        let byte = try readByte()
        guard byte != 0 else { return nil }
        guard let code = Code(rawValue: byte) else {
            throw fault(.code(of: String(describing: list)), at: start)
        }
        return code
    }

    package mutating func readConsent() throws(CodecFault) -> Consent {
        let present = try readFlags(2)
        let scope = try readFamilies()
        let how = try readCode(ConsentHow.self)
        let at = try readMoment()
        let recipients = present[0] ? try readPartners() : nil
        let expires = present[1] ? try readDate() : nil
        return Consent(scope: scope, recipients: recipients, how: how, at: at, expires: expires)
    }

    package mutating func readProfile() throws(CodecFault) -> Profile {
        let start = offset
        let flags = try readFlags(7)
        guard flags[5] || !flags[6] else { throw fault(.flags(6), at: start) }
        let first = try readByte()
        let language = LanguageCode(letters: UInt16(first) << 8 | UInt16(try readByte()))
        let legalState = try readCode(LegalState.self)
        let reach = Reach(rawValue: try readByte())
        let signals = try readSignals()
        return Profile(
            language: language,
            interpreterNeeded: flags[0],
            sector: flags[1] ? try readByte() : nil,
            size: flags[2] ? try readCode(SizeBand.self) : nil,
            commune: flags[3] ? try readCommune() : nil,
            phase: flags[4] ? try readCode(Phase.self) : nil,
            legalState: legalState,
            signals: signals,
            reach: reach,
            digitalAccess: flags[5] ? flags[6] : nil
        )
    }

    private mutating func readSignals() throws(CodecFault) -> [Signal] {
        var signals: [Signal] = []
        for _ in 0..<(try readCount()) { signals.append(try readCode(Signal.self)) }
        return signals
    }

    private mutating func readCommune() throws(CodecFault) -> Commune {
        let start = offset
        guard let commune = Commune(nis: try readUInt32()) else {
            throw fault(.name(of: "Commune"), at: start)
        }
        return commune
    }

    package mutating func readAuthor() throws(CodecFault) -> Author {
        let start = offset
        switch try readByte() {
        case 0: return .relais
        case 1: return .agency(try readAgency())
        case 2: return .partner(try readPartner(), by: nil)
        case 3: return .partner(try readPartner(), by: try readText())
        case 4: return .supervisor(try readSupervisor())
        default: throw fault(.code(of: "Author"), at: start)
        }
    }
}
