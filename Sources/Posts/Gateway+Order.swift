import Exchange
import Referrals
import Triage
import Wire

extension Gateway {
    /// Takes a publish under a ticket and gives it to a dispatcher as soon as one has a slot.
    mutating func publish(
        _ inquiry: PublishInquiry,
        _ frame: [UInt8],
        _ open: Open,
        agency: AgencyID,
        at now: Moment
    ) -> [Effect] {
        let ticket = nextTicket()
        var request = WorkRequest(
            ticket: ticket,
            agency: agency,
            at: now,
            frame: frame,
            lines: inquiry.lines
        )
        request.isClockBelieved = isClockBelieved
        var open = open
        open.stage = .judging(inquiry, request, dispatcher: nil)
        hold(open, under: ticket)
        lanes[LaneKey(principal: open.principal, lane: inquiry.lane), default: []].append(ticket)
        toJudge.append(ticket)
        return giveWork()
    }

    mutating func nextTicket() -> Ticket {
        lastTicket += 1
        return Ticket(lastTicket)
    }

    /// Counts a message as under way.
    mutating func hold(_ open: Open, under ticket: Ticket) {
        tickets[ticket] = open
        bytesUnderWay += open.bytes
        peers[open.route]?.messages += 1
        peers[open.route]?.bytes += open.bytes
    }

    /// Gives waiting messages to the dispatchers that have room, the least laden first.
    mutating func giveWork() -> [Effect] {
        var effects: [Effect] = []
        var given = 0
        while given < toJudge.count {
            let ticket = toJudge[given]
            guard case .judging(let inquiry, var request, _) = tickets[ticket]?.stage else {
                given += 1
                continue
            }
            guard let dispatcher = bench.give(ticket) else { break }
            given += 1
            request.poisoned = bench.poisoned
            tickets[ticket]?.stage = .judging(inquiry, request, dispatcher: dispatcher)
            effects.append(.work(dispatcher, request))
        }
        toJudge.removeFirst(given)
        return effects
    }

    /// A verdict goes on as soon as all before it in its lane have gone.
    mutating func judged(_ dispatcher: Int, _ verdict: WorkVerdict) -> [Effect] {
        guard bench.takeBack(verdict.ticket, from: dispatcher),
            let open = tickets[verdict.ticket],
            case .judging(let inquiry, let request, dispatcher) = open.stage
        else {
            counts.surplus += 1
            return giveWork()
        }
        tickets[verdict.ticket]?.stage = .judged(inquiry, request, verdict)
        return goOn(in: LaneKey(principal: open.principal, lane: inquiry.lane)) + giveWork()
    }

    private mutating func goOn(in lane: LaneKey) -> [Effect] {
        guard isLinked, var waiting = lanes[lane] else { return [] }
        var effects: [Effect] = []
        var gone = 0
        while gone < waiting.count {
            guard let open = tickets[waiting[gone]] else {
                gone += 1
                continue
            }
            guard case .judged(let inquiry, let request, let verdict) = open.stage else { break }
            tickets[waiting[gone]]?.stage = .recording(inquiry, request)
            effects.append(
                .put(put(.publish(inquiry, verdict), waiting[gone], open))
            )
            gone += 1
        }
        waiting.removeFirst(gone)
        lanes[lane] = waiting.isEmpty ? nil : waiting
        return effects
    }

    /// The recorder judges by other rules: the message, and all behind it in its lane, are judged again.
    ///
    /// Those behind it that the recorder has in hand come back in the same way, in order.
    mutating func judgeAgain(_ ticket: Ticket) -> [Effect] {
        guard let open = tickets[ticket],
            case .recording(let inquiry, let request) = open.stage
        else { return [] }
        let lane = LaneKey(principal: open.principal, lane: inquiry.lane)
        tickets[ticket]?.stage = .judging(inquiry, request, dispatcher: nil)
        var waiting = lanes[lane] ?? []
        let place = waiting.firstIndex { $0 > ticket } ?? waiting.count
        waiting.insert(ticket, at: place)
        lanes[lane] = waiting
        toJudge.append(ticket)
        return giveWork()
    }

    /// The reply to a ticket goes out; the first, and no other.
    mutating func answer(
        _ ticket: Ticket,
        _ message: Outgoing,
        at instant: Instant
    ) -> [Effect] {
        guard let open = tickets.removeValue(forKey: ticket) else {
            counts.surplus += 1
            return []
        }
        bytesUnderWay -= open.bytes
        settle(open)
        counts.answered += 1
        if case .asking(.known) = open.stage, message.acknowledges {
            return greet(Message(open), at: instant)
        }
        let bytes = message.bytes(re: open.seq)
        let reply = Effect.send(open.route, envelope: open.envelope, bytes)
        switch open.stage {
        case .judging(let inquiry, _, _), .judged(let inquiry, _, _):
            // The recorder had it from an earlier link: those behind it need not wait for it any more.
            return [reply] + goOn(in: LaneKey(principal: open.principal, lane: inquiry.lane))
        case .recording, .asking, .waiting: return [reply]
        }
    }

    /// What the recorder is asked under a ticket.
    func put(_ ask: Put.Ask, _ ticket: Ticket, _ open: Open) -> Put {
        Put(
            ticket: ticket,
            principal: open.principal,
            session: open.session,
            ask: ask,
            queues: open.speaker.queues,
            letter: open.letter
        )
    }

    /// A message of a peer is no longer under way.
    private mutating func settle(_ open: Open) {
        guard var peer = peers[open.route] else { return }
        peer.messages -= 1
        peer.bytes -= open.bytes
        peers[open.route] = peer.messages == 0 && peer.session == nil ? nil : peer
    }

    /// The recorder is gone: sessions have ended, and what is under way waits for the next link.
    mutating func unlink() -> [Effect] {
        isLinked = false
        endSessions()
        return []
    }

    /// All sessions have ended, and nobody needs to be told but the peers, at their next message.
    private mutating func endSessions() {
        for route in peers.keys { peers[route]?.session = nil }
        peers = peers.filter { $0.value.messages > 0 }
        sessions = [:]
    }

    /// The recorder is there: all open tickets go again, in order; sessions of the old link have ended.
    mutating func link(_ bundle: Bundle) -> [Effect] {
        access = bundle.access
        isLinked = true
        endSessions()
        lanes = [:]
        toJudge = []
        var effects: [Effect] = []
        for ticket in tickets.keys.sorted() {
            guard var open = tickets[ticket] else { continue }
            open.session = nil
            switch open.stage {
            case .judging(let inquiry, let request, _), .judged(let inquiry, let request, _),
                .recording(let inquiry, let request):
                let lane = LaneKey(principal: open.principal, lane: inquiry.lane)
                lanes[lane, default: []].append(ticket)
                // What a dispatcher has in hand it has still: its verdict is awaited.
                if case .judging(_, _, dispatcher: .some) = open.stage { break }
                open.stage = .judging(inquiry, request, dispatcher: nil)
                if suspects[ticket] == nil { toJudge.append(ticket) }
            case .asking(let ask): effects.append(.put(put(ask, ticket, open)))
            case .waiting: preconditionFailure("a message under way has a stage")
            }
            tickets[ticket] = open
        }
        if areFactsHeard { effects.append(.listening(true)) }
        return effects + giveWork()
    }
}

extension Gateway.Message {
    /// The message that was held under a ticket.
    fileprivate init(_ open: Gateway.Open) {
        route = open.route
        envelope = open.envelope
        frame = []
        seq = open.seq
        speaker = open.speaker
        user = nil
    }
}
