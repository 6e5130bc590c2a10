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
            let found = ids.compactMap { disk.contents[$0] }
            compare(request, [], found)
            toRecorder(.contents(id, found), in: life)
        case .read(let id, let from, let limit):
            let found = disk.records.dropFirst(Int(from.number) - 1).prefix(limit)
            answer(request, id, Array(found), in: life)
        case .readHead(let id, let position):
            let head = disk.records[Int(position.number) - 1].head
            compare(request, [], [])
            toRecorder(.head(id, head), in: life)
        case .readAt(let id, let positions):
            let found = positions.map { disk.records[Int($0.number) - 1] }
            answer(request, id, found, in: life)
        }
        guard !life.isDead else { return }
        planAnswer(in: life)
    }

    private func answer(
        _ request: JournalRequest,
        _ id: ReadID,
        _ records: [StoredRecord],
        in life: Life
    ) {
        let facts = records.map {
            PositionedFact(position: $0.position, fact: disk.facts[Int($0.position.number) - 1])
        }
        compare(request, facts, [])
        toRecorder(.facts(id, facts), in: life)
    }

    /// The disk has the batch: what waited for it may go.
    private func appended(_ decided: [JournalRecord], in life: Life) {
        let batch = spelled(decided)
        guard takes(batch) else { return failed(batch, in: life) }
        enter(batch, life.batchState)
        guard survives(life) else { return }
        for caseID in batch.compactMap(\.erases) { _ = erase(caseID) }
        life.batch.removeFirst(batch.count)
        if !plan.bugs.contains(.repliesBeforeCommit) { toRecorder(.committed(disk.tail), in: life) }
    }

    /// The write failed: the server ends, and the next may still find what it wrote until the power is cut.
    private func failed(_ batch: [JournalRecord], in life: Life) {
        isDiskFailing = false
        ledger.count(.diskFailed)
        let isSeen = store != nil || diskChance.percent(50)
        if isSeen { disk.unsynced = (batch, life.batchState) }
        life.batch = []
        crash("by a write that failed")
    }

    /// Every other life is of the version before, as far as that had words.
    func spelled(_ decided: [JournalRecord]) -> [JournalRecord] {
        guard swarm.has(.oldVersion), lives % 2 == 1 else { return decided }
        return decided.map { record in
            guard let old = OldSpelling.of(record) else { return record }
            ledger.count(.oldFactWritten)
            return old
        }
    }

    /// A batch is on disk.
    func enter(_ batch: [JournalRecord], _ state: SwitchboardState?) {
        let before = disk.records.count
        disk.append(batch)
        for index in before..<disk.records.count {
            let (position, fact) = (disk.records[index].position, disk.facts[index])
            lookWhetherLate(fact)
            lookAtTime(of: fact)
            trace.remark("\(position.number): \(fact.inWords)", at: now)
            model.hear(fact, at: position)
        }
        model.endBatch()
        for fault in model.takeFaults() { ledger.fault("by the second model, \(fault)") }
        lastBatch = batch
        journalState = state
        note("committed \(batch.count) at \(disk.tail.position.number)")
        // No snapshot is kept of a state before what it tells of was erased.
        if swarm.has(.snapshot), let state, diskChance.percent(10),
            batch.allSatisfy({ $0.erases == nil })
        {
            disk.save(state)
            if let store, let saved = disk.snapshot, !store.save(saved) {
                ledger.fault("the store does not keep a snapshot")
            }
        }
    }

    /// What a missed deadline brings comes at once, where the server lived and its clock was right.
    private func lookWhetherLate(_ fact: Fact) {
        guard model.isTimed, let id = fact.leg, let place = model.place(of: id) else { return }
        let leg = model.legs[place]
        var deadline = leg.deadline
        // A deadline that another request brought with it may have passed before this leg had it.
        if deadline == leg.due { deadline = max(deadline, leg.dueSaidAt) }
        switch fact.matter {
        case .overdue: break
        case .assignmentEnded(let ended):
            let offer = leg.offers.first { $0.lease == ended.lease }
            guard ended.reason == .expired, let offer else { return }
            deadline = offer.answerBy
        default: return
        }
        let wall = upSince + (instant.wall - now)
        guard deadline > wall, fact.at - deadline > .seconds(10) else { return }
        ledger.fault("\(id) was late at \(deadline.rfc3339), noted \(fact.at.rfc3339)")
    }

    /// The time of record runs as time does, whatever the wall clock is set to, until somebody accepts that or
    /// a start believes it.
    private func lookAtTime(of fact: Fact) {
        defer { lastFact = (fact.at, now) }
        switch fact.matter {
        case .recorderStarted, .clockAccepted: return
        default: break
        }
        guard let lastFact else { return }
        let gained = (fact.at - lastFact.at).microseconds - (now - lastFact.now).microseconds
        // Steps of two minutes are believed, each way, and a commit takes its time.
        if abs(gained) > Span.minutes(5).microseconds {
            ledger.fault("the time of record has leapt by \(gained / 1_000_000) s")
        }
    }

    /// Where all that was decided is on disk, the exchange and the second model say the same.
    func compareModels(_ life: Life) {
        guard life.batch.isEmpty, life.recorder.isSettled else { return }
        // Owner and deadline are of facts alone: without another they are what they were.
        if life.recorder.board.position != life.comparedAt {
            life.comparedAt = life.recorder.board.position
            model.compare(with: life.recorder.board)
        }
        // A look at the clock moves so many legs at a time.
        if model.isTimed, model.legs.count < Switchboard.dueMax {
            model.checkLaw(at: instant.wall)
            for leg in model.legs where leg.isForgotten(at: instant.wall) {
                ledger.fault("\(leg.id) was to move by \(leg.deadline.rfc3339), and nothing came")
            }
        }
        for fault in model.takeFaults() { ledger.fault("by the second model, \(fault)") }
    }
}
