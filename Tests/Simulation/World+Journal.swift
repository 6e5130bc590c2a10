import Exchange
import Journal
import Posts
import Referrals

extension World {
    /// The journal's thread is asked: it does one thing after the other, and each takes its time.
    func ask(_ request: JournalRequest, in life: Life) {
        life.questions.append(request)
        if case .append(let batch) = request {
            life.batch += batch
            life.batchState = life.recorder.board.state
            if plan.bugs.contains(.repliesBeforeCommit) {
                toRecorder(.committed(disk.point(after: life.batch)), in: life)
            }
        }
        if life.questions.count == 1 { planAnswer(in: life) }
    }

    private func planAnswer(in life: Life) {
        guard let next = life.questions.first else { return }
        guard next.isAppend else {
            let wait = diskChance.span(from: Span(microseconds: 20), mean: .milliseconds(2))
            return plan(.journalAnswers(life: life.number), in: wait)
        }
        let isSlow = swarm.has(.slowDisk) && areFaultsOn && diskChance.percent(10)
        plan(
            .journalAnswers(life: life.number),
            in: diskChance.span(
                from: Span(microseconds: 300),
                mean: isSlow ? .seconds(5) : .milliseconds(8)
            )
        )
        if areFaultsOn, swarm.has(.crashWhileWriting), crashChance.percent(4) {
            let soon = crashChance.span(from: Span(microseconds: 100), mean: .milliseconds(8))
            plan(.crashes(life: life.number), in: soon)
        }
    }

    /// What was asked for longest is done: the recorder is told, and the next begins.
    func journalAnswers(_ life: Life) {
        let request = life.questions.removeFirst()
        switch request {
        case .append(let batch): appended(batch, in: life)
        case .unseal(let id, let ids):
            toRecorder(.contents(id, ids.compactMap { disk.contents[$0] }), in: life)
        case .read(let id, let from, let limit):
            let found = disk.records.dropFirst(Int(from.number) - 1).prefix(limit)
            answer(id, Array(found), in: life)
        case .readHead(let id, let position):
            let head = disk.records[Int(position.number) - 1].head
            toRecorder(.head(id, head), in: life)
        case .readAt(let id, let positions):
            answer(id, positions.map { disk.records[Int($0.number) - 1] }, in: life)
        }
        guard !life.isDead else { return }
        planAnswer(in: life)
    }

    private func answer(_ id: ReadID, _ records: [StoredRecord], in life: Life) {
        let facts = records.map {
            PositionedFact(position: $0.position, fact: ModelDisk.fact(of: $0))
        }
        toRecorder(.facts(id, facts), in: life)
    }

    /// The disk has the batch: what waited for it may go.
    private func appended(_ batch: [JournalRecord], in life: Life) {
        guard !isDiskFailing else { return failed(batch, in: life) }
        commit(batch, life.batchState)
        guard survives(life) else { return }
        life.batch.removeFirst(batch.count)
        if !plan.bugs.contains(.repliesBeforeCommit) { toRecorder(.committed(disk.tail), in: life) }
    }

    /// The write failed: the server ends, and the next may still find what it wrote until the power is cut.
    private func failed(_ batch: [JournalRecord], in life: Life) {
        isDiskFailing = false
        ledger.count(.diskFailed)
        let isSeen = diskChance.percent(50)
        if isSeen { disk.unsynced = (batch, life.batchState) }
        life.batch = []
        crash("by a write that failed")
    }

    func commit(_ batch: [JournalRecord], _ state: SwitchboardState?) {
        disk.append(batch)
        lastBatch = batch
        journalState = state
        note("committed \(batch.count) at \(disk.tail.position.number)")
        if swarm.has(.snapshot), let state, diskChance.percent(10) {
            disk.save(state)
        }
    }
}
