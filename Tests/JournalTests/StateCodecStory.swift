import Exchange
import Referrals
import Testing
import Triage

/// A switchboard that lives through facts drawn by a seed, each legal where it stands.
struct StateCodecStory {
    var board: Switchboard
    /// The facts so far, in order.
    private(set) var facts: [Fact] = []
    var chance: FactCodecChance
    private var now = FactCodecSamples.at
    private let queues: [QueueID]
    let partner: PartnerID
    private let agencies: [AgencyID]

    init(seed: UInt64, bundle: Bundle) throws {
        board = Switchboard(bundle: bundle)
        chance = FactCodecChance(seed: seed)
        partner = try FactCodecSamples.partner()
        agencies = ["1819", "ced", "hub-info"].compactMap { AgencyID($0) }
        queues = bundle.directory.queues
    }

    mutating func live(steps: Int) throws {
        try open()
        for _ in 0..<steps { try step() }
    }

    mutating func write(_ matter: Fact.Matter) {
        now = now + .milliseconds(Int64(chance.below(5_000)))
        let fact = Fact(at: now, by: .relais, matter: matter)
        facts.append(fact)
        board.apply(fact, at: board.position.next)
    }

    private mutating func step() throws {
        switch chance.below(12) {
        case 0, 1: try open()
        case 2: try talk(about: try file())
        case 3: try tell()
        case 4: try hold()
        case 5: write(.ordered(Ordered(verb: "pause", reason: "", key: chance.name(8))))
        default: try move(try leg())
        }
    }

    private mutating func file() throws -> Case {
        let files = board.cases.map(\.id)
        return try #require(board.cases[files[chance.below(files.count)]])
    }

    private mutating func leg() throws -> Leg {
        while true {
            let file = try file()
            if !file.legs.isEmpty { return file.legs[chance.below(file.legs.count)] }
        }
    }

    private mutating func agency() -> AgencyID { agencies[chance.below(agencies.count)] }

    private mutating func queue() -> QueueID { queues[chance.below(queues.count)] }

    private mutating func soon() -> Moment { now + .seconds(Int64(1 + chance.below(100_000))) }

    private mutating func open() throws {
        let id = CaseID(year: 2026, number: UInt32(board.cases.count + 1))
        let count = 1 + chance.below(3)
        write(.caseOpened(CaseOpened(caseID: id)))
        try request(of: id, legs: Array(1...UInt16(count)))
        for ordinal in 1...UInt16(count) { try openLeg(LegID(caseID: id, ordinal: ordinal)) }
    }

    private mutating func request(of id: CaseID, legs: [UInt16]) throws {
        let file = try #require(board.cases[id])
        let stored = RequestStored(
            caseID: id,
            ordinal: UInt16(file.events.count),
            agency: agency(),
            legs: legs,
            profile: try chance.profile(),
            consent: try chance.consent(),
            namesEnterprise: chance.flip(),
            content: file.contentCount
        )
        write(.requestStored(stored))
    }

    private mutating func openLeg(_ leg: LegID) throws {
        let opened = LegOpened(
            leg: leg,
            need: try chance.any(Need.self),
            evidence: .declared,
            urgency: try chance.any(Urgency.self),
            due: soon(),
            terms: FactCodecSamples.terms,
            bundle: FactCodecSamples.digest,
            rule: try #require(RuleID("T0\(chance.below(3))")),
            candidates: queues.map { Candidate(queue: $0, partner: partner) },
            agency: agency(),
            request: 0
        )
        write(.legOpened(opened))
        try place(leg)
    }

    private mutating func place(_ leg: LegID) throws {
        let isKept = chance.below(5) == 0
        let placed = LegPlaced(
            leg: leg,
            queue: isKept ? nil : queue(),
            hold: isKept ? .blockedByConsent : nil,
            passedOver: []
        )
        write(.legPlaced(placed))
    }

