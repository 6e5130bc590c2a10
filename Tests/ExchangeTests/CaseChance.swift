import Referrals
import SplitMix
import Triage

@testable import Exchange

/// Cases of every shape, by chance: each field takes values that tell it from the others.
struct CaseChance {
    private var source: SplitMix

    init(seed: UInt64) {
        source = SplitMix(seed: seed)
    }

    mutating func below(_ bound: UInt64) -> UInt64 { source.next() % bound }

    mutating func happens(_ percent: UInt64 = 50) -> Bool { below(100) < percent }

    mutating func moment() -> Moment {
        Moment(microseconds: 1_772_449_200_000_000 + Int64(below(1 << 44)) - 1 << 40)
    }

    mutating func code<Code: CaseIterable>(_ list: Code.Type) -> Code
    where Code.AllCases == [Code] {
        list.allCases[Int(below(UInt64(list.allCases.count)))]
    }

    mutating func some<Value>(_ value: (inout CaseChance) -> Value) -> Value? {
        happens() ? value(&self) : nil
    }

    mutating func list<Value>(_ most: UInt64, _ value: (inout CaseChance) -> Value) -> [Value] {
        (0..<below(most + 1)).map { _ in value(&self) }
    }

    mutating func number() -> UInt16 { UInt16(truncatingIfNeeded: below(happens() ? 4 : 65_536)) }

    mutating func caseID() -> CaseID { CaseID(year: 2026, number: UInt32(1 + below(1 << 31))) }

    mutating func agency() -> AgencyID {
        guard let name = AgencyID("agency-\(below(40))") else { preconditionFailure("a name") }
        return name
    }

    mutating func partner() -> PartnerID {
        guard let name = PartnerID("partner-\(below(30))") else { preconditionFailure("a name") }
        return name
    }

    mutating func queue() -> QueueID {
        guard let name = QueueID("a-queue-with-a-long-name.\(below(50))") else {
            preconditionFailure("a name")
        }
        return name
    }

    mutating func digest() -> Digest { Digest(source.next(), source.next(), below(9), below(9)) }

    mutating func families() -> FamilySet { FamilySet(rawValue: UInt32(below(1 << 31))) }
}

extension CaseChance {
    mutating func file(_ id: CaseID) -> Case {
        var file = Case(id: id, follows: some { $0.caseID() }, openedAt: moment())
        file.merged = happens(10) ? caseID() : nil
        file.closedAt = some { $0.moment() }
        file.agencies = list(3) { $0.agency() }
        file.events = (0..<1 + below(3)).map { _ in event() }
        let legs = happens(3) ? 40 : below(4)
        for ordinal in 0..<UInt16(legs) {
            file.legs.append(leg(LegID(caseID: id, ordinal: ordinal + 1)))
        }
        file.consents = list(3) { chance in
            ConsentSaid(event: chance.number(), agency: chance.agency(), matter: chance.said())
        }
        file.profile = some { $0.profile() }
        file.cessation = some { CalendarDate(daysSince1970: Int64($0.number())) }
        file.bankruptcy = some { CalendarDate(daysSince1970: Int64($0.number())) }
        file.contentCount = number()
        file.revision = number()
        var position = below(1 << 40)
        file.history = list(happens(3) ? 3_000 : 12) { chance in
            position += 1 + chance.below(chance.happens() ? 2 : 1 << 30)
            return Position(position)
        }
        return file
    }

    mutating func event() -> CaseEvent {
        let kinds: [CaseEvent.Kind] = [.request, .status, .correction, .held, .merged]
        return CaseEvent(
            agency: agency(),
            kind: kinds[Int(below(5))],
            legs: list(3) { $0.number() },
            content: some { $0.number() },
            namesEnterprise: happens(),
            at: moment()
        )
    }

    mutating func said() -> ConsentSaid.Matter {
        switch below(3) {
        case 0: .asked(consent())
        case 1: .given(consent())
        default: .withdrawn(some { $0.families() }, some { $0.list(3) { $0.partner() } })
        }
    }

    mutating func consent() -> Consent {
        Consent(
            scope: families(),
            recipients: some { $0.list(3) { $0.partner() } },
            how: code(ConsentHow.self),
            at: moment(),
            expires: some { CalendarDate(daysSince1970: Int64($0.below(40_000))) }
        )
    }

