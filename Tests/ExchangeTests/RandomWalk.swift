import Exchange
import Referrals
import Testing
import Triage

/// Agencies, partners and a clock that do what comes into a seed's head, step by step.
struct RandomWalk {
    var scene = Scene()
    var slow = SlowBoard()
    var chance: Chance
    /// What was refused and what was done, so that a walk that does nothing is noticed.
    var refused = 0
    private(set) var handedOut = 0
    private var told = 0
    private var lastSession: UInt64 = 0
    private var events: [(agency: String, id: String)] = []

    static let agencies = ["north", "south", "east", "trial"]
    static let partners = ["alfa", "bravo", "charlie", "hub", "desk", "test"]
    static let queues = ["alfa", "bravo", "charlie", "hub.coaching", "hub.digital", "test"]
    static let needs: [Need] = [
        .legal, .hr, .digital, .psychologicalCrisis, .treasuryVat, .info, .other,
    ]

    static let ladders: [[LadderStep]] = [
        [], LadderStep.usual,
        [LadderStep(percent: 5, action: .offerToSeveral)],
        [
            LadderStep(percent: 10, action: .remind), LadderStep(percent: 15, action: .widen),
            LadderStep(percent: 30, action: .widen), LadderStep(percent: 90, action: .desk),
        ],
    ]

    init(seed: UInt64) {
        chance = Chance(seed: seed)
    }

    /// One step, after which everything that must hold is looked at.
    mutating func step() {
        scene.now = scene.now + .seconds(Int64(chance.below(120)))
        switch chance.below(32) {
        case 0, 1, 2, 3: request()
        case 4, 5: status()
        case 6: correction()
        case 7, 8, 9, 10, 11: answer()
        case 12, 13, 14, 15, 16: report()
        case 17, 18: come()
        case 19: go()
        case 20: if chance.once(in: 2) { pass() }
        case 21: if chance.once(in: 3) { keepLine() }
        case 22: acknowledge()
        case 23: if chance.once(in: 4) { merge() }
        case 24, 25, 26: order()
        default: handOut()
        }
        learn()
        scene.tick()
        learn()
    }

    /// Tells the slow board what was recorded since.
    private mutating func learn() {
        while told < scene.facts.count {
            slow.apply(scene.facts[told], at: Position(UInt64(told + 1)))
            told += 1
        }
    }

    private mutating func run(_ command: Command) {
        do throws(Refusal) { try scene.run(command) } catch { refused += 1 }
    }

    private mutating func merge() {
        let from = CaseID(year: 2026, number: UInt32(1 + chance.below(9)))
        let into = CaseID(year: 2026, number: UInt32(1 + chance.below(9)))
        do throws(Refusal) {
            scene.record(
                try scene.board.merge(from, into: into, by: .relais, at: scene.now)
            )
        } catch { refused += 1 }
    }

    private mutating func wants() -> [NeedVerdict] {
        var needs: [NeedVerdict] = []
        for _ in 0..<chance.below(4) {
            let need = chance.pick(Self.needs)
            guard !needs.contains(where: { $0.need == need }) else { continue }
            var queues: [String] = []
            for _ in 0..<chance.below(4) {
                let queue = chance.pick(Self.queues)
                if !queues.contains(queue) { queues.append(queue) }
            }
            let excluded = chance.pick(Self.queues)
            var judged =
                want(
                    need,
                    chance.pick(Urgency.allCases),
                    from: queues,
                    excluding: chance.once(in: 3)
                        ? [excluded: chance.pick(Exclusion.allCases)] : [:],
                    block: chance.once(in: 12) ? .outOfRegion : nil
                )
                .climbing(chance.pick(Self.ladders))
            if chance.once(in: 4) { judged.after = FamilySet(chance.pick(NeedFamily.allCases)) }
            needs.append(judged)
        }
        return needs
    }

    private mutating func agreed() -> Consent {
        let families = NeedFamily.allCases.filter { _ in !chance.once(in: 6) }
        return consent(
            families,
            to: chance.once(in: 5) ? ["alfa", "bravo", "desk"] : nil,
            how: chance.once(in: 9) ? .vitalInterest : .oral,
            expires: chance.once(in: 6)
                ? CalendarDate(year: 2026, month: 3, day: 2 + chance.below(9)) : nil
        )
    }

