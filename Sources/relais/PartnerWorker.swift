import ArgumentParser
import RelaisClient
import Wire

/// One worker of a partner: it takes offers, has them decided and answers, until it is to stop.
final class PartnerWorker {
    /// When a worker stops by itself.
    struct Bounds: Equatable {
        /// After so many answers.
        var answersMax: Int?
        /// When no offer has come for so long.
        var idle: Duration?
    }

    /// How many failures of the program in a row end the work.
    static let failuresMax = 3

    /// How long nothing more is let come after an offer was given back: it is offered again at
    /// once, and must not come round and round.
    private static let rest = Duration.seconds(1)

    private let client: PartnerClient
    private let queue: String
    private let decider: OfferAnswer.Decider
    private let credit: Int
    private let bounds: Bounds
    private let patience: Duration
    private let stop: StopSignal
    private var log: WorkLog
    private var pending: [Offer] = []
    private var verdicts: [String: AnswerLine.Verb] = [:]
    private var received = 0
    private var answered = 0
    private var failures = 0
    private var lastOffer = ContinuousClock.now
    private var restsUntil = ContinuousClock.now

    init(
        _ client: PartnerClient,
        queue: String,
        decider: OfferAnswer.Decider,
        credit: Int,
        bounds: Bounds,
        patience: Duration,
        log: WorkLog,
        stop: StopSignal
    ) {
        self.client = client
        self.queue = queue
        self.decider = decider
        self.credit = credit
        self.bounds = bounds
        self.patience = patience
        self.log = log
        self.stop = stop
    }

    /// Works until it is asked to stop or its bounds are reached; what is in hand is answered.
    func run() throws {
        guard let attachment = try begin() else { return }
        try check(attachment)
        Words.say("working for \(queue) as \(client.consumer); control-C stops")
        while !isDone {
            do {
                try takeSome()
                try decideAll()
            } catch let failure as ClientFailure {
                try waitOut(failure)
            }
        }
        if stop.times > 1 { try giveBackAll() }
        try client.leave()
        try log.flush()
        Words.say("\(received) offered, \(answered) answered")
    }

    /// Attaches; nil if somebody asks to stop before a gateway answers.
    private func begin() throws -> PartnerClient.Attachment? {
        let deadline = ContinuousClock.now + patience
        while true {
            let slice = min(.milliseconds(500), patience)
            do {
                return try client.attach(within: slice)
            } catch {
                guard stop.times == 0 else { return nil }
                if case .refused(let refusal) = error, refusal.code == 404, client.queues != nil {
                    throw Trouble(.usage, PlainText.clean(refusal.detail))
                }
                guard error.isAway, ContinuousClock.now < deadline else { throw error }
            }
        }
    }

    /// Leaves again unless the queue, or else the partner of that name, is whom the gateway knows: a key may
    /// be another's, and its offers would be taken for those that were meant.
    private func check(_ attachment: PartnerClient.Attachment) throws {
        let names = attachment.queues.compactMap { Row($0)?.string("queue") }
        let isMeant = names.contains { $0 == queue || $0.hasPrefix("\(queue).") }
        guard !isMeant else { return }
        try client.leave()
        let list = names.isEmpty ? "none" : names.joined(separator: " and ")
        throw Trouble(.usage, "whoever speaks here has no queue \(queue); it has \(list)")
    }

    private var isDone: Bool {
        if stop.times > 0 { return true }
        if let most = bounds.answersMax, answered >= most { return true }
        if let idle = bounds.idle, ContinuousClock.now - lastOffer >= idle { return true }
        return false
    }

    /// Lets offers come, waits for one, and takes all that are there.
    private func takeSome() throws {
        if ContinuousClock.now >= restsUntil {
            let room = min(credit - client.inHand.count, (bounds.answersMax ?? .max) - received)
            try client.welcome(max(0, room))
        }
        guard let first = try client.next(until: .now + .milliseconds(200)) else { return }
        var lastNotice = try note(first)
        while pending.count < credit, let event = try client.next(until: .now) {
            lastNotice = max(lastNotice, try note(event))
        }
        // What is acknowledged is on stdout first.
        try log.flush()
        if lastNotice > 0 { try client.acknowledge(through: lastNotice) }
    }

    /// Notes what came; the number of a notice, or 0.
    private func note(_ event: PartnerClient.Event) throws -> Int {
        switch event {
        case .offer(let offer):
            lastOffer = .now
            received += 1
            pending.append(offer)
            try log.note(offer)
        case .notice(let line, let number):
            try log.note(notice: line)
            return number
        case .lost(let lease):
            pending.removeAll { $0.lease == lease }
            verdicts[lease] = nil
            try log.note(lost: lease)
        case .gained(leg: _, let line): try log.note(gained: line)
        case .gone(let leg): try log.note(gone: leg)
        }
        return 0
    }

