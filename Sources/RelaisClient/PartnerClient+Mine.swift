internal import Referrals
internal import Wire

/// The legs that a partner holds, as this client knows it, and as the gateway says it after each attach.
struct HeldLegs {
    /// A question to the gateway that is not answered yet.
    private struct Question {
        /// The number of the page that was asked for.
        var number: Int
        var askedAt: ContinuousClock.Instant
        /// What was known when the first page was asked for.
        let known: Set<String>
        /// What has ended since: an answer that was on its way does not know it.
        var ended: Set<String> = []
        var told: [String: [UInt8]] = [:]
    }

    private(set) var legs: Set<String> = []
    private var question: Question?

    /// Whether the gateway is to be asked, and has not been, or not for a while.
    private(set) var mustAsk = false

    /// The number of the page that is waited for.
    var awaited: Int? { question?.number }

    /// A session has begun: what the gateway says counts.
    mutating func beginSession() {
        question = nil
        mustAsk = true
    }

    /// A page was asked for; the first, unless others came before it.
    mutating func asked(_ number: Int, isFirst: Bool, at now: ContinuousClock.Instant) {
        mustAsk = false
        if isFirst { question = Question(number: number, askedAt: now, known: legs) }
        question?.number = number
        question?.askedAt = now
    }

    /// Nobody answered for so long: it is asked again, from the beginning.
    mutating func expire(within patience: Duration, at now: ContinuousClock.Instant) {
        guard let question, now - question.askedAt > patience else { return }
        beginSession()
    }

    mutating func add(_ leg: String) {
        legs.insert(leg)
    }

    mutating func end(_ leg: String) {
        legs.remove(leg)
        question?.ended.insert(leg)
    }

    /// Takes a page; the cursor of the next, if there is one.
    mutating func take(_ reply: Reply) -> String? {
        for (line, raw) in zip(reply.lines, reply.raw) {
            guard let leg = line.text("leg"), let state = line.text("state"),
                HeldLegs.heldStates.contains(state)
            else { continue }
            question?.told[leg] = Array(raw)
        }
        return reply.text("next")
    }

    /// The last page has come: what is held that was not known, and what is not held any more.
    mutating func finish() -> [PartnerClient.Event] {
        guard let question else { return [] }
        self.question = nil
        let told = Set(question.told.keys)
        let gained = told.subtracting(legs).subtracting(question.ended).sorted()
        let gone = question.known.intersection(legs).subtracting(told).sorted()
        legs.formUnion(gained)
        legs.subtract(gone)
        return gained.map { .gained(leg: $0, line: question.told[$0] ?? []) }
            + gone.map { .gone(leg: $0) }
    }

    /// The states in which a partner has a leg.
    private static let heldStates = Set(
        [LegState.accepted, .inProgress, .onHold, .cancelRequested].map(\.name)
    )
}

extension PartnerClient {
    /// Asks what the partner holds, if it is time for it; the answer is taken when it comes.
    func reconcile() throws(ClientFailure) {
        held.expire(within: pace.answerWithin, at: .now)
        guard held.mustAsk else { return }
        try askMine(after: nil)
    }

    private func askMine(after cursor: String?) throws(ClientFailure) {
        guard let number = try connection.send(.mine(after: cursor), until: .now) else { return }
        held.asked(number, isFirst: cursor == nil, at: .now)
        connection.awaited = number
        lastSaid = .now
    }

    /// Takes the answer to what was asked; false if it is none.
    func takeMine(_ reply: Reply) throws(ClientFailure) -> Bool {
        guard let number = reply.re, number == held.awaited else { return false }
        connection.awaited = nil
        // Whatever else it is, it is asked again when the time for an answer is over.
        guard reply.kind == "legs" else { return true }
        if let cursor = held.take(reply) {
            try askMine(after: cursor)
        } else {
            events += held.finish()
        }
        return true
    }

    /// Notes what became of a leg that an offer was accepted for, or not.
    func note(_ line: AnswerLine, code: Int) {
        guard let leg = legOf.removeValue(forKey: line.lease) else { return }
        if case .accept = line.verb, code < 300 { held.add(leg) }
    }

    /// Notes that a report has ended the work on a leg.
    func note(_ line: ReportLine, code: Int) {
        guard code < 300 else { return }
        switch line.verb {
        case .complete, .fail, .redirect, .reorient, .declineLate, .confirmCancel:
            held.end(line.leg)
        case .contact, .schedule, .noShow, .start, .hold, .resume, .refuseCancel: return
        }
    }
}
