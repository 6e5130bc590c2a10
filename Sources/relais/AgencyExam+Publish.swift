import Referrals
import Wire

extension AgencyExam {
    /// An event of a message.
    private struct Event {
        let line: Int
        let id: String
        let bytes: [UInt8]
    }

    /// Hears events: what had to come again has come, and the next trial is made.
    mutating func hear(
        _ publish: PublishInquiry,
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> [ClientReply] {
        noteWindow(message, at: now)
        defer { underWay[message.route]?.remove(message.header.seq ?? -1) }
        if let known = publish.known {
            isWitness = true
            if lostAt != nil, known.journal != journal.journal { return [refuseBehind(message)] }
        }
        if publish.isDryRun { return [message.answer(.receipt([]))] }
        var lines: [ReceiptLine] = []
        var open: [Event] = []
        for (number, bytes) in message.lines {
            switch read(number, bytes, at: now) {
            case .event(let event):
                if isDue(event, message, at: now) {
                    open.append(event)
                } else {
                    lines.append(stored(event, code: 202))
                }
            case .refused(let line): lines.append(line)
            }
        }
        if drained?.route == message.route { return refuseWhileDrained(open, message, at: now) }
        if plan.first == .journal, !isWitness, !open.isEmpty {
            plan.removeFirst()
            let words = "it never names its newest receipt, so it witnesses no journal"
            sheet.skip("journal-behind", words, at: now)
        }
        if let trial = plan.first, trial.isWhole, !open.isEmpty, mayMake(trial) {
            return make(trial, open, lines, message, at: now)
        }
        for event in open { lines.append(settle(event, message, at: now)) }
        return [message.answer(.receipt(lines.sorted { $0.line < $1.line }))]
    }

    /// Whether it is the turn of a trial: what ends links waits until no silence is to be seen.
    private func mayMake(_ trial: Trial) -> Bool {
        switch trial {
        case .drain, .journal: !isAwaited(by: "again-silence")
        case .store, .window, .defer, .silence, .refuse, .storage, .again: true
        }
    }

    private mutating func noteWindow(_ message: ClientMessage, at now: ContinuousClock.Instant) {
        guard let seq = message.header.seq else { return }
        let isNew = underWay[message.route, default: []].insert(seq).inserted
        if !isNew { sheet.fail("form", "two messages under way bear the number \(seq)", at: now) }
        if greeted[message.route] == nil, underWay[message.route]?.count ?? 0 > 16 {
            sheet.fail("window", "more than 16 messages are under way without a hello", at: now)
        }
    }

    private enum Reading {
        case event(Event)
        case refused(ReceiptLine)
    }

    private mutating func read(
        _ number: Int,
        _ bytes: [UInt8],
        at now: ContinuousClock.Instant
    ) -> Reading {
        do throws(EventRefusal) {
            let event = try EventDecoder.decode(bytes[...], from: agency, at: wall)
            return .event(Event(line: number, id: event.id, bytes: bytes))
        } catch {
            sheet.fail("form", "\(error.error.name): \(error.detail)", at: now)
            return .refused(ReceiptLine(line: number, refusing: error))
        }
    }

    /// Whether something is still to be done with an event; what may not come again is noted.
    private mutating func isDue(
        _ event: Event,
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> Bool {
        // One that was sent and not settled before the loss may keep its place among those receipted.
        if !lost.isEmpty, known[event.id] == nil {
            let words = "\(event.id), never sent before, came before all that was lost"
            sheet.fail("journal-behind", words, at: now)
        }
        guard let before = known[event.id] else { return true }
        if before.line != event.bytes {
            sheet.fail("form", "\(event.id) came again with other bytes", at: now)
        }
        switch before.stand {
        case .stored:
            if lost.remove(event.id) != nil {
                if lost.isEmpty { sheet.hold("journal-behind", at: now) }
            } else if lostAt == nil {
                sheet.fail("final-200", "\(event.id) was sent again after its receipt", at: now)
            }
            return false
        case .refused:
            sheet.fail("final-4xx", "\(event.id) was sent again after it was refused", at: now)
            return true
        case .awaited(let rule, let route, let first, let from, _):
            known[event.id]?.stand = .stored
            // A new link ends what was under way on the old one.
            let isSameLink = route == message.route
            if isSameLink, now < from {
                sheet.fail(rule, "\(event.id) was sent again too soon", at: now)
            }
            if isSameLink, first == message.header.seq {
                sheet.fail(rule, "\(event.id) came again under the same seq", at: now)
            }
            if !isAwaited(by: rule) { sheet.hold(rule, at: now) }
            return true
        }
    }

    /// Does with a message what its turn is; its events must come again.
    private mutating func make(
        _ trial: Trial,
        _ events: [Event],
        _ lines: [ReceiptLine],
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> [ClientReply] {
        plan.removeFirst()
        let seq = message.header.seq
        func awaitAgain(_ rule: String, _ from: Duration, _ to: Duration) {
            for event in events {
                known[event.id] = Known(
                    line: event.bytes,
                    stand: .awaited(
                        rule: rule,
                        route: message.route,
                        seq: seq,
                        from: now + from,
                        to: now + to
                    )
                )
            }
        }
        switch trial {
        case .window:
            awaitAgain("again-429", .milliseconds(200), .seconds(30))
            return [message.refuse(.window, after: .milliseconds(400))]
        case .storage:
            awaitAgain("again-503", .milliseconds(200), .seconds(30))
            return [message.refuse(.storage, after: .milliseconds(400))]
        case .silence:
            awaitAgain("again-silence", .seconds(5), .seconds(45))
            return []
        case .journal:
            lost = Set(known.filter { $0.value.stand == .stored }.keys)
            lost.subtract(events.map(\.id))
            lostAt = now
            journal = JournalPoint(journal: 0x0DEC_AF00, position: .origin, head: .zero)
            awaitAgain("again-503", .zero, .seconds(60))
            return [refuseBehind(message)]
        case .drain:
            // One event is to go again, so that the client has a reason to come back.
            var receipt = lines
            for (place, event) in events.enumerated() {
                receipt.append(
                    place == 0 ? deferred(event, message, at: now) : stored(event, code: 200)
                )
            }
            let sorted = receipt.sorted { $0.line < $1.line }
            let answer = message.answer(.receipt(sorted))
            guard let envelope = greeted[message.route], envelope.isEmpty else {
                sheet.skip("drain", "without a hello nobody can be told", at: now)
                return [answer]
            }
            drained = (message.route, now)
            let words = Message.drain(retryAfter: .milliseconds(500)).encode(re: nil)
            return [answer, ClientReply(route: message.route, envelope: [], bytes: words)]
        case .store, .defer, .refuse, .again:
            preconditionFailure("\(trial) is made of one event, not of a message")
        }
    }

    /// The gateway that goes down takes nothing new.
    private mutating func refuseWhileDrained(
        _ events: [Event],
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> [ClientReply] {
        if let drained, drained.at + .seconds(1) < now {
            sheet.fail("drain", "something new went to the gateway after its drain", at: now)
        }
        for event in events {
            known[event.id] = Known(
                line: event.bytes,
                stand: .awaited(
                    rule: "again-503",
                    route: [],
                    seq: nil,
                    from: now,
                    to: now + .seconds(60)
                )
            )
        }
        return [message.refuse(.draining, after: .milliseconds(500))]
    }

    /// What becomes of one event: the next trial, if it is one event's; else it waits for a whole message.
    private mutating func settle(
        _ event: Event,
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> ReceiptLine {
        var trial = plan.first ?? .store
        if plan.isEmpty || !trial.isWhole { plan = Array(plan.dropFirst()) }
        if trial.isWhole { trial = .defer }
        switch trial {
        case .refuse:
            known[event.id] = Known(line: event.bytes, stand: .refused)
            let refusal = EventRefusal(
                .badValue,
                field: "/data/channel",
                detail: "a trial of clients"
            )
            var line = ReceiptLine(line: event.line, refusing: refusal)
            line.id = event.id
            return line
        case .defer: return deferred(event, message, at: now)
        case .store, .again, .window, .silence, .storage, .drain, .journal:
            return stored(event, code: trial == .again ? 202 : 200)
        }
    }

    /// An event that is told to come again, a little later.
    private mutating func deferred(
        _ event: Event,
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> ReceiptLine {
        known[event.id] = Known(
            line: event.bytes,
            stand: .awaited(
                rule: "again-300",
                route: message.route,
                seq: message.header.seq,
                from: now + .milliseconds(200),
                to: now + .seconds(60)
            )
        )
        let detail = "a trial of clients"
        var refusal = EventRefusal(.timeInFuture, field: "/time", detail: detail)
        refusal.retryAfter = .milliseconds(400)
        var line = ReceiptLine(line: event.line, refusing: refusal)
        line.id = event.id
        return line
    }

    private mutating func stored(_ event: Event, code: Int) -> ReceiptLine {
        known[event.id] = Known(line: event.bytes, stand: .stored)
        cases += 1
        journal.position = journal.position.next
        var line = ReceiptLine(line: event.line, id: event.id, code: code, status: .stored)
        line.first = ReceiptFirst(caseID: CaseID(year: 2026, number: cases), legs: [])
        line.now = []
        line.journal = journal
        return line
    }
}
