import Exchange
import Journal
import JournalSQLite
import Posts
import Referrals

/// The production store of a world, on a disk of sectors, beside the model that tells what it must hold.
///
/// It draws its master key and its journal's number, as in production: nothing that a world does follows
/// from them.
final class StoreUnderTest {
    let disk: SectorDisk
    var chance: Chance
    private let access: SectorAccess
    private var journal: SQLiteJournal?
    /// How many operations of the disk the last batch and the last start have cost.
    private var operationsOfAppend = 12
    private var operationsOfStart = 30
    /// Whether the last process has left a log whose end was not on disk.
    private(set) var hasTornLog = false

    private static let path = "/relais"

    init(_ chance: Chance, lies: Bool) {
        self.chance = chance
        disk = SectorDisk(lies: lies)
        access = SectorAccess(disk)
    }

    deinit { die() }

    var isOpen: Bool { journal != nil }

    /// Where the journal ends; its origin while none is open.
    var position: Position { journal?.tail.position ?? .origin }

    // MARK: - Life and death

    /// A process begins: it takes what is there, or tells why not.
    func open() throws(StartRefusal) {
        disk.revive()
        let before = operations
        journal = try opened()
        operationsOfStart = operations - before
    }

    /// A process begins and dies on the way; false when it came through.
    func diesOpening() -> Bool {
        disk.revive()
        let left = chance.below(operationsOfStart + 4)
        disk.withState { $0.operationsLeft = left }
        do throws(StartRefusal) {
            journal = try opened()
        } catch {
            die()
            return true
        }
        disk.withState { $0.operationsLeft = nil }
        return false
    }

    private func opened() throws(StartRefusal) -> SQLiteJournal {
        let directory = DataDirectory(Self.path, on: disk)
        let key = MasterKey(Confidential([UInt8](repeating: 9, count: 32)))
        return try SQLiteJournal(directory, key, insecurely: true)
    }

    /// The process ends where it stands: what it has written stays as it was seen.
    func die() {
        hasTornLog = disk.withState { state in
            state.isOver = true
            return state.files.contains { $0.path.hasSuffix("-wal") && $0.pendingSectors > 0 }
        }
        do throws(JournalFailure) {
            try journal?.close()
        } catch {
            // The disk answers nobody any more: what it says now is of no account.
        }
        journal = nil
    }

    /// The process ends somewhere in the writing of a batch, or just after it.
    func dies(writing batch: [JournalRecord]) {
        let left = chance.below(operationsOfAppend + 3)
        disk.withState { $0.operationsLeft = left }
        _ = append(batch)
        die()
    }

    /// The process ends somewhere in the moving of the log to its place.
    func diesSettling() {
        let left = chance.below(operationsOfStart + 4)
        disk.withState { $0.operationsLeft = left }
        _ = settle()
        die()
    }

    /// The power fails while no process lives.
    func losePower() -> SectorFile.Loss { disk.losePower(&chance) }

    /// The next batch meets a disk that fails.
    func meetsTrouble() {
        let after = chance.below(operationsOfAppend)
        let trouble = chance.pick([.sync, .sync, .write(after: after), SectorDisk.Trouble.full])
        disk.withState { $0.trouble = trouble }
    }

    /// Whether a sync has failed since this was asked last.
    func hasFailedToSync() -> Bool {
        disk.withState { state in
            defer { state.syncsFailed = 0 }
            return state.syncsFailed > 0
        }
    }

    var operations: Int { disk.withState { $0.operations } }
}

// MARK: - What it is asked to keep

extension StoreUnderTest {
    /// Takes the right to write; nil when it fails.
    func claim() -> Term? {
        do throws(JournalFailure) { return try journal?.claim() } catch { return nil }
    }

    /// Writes a batch; false when it fails.
    func append(_ batch: [JournalRecord]) -> Bool {
        guard let journal else { return false }
        let before = operations
        do throws(JournalRefusal) {
            _ = try journal.append(batch, after: journal.tail.position, in: journal.term)
        } catch {
            return false
        }
        operationsOfAppend = operations - before
        disk.withState { $0.trouble = nil }
        return true
    }

    /// Moves the log to its place; false when it fails.
    func settle() -> Bool {
        do throws(JournalFailure) { return try journal?.checkpoint() ?? false } catch {
            return false
        }
    }

    /// Keeps a snapshot of its end; false when it fails.
    func save(_ snapshot: JournalSnapshot) -> Bool {
        guard let journal, journal.tail.position == snapshot.position else { return false }
        var own = snapshot
        own.head = journal.tail.head
        do throws(JournalRefusal) {
            try journal.save(own, in: journal.term)
            return true
        } catch {
            return false
        }
    }

