import Exchange
import Journal
import Posts
import Referrals
import Wire

extension World {
    /// Whether the server lives on after one more effect: a crash comes between any two.
    private func survives(_ life: Life) -> Bool {
        guard !life.isDead else { return false }
        guard areFaultsOn, swarm.effectsPerCrash != nil else { return true }
        effectsLeft -= 1
        guard effectsLeft <= 0 else { return true }
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

    func gatewayWakes(_ life: Life) {
        life.waking.remove(-1)
        let inputs = life.gatewayInbox
        life.gatewayInbox = []
        for input in inputs where !life.isDead {
            run(life.gateway.step(input, at: instant), in: life)
        }
    }

    func run(_ effects: [Gateway.Effect], in life: Life) {
        for effect in effects {
            guard survives(life) else { return }
            switch effect {
            case .send(let route, _, let bytes): send(bytes, to: route, in: life)
            case .work(let index, let request): toDispatcher(index, .request(request), in: life)
            case .put(let put): toRecorder(.put(put), in: life)
            case .credit(let session, let through, let got):
                toRecorder(.credit(session, through: through, got: got), in: life)
            case .sessionEnded(let session): toRecorder(.sessionEnded(session), in: life)
            case .publish: break
            }
        }
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
                if killers.contains(digest) { return crash("by a line that kills") }
                effects += life.dispatchers[index].step(.marked)
            case .clear: disk.inHand[index] = nil
            case .verdict(let verdict): toGateway(.verdict(index, verdict), in: life)
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
        guard life.batch == nil else { return }
        turn(life)
    }

    /// One turn of the recorder: everything that waits, then what is due, then one batch.
    func turn(_ life: Life) {
        guard life.batch == nil else { return }
        let inputs = life.recorderInbox
        life.recorderInbox = []
        run(life.recorder.step(.room(hasRoom), at: instant), in: life)
        for input in inputs where !life.isDead {
            run(life.recorder.step(input, at: instant), in: life)
        }
        guard !life.isDead else { return }
        run(life.recorder.step(.turn, at: instant), in: life)
        if life.batch == nil { rest(life) }
    }

    /// After a turn: what must hold is looked at, and the clock is set.
    private func rest(_ life: Life) {
        guard !life.isDead else { return }
        for fault in life.recorder.board.checkInvariants() { ledger.fault(fault) }
        guard let due = life.recorder.nextDeadline(from: instant) else { return }
        let wait = min(due.wall - instant.wall, due.steady - instant.steady)
        life.timer += 1
        plan(
            .deadline(life: life.number, number: life.timer),
            in: max(.milliseconds(1), min(wait, .hours(2)))
        )
    }

    func run(_ effects: [Recorder.Effect], in life: Life) {
        for (index, effect) in effects.enumerated() {
            guard survives(life) else { return }
            switch effect {
            case .append(let batch):
                life.rest = Array(effects[(index + 1)...])
                return append(batch, in: life)
            case .unseal(let id, let ids):
                let found = ids.compactMap { disk.contents[$0] }
                run(life.recorder.step(.contents(id, found), at: instant), in: life)
            case .read(let id, let from, let limit):
                let found = disk.records.dropFirst(Int(from.number) - 1).prefix(limit)
                answer(id, Array(found), in: life)
            case .readHead(let id, let position):
                let head = disk.records[Int(position.number) - 1].head
                run(life.recorder.step(.head(id, head), at: instant), in: life)
            case .readAt(let id, let positions):
                answer(id, positions.map { disk.records[Int($0.number) - 1] }, in: life)
            case .readBundle(let id):
                let reading: BundleReading =
                    schedule.percent(20)
                    ? .faulty(["a mistake"]) : good(schedule.below(Rules.versions))
                run(life.recorder.step(.bundleRead(id, reading), at: instant), in: life)
            case .bundle(let bundle):
                for index in life.dispatchers.indices {
                    toDispatcher(index, .bundle(bundle), in: life)
                }
                toGateway(.bundle(bundle), in: life)
            case .done(let ticket, let message): toGateway(.done(ticket, message), in: life)
            case .judgeAgain(let ticket):
                ledger.count(.judgedAgain)
                toGateway(.judgeAgain(ticket), in: life)
            case .push(let session, let message): toGateway(.push(session, message), in: life)
            case .feed(let topic, let message): toGateway(.feed(topic, message), in: life)
            case .alarm: break
            }
        }
    }

    private func good(_ version: Int) -> BundleReading {
        .good(Rules.files(version), Rules.bundle(version))
    }

    private func answer(_ id: ReadID, _ records: [StoredRecord], in life: Life) {
        let facts = records.map {
            PositionedFact(position: $0.position, fact: ModelDisk.fact(of: $0))
        }
        run(life.recorder.step(.facts(id, facts), at: instant), in: life)
    }

    private func append(_ batch: [JournalRecord], in life: Life) {
        life.batch = batch
        life.batchState = life.recorder.board.state
        let isSlow = swarm.hasSlowDisk && areFaultsOn && diskChance.percent(10)
        plan(
            .appended(life: life.number),
            in: diskChance.span(
                from: Span(microseconds: 300),
                mean: isSlow ? .seconds(5) : .milliseconds(8)
            )
        )
        if areFaultsOn, swarm.effectsPerCrash != nil, crashChance.percent(4) {
            let soon = crashChance.span(from: Span(microseconds: 100), mean: .milliseconds(8))
            plan(.crashes(life: life.number), in: soon)
        }
        guard bugs.contains(.repliesBeforeCommit) else { return }
        run(life.recorder.step(.committed(disk.point(after: batch)), at: instant), in: life)
    }

    /// The disk has the batch: what waited for it may go.
    func appended(_ life: Life) {
        guard let batch = life.batch else { return }
        commit(batch, life.batchState)
        guard survives(life) else { return }
        life.batch = nil
        if !bugs.contains(.repliesBeforeCommit) {
            run(life.recorder.step(.committed(disk.tail), at: instant), in: life)
        }
        let later = life.rest
        life.rest = []
        run(later, in: life)
        rest(life)
        if !life.recorderInbox.isEmpty { wake(-2, .recorderWakes(life: life.number), in: life) }
    }

    func commit(_ batch: [JournalRecord], _ state: SwitchboardState?) {
        disk.append(batch)
        lastBatch = batch
        journalState = state
        note("committed \(batch.count) at \(disk.tail.position.number)")
        if swarm.hasSnapshots, let state, diskChance.percent(10) {
            disk.snapshot = JournalSnapshot(
                position: state.position,
                head: disk.tail.head,
                stateVersion: StateCodec.stateVersion,
                bytes: StateCodec.encode(state)
            )
        }
    }
}