    mutating func profile() -> Profile {
        Profile(
            language: LanguageCode(letters: number()),
            interpreterNeeded: happens(),
            sector: some { UInt8($0.below(100)) },
            size: some { $0.code(SizeBand.self) },
            commune: some { Commune(nis: UInt32(1 + $0.below(99_999))) } ?? nil,
            phase: some { $0.code(Phase.self) },
            legalState: code(LegalState.self),
            signals: list(3) { $0.code(Signal.self) },
            reach: Reach(rawValue: UInt8(below(8))),
            digitalAccess: some { $0.happens() }
        )
    }

    mutating func leg(_ id: LegID) -> Leg {
        var opened = LegOpened(
            leg: id,
            need: code(Need.self),
            evidence: code(Evidence.self),
            urgency: code(Urgency.self),
            due: moment(),
            terms: terms(),
            bundle: digest(),
            rule: RuleID("T\(below(90))") ?? rule,
            candidates: list(4) { chance in
                Candidate(
                    queue: chance.queue(),
                    partner: chance.partner(),
                    exclusion: chance.some { $0.code(Exclusion.self) }
                )
            },
            agency: agency(),
            request: number()
        )
        opened.lane = code(Lane.self)
        opened.after = happens(20) ? families() : []
        let at = moment()
        var leg = Leg(opened, at: at, arrival: Position(below(1 << 40)))
        if happens() { leg.askedBy += list(2) { $0.agency() } }
        if happens() { leg.requests += list(2) { $0.number() } }
        leg.refusedBy = happens() ? list(3) { $0.queue() } : []
        if happens() {
            leg.attempts = number()
            leg.losses = UInt8(below(256))
            leg.steps = UInt8(below(256))
            leg.progress = progress()
        }
        leg.death = happens(10) ? code(DeathCause.self) : nil
        if happens() { leg.dueFrom = moment() }
        if happens() { leg.due = leg.dueFrom + leg.terms.due }
        leg.pressesAt = happens(20) ? moment() : nil
        leg.overdue = happens(20) ? list(3) { $0.code(Overdue.self) } : []
        leg.state = state()
        return leg
    }

    private var rule: RuleID {
        guard let rule = RuleID("T0") else { preconditionFailure("a name") }
        return rule
    }

    private mutating func terms() -> Terms {
        Terms(
            due: .minutes(Int64(below(3) * 60)),
            answer: .minutes(Int64(below(100))),
            handle: .minutes(Int64(below(100))),
            reportEvery: .minutes(Int64(below(100))),
            clock: code(DeadlineClock.self),
            ladder: list(2) { LadderStep(percent: UInt8($0.below(100)), action: .remind) }
        )
    }

    mutating func progress() -> Leg.Progress {
        var progress = Leg.Progress.nothing
        progress.contacts = number()
        progress.noShows = number()
        progress.lastContact = some { $0.code(ContactResult.self) }
        progress.appointment = some { $0.moment() }
        progress.left = some { Span(microseconds: Int64($0.below(1 << 40)) - 1 << 39) }
        progress.paused = some { $0.paused() }
        return progress
    }

    mutating func paused() -> Leg.Paused {
        Leg.Paused(
            isBegun: happens(),
            clock: some { $0.moment() },
            hold: some { chance in
                Leg.Paused.Hold(reason: chance.code(HoldReason.self), until: chance.moment())
            }
        )
    }

    mutating func assignment() -> Leg.Assignment {
        Leg.Assignment(
            lease: LeaseID(below(1 << 40)),
            queue: queue(),
            partner: partner(),
            consumer: "consumer \(below(20))",
            hold: some { $0.code(WaitingReason.self) }
        )
    }

    mutating func waiting() -> Leg.Waiting {
        Leg.Waiting(
            queue: some { $0.queue() },
            hold: some { $0.code(WaitingReason.self) },
            since: moment(),
            also: happens(20) ? list(2) { $0.queue() } : [],
            offers: happens(20) ? list(2, Self.offer) : []
        )
    }

    private static func offer(_ chance: inout CaseChance) -> Leg.OpenOffer {
        Leg.OpenOffer(assignment: chance.assignment(), answerBy: chance.moment())
    }

    mutating func state() -> Leg.State {
        switch below(7) {
        case 0: .waiting(waiting())
        case 1: .offered(assignment(), answerBy: moment())
        case 2: .accepted(assignment(), by: moment())
        case 3: .inProgress(assignment(), nextStep: moment())
        case 4: .onHold(assignment(), code(HoldReason.self), until: moment())
        case 5: .cancelRequested(assignment(), code(Outcome.self), nextStep: moment())
        default:
            .closed(
                code(Outcome.self),
                some { $0.code(DomainResult.self) },
                at: moment(),
                partner: some { $0.partner() }
            )
        }
    }
}
