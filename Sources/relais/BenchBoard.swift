import Exchange
import Glibc
import Referrals
import Triage
import Wire

/// An exchange with very many open legs, and how long it takes over one more of each thing.
///
/// It is filled as work fills it: of the legs of each hundred cases some are handed out, most of those
/// accepted and some declined, so that the tables, the queues and the clock hold what a recorder's hold.
struct BenchBoard {
    /// What is measured.
    enum Work: Int, CaseIterable {
        case request, handOut, accept, decline, report, due

        /// Its name among the figures.
        var name: String {
            switch self {
            case .request: "request"
            case .handOut: "hand_out"
            case .accept: "accept"
            case .decline: "decline"
            case .report: "report"
            case .due: "due"
            }
        }
    }

    /// How long decisions took, each, in nanoseconds.
    private(set) var decided: [[UInt32]] = Work.allCases.map { _ in [] }
    /// How long it took to apply what was decided, all facts of a decision together, in nanoseconds.
    private(set) var applied: [[UInt32]] = Work.allCases.map { _ in [] }
    /// The same, of one fact of a decision on average, in nanoseconds.
    private(set) var appliedFact: [[UInt32]] = Work.allCases.map { _ in [] }
    /// The exchange.
    private(set) var board: Switchboard

    private var requests: BenchRequests
    private var now: Moment
    private var offers: [Offer] = []
    private var accepted: [LegID] = []
    private var isMeasuring = false

    /// What a partner has to know of an offer to answer it.
    private struct Offer {
        let leg: LegID
        let lease: LeaseID
        let partner: PartnerID
        let consumer: String
    }

    /// Between two requests: a million cases in three hours.
    private static let pace = Span.milliseconds(10)
    /// Of each so many requests the queues are asked for work once, and the clock.
    private static let round = 64
    /// How many legs leave the queues in a round.
    private static let handedOut = 24
    /// How many of those are accepted, and how many declined; nobody answers the others.
    private static let answered = (accepted: 18, declined: 2)

    /// An empty exchange under these rules, with one session at each queue.
    init(under bundle: Bundle, at start: Moment, seed: UInt64) throws(EventRefusal) {
        board = Switchboard(bundle: bundle)
        now = start
        requests = try BenchRequests(under: bundle, at: start, seed: seed)
        for (index, queue) in bundle.directory.queues.enumerated() {
            guard let partner = bundle.directory.partner(of: queue) else { continue }
            let session = SessionID(UInt64(index + 1))
            board.presence.attach(
                session,
                partner: partner.name,
                name: "bench-\(index)",
                queues: [queue]
            )
            board.presence.credit(session, through: .max, got: nil)
        }
    }

    /// Works until so many legs are open.
    mutating func fill(to count: Int) {
        var number = 0
        while board.openLegs < count {
            request()
            number += 1
            if number.isMultiple(of: BenchBoard.round) { turn() }
        }
    }

    /// Does each thing so many times more, and notes how long it took.
    mutating func measure(_ count: Int) {
        for index in decided.indices {
            decided[index].reserveCapacity(2 * count)
            applied[index].reserveCapacity(2 * count)
            appliedFact[index].reserveCapacity(2 * count)
        }
        isMeasuring = true
        defer { isMeasuring = false }
        for _ in 0..<count {
            request()
            handOut(1)
            accept()
            handOut(1)
            decline()
            report()
            now = now + .milliseconds(500)
            tick()
        }
        // Few are due by then: from one deadline to the next, as the clock would come to them.
        for _ in 0..<count {
            guard let next = board.nextDeadline else { return }
            now = max(now, next)
            tick()
        }
    }

    /// The time below which half are, and 99 of a hundred, in microseconds.
    struct Times {
        let middle: Double
        let tail: Double

        init(_ values: [UInt32]) {
            let sorted = values.sorted()
            middle = sorted.isEmpty ? 0 : Double(sorted[sorted.count / 2]) / 1_000
            tail = sorted.isEmpty ? 0 : Double(sorted[sorted.count * 99 / 100]) / 1_000
        }
    }

    /// What was measured of one kind of work.
    func times(of work: Work) -> (decide: Times, apply: Times, applyFact: Times) {
        (
            Times(decided[work.rawValue]), Times(applied[work.rawValue]),
            Times(appliedFact[work.rawValue])
        )
    }

