internal import Referrals
internal import Wire

extension AgencyClient {
    /// Sends what may be sent, and waits until something is answered, or due, or the time is over.
    public func turn(until deadline: ContinuousClock.Instant) throws(ClientFailure) {
        writeDown()
        try sendDue()
        let wake = min(deadline, nextDue ?? deadline)
        guard let first = try connection.next(until: wake) else {
            heedCut()
            return try expire()
        }
        try take(first)
        // Whatever has arrived is read before anything is held to be unanswered.
        while let reply = try connection.next(until: .now) { try take(reply) }
        heedCut()
        try expire()
        try sendDue()
    }

    /// What was under way on a link that broke is not waited for.
    private func heedCut() {
        guard connection.cuts != cutsSeen else { return }
        beginAgain()
    }

    /// When something has to be done without being told.
    private var nextDue: ContinuousClock.Instant? {
        var due = underWay.values.map(\.answerBy)
        if let restsUntil { due.append(restsUntil) }
        due += queues.values.compactMap(\.nextDue)
        if Lane.inOrder.contains(where: { mayLeave($0) }) {
            // A message that could leave now and did not has met a link that does not take it: then
            // another try is due soon.
            due.append(quietUntil ?? .now + .milliseconds(hasRoom ? 20 : 1_000))
        }
        return due.min()
    }

    /// Whether another message is within the window.
    private var hasRoom: Bool {
        underWay.isEmpty
            || (underWay.count < window.messages
                && bytesUnderWay + Limits.bodyBytes <= window.bytes)
    }

    /// Whether there is a message full, or some event is not to wait for more.
    private func mayLeave(_ lane: Lane) -> Bool {
        guard let first = queues[lane]?.firstPlace else { return false }
        return first <= flushedThrough || hasWhole(lane)
    }

    /// Whether there is enough for a whole message.
    func hasWhole(_ lane: Lane) -> Bool {
        guard let queue = queues[lane] else { return false }
        return queue.readyCount >= Limits.bodyLines || queue.bytes >= Limits.bodyBytes
    }

    private func sendDue() throws(ClientFailure) {
        heedCut()
        let now = ContinuousClock.now
        if let restsUntil {
            guard now >= restsUntil else { return }
            self.restsUntil = nil
            try startAnew()
        }
        if mustGreet {
            let hello = HelloInquiry(client: "relais", known: known)
            guard let number = try connection.send(.hello(hello), until: now) else { return }
            greeting = number
            mustGreet = false
        }
        if let quietUntil {
            guard now >= quietUntil else { return }
            self.quietUntil = nil
        }
        for lane in Lane.inOrder {
            queues[lane]?.heed(now)
            while hasRoom, mayLeave(lane) {
                guard try send(lane, at: now) else { return }
            }
        }
    }

    /// Sends one message; false if no link takes it.
    private func send(
        _ lane: Lane,
        at now: ContinuousClock.Instant
    ) throws(ClientFailure) -> Bool {
        let events = queues[lane]?.next(at: now) ?? []
        var bytes = 0
        var number: Int?
        do throws(ClientFailure) {
            var lines: [ArraySlice<UInt8>] = []
            for event in events {
                lines.append(try line(of: event)[...])
                bytes += event.bytes + 1
            }
            number = try connection.send(
                .publish(PublishInquiry(lane: lane, isDryRun: isDryRun, known: known)),
                events: lines,
                until: .now
            )
        } catch {
            giveBack(events, lane)
            throw error
        }
        guard let number else {
            giveBack(events, lane)
            return false
        }
        underWay[number] = Sent(
            events: events,
            lane: lane,
            bytes: bytes,
            answerBy: .now + pace.answerWithin
        )
        bytesUnderWay += bytes
        return true
    }

    private func line(of event: UnsettledEvent) throws(ClientFailure) -> [UInt8] {
        if let line = event.line { return line }
        guard let outbox else { preconditionFailure("a line is in memory or in the outbox") }
        do throws(OutboxFailure) {
            return try outbox.line(of: event.place)
        } catch {
            throw .outbox(error)
        }
    }

    private func giveBack(_ events: [UnsettledEvent], _ lane: Lane) {
        for event in events { queues[lane]?.giveBack(event) }
        // What has left once does not wait for company.
        flushedThrough = max(flushedThrough, events.last?.place ?? 0)
    }

    private func take(_ reply: Reply) throws(ClientFailure) {
        silences = 0
        lastSilence = nil
        if reply.kind == "drain" {
            restsUntil = .now + pace.wait(after: 1, asked: reply.retryAfter)
            return
        }
        guard let number = reply.re else {
            // An error that answers nothing is about a message that could not be read at all.
            if let failure = reply.failure { throw failure }
            return
        }
        if number == greeting {
            greeting = nil
            return try welcome(reply)
        }
        guard let sent = underWay.removeValue(forKey: number) else { return }
        bytesUnderWay -= sent.bytes
        if let error = reply.error {
            if case .journalBehind(let point)? = reply.failure {
                giveBack(sent.events, sent.lane)
                return try fallBack(to: point)
            }
            return try refuse(sent, error)
        }
        failures = 0
        receive(reply, for: sent)
    }

