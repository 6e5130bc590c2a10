import Referrals
import Wire

extension PartnerActor {
    mutating func hear(_ reply: Reply, _ bytes: [UInt8], at now: Moment) -> [Client.Effect] {
        switch reply.kind {
        case "offer": return take(reply, bytes, at: now)
        case "notice": return note(reply, at: now)
        default: break
        }
        guard let seq = reply.re, let entry = asked.removeValue(forKey: seq) else { return [] }
        timeouts = 0
        if reply.kind == "error" { return refused(reply, entry, at: now) }
        switch entry.what {
        case .hello:
            phase = .attaching
            got = 0
            highest = 0
            numbers = []
        case .attach: return attached(reply, at: now)
        case .mine: resume(reply, at: now)
        case .line(let place): return answered(reply, place, at: now)
        case .acknowledge(let through): acknowledged = max(acknowledged, through)
        case .ping: break
        }
        return []
    }

    private mutating func refused(_ reply: Reply, _ entry: Asked, at now: Moment) -> [Client.Effect]
    {
        let error = reply.text("error") ?? ""
        if case .line(let place) = entry.what { lines[place].retriesAt = now + .seconds(1) }
        switch error {
        case "no_session":
            if phase == .working || phase == .attaching { phase = .greeting }
            return [.saw(.rarity(.sessionEnded))]
        case "consumer_in_use":
            wantsTakeOver = true
            return []
        case "window", "draining": return []
        case "not_ready":
            if phase == .working || phase == .attaching { phase = .greeting }
            return [.saw(.rarity(.notReady))]
        default: return [.saw(.fault("\(name) was answered \(error)"))]
        }
    }

    private mutating func attached(_ reply: Reply, at now: Moment) -> [Client.Effect] {
        var effects: [Client.Effect] = []
        if wantsTakeOver { effects.append(.saw(.rarity(.tookOver))) }
        wantsTakeOver = false
        phase = .working
        pingsAt = now
        for line in reply.lines {
            guard let lease = line.text("lease"), let state = line.text("state") else { continue }
            switch state {
            case "held": effects.append(.saw(.rarity(.reattachedHeld)))
            case "lost":
                effects.append(.saw(.rarity(.reattachedLost)))
                // A zombie answers all the same.
                if isHealed || !swarm.has(.careless) { offers[lease] = nil }
            default: offers[lease] = nil
            }
        }
        effects.append(ask(.mine(), .mine, at: now))
        return effects
    }

    /// What the server says it has is the truth: work it had forgotten goes on, work it lost is dropped.
    private mutating func resume(_ reply: Reply, at now: Moment) {
        var mine: Set<String> = []
        for line in reply.lines {
            guard let leg = line.text("leg"), let state = line.text("state") else { continue }
            let steps: [Step]? =
                switch state {
                case "accepted", "in_progress": [.complete]
                case "on_hold": [.resume, .complete]
                case "cancel_requested": [.confirmCancel]
                default: nil
                }
            guard let steps else { continue }
            mine.insert(leg)
            if works[leg] == nil, !haunted.contains(leg) {
                works[leg] = Work(steps: steps, nextAt: now)
            }
        }
        for leg in works.keys.sorted() where !mine.contains(leg) {
            if let work = works[leg], work.reporting == nil { works[leg] = nil }
        }
    }

    private mutating func take(_ reply: Reply, _ bytes: [UInt8], at now: Moment) -> [Client.Effect]
    {
        guard phase == .working else { return [] }
        var effects: [Client.Effect] = []
        for line in reply.lines {
            guard let lease = line.text("lease"), let leg = line.text("leg"),
                let number = line.integer("n")
            else { return [.saw(.fault("an offer lacks its lease, leg or number"))] }
            let isAgain = !known.insert(lease).inserted
            effects.append(.saw(.offer(bytes, isAgain: isAgain, lease: lease, name)))
            // Some are lost on their way, as far as this partner can tell.
            if swarm.has(.careless), !isHealed, !isAgain, chance.percent(10) {
                lost.insert(lease)
                highest = max(highest, UInt64(number))
                continue
            }
            highest = max(highest, UInt64(number))
            numbers.insert(UInt64(number))
            while numbers.contains(got + 1) { got += 1 }
            guard !isAgain || lost.remove(lease) != nil else { continue }
            if isDeadly(leg) { return effects + die(at: now) }
            let plan = plan()
            let wait: Span =
                if isHealed { .milliseconds(500) } else if swarm.has(.late), chance.percent(20) {
                    chance.span(from: .minutes(1), mean: .minutes(15))
                } else { chance.span(from: .milliseconds(200), mean: .seconds(40)) }
            offers[lease] = HeldOffer(leg: leg, plan: plan, actsAt: now + wait)
        }
        return effects + [
            .send(seq: nil, Inquiry.take(credit).encode(seq: nil, as: .partner(name)))
        ]
    }

    /// Whether a leg kills whoever opens it, until all is well.
    private func isDeadly(_ leg: String) -> Bool {
        guard swarm.has(.deadly), !isHealed else { return false }
        return leg.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 97 } % 6 == 0
    }

    /// The program is gone, and starts anew with nothing but its outbox.
    private mutating func die(at now: Moment) -> [Client.Effect] {
        offers = offers.filter { $0.value.isAnswered }
        forgetAsked(at: now)
        phase = .away(until: now + .seconds(2))
        return chance.percent(50) ? [.reconnect] : []
    }

    private mutating func plan() -> Plan {
        let isDesk = name == Rules.partner("desk")
        guard !isHealed else { return isDesk || chance.percent(80) ? .accept : .decline }
        var plans: [Plan] = [.accept, .accept, .accept, .accept, .decline]
        if swarm.has(.careless) { plans += [.decline, .giveBack, .ignore] }
        if swarm.has(.twice) { plans += [.twice, .twice] }
        if swarm.has(.suggestion) { plans += [.suggest, .suggest, .suggest] }
        if swarm.has(.ghost) { plans += [.haunt, .haunt] }
        return chance.pick(plans)
    }

    private mutating func note(_ reply: Reply, at now: Moment) -> [Client.Effect] {
        var last: UInt64 = 0
        var effects: [Client.Effect] = []
        for line in reply.lines {
            last = max(last, UInt64(line.integer("n") ?? 0))
            guard let leg = line.text("leg"), let kind = line.text("notice") else { continue }
            effects.append(.saw(.noticed(name, kind: kind, leg: leg)))
            if kind == "cancel_requested", works[leg] != nil {
                works[leg]?.steps = [.confirmCancel]
            }
        }
        noticed = max(noticed, last)
        guard phase == .working, !isHealed, chance.percent(70) else { return effects }
        return effects + [ask(.acknowledge(through: last), .acknowledge(last), at: now)]
    }
}
