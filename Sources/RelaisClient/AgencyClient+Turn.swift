internal import Wire

extension AgencyClient {
    /// Sends what may be sent, and waits until something is answered, or due, or the time is over.
    public func turn(until deadline: ContinuousClock.Instant) throws(ClientFailure) {
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
        var due = underWay.values.map(\.answerBy) + deferred.compactMap(\.notBefore)
        if let restsUntil { due.append(restsUntil) }
        if let batch = waiting.first {
            // A batch that could leave now and did not has met a link that does not take it: then
            // another try is due soon.
            due.append(batch.notBefore ?? .now + .milliseconds(hasRoom(for: batch) ? 20 : 1_000))
        }
        return due.min()
    }

    private func hasRoom(for batch: EventBatch) -> Bool {
        underWay.isEmpty
            || (underWay.count < window.messages && bytesUnderWay + batch.bytes <= window.bytes)
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
        while let index = deferred.firstIndex(where: { isDue($0, at: now) }),
            hasRoom(for: deferred[index])
        {
            guard try send(deferred[index]) else { return }
            deferred.remove(at: index)
        }
        while let batch = waiting.first, isDue(batch, at: now), hasRoom(for: batch) {
            guard try send(batch) else { return }
            waiting.removeFirst()
        }
    }

    private func isDue(_ batch: EventBatch, at now: ContinuousClock.Instant) -> Bool {
        batch.notBefore.map { $0 <= now } ?? true
    }

    private func send(_ batch: EventBatch) throws(ClientFailure) -> Bool {
        let number = try connection.send(
            .publish(PublishInquiry(lane: lane, isDryRun: isDryRun, known: known)),
            events: batch.events.map { $0.line[...] },
            until: .now
        )
        guard let number else { return false }
        underWay[number] = Sent(batch: batch, answerBy: .now + pace.answerWithin)
        bytesUnderWay += batch.bytes
        return true
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
        bytesUnderWay -= sent.batch.bytes
        if let error = reply.error {
            if case .journalBehind(let point)? = reply.failure {
                putBack(sent.batch)
                throw .journalBehind(point)
            }
            return refuse(sent.batch, error)
        }
        receive(reply, for: sent.batch)
    }

    private func welcome(_ reply: Reply) throws(ClientFailure) {
        if let error = reply.error, !error.isPassing { throw reply.failure ?? .refused(error) }
        guard reply.kind == "welcome" else { return }
        window = Window(
            messages: max(1, reply.integer("window", "messages") ?? window.messages),
            bytes: max(1, reply.integer("window", "bytes") ?? window.bytes)
        )
    }

    private func refuse(_ batch: EventBatch, _ error: GatewayError) {
        guard error.isPassing else {
            receipts += batch.events.map { EventReceipt(mark: $0.mark, refusedBy: error) }
            return
        }
        var batch = batch
        batch.failures += 1
        batch.notBefore = .now + pace.wait(after: batch.failures, asked: error.retryAfter)
        putBack(batch)
    }

    /// A batch waits again, at the place that it had.
    private func putBack(_ batch: EventBatch) {
        let index = waiting.firstIndex { $0.place > batch.place } ?? waiting.count
        waiting.insert(batch, at: index)
    }

    /// Takes a receipt; an event that it does not name, or that was deferred, goes out again.
    private func receive(_ reply: Reply, for batch: EventBatch) {
        var open: [Int: OutgoingEvent] = [:]
        for index in batch.events.indices { open[index + 1] = batch.events[index] }
        var delay: Duration?
        for (line, raw) in zip(reply.lines, reply.raw) {
            guard let place = line.integer("line"), let event = open[place],
                let receipt = EventReceipt(mark: event.mark, line: raw, line)
            else { continue }
            switch receipt.outcome {
            case .stored, .again, .refused:
                open[place] = nil
                receipts.append(receipt)
            case .deferred:
                delay = max(delay ?? .zero, receipt.retryAfter ?? .zero)
            }
        }
        guard !open.isEmpty else { return }
        var rest = EventBatch()
        for place in open.keys.sorted() {
            if let event = open[place] { _ = rest.add(event) }
        }
        rest.place = batch.place
        rest.failures = batch.failures + 1
        let asked = delay.flatMap { $0 > .zero ? $0 : nil }
        rest.notBefore = .now + pace.wait(after: rest.failures, asked: asked)
        deferred.append(rest)
    }

    /// What was not answered in time is sent again; after several silences, on a new socket.
    private func expire() throws(ClientFailure) {
        let now = ContinuousClock.now
        let late = underWay.filter { $0.value.answerBy <= now }
        guard !late.isEmpty else { return }
        // Batches sent together fall silent together: that is one silence.
        if lastSilence.map({ now - $0 >= pace.answerWithin }) ?? true {
            silences += 1
            lastSilence = now
        }
        for (number, sent) in late {
            underWay[number] = nil
            bytesUnderWay -= sent.batch.bytes
            var batch = sent.batch
            batch.failures += 1
            batch.notBefore = now + pace.wait(after: batch.failures, asked: nil)
            putBack(batch)
        }
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
        for sent in underWay.values { putBack(sent.batch) }
        underWay = [:]
        bytesUnderWay = 0
        window = AgencyClient.narrowWindow
        greeting = nil
        mustGreet = isGreeter
    }
}