    private mutating func asked() -> Asked {
        var asked = Asked(needs: wants())
        asked.ref = "r\(chance.below(8))"
        asked.bce = chance.once(in: 3) ? "\(chance.below(4))" : nil
        asked.consent = agreed()
        if chance.once(in: 8) {
            asked.caseID = CaseID(year: 2026, number: UInt32(1 + chance.below(9)))
        }
        return asked
    }

    private mutating func request() {
        let name = chance.pick(Self.agencies)
        let id = "e\(chance.below(400))"
        events.append((name, id))
        run(scene.request(asked(), by: name, id: "\(name)/\(id)", saying: "\(chance.below(2))"))
    }

    private mutating func status() {
        let name = chance.pick(Self.agencies)
        let ref = "r\(chance.below(8))"
        let need = chance.once(in: 2) ? chance.pick(Self.needs) : nil
        let matter = matter()
        do throws(Refusal) { try scene.tell(matter, need: need, ref: ref, by: name) } catch {
            refused += 1
        }
    }

    private mutating func matter() -> StatusReport.Matter {
        switch chance.below(8) {
        case 0: .phase(chance.pick(Phase.allCases))
        case 1: .contacted(.reached, nil)
        case 2: .withdrawn(.withdrawn)
        case 3: .closed(.noLongerNeeded)
        case 4: .consentGiven(agreed())
        case 5:
            .consentWithdrawn(
                chance.once(in: 2) ? FamilySet(chance.pick(NeedFamily.allCases)) : nil,
                chance.once(in: 2) ? [partner(chance.pick(Self.partners))] : nil
            )
        case 6: .legalState(Legal(state: chance.pick(LegalState.allCases)))
        default: .signal(chance.pick(Signal.allCases), since: nil)
        }
    }

    private mutating func correction() {
        guard !events.isEmpty else { return }
        let (name, id) = chance.pick(events)
        let asked = asked()
        let revised: CorrectCommand.Revised =
            chance.once(in: 3)
            ? .enteredInError
            : .request(
                asked.referral,
                asked.verdict,
                asked.bce.map { key("bce/\($0)") },
                content: Confidential([3])
            )
        do throws(Refusal) { try scene.correct("\(name)/\(id)", to: revised, by: name) } catch {
            refused += 1
        }
    }

    private mutating func answer() {
        let leases = scene.board.presence.leases.keys.sorted()
        guard !leases.isEmpty else { return }
        let lease = chance.pick(leases)
        guard let leg = scene.board.presence.leases[lease].flatMap({ scene.board.leg($0.leg) }),
            let assignment = leg.state.handOver(under: lease)
        else { return }
        let verb: AnswerCommand.Verb =
            switch chance.below(8) {
            case 0: .giveBack
            case 1, 2: .decline(.conflict, text: nil, suggested: nil)
            case 3:
                .decline(
                    .other,
                    text: Confidential([9]),
                    suggested: partner(chance.pick(Self.partners))
                )
            default: .accept(by: "p")
            }
        let name = assignment.partner.description
        do throws(Refusal) {
            try scene.answer(verb, to: lease, of: name, as: assignment.consumer)
        } catch { refused += 1 }
    }

    private mutating func report() {
        let open = scene.board.cases.flatMap(\.legs).sorted { $0.id < $1.id }
        let legs = open.filter { $0.state.assignment != nil }
        guard !legs.isEmpty else { return }
        let leg = chance.pick(legs)
        let owner = leg.state.assignment?.partner.description ?? ""
        let name = chance.once(in: 20) ? chance.pick(Self.partners) : owner
        let verbs: [PartnerReport] = [
            .contact(.noAnswer), .schedule(scene.now + .days(Int64(chance.below(9)))),
            .noShow(scene.now), .start,
            .hold(
                chance.pick(HoldReason.allCases),
                until: scene.now + .days(Int64(chance.below(50)))
            ),
            .resume, .complete(.helpedFull, nil), .fail(.notEligible),
            .redirect(to: partner(chance.pick(Self.partners)), .redirected),
            .reorient(to: chance.pick(NeedFamily.allCases), .redirected), .declineLate(.conflict),
            .confirmCancel, .refuseCancel(.other),
        ]
        let verb = chance.pick(verbs)
        do throws(Refusal) { try scene.report(verb, on: leg.id, of: name, text: [1]) } catch {
            refused += 1
        }
    }

