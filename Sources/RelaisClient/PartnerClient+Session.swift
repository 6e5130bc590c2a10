internal import Wire

extension PartnerClient {
    /// After how many ping periods of silence a session has ended.
    private static let silencesMax = 3

    /// Takes a line of `attached`: a queue, or what has become of a lease.
    func note(_ line: JSONDocument, _ raw: ArraySlice<UInt8>, in attachment: inout Attachment) {
        guard let lease = line.text("lease") else {
            attachment.queues.append(Array(raw))
            return
        }
        let state = line.text("state")
        guard state != AttachedLease.State.held.rawValue else { return }
        let isLost = state == AttachedLease.State.lost.rawValue
        if isLost { legOf[lease] = nil }
        if inHand.remove(lease) != nil, isLost { events.append(.lost(lease: lease)) }
    }

    /// Tells the gateway how far offers are welcome, if that is further than it was.
    func tellCredit() throws(ClientFailure) {
        guard isAttached, credit.welcome(room) else { return }
        try say(.take(told))
    }

    private var told: Credit {
        Credit(through: UInt64(credit.through), got: UInt64(credit.got))
    }

    /// Sends a ping when it is time, and begins the session anew when it has fallen silent.
    func keepAlive() throws(ClientFailure) {
        if let restsUntil {
            guard ContinuousClock.now >= restsUntil else { return }
            try begin()
        }
        guard isAttached else { return try attachAgain() }
        try reconcile()
        let now = ContinuousClock.now
        if connection.cuts != cutsSeen {
            try beginOnNewLink()
        } else if now - lastHeard > pingEvery * PartnerClient.silencesMax {
            try begin()
        } else if now - lastSaid >= pingEvery {
            try say(.ping(told))
        }
    }

    /// Tries again, after a pause, to begin the session that ended.
    private func attachAgain() throws(ClientFailure) {
        guard isWanted, ContinuousClock.now >= attachesAt else { return }
        do throws(ClientFailure) {
            _ = try attach()
        } catch {
            attachFailures += 1
            attachesAt = .now + Backoff.link.wait(after: attachFailures)
            throw error
        }
    }

    private func say(_ inquiry: Inquiry) throws(ClientFailure) {
        // Should no link take it, the silence that follows is dealt with in its time.
        _ = try connection.send(inquiry, until: .now)
        lastSaid = .now
    }

    /// A new session on a new socket, with the leases in hand.
    private func begin() throws(ClientFailure) {
        isAttached = false
        try connection.renew()
        _ = try attach()
    }

    /// A new session on a link that stands, or on the one that comes after it.
    private func beginOnNewLink() throws(ClientFailure) {
        isAttached = false
        connection.forget()
        _ = try attach()
    }

    func take(_ reply: Reply) throws(ClientFailure) {
        if try takeMine(reply) { return }
        switch reply.kind {
        case "offer":
            for (line, raw) in zip(reply.lines, reply.raw) {
                guard let offer = Offer(raw, line), credit.note(offer.number) else { continue }
                room = max(0, room - 1)
                inHand.insert(offer.lease)
                legOf[offer.lease] = offer.leg
                events.append(.offer(offer))
            }
        case "notice":
            for (line, raw) in zip(reply.lines, reply.raw) {
                if line.text("notice") == "recalled", let leg = line.text("leg") { held.end(leg) }
                events.append(.notice(line: Array(raw), number: line.integer("n") ?? 0))
            }
        case "drain":
            restsUntil = .now + pace.wait(after: 1, asked: reply.retryAfter)
        case "error":
            guard let failure = reply.failure else { return }
            if failure == .sessionEnded { return try beginOnNewLink() }
            // An error that answers nothing is about a message that could not be read at all.
            if reply.re == nil { throw failure }
        case _:
            // A pong, the late answer to what was given up, or a kind that is not known here.
            return
        }
    }

    /// Sends lines until each is answered for good.
    func settle<Line>(
        _ lines: [Line],
        _ id: (Line) -> String,
        _ inquiry: ([PartnerLine<Line>]) -> Inquiry
    ) throws(ClientFailure) -> [Answered] {
        var settled: [Answered] = []
        var open = lines
        var failures = 0
        let deadline = ContinuousClock.now + patience
        while !open.isEmpty {
            let asked = Array(open.prefix(Limits.bodyLines))
            let numbered = asked.indices.map { index in
                PartnerLine(number: index + 1, id: nil, content: asked[index], refusal: nil)
            }
            let reply = try asking(inquiry(numbered), until: deadline)
            var passing: [Int] = []
            for (line, raw) in zip(reply.lines, reply.raw) {
                guard let place = line.integer("line"), let code = line.integer("code"),
                    asked.indices.contains(place - 1)
                else { continue }
                if GatewayError.isPassing(code) {
                    passing.append(place - 1)
                } else {
                    settled.append(
                        Answered(
                            id: id(asked[place - 1]),
                            code: code,
                            error: line.text("error"),
                            line: Array(raw)
                        )
                    )
                }
            }
            open = passing.sorted().map { asked[$0] } + open.dropFirst(asked.count)
            guard !passing.isEmpty else { continue }
            failures += 1
            try pause(pace.wait(after: failures, asked: nil), until: deadline)
        }
        return settled
    }

    func asking(_ inquiry: Inquiry) throws(ClientFailure) -> Reply {
        try asking(inquiry, until: .now + patience)
    }

    /// Asks until it is answered; a session that has ended is begun anew.
    private func asking(
        _ inquiry: Inquiry,
        until deadline: ContinuousClock.Instant
    ) throws(ClientFailure) -> Reply {
        var failures = 0
        while true {
            do throws(ClientFailure) {
                let within = min(deadline, .now + pace.answerWithin)
                let reply = try connection.ask(inquiry, until: within)
                lastHeard = .now
                lastSaid = .now
                return reply
            } catch {
                failures += 1
                try recover(from: error, after: failures, until: deadline)
            }
        }
    }

    /// Does what lets the same be asked again, or throws the failure on.
    private func recover(
        from failure: ClientFailure,
        after failures: Int,
        until deadline: ContinuousClock.Instant
    ) throws(ClientFailure) {
        switch failure {
        case .sessionEnded, .cut:
            guard ContinuousClock.now < deadline else { throw failure }
            try beginOnNewLink()
        case .silent:
            guard ContinuousClock.now < deadline else { throw failure }
            if failures >= pace.silencesMax { try begin() }
        case .refused(let error):
            guard error.isPassing else { throw failure }
            try pause(pace.wait(after: failures, asked: error.retryAfter), until: deadline)
        case .notLetIn, .unanswered, .journalBehind, .unreadable, .outbox, .link: throw failure
        }
    }

    /// Waits, and takes what is pushed meanwhile.
    private func pause(
        _ length: Duration,
        until deadline: ContinuousClock.Instant
    ) throws(ClientFailure) {
        let end = ContinuousClock.now + length
        guard end < deadline else { throw .silent(endpoint: connection.endpoint) }
        while let reply = try connection.next(until: end) { try take(reply) }
    }
}
