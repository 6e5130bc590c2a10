import Exchange
import Journal
import Posts
import Referrals
import Triage

extension World {
    /// All three stations die at once; what was not on disk is gone, what is on its way to them too.
    func crash(_ how: String) {
        guard let life, !life.isDead else { return }
        note("crash \(how)")
        life.isDead = true
        self.life = nil
        var unwritten: [JournalRecord] = []
        if !life.batch.isEmpty {
            let batch = life.batch
            if disk.tail.position == life.batchState?.position {
                // It was committed in this very moment and told to nobody.
                ledger.count(.crashAfterCommit)
            } else if store != nil {
                unwritten = spelled(batch)
            } else if crashChance.percent(50) {
                let isTorn = plan.bugs.contains(.tearsBatches)
                let written = isTorn ? Array(batch.prefix(batch.count / 2)) : batch
                enter(spelled(written), life.batchState)
                ledger.count(.crashAfterCommit)
            } else {
                ledger.count(.crashLostBatch)
            }
        }
        storeDies(writing: unwritten, life.batchState)
        if plan.bugs.contains(.commitsWithoutSync), !lastBatch.isEmpty {
            disk.lose(lastBatch)
            lastBatch = []
            journalState = nil
        }
        for client in links.indices {
            links[client].isUp = false
            links[client].breaks(&network, keepsUp: false)
            links[client].losesAllUp()
        }
        plan(.starts, in: crashChance.span(from: .seconds(1), mean: .seconds(8)))
    }

    /// A start: the journal is verified and replayed, and what it makes is what the last life had.
    func start() {
        guard life == nil, opensStore() else { return }
        lives += 1
        upSince = max(now, pausedUntil)
        note("start \(lives)")
        readUnsynced()
        compareStore("at start \(lives)")
        flipBit()
        if let fault = disk.faultOfChain() { ledger.fault(fault) }
        let usesSnapshot = disk.snapshot != nil && !plan.bugs.contains(.commitsWithoutSync)
        if usesSnapshot { ledger.count(.snapshotStart) }
        var (recovery, board) = disk.replay(
            fromSnapshot: usesSnapshot,
            forgettingIDs: plan.bugs.contains(.forgetsIDs)
        )
        if eraseAgain(recovery.erased) {
            (recovery, board) = disk.replay(
                fromSnapshot: usesSnapshot,
                forgettingIDs: plan.bugs.contains(.forgetsIDs)
            )
        }
        if let journalState, board.state != journalState {
            ledger.fault("what was replayed is not what the last life had")
        }
        guard board.position == disk.tail.position else {
            return ledger.fault("a start does not end where the journal does")
        }
        disk.term = nextTerm()
        let clock = Timekeeper(at: instant, lastFact: board.recordedAt)
        let records = recovery.begin(
            disk.term,
            under: disk.firstRules,
            on: &board,
            at: clock.time
        )
        let first = spelled(records)
        if !takesFirst(first) { ledger.fault("a start cannot write") }
        enter(first, board.state)
        begin(board, recovery.bundleAt, clock)
    }

    /// Erases what a crash has left of erased cases; tells whether there was anything.
    private func eraseAgain(_ erased: [CaseID]) -> Bool {
        let count = erased.count { erase($0) }
        if count > 0 { ledger.count(.erasedAtStart, times: count) }
        return count > 0
    }

    /// What a failed write left to be seen is made durable before it is believed.
    private func readUnsynced() {
        guard let (batch, state) = disk.unsynced else { return }
        disk.unsynced = nil
        guard finds(batch) else { return }
        ledger.count(.unsyncedFound)
        if plan.bugs.contains(.startsWithoutSync) { disk.believedFrom = disk.tail.position }
        enter(batch, state)
    }

    /// A bit of what is stored has changed: a start sees it, and what a copy elsewhere holds takes its place.
    private func flipBit() {
        guard swarm.has(.bitFlip), !disk.records.isEmpty,
            lots[Int(Feature.bitFlip.rawValue)].percent(30), strikes(.bitFlip)
        else { return }
        let place = lots[Int(Feature.bitFlip.rawValue)].below(disk.records.count)
        let bit = lots[Int(Feature.bitFlip.rawValue)].below(1 << 16)
        let before = disk.records[place]
        disk.flip(bit, at: place)
        if disk.faultOfChain() == nil { ledger.fault("a changed bit at \(place) was not seen") }
        disk.put(before, at: place)
        ledger.count(.bitFlipped)
        flipStoredBit()
    }

    /// How many effects come before the next crash.
    func drawEffects() {
        guard swarm.has(.crash) else { return }
        effectsLeft = crashChance.within(5...(swarm.effectsPerCrash * 2))
    }

    /// A gateway that has heard nobody; where the stations are apart, not even its dispatchers.
    func makeGateway(bundle: Bundle?) -> Gateway {
        var limits = Gateway.Limits()
        limits.ping = swarm.ping
        return Gateway(
            epoch: UInt64(gateways),
            dispatchers: swarm.isApart ? 0 : swarm.dispatchers,
            bundle: bundle,
            isInsecure: true,
            limits: limits
        )
    }

    private func begin(_ board: Switchboard, _ bundleAt: Position, _ clock: Timekeeper) {
        for (index, digest) in disk.inHand.sorted(by: { $0.key < $1.key }) {
            disk.killers.count(digest)
            disk.killersOf[index, default: Killers()].count(digest)
        }
        disk.inHand = [:]
        gateways += 1
        let recorder = Recorder(
            board: board,
            committed: disk.tail,
            lookupKey: ModelDisk.lookupKey,
            samenessKey: ModelDisk.samenessKey,
            ping: swarm.ping,
            clock: clock,
            bundleAt: bundleAt
        )
        let life = Life(
            number: lives,
            gateway: makeGateway(bundle: swarm.isApart ? nil : board.bundle),
            dispatchers: (0..<swarm.dispatchers).map { index in
                let killers = swarm.isApart ? disk.killersOf[index] ?? Killers() : disk.killers
                return Dispatcher(bundle: board.bundle, poisoned: killers.poisoned)
            },
            recorder: recorder
        )
        self.life = life
        for client in links.indices { links[client].isUp = true }
        drawEffects()
        toGateway(.listens(to: Array("f1/".utf8), true), in: life)
        if swarm.isApart {
            joinStations(life, Rules.files(of: board.bundle), disk.tail)
        } else {
            run(life.gateway.step(.linked(board.bundle), at: instant), in: life)
        }
        run(life.recorder.step(.linked, at: instant), in: life)
        plan(.tick(life: lives), in: .seconds(1))
        plan(.second(life: lives), in: .minutes(2))
        turn(life)
    }
}
