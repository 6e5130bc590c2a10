import Exchange
import Journal
import Posts
import Referrals
import Wire

extension World {
    /// Whether the server lives on after one more effect: a crash comes between any two.
    func survives(_ life: Life) -> Bool {
        guard !life.isDead else { return false }
        guard areFaultsOn, swarm.has(.crash) else { return true }
        effectsLeft -= 1
        guard effectsLeft <= 0 else { return true }
        guard strikes(.crash) else {
            drawEffects()
            return true
        }
        crash("between two effects")
        return false
    }

    private func wake(_ station: Int, _ what: Occurrence, in life: Life) {
        guard life.waking.insert(station).inserted else { return }
        plan(what, in: schedule.span(from: Span(microseconds: 20), mean: .milliseconds(2)))
    }

    func toGateway(_ input: Gateway.Input, in life: Life) {
        life.gatewayInbox.append(input)
        wake(-1, .gatewayWakes(life: life.number), in: life)
    }

    private func toDispatcher(_ index: Int, _ input: Dispatcher.Input, in life: Life) {
        life.dispatcherInboxes[index].append(input)
        wake(index, .dispatcherWakes(index, life: life.number), in: life)
    }

    func toRecorder(_ input: Recorder.Input, in life: Life) {
        life.recorderInbox.append(input)
        wake(-2, .recorderWakes(life: life.number), in: life)
    }

    func wakeGateway(_ life: Life) {
        wake(-1, .gatewayWakes(life: life.number), in: life)
    }

    func wakeRecorder(_ life: Life) {
        wake(-2, .recorderWakes(life: life.number), in: life)
    }

    func gatewayWakes(_ life: Life) {
        life.waking.remove(-1)
        let inputs = life.gatewayInbox
        life.gatewayInbox = []
        for input in inputs where !life.isDead {
            run(life.gateway.step(input, at: instant), in: life)
        }
        if !life.isDead { hearRecorder(life) }
    }

    func run(_ effects: [Gateway.Effect], in life: Life) {
        for effect in effects {
            guard survives(life) else { return }
            switch effect {
            case .put, .credit, .sessionEnded, .listening:
                guard life.wire == nil else {
                    life.wire?.door.put(effect)
                    // It goes when the gateway has done what it is at.
                    wakeGateway(life)
                    continue
                }
            case .send, .work, .publish, .cut: break
            }
            switch effect {
            case .send(let route, _, let bytes): send(bytes, to: route, in: life)
            case .work(let index, let request):
                toDispatcher(index, .request(spelled(request)), in: life)
            case .put(let put): toRecorder(.put(put), in: life)
            case .credit(let session, let through, let got):
                toRecorder(.credit(session, through: through, got: got), in: life)
            case .sessionEnded(let session): toRecorder(.sessionEnded(session), in: life)
            case .listening(let isHeard): toRecorder(.listening(isHeard), in: life)
            case .publish(_, let bytes): hear(bytes, in: life)
            case .cut: break
            }
        }
    }

    /// Somebody hears the feed: each fact is on disk, and none is left out or comes twice.
    private func hear(_ bytes: [UInt8], in life: Life) {
        guard let reply = Reply(bytes), reply.kind == "fact",
            let position = reply.lines.first?.integer("position")
        else { return }
        if UInt64(position) > disk.tail.position.number {
            ledger.fault("the feed told of the fact at \(position), not on disk yet")
        }
        if let last = life.lastHeard, position != last + 1, !life.mayMiss {
            ledger.fault("the feed told of the fact at \(position) after that at \(last)")
        }
        if let last = life.lastHeard, position != last + 1 { life.mayMiss = false }
        life.lastHeard = position
    }

    /// A dispatcher judges one message; a line that kills takes the whole process with it.
    func dispatcherWakes(_ index: Int, in life: Life) {
        life.waking.remove(index)
        guard !life.dispatcherInboxes[index].isEmpty else { return }
        let input = life.dispatcherInboxes[index].removeFirst()
        var killers: Set<UInt64> = []
        if case .request(let request) = input {
            for line in request.lines where kills(request.frame[line.range]) {
                killers.insert(LineDigest.of(request.frame[line.range]))
            }
        }
        var effects = life.dispatchers[index].step(input)[...]
        while let effect = effects.popFirst() {
            switch effect {
            case .mark(let digest):
                disk.inHand[index] = digest
                if killers.contains(digest) {
                    guard swarm.isApart else { return crash("by a line that kills") }
                    return dispatcherDies(index, in: life)
                }
                effects += life.dispatchers[index].step(.marked)
            case .clear: disk.inHand[index] = nil
            case .verdict(let verdict):
                toGateway(.verdict(index, spelled(verdict)), in: life)
            }
        }
        if !life.dispatcherInboxes[index].isEmpty {
            wake(index, .dispatcherWakes(index, life: life.number), in: life)
        }
    }

