import Exchange
import Journal
import JournalSQLite
import Posts
import Referrals

/// The worlds in which the journal is the production store, on a disk of sectors: the model stands beside it
/// and follows what became of each batch.
extension World {
    /// Whether the disk takes a batch: that of a model does unless it is to fail, that of sectors tries.
    func takes(_ batch: [JournalRecord]) -> Bool {
        guard let store else { return !isDiskFailing }
        if isDiskFailing { store.meetsTrouble() }
        guard store.append(batch) else {
            if store.hasFailedToSync() { ledger.count(.syncFailed) }
            return false
        }
        isDiskFailing = false
        if store.chance.percent(10), !store.settle() { ledger.fault("the log is not moved") }
        return true
    }

    /// Whether the disk takes what a start writes first.
    func takesFirst(_ batch: [JournalRecord]) -> Bool { store?.append(batch) ?? true }

    /// A process dies while it writes a batch, or at rest: what it has written stays, unless the power fails.
    func storeDies(writing batch: [JournalRecord], _ state: SwitchboardState?) {
        guard let store else { return }
        if !batch.isEmpty {
            disk.unsynced = (batch, state)
            store.dies(writing: batch)
        } else if areFaultsOn, swarm.has(.crashWhileWriting), store.chance.percent(30) {
            store.diesSettling()
        } else {
            store.die()
        }
        losePowerSometimes(store)
        note("the store has died after \(store.operations) operations")
    }

    private func losePowerSometimes(_ store: StoreUnderTest) {
        guard areFaultsOn, swarm.has(.powerCut), store.chance.percent(40) else { return }
        losePower(store)
    }

    /// What the store has not made durable is kept, lost or torn.
    func losePower(_ store: StoreUnderTest) {
        let loss = store.losePower()
        if loss.torn > 0 { ledger.count(.sectorsTorn) }
        note("of the sectors \(loss.kept) are kept, \(loss.lost) lost and \(loss.torn) torn")
    }

    /// The store of a start is opened; false when that dies on the way, and another start comes.
    func opensStore() -> Bool {
        guard let store else { return true }
        if swarm.has(.crashWhileWriting), store.chance.percent(10), strikes(.crashWhileWriting),
            store.diesOpening()
        {
            losePowerSometimes(store)
            ledger.count(.startDied)
            note("a start has died after \(store.operations) operations")
            plan(.starts, in: crashChance.span(from: .seconds(1), mean: .seconds(8)))
            return false
        }
        do throws(StartRefusal) {
            if !store.isOpen { try store.open() }
        } catch {
            ledger.fault("the store does not open: \(error)")
            self.store = nil
        }
        note("the store is open after \(store.operations) operations")
        return true
    }

    /// Whether a start finds a batch that was not acknowledged: all of it or nothing.
    func finds(_ batch: [JournalRecord]) -> Bool {
        guard let store else { return true }
        switch Int(store.position.number) - Int(disk.tail.position.number) {
        case batch.count: return true
        case 0:
            ledger.count(.crashLostBatch)
            if store.hasTornLog { ledger.count(.tornLogRecovered) }
        default: ledger.fault("of a batch that was being written the store has a part")
        }
        return false
    }

    /// What a start finds is what was acknowledged, whatever became of the disk.
    func compareStore(_ when: String) {
        guard let store else { return }
        ledger.count(.storeCompared)
        if let words = store.difference(from: disk) { ledger.fault("\(words), \(when)") }
    }

    /// A bit of the database changes: what then is wrong is not given back as if it were right.
    func flipStoredBit() {
        guard let store else { return }
        do throws(StartRefusal) {
            guard let words = try store.differenceAfterFlip(from: disk) else { return }
            ledger.fault("after a changed bit of the file, unseen: \(words)")
        } catch {
            ledger.fault("the store does not open: \(error)")
            self.store = nil
        }
    }

    /// The term in which a life writes.
    func nextTerm() -> Term {
        let next = Term(disk.term.number + 1)
        guard let store else { return next }
        guard let claimed = store.claim() else {
            ledger.fault("the store cannot be claimed")
            return next
        }
        if claimed < next { ledger.fault("term \(claimed.number) was claimed before") }
        return max(claimed, next)
    }

    /// The store answers what it is asked as the model does.
    func compare(_ request: JournalRequest, _ facts: [PositionedFact], _ contents: [CaseContent]) {
        guard let store else { return }
        let words = store.difference(answering: request, with: facts, contents)
        guard let words else { return }
        note("asked for \(request): \(words)")
        ledger.fault(words)
    }

    /// Erases a case in the store as in the model; tells whether anything of it was still there.
    func erase(_ caseID: CaseID) -> Bool {
        if let store, !store.erase(caseID) { ledger.fault("the store does not erase \(caseID)") }
        return disk.erase(caseID)
    }
}