    /// A session comes, and takes up the leases of its name that still run.
    private mutating func come() {
        let name = chance.pick(Self.partners)
        let consumer = chance.pick(["one", "two"])
        if let before = scene.board.presence.session(of: partner(name), named: consumer) {
            leave(before, after: .seconds(0))
        }
        lastSession += 1
        let session = SessionID(lastSession)
        let credit = UInt64(chance.below(9))
        scene.attach(lastSession, name, as: consumer, credit: credit)
        let queues = scene.board.bundle.directory.partner(named: partner(name))?.queues ?? []
        var seat = SlowBoard.Seat(session: session, queues: queues, through: credit)
        for (lease, hold) in scene.board.presence.leases.sorted(by: { $0.key < $1.key })
        where hold.session == nil {
            guard let assignment = scene.board.leg(hold.leg)?.state.handOver(under: lease),
                assignment.partner == partner(name), assignment.consumer == consumer
            else { continue }
            scene.board.presence.hold(lease, leg: hold.leg, by: session)
            seat.leases.insert(lease)
        }
        slow.seats.append(seat)
    }

    /// A session goes, or says how much more it takes.
    private mutating func go() {
        guard !slow.seats.isEmpty else { return }
        let index = chance.below(slow.seats.count)
        let session = slow.seats[index].session
        if chance.once(in: 3) { return leave(session, after: .seconds(45)) }
        let sent = slow.seats[index].sent
        let through = sent + UInt64(chance.below(4))
        slow.seats[index].through = through
        scene.board.presence.credit(session, through: through, got: sent)
    }

    private mutating func leave(_ session: SessionID, after grace: Span) {
        scene.board.presence.end(session, graceEnds: scene.steady + grace)
        slow.seats.removeAll { $0.session == session }
    }

    /// A long time passes.
    private mutating func pass() {
        let hours = chance.once(in: 12) ? 24 * chance.below(20) : chance.below(12)
        scene.now = scene.now + .hours(Int64(1 + hours))
    }

    /// Nobody does anything any more, and the clock rings as often as it will.
    mutating func fallSilent() {
        _ = scene.letRing(for: .days(90))
        learn()
    }

    private mutating func keepLine() {
        run(
            .hold(
                HoldCommand(
                    agency: agency(chance.pick(Self.agencies)),
                    event: scene.mark(),
                    content: Confidential([7])
                )
            )
        )
    }

    private mutating func acknowledge() {
        let name = partner(chance.pick(Self.partners))
        run(.acknowledge(name, through: UInt64(chance.below(30))))
    }

    /// Hands out one leg, if the slow board means the same.
    private mutating func handOut() {
        let board = scene.board
        let expected = slow.next(
            admits: { entry, queue in
                guard entry.hold == nil, let leg = board.leg(entry.leg) else { return true }
                guard let file = board.cases[entry.leg.caseID],
                    let owner = board.bundle.directory.partner(of: queue)
                else { return false }
                guard !entry.unwanted.contains(owner.name) else { return false }
                return file.consentAdmits(
                    owner.name,
                    need: leg.need,
                    askedBy: leg.askedBy,
                    at: scene.now
                )
            },
            agency: { board.leg($0)?.askedBy.first }
        )
        var place = 0
        let given = scene.board.nextHandOut(at: scene.now, from: &place)
        #expect((given == nil) == (expected == nil))
        #expect(given.map { expected?.legs.contains($0.leg) == true } ?? true)
        #expect(given?.session == expected?.session)
        guard let given else { return }
        handedOut += 1
        scene.record([given.fact])
        scene.board.presence.hold(given.lease, leg: given.leg, by: given.session)
        _ = scene.board.presence.send(given.lease, to: given.session, at: scene.steady)
        slow.handOut(given.lease, to: given.session)
    }
}
