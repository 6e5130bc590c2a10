import Exchange
import Referrals
import SplitMix
import Testing
import Triage

/// Facts drawn by a seed: every kind, every optional there or not, every code of every list.
struct FactCodecChance {
    private var words: SplitMix

    init(seed: UInt64) {
        words = SplitMix(seed: seed)
    }

    /// The number of kinds of fact that ``fact(ofKind:)`` knows.
    static let kindCount = 40

    mutating func word() -> UInt64 { words.next() }

    mutating func below(_ bound: Int) -> Int { words.below(bound) }

    mutating func flip() -> Bool { word() & 1 == 1 }

    /// A number with any count of bits, so that short and long ones are as likely.
    mutating func number() -> UInt64 { word() >> UInt64(below(64)) }

    mutating func small() -> UInt16 { UInt16(truncatingIfNeeded: number()) }

    mutating func any<Code: CaseIterable>(_ list: Code.Type) throws -> Code {
        let all = Array(Code.allCases)
        return try #require(all.isEmpty ? nil : all[below(all.count)])
    }

    mutating func anyOrNone<Code: CaseIterable>(_ list: Code.Type) throws -> Code? {
        flip() ? try any(list) : nil
    }

    mutating func many<Element>(
        _ draw: (inout FactCodecChance) throws -> Element
    ) rethrows -> [Element] {
        var drawn: [Element] = []
        for _ in 0..<below(4) { drawn.append(try draw(&self)) }
        return drawn
    }

    mutating func moment() -> Moment { Moment(microseconds: Int64(bitPattern: number())) }

    mutating func span() -> Span { Span(microseconds: Int64(bitPattern: number())) }

    mutating func digest() -> Digest { Digest(word(), word(), word(), word()) }

    mutating func caseID() -> CaseID { CaseID(rawValue: number()) }

    mutating func leg() -> LegID { LegID(caseID: caseID(), ordinal: small()) }

    mutating func lease() -> LeaseID { LeaseID(number()) }

    mutating func text() -> String {
        let letters = Array("aZ09 -é€𝄞\n\u{0}")
        var text = ""
        for _ in 0..<below(24) { text.append(letters[below(letters.count)]) }
        return text
    }

    mutating func name(_ most: Int) -> String {
        let letters = Array("abcxyz0189-")
        var name = ""
        for _ in 0...below(most) { name.append(letters[below(letters.count)]) }
        return name
    }

    mutating func agency() throws -> AgencyID { try #require(AgencyID(name(32))) }

    mutating func partner() throws -> PartnerID { try #require(PartnerID(name(32))) }

    mutating func queue() throws -> QueueID { try #require(QueueID(name(64))) }

    mutating func rule() throws -> RuleID { try #require(RuleID(name(15))) }

    mutating func author() throws -> Author {
        switch below(5) {
        case 0: .relais
        case 1: .agency(try agency())
        case 2: .partner(try partner(), by: nil)
        case 3: .partner(try partner(), by: text())
        default: .supervisor(try #require(SupervisorID(name(32))))
        }
    }

    mutating func consent() throws -> Consent {
        Consent(
            scope: FamilySet(rawValue: UInt32(truncatingIfNeeded: number())),
            recipients: flip() ? try many { chance in try chance.partner() } : nil,
            how: try any(ConsentHow.self),
            at: moment(),
            expires: flip()
                ? CalendarDate(year: below(10_000), month: 1 + below(12), day: 1 + below(28)) : nil
        )
    }

    mutating func profile() throws -> Profile {
        Profile(
            language: LanguageCode(letters: UInt16(truncatingIfNeeded: word())),
            interpreterNeeded: flip(),
            sector: flip() ? UInt8(truncatingIfNeeded: word()) : nil,
            size: try anyOrNone(SizeBand.self),
            commune: flip() ? Commune(nis: UInt32(1 + below(99_999))) : nil,
            phase: try anyOrNone(Phase.self),
            legalState: try any(LegalState.self),
            signals: try many { chance in try chance.any(Signal.self) },
            reach: Reach(rawValue: UInt8(truncatingIfNeeded: word())),
            digitalAccess: flip() ? flip() : nil
        )
    }

    mutating func terms() -> Terms {
        Terms(
            due: span(),
            answer: span(),
            handle: span(),
            reportEvery: span(),
            clock: flip() ? .hours : .wall,
            ladder: many { chance in
                LadderStep(
                    percent: UInt8(chance.below(256)),
                    action: chance.flip() ? .widen : .desk
                )
            }
        )
    }

    mutating func candidates() throws -> [Candidate] {
        try many { chance in
            Candidate(
                queue: try chance.queue(),
                partner: try chance.partner(),
                exclusion: try chance.anyOrNone(Exclusion.self),
                onlyIf: chance.flip() ? chance.condition() : nil
            )
        }
    }

    private mutating func condition() -> StandingCondition {
        let days: DaySpans? =
            flip()
            ? DaySpans(
                [UInt32(small())...100_000, 92...UInt32.max],
                coverUnknown: flip()
            ) : nil
        let followers = flip() ? flip() : nil
        return StandingCondition(
            followers: days == nil ? followers ?? true : followers,
            bankruptDays: days
        )
    }
}