    /// Erases a case as the model does; false when it fails.
    func erase(_ caseID: CaseID) -> Bool {
        guard let journal else { return false }
        do throws(JournalRefusal) {
            try journal.erase(caseID, in: journal.term)
            return true
        } catch {
            return false
        }
    }
}

// MARK: - What it gives back

extension StoreUnderTest {
    /// What it gives back otherwise than the model; nil when it gives the same.
    func difference(from model: ModelDisk) -> String? {
        guard let journal else { return "the store is not open" }
        do {
            return try difference(journal, model)
        } catch {
            return "the store fails: \(error)"
        }
    }

    /// What it answers otherwise than the model; nil when it answers the same.
    func difference(
        answering request: JournalRequest,
        with facts: [PositionedFact],
        _ contents: [CaseContent]
    ) -> String? {
        guard let journal else { return "the store is not open" }
        do {
            switch try request.carriedOut(by: journal) {
            case .facts(_, let found):
                let isSame = found.elementsEqual(facts) {
                    $0.position == $1.position && $0.fact == $1.fact
                }
                return isSame ? nil : "other facts are read"
            case .contents(_, let found): return found == contents ? nil : "other content is read"
            default: return nil
            }
        } catch {
            return "the store fails to read: \(error)"
        }
    }

    private func difference(_ journal: SQLiteJournal, _ model: ModelDisk) throws -> String? {
        guard journal.tail.position == model.tail.position else {
            let (found, expected) = (journal.tail.position.number, model.tail.position.number)
            return "the store ends at \(found), not at \(expected)"
        }
        if let bad = try journal.verify(from: Position(1), limit: .max).firstBad {
            return "the store does not verify at \(bad.number)"
        }
        var place = 0
        var other: Position?
        try journal.replay(after: .origin) { record in
            let expected = model.records[place]
            place += 1
            let isSame =
                record.position == expected.position && record.version == expected.version
                && record.body == expected.body && record.sealed.count == expected.sealed.count
            if !isSame { other = other ?? record.position }
        }
        if let other { return "the store has another record at \(other.number)" }
        if let words = try differenceBesideChain(journal, model) { return words }
        let snapshot = try journal.latestSnapshot()
        guard snapshot?.position == model.snapshot?.position,
            snapshot?.bytes == model.snapshot?.bytes
        else { return "the store has another snapshot" }
        return nil
    }

    private func differenceBesideChain(
        _ journal: SQLiteJournal,
        _ model: ModelDisk
    ) throws -> String? {
        var lookups: [LookupRow] = []
        try journal.lookups { lookups.append($0) }
        guard lookups == model.lookups else { return "the store has other names" }
        var events: [EventRow] = []
        try journal.events { events.append($0) }
        guard events == model.events.map(\.row) else { return "the store has other events" }
        let expected = Dictionary(grouping: model.contents.values, by: \.id.caseID)
        for (caseID, contents) in expected.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let found = try journal.contents(of: caseID, nil)
            guard found == contents.sorted(by: { $0.id < $1.id }) else {
                let (own, all) = (found.map(\.id.ordinal), contents.map(\.id.ordinal).sorted())
                return "the store has the contents \(own) of \(caseID), not \(all)"
            }
        }
        return nil
    }

    /// Changes a bit of the database, starts over it, and tells what it then gives back as if it were right;
    /// nil when that start, or whoever reads, sees it.
    ///
    /// The bit is as it was afterwards, and a process begins once more.
    func differenceAfterFlip(from model: ModelDisk) throws(StartRefusal) -> String? {
        die()
        let whole = disk.withState { $0.files }
        let place = chance.next()
        disk.withState { state in
            guard let index = state.files.firstIndex(where: { $0.path.hasSuffix(".db") }) else {
                return
            }
            state.files[index].flip(Int(place % UInt64(state.files[index].bytes.count * 8)))
        }
        disk.revive()
        var words: String?
        do throws(StartRefusal) {
            journal = try opened()
            words = differenceServed(from: model)
        } catch {
            words = nil
        }
        die()
        disk.withState { $0.files = whole }
        try open()
        return words
    }

    private func differenceServed(from model: ModelDisk) -> String? {
        guard let journal else { return nil }
        do {
            // The background goes through all of it before anything is believed for long.
            guard try journal.verify(from: Position(1), limit: .max).firstBad == nil else {
                return nil
            }
            guard journal.tail.position == model.tail.position else { return "it ends elsewhere" }
            return try differenceBesideChain(journal, model)
        } catch {
            return nil
        }
    }
}