    /// Something happens to a case that moves no leg.
    private mutating func talk(about file: Case) throws {
        switch chance.below(5) {
        case 0:
            try request(of: file.id, legs: [])
        case 1:
            write(.consentGiven(file.id, agency(), try chance.consent()))
        case 2:
            let families = chance.flip() ? FamilySet(rawValue: 6) : nil
            write(.consentWithdrawn(file.id, families, chance.flip() ? [partner] : nil))
        case 3:
            guard !file.events.isEmpty else { return }
            let corrected = Corrected(
                caseID: file.id,
                ordinal: UInt16(file.events.count),
                target: UInt16(chance.below(file.events.count)),
                agency: agency(),
                content: chance.flip() ? file.contentCount : nil,
                profile: chance.flip() ? try chance.profile() : nil,
                consent: chance.flip() ? try chance.said() : nil,
                namesEnterprise: chance.flip()
            )
            write(.corrected(corrected))
        default:
            write(file.isOpen ? .caseClosed(file.id) : .caseReopened(file.id))
        }
    }

    private mutating func tell() throws {
        let last = board.notices[partner]?.last ?? 0
        guard last == 0 || chance.flip() else {
            return write(.acknowledged(partner, through: UInt64(chance.below(Int(last) + 1))))
        }
        let about = chance.flip() ? try leg().id : nil
        write(
            .noticed(
                Notice(partner: partner, number: last + 1, kind: .recalled, leg: about, at: now)
            )
        )
    }

    private mutating func hold() throws {
        let id = CaseID(year: 2026, number: UInt32(board.cases.count + 1))
        let held = LineHeld(
            caseID: id,
            leg: LegID(caseID: id, ordinal: 1),
            agency: agency(),
            due: soon(),
            terms: FactCodecSamples.terms,
            desk: queues[0],
            bundle: FactCodecSamples.digest,
            rule: try #require(RuleID("T00"))
        )
        write(.lineHeld(held))
    }

    /// A leg takes one of the steps that its state allows.
    private mutating func move(_ leg: Leg) throws {
        switch leg.state {
        case .waiting(let waiting):
            if let queue = waiting.queue, chance.below(3) > 0 {
                offer(leg, from: queue)
            } else if chance.flip() {
                try place(leg.id)
            } else if chance.flip() {
                write(.overdue(leg.id, .due))
            } else {
                try join(leg)
            }
        case .offered(let assignment, _): try answer(leg, assignment)
        case .accepted, .inProgress, .onHold, .cancelRequested: try work(on: leg)
        case .closed: break
        }
    }

    private mutating func join(_ leg: Leg) throws {
        let event = UInt16(board.cases[leg.id.caseID]?.events.count ?? 0)
        try request(of: leg.id.caseID, legs: [leg.id.ordinal])
        let joined = LegJoined(
            leg: leg.id,
            agency: agency(),
            request: event,
            urgency: .crisis,
            due: min(leg.due, soon())
        )
        write(.legJoined(joined))
    }

    private mutating func offer(_ leg: Leg, from queue: QueueID) {
        let offered = Offered(
            leg: leg.id,
            lease: LeaseID(UInt64(facts.count) + 1),
            queue: queue,
            partner: partner,
            consumer: "desk-\(chance.below(3))",
            answerBy: soon()
        )
        write(.offered(offered))
    }

    private mutating func answer(_ leg: Leg, _ assignment: Leg.Assignment) throws {
        let lease = assignment.lease
        switch chance.below(3) {
        case 0:
            write(.accepted(Accepted(leg: leg.id, lease: lease, handleBy: soon())))
        case 1:
            let reason = try chance.any(DeclineReason.self)
            write(.declined(Declined(leg: leg.id, lease: lease, reason: reason)))
            try place(leg.id)
        default:
            let reason = try chance.any(AssignmentEnded.Reason.self)
            write(.assignmentEnded(AssignmentEnded(leg: leg.id, lease: lease, reason: reason)))
        }
    }

    private mutating func work(on leg: Leg) throws {
        switch chance.below(4) {
        case 0:
            write(.cancelRequested(leg.id, .withdrawn))
        case 1:
            write(.overdue(leg.id, .nextStep))
        case 2:
            let outcome = try chance.any(Outcome.self)
            write(.legClosed(LegClosed(leg: leg.id, outcome: outcome, result: nil)))
        default:
            let verbs: [ReportVerb] = [.contact, .start, .hold, .resume]
            let reported = Reported(
                leg: leg.id,
                verb: verbs[chance.below(verbs.count)],
                factAt: now,
                nextStep: chance.flip() ? soon() : nil,
                hold: .waitlist
            )
            write(.reported(reported))
        }
    }
}