    private mutating func turn() {
        tick()
        handOut(BenchBoard.handedOut)
        for _ in 0..<BenchBoard.answered.accepted { accept() }
        for _ in 0..<BenchBoard.answered.declined { decline() }
    }

    private mutating func request() {
        now = now + BenchBoard.pace
        run(requests.next(at: now), .request)
    }

    private mutating func handOut(_ count: Int) {
        let queues = board.presence.queues.count
        var done = 0
        // Most queues of the directory are never asked by these requests.
        for _ in 0..<count * 64 where done < count {
            var place = Int(requests.draw() % UInt64(queues))
            let start = BenchBoard.clock()
            guard let next = board.nextHandOut(at: now, from: &place) else { continue }
            let decision = BenchBoard.clock()
            board.apply(next.fact, at: board.position.next)
            note(.handOut, from: start, decision, facts: 1)
            board.presence.hold(next.lease, leg: next.leg, by: next.session)
            let number = board.presence.send(next.lease, to: next.session, at: now)
            // A session says what it has got: a number that was never sent says nothing, and all
            // offers ever made would count as being on their way.
            board.presence.credit(next.session, through: nil, got: number)
            if case .offered(let offered) = next.fact.matter {
                offers.append(
                    Offer(
                        leg: next.leg,
                        lease: next.lease,
                        partner: offered.partner,
                        consumer: offered.consumer
                    )
                )
            }
            done += 1
        }
    }

    private mutating func accept() {
        guard let answer = answer(.accept(by: "0123456789abcdef")), run(answer.command, .accept)
        else { return }
        board.presence.release(answer.lease)
        accepted.append(answer.leg)
    }

    private mutating func decline() {
        let verb = AnswerCommand.Verb.decline(.atCapacity, text: nil, suggested: nil)
        guard let answer = answer(verb), run(answer.command, .decline) else { return }
        board.presence.release(answer.lease)
    }

    private mutating func answer(
        _ verb: AnswerCommand.Verb
    ) -> (command: Command, lease: LeaseID, leg: LegID)? {
        while !offers.isEmpty {
            let place = Int(requests.draw() % UInt64(offers.count))
            offers.swapAt(place, offers.count - 1)
            let offer = offers.removeLast()
            guard board.leg(offer.leg)?.state.assignment?.lease == offer.lease else { continue }
            let command = AnswerCommand(
                partner: offer.partner,
                consumer: offer.consumer,
                event: requests.fingerprint(),
                lease: offer.lease,
                verb: verb
            )
            return (.answer(command), offer.lease, offer.leg)
        }
        return nil
    }

    private mutating func report() {
        guard !accepted.isEmpty else { return }
        let id = accepted[Int(requests.draw() % UInt64(accepted.count))]
        guard let engagement = board.leg(id)?.state.engagement else { return }
        let command = ReportCommand(
            partner: engagement.partner,
            event: requests.fingerprint(),
            leg: id,
            at: nil,
            verb: .contact(.reached)
        )
        run(.report(command), .report)
    }

    private mutating func tick() {
        let start = BenchBoard.clock()
        let facts = board.due(at: now, steady: now)
        let decision = BenchBoard.clock()
        guard !facts.isEmpty else { return }
        for fact in facts { board.apply(fact, at: board.position.next) }
        note(
            .due,
            from: start,
            decision,
            of: Set(facts.compactMap(\.leg)).count,
            facts: facts.count
        )
        for fact in facts {
            if case .assignmentEnded(let ended) = fact.matter {
                board.presence.release(ended.lease)
            }
        }
    }

    @discardableResult
    private mutating func run(_ command: Command, _ work: Work) -> Bool {
        let start = BenchBoard.clock()
        board.reach(for: command)
        guard let facts = try? board.decide(command, at: now) else { return false }
        let decision = BenchBoard.clock()
        for fact in facts { board.apply(fact, at: board.position.next) }
        note(work, from: start, decision, facts: facts.count)
        return true
    }

    private mutating func note(
        _ work: Work,
        from start: Int64,
        _ decision: Int64,
        of legs: Int = 1,
        facts: Int
    ) {
        guard isMeasuring else { return }
        let end = BenchBoard.clock()
        let legs = Int64(max(1, legs))
        decided[work.rawValue].append(UInt32(clamping: (decision - start) / legs))
        applied[work.rawValue].append(UInt32(clamping: (end - decision) / legs))
        let each = (end - decision) / Int64(max(1, facts))
        appliedFact[work.rawValue].append(UInt32(clamping: each))
    }

    private static func clock() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