    private func kills(_ line: ArraySlice<UInt8>) -> Bool {
        let word = Array(AgencyActor.killer.utf8)
        return line.indices.contains { line[$0...].starts(with: word) }
    }

    func recorderWakes(_ life: Life) {
        life.waking.remove(-2)
        turn(life)
    }

    /// One turn of the recorder: everything that waits, then what is due, then one batch.
    func turn(_ life: Life) {
        let inputs = life.recorderInbox
        life.recorderInbox = []
        run(life.recorder.step(.room(hasRoom), at: instant), in: life)
        if !life.isDead { hearGateway(life) }
        for input in inputs where !life.isDead { tellRecorder(input, in: life) }
        guard !life.isDead else { return }
        run(life.recorder.step(.turn, at: instant), in: life)
        if !life.isDead { flushEnd(life) }
        rest(life)
    }

    /// The recorder takes one input; a lease whose session ends has its grace, by the contract 45 s at least.
    func tellRecorder(_ input: Recorder.Input, in life: Life) {
        guard case .sessionEnded = input else {
            return run(life.recorder.step(input, at: instant), in: life)
        }
        let before = life.recorder.board.presence.leases
        run(life.recorder.step(input, at: instant), in: life)
        for (lease, hold) in life.recorder.board.presence.leases {
            guard let ends = hold.ends, before[lease]?.ends == nil else { continue }
            if ends - instant.steady < .seconds(45) {
                ledger.fault("\(lease) has not the grace that the contract gives it")
            }
        }
    }

    /// After a turn: what must hold is looked at, and the clock is set.
    private func rest(_ life: Life) {
        guard !life.isDead else { return }
        rests += 1
        // What reads everything looks at each step of a small world, and now and then at one that has grown.
        let legs = model.legs.count
        if legs <= 6 || rests % (legs <= 20 ? 4 : 16) == 0 {
            let board = life.recorder.board
            let hasNewFacts = board.position != life.checkedAt
            for fault in board.checkInvariants(hasNewFacts: hasNewFacts) { ledger.fault(fault) }
            life.checkedAt = board.position
            compareModels(life)
        }
        guard let due = life.recorder.nextDeadline(from: instant) else { return }
        let wait = min(due.wall - instant.wall, due.steady - instant.steady)
        life.timer += 1
        plan(
            .deadline(life: life.number, number: life.timer),
            in: max(.milliseconds(1), min(wait, .hours(2)))
        )
    }

    func run(_ effects: [Recorder.Effect], in life: Life) {
        for effect in effects {
            guard survives(life) else { return }
            switch effect {
            case .journal(let request): ask(request, in: life)
            // No order of the simulation puts an earlier bundle in force.
            case .readBundle(let id, _):
                let reading: BundleReading =
                    schedule.percent(20)
                    ? .faulty(["a mistake"]) : good(rules.lowerBound + schedule.below(rules.count))
                run(life.recorder.step(.bundleRead(id, reading), at: instant), in: life)
            case .bundle(let files, let bundle):
                for index in life.dispatchers.indices {
                    toDispatcher(index, .bundle(bundle), in: life)
                }
                tellGateway(.bundle(files, bundle), in: life)
            case .done(let ticket, let message):
                tellGateway(.done(ticket, .message(message)), in: life)
            case .judgeAgain(let ticket):
                ledger.count(.judgedAgain)
                tellGateway(.judgeAgain(ticket), in: life)
            case .push(let session, let message):
                tellGateway(.push(session, .message(message)), in: life)
            case .end(let session): tellGateway(.end(session), in: life)
            case .feed(let news): tellGateway(.feed(news), in: life)
            case .clock(let time): tellGateway(.clock(time), in: life)
            case .alarm, .word: break
            }
        }
    }

    /// What the recorder has for the gateway; where they are apart it goes at the end of the turn.
    private func tellGateway(_ input: Gateway.Input, in life: Life) {
        guard life.wire != nil else { return toGateway(input, in: life) }
        _ = life.wire?.end.step(.own(.gateway(input)), at: StationWire.still)
    }

    /// A request as a dispatcher elsewhere reads it.
    private func spelled(_ request: WorkRequest) -> WorkRequest {
        guard swarm.isApart, case .request(let read) = overTheWire(.request(request)) else {
            return request
        }
        return read
    }

    /// A verdict as a gateway elsewhere reads it.
    private func spelled(_ verdict: WorkVerdict) -> WorkVerdict {
        guard swarm.isApart, case .verdict(let read) = overTheWire(.verdict(verdict)) else {
            return verdict
        }
        return read
    }

    private func overTheWire(_ message: StationMessage) -> StationMessage? {
        do {
            return try StationCodec.decode(StationCodec.encode([message])).first
        } catch {
            ledger.fault("what the stations say cannot be read: \(error)")
            return nil
        }
    }

    private func good(_ version: Int) -> BundleReading {
        .good(Rules.files(version), Rules.bundle(version))
    }
}
