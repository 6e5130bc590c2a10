package import Exchange
package import Referrals
package import Triage

/// How values stand in facts and in snapshots; ``FactCodec`` describes the layout.
extension ByteWriter {
    package mutating func write(_ moment: Moment) {
        write(signed: moment.microseconds &- origin.microseconds)
    }

    package mutating func write(_ span: Span) {
        write(signed: span.microseconds)
    }

    package mutating func write(_ date: CalendarDate) {
        write(signed: date.daysSince1970)
    }

    package mutating func write(_ digest: Digest) {
        write(word: digest.words.0)
        write(word: digest.words.1)
        write(word: digest.words.2)
        write(word: digest.words.3)
    }

    package mutating func write(_ caseID: CaseID) {
        write(number: caseID.rawValue >> 32)
        write(number: caseID.rawValue & 0xFFFF_FFFF)
    }

    package mutating func write(_ leg: LegID) {
        write(leg.caseID)
        write(leg.ordinal)
    }

    package mutating func write(_ number: UInt16) {
        write(number: UInt64(number))
    }

    package mutating func write(_ lease: LeaseID) {
        write(number: lease.number)
    }

    package mutating func write(_ position: Position) {
        write(number: position.number)
    }

    package mutating func write(_ agency: AgencyID) {
        write(text: agency.description)
    }

    package mutating func write(_ partner: PartnerID) {
        write(text: partner.description)
    }

    package mutating func write(_ queue: QueueID) {
        write(text: queue.description)
    }

    package mutating func write(_ rule: RuleID) {
        write(text: rule.description)
    }

    package mutating func write(_ numbers: [UInt16]) {
        write(count: numbers.count)
        for number in numbers { write(number) }
    }

    package mutating func write(_ agencies: [AgencyID]) {
        write(count: agencies.count)
        for agency in agencies { write(agency) }
    }

    package mutating func write(_ partners: [PartnerID]) {
        write(count: partners.count)
        for partner in partners { write(partner) }
    }

    package mutating func write(_ families: FamilySet) {
        write(number: UInt64(families.rawValue))
    }

    package mutating func write(_ terms: Terms) {
        write(terms.due)
        write(terms.answer)
        write(terms.handle)
        write(terms.reportEvery)
        write(byte: terms.clock.rawValue)
        write(count: terms.ladder.count)
        for step in terms.ladder {
            write(byte: step.percent)
            write(byte: step.action.rawValue)
        }
    }

    package mutating func write(_ candidates: [Candidate]) {
        write(count: candidates.count)
        for candidate in candidates {
            write(candidate.queue)
            write(candidate.partner)
            write(byte: candidate.condition)
            if let days = candidate.onlyIf?.bankruptDays { write(days) }
        }
    }

    private mutating func write(_ days: DaySpans) {
        write(flags: days.coverUnknown)
        write(count: days.spans.count)
        for span in days.spans {
            write(number: UInt64(span.lowerBound))
            write(number: UInt64(span.upperBound))
        }
    }

    package mutating func write(_ consent: Consent) {
        write(flags: consent.recipients != nil, consent.expires != nil)
        write(consent.scope)
        write(byte: consent.how.rawValue)
        write(consent.at)
        if let recipients = consent.recipients { write(recipients) }
        if let expires = consent.expires { write(expires) }
    }

    package mutating func write(_ profile: Profile) {
        write(
            flags: profile.interpreterNeeded,
            profile.sector != nil,
            profile.size != nil,
            profile.commune != nil,
            profile.phase != nil,
            profile.digitalAccess != nil,
            profile.digitalAccess == true
        )
        write(byte: UInt8(profile.language.letters >> 8))
        write(byte: UInt8(profile.language.letters & 0xFF))
        write(byte: profile.legalState.rawValue)
        write(byte: profile.reach.rawValue)
        write(count: profile.signals.count)
        for signal in profile.signals { write(byte: signal.rawValue) }
        if let sector = profile.sector { write(byte: sector) }
        if let size = profile.size { write(byte: size.rawValue) }
        if let commune = profile.commune { write(number: UInt64(commune.nis)) }
        if let phase = profile.phase { write(byte: phase.rawValue) }
    }

    package mutating func write(_ author: Author) {
        switch author {
        case .relais:
            write(byte: 0)
        case .agency(let agency):
            write(byte: 1)
            write(agency)
        case .partner(let partner, by: nil):
            write(byte: 2)
            write(partner)
        case .partner(let partner, by: let pseudonym?):
            write(byte: 3)
            write(partner)
            write(text: pseudonym)
        case .supervisor(let supervisor):
            write(byte: 4)
            write(text: supervisor.description)
        }
    }
}

extension Candidate {
    /// What excludes it in the lower four bits, what must hold of its case in the upper; as in a fact from before
    /// there were such conditions where there is none.
    fileprivate var condition: UInt8 {
        (onlyIf?.mark ?? 0) << 4 | (exclusion?.rawValue ?? 0)
    }
}