    private func welcome(_ reply: Reply) throws(ClientFailure) {
        if case .journalBehind(let point)? = reply.failure, outbox != nil {
            return try fallBack(to: point)
        }
        if let error = reply.error, !error.isPassing { throw reply.failure ?? .refused(error) }
        guard reply.kind == "welcome" else { return }
        window = Window(
            messages: max(1, reply.integer("window", "messages") ?? window.messages),
            bytes: max(1, reply.integer("window", "bytes") ?? window.bytes)
        )
    }

    /// The gateway's journal lacks what was receipted: the outbox sends it again, before all else.
    private func fallBack(to point: JournalPoint) throws(ClientFailure) {
        guard let outbox else { throw .journalBehind(point) }
        writeDown()
        let lost: Outbox.Lost
        do throws(OutboxFailure) {
            lost = try outbox.fallBack(to: point)
        } catch {
            throw .outbox(error)
        }
        // Receipts that nobody has taken yet are not written down: those of what is lost are void.
        let isVoid = { (receipt: EventReceipt) in
            switch receipt.outcome {
            case .stored, .again: lost.isAfter(receipt.journal)
            case .refused, .deferred: false
            }
        }
        let void = receipts.filter(isVoid).compactMap(\.place)
        receipts.removeAll(where: isVoid)
        known = outbox.known
        journalBehind = point
        rebuild(with: lost.places + void, of: outbox)
    }

    /// Puts everything that is not settled in the order of the places; answers under way are of no use.
    private func rebuild(with places: [Int], of outbox: Outbox) {
        beginAgain()
        for lane in Lane.inOrder {
            let events =
                (queues[lane]?.events ?? [])
                + places.filter { outbox.entry($0).lane == lane }.map { unsettled($0, of: outbox) }
            var queue = SendQueue()
            for event in events.sorted(by: { $0.place < $1.place }) { queue.add(event) }
            queues[lane] = queue
        }
        flush()
    }

    private func refuse(_ sent: Sent, _ error: GatewayError) throws(ClientFailure) {
        guard error.isPassing else {
            guard outbox == nil else {
                // Nothing was said of any event: whoever is not let in today may be tomorrow.
                giveBack(sent.events, sent.lane)
                quietUntil = .now + pace.wait(after: 1, asked: nil)
                throw .refused(error)
            }
            for event in sent.events {
                receipts.append(EventReceipt(mark: event.mark, refusedBy: error))
                queues[sent.lane]?.settle(event)
            }
            return
        }
        failures += 1
        quietUntil = .now + pace.wait(after: failures, asked: error.retryAfter)
        giveBack(sent.events, sent.lane)
    }

    /// Takes a receipt; an event that it does not name, or that was deferred, goes out again.
    private func receive(_ reply: Reply, for sent: Sent) {
        var open = Dictionary(uniqueKeysWithValues: sent.events.enumerated().map { ($0 + 1, $1) })
        var delays: [Int: Duration] = [:]
        for (line, raw) in zip(reply.lines, reply.raw) {
            guard let number = line.integer("line"), let event = open[number],
                var receipt = EventReceipt(mark: event.mark, line: raw, line)
            else { continue }
            switch receipt.outcome {
            case .stored, .again, .refused:
                open[number] = nil
                receipt.place = outbox == nil ? nil : event.place
                receipts.append(receipt)
                queues[sent.lane]?.settle(event)
            case .deferred:
                delays[number] = receipt.retryAfter
            }
        }
        for number in open.keys.sorted() {
            guard var event = open[number] else { continue }
            event.deferrals += 1
            flushedThrough = max(flushedThrough, event.place)
            let wait = pace.wait(after: event.deferrals, asked: delays[number])
            queues[sent.lane]?.giveBack(event, until: .now + wait)
        }
    }

    /// What was not answered in time is sent again; after several silences, on a new socket.
    private func expire() throws(ClientFailure) {
        let now = ContinuousClock.now
        let late = underWay.filter { $0.value.answerBy <= now }
        guard !late.isEmpty else { return }
        // Messages sent together fall silent together: that is one silence.
        if lastSilence.map({ now - $0 >= pace.answerWithin }) ?? true {
            silences += 1
            lastSilence = now
        }
        for (number, sent) in late {
            underWay[number] = nil
            bytesUnderWay -= sent.bytes
            giveBack(sent.events, sent.lane)
        }
        failures += 1
        quietUntil = now + pace.wait(after: failures, asked: nil)
        if silences >= pace.silencesMax { try startAnew() }
    }

    /// A new socket: whatever was under way on the old one waits again.
    private func startAnew() throws(ClientFailure) {
        try connection.renew()
        beginAgain()
    }

    private func beginAgain() {
        cutsSeen = connection.cuts
        silences = 0
        lastSilence = nil
        for sent in underWay.values { giveBack(sent.events, sent.lane) }
        underWay = [:]
        bytesUnderWay = 0
        window = AgencyClient.narrowWindow
        greeting = nil
        mustGreet = isGreeter
    }
}

extension Lane {
    /// The lanes, the one first that is sent first.
    static let inOrder: [Lane] = [.live, .bulk]
}
