import Exchange
import Posts
import Referrals
import Wire

extension World {
    func look(_ client: Int) {
        guard looks[client] == now else { return }
        step(client, .looks)
    }

    /// A client hears something and does what follows.
    func step(_ client: Int, _ input: Client.Input) {
        let effects = clients[client].step(input, at: now)
        for effect in effects {
            switch effect {
            case .send(let seq, let bytes): send(bytes, seq, from: client)
            case .reconnect: breakLink(client)
            case .saw(let sight): see(sight, client)
            }
        }
        let next = max(clients[client].looksAt, now + .milliseconds(1))
        if looks[client] != next {
            looks[client] = next
            agenda.add(.looks(client: client), at: next, lot: schedule.next() >> 40)
        }
    }

    private func see(_ sight: Sight, _ client: Int) {
        if case .told(let position) = sight, position > disk.tail.position {
            ledger.fault("\(clients[client].principal) was told of \(position), not on disk yet")
        }
        if case .operation(let number) = sight { tell?("operation \(number)") }
        if case .receipt(let seen) = sight {
            note("\(seen.agency) \(seen.id) (seq \(seen.seq)): \(seen.code) \(seen.error ?? "")")
            if let point = seen.point, point.position > disk.tail.position {
                ledger.fault("\(seen.id) was receipted at \(point.position), not on disk yet")
            }
        }
        if case .said(let partner, let id) = sight {
            saidAt["\(partner) \(id)"] = disk.tail.position
        }
        if case .answered(let seen) = sight {
            if let from = saidAt["\(seen.partner) \(seen.id)"], from <= disk.tail.position,
                let fault = model.fault(of: seen, in: from...disk.tail.position)
            {
                ledger.fault(fault)
            }
            note("\(seen.partner) \(seen.id) \(seen.verb) \(seen.lease)\(seen.leg): \(seen.code)")
        }
        ledger.see(sight, life: lives)
    }

    private func send(_ bytes: [UInt8], _ seq: Int?, from client: Int) {
        guard links[client].isUp else { return }
        links[client].up.sent += 1
        let at = links[client].up.next(after: now + delay())
        links[client].up.lastAt = at
        let link = links[client].number
        let place = links[client].up.sent
        agenda.add(
            .arrives(client: client, link: link, place: place, seq: seq, bytes),
            at: at,
            lot: schedule.next() >> 40
        )
    }

    private func delay() -> Span {
        swarm.has(.delay) && areFaultsOn && network.percent(10)
            ? network.span(from: .milliseconds(1), mean: swarm.delayMean)
            : network.span(from: .milliseconds(1), mean: .milliseconds(30))
    }

    func arrive(_ client: Int, _ link: Int, _ place: Int, _ seq: Int?, _ bytes: [UInt8]) {
        guard links[client].arrivesUp(place, on: link), let life, !life.isDead else { return }
        var route = links[client].route
        route.id[2] = UInt8(link >> 8)
        route.id[3] = UInt8(link & 0xFF)
        if let seq { ledger.arrives(client, seq, life: life.number, clients[client].principal) }
        note("in  \(clients[client].principal) \(seq.map(String.init) ?? "-")")
        // Supervisors speak as REQ does, behind an empty frame.
        let frames = route.door == .control ? [[], bytes] : [bytes]
        run(life.gateway.step(.message(route, frames: frames, user: nil), at: instant), in: life)
    }

    func deliver(_ client: Int, _ link: Int, _ place: Int, _ bytes: [UInt8]) {
        guard links[client].arrivesDown(place, on: link), link == links[client].number,
            let reply = Reply(bytes)
        else { return }
        if let seq = reply.re, !ledger.hears(client, seq) {
            ledger.fault("\(clients[client].principal) was answered twice to \(seq)")
        }
        note("out \(clients[client].principal) \(reply.re.map(String.init) ?? "-") \(reply.kind)")
        step(client, .message(reply, bytes: bytes))
    }

    /// The gateway sends: to whoever is there, else it may hear that nobody is.
    func send(_ bytes: [UInt8], to route: Route, in life: Life) {
        let client = Int(route.id[1]) - 1
        guard links[client].isUp, links[client].route == route else {
            if network.percent(70) {
                run(life.gateway.step(.undeliverable(route), at: instant), in: life)
            }
            return
        }
        links[client].down.sent += 1
        let at = links[client].down.next(after: now + delay())
        links[client].down.lastAt = at
        let link = links[client].number
        let place = links[client].down.sent
        agenda.add(
            .delivered(client: client, link: link, place: place, bytes),
            at: at,
            lot: schedule.next() >> 40
        )
    }

    func breakLink(_ client: Int) {
        note("the link of \(clients[client].principal) breaks")
        links[client].breaks(&network, keepsUp: life != nil)
    }
}