    /// Decides about what is in hand, and answers.
    ///
    /// An offer stays in hand, with what was decided about it, until its answer is answered: should
    /// the gateway fall away before, the same answer goes out again.
    private func decideAll() throws {
        while let offer = pending.first(where: { verdicts[$0.lease] == nil }), stop.times < 2 {
            verdicts[offer.lease] = try decide(offer)
            // The answer of a program goes at once: the next may take its time.
            if case .program = decider { try answerDecided() }
        }
        try answerDecided()
        guard failures >= PartnerWorker.failuresMax else { return }
        try giveBackAll()
        try client.leave()
        throw Trouble(
            .tryAgain,
            "the program failed \(failures) times in a row; its offers were given back"
        )
    }

    /// A gateway of before `queues` in attach offers legs of the partner's other queues as well: they go back.
    private func decide(_ offer: Offer) throws -> AnswerLine.Verb {
        let isOurs = !queue.contains(".") || offer.queue == queue
        guard isOurs, failures < PartnerWorker.failuresMax else { return .giveBack }
        switch decider {
        case .accepting(let by): return .accept(by: by)
        case .program(let path, let arguments, let limit):
            return try ask(path, arguments, limit, about: offer)
        }
    }

    private func answerDecided() throws {
        let decided = pending.compactMap { offer in
            verdicts[offer.lease].map { (offer: offer, verb: $0) }
        }
        guard !decided.isEmpty else { return }
        if decided.contains(where: { $0.verb == .giveBack }) {
            restsUntil = .now + PartnerWorker.rest
        }
        let replies = try client.answer(
            decided.map { offer, verb in
                AnswerLine(id: "answer-\(offer.lease)", lease: offer.lease, verb: verb)
            }
        )
        for (offer, verb) in decided {
            pending.removeAll { $0.lease == offer.lease }
            verdicts[offer.lease] = nil
            for reply in replies where reply.id == "answer-\(offer.lease)" {
                try log.note(reply, to: offer, verb: verb)
            }
        }
        answered += decided.count
        try log.flush()
    }

    /// Runs the program on an offer; the session is kept alive meanwhile.
    private func ask(
        _ path: String,
        _ arguments: [String],
        _ limit: Duration,
        about offer: Offer
    ) throws -> AnswerLine.Verb {
        let program = try OfferProgram(
            path,
            arguments: arguments,
            stdin: offer.line + [0x0A],
            limit: limit
        )
        while true {
            guard let ending = program.advance(milliseconds: 100) else {
                try keepAlive()
                continue
            }
            switch PartnerWorker.verb(ending, limit: limit) {
            case .success(let verb):
                failures = 0
                return verb
            case .failure(let fault):
                failures += 1
                Words.say("\(path), about \(offer.leg): \(fault.words); the offer is given back")
                return .giveBack
            }
        }
    }

    /// What a program that has ended answered, or what was wrong with it.
    static func verb(
        _ ending: OfferProgram.Ending,
        limit: Duration
    ) -> Result<AnswerLine.Verb, OfferAnswer.Fault> {
        switch ending {
        case .answered(let bytes): OfferAnswer.read(bytes)
        case .failed(let status): .failure(OfferAnswer.Fault(words: "it ended with \(status)"))
        case .killed(let signal): .failure(OfferAnswer.Fault(words: "signal \(signal) ended it"))
        case .tooLate: .failure(OfferAnswer.Fault(words: "it did not answer within \(limit)"))
        case .tooLong: .failure(OfferAnswer.Fault(words: "it wrote more than any answer has"))
        }
    }

    private func keepAlive() throws {
        if let event = try client.next(until: .now) { _ = try note(event) }
    }

    private func giveBackAll() throws {
        for offer in pending where verdicts[offer.lease] == nil {
            verdicts[offer.lease] = .giveBack
        }
        try answerDecided()
    }

    /// Waits for a gateway that is away; anything else ends the work.
    private func waitOut(_ failure: ClientFailure) throws {
        if case .refused(let error) = failure, error.isPassing {
            // The gateway is there, and has said when to come back.
        } else {
            guard failure.isAway else { throw failure }
        }
        Words.say(GatewayCall.trouble(failure).words.joined(separator: " ") + "; trying again")
        while stop.times == 0 {
            do {
                _ = try client.attach()
                Words.say("the gateway is there again")
                return
            } catch {
                guard error.isAway else { throw error }
                stop.wait(milliseconds: 1_000)
            }
        }
    }
}
