import Exchange
import Journal
import Posts
import Referrals

/// A journal in memory that behaves as one on disk: what was committed stays, what was not is lost.
struct ModelDisk: Sendable {
    private(set) var records: [StoredRecord] = []
    /// The fact of each.
    private(set) var facts: [Fact] = []
    /// The key of the event that each record has taken.
    private(set) var events: [(row: EventRow, position: Position)] = []
    private(set) var lookups: [LookupRow] = []
    /// Up to which record the rows of names reach.
    private var named: [(count: Int, position: Position)] = []
    /// What a failed write has left to be seen, and the state it makes.
    var unsynced: (batch: [JournalRecord], state: SwitchboardState?)?
    /// From where on a start has believed what was not made durable; nil when all was.
    var believedFrom: Position?
    private(set) var contents: [ContentID: CaseContent] = [:]
    /// The rules that a first start finds.
    var firstRules = Rules.files(0)
    /// Which rules the journal tells of, and where.
    private var bundles: [(at: Position, files: BundleFiles)] = []
    var snapshot: JournalSnapshot?
    /// What dispatchers have in hand, which survives a crash, and how often each line has killed.
    var inHand: [Int: UInt64] = [:]
    var killers = Killers()
    /// The same for dispatchers that are apart, each for itself.
    var killersOf: [Int: Killers] = [:]
    var term = Term(0)
    private var chain = Chain()

    static let journal: UInt64 = 0x5151
    static let lookupKey = Confidential([UInt8](repeating: 3, count: 32))
    static let samenessKey = Confidential([UInt8](repeating: 5, count: 32))

    /// The last fact that is on disk.
    var tail: JournalPoint {
        JournalPoint(journal: ModelDisk.journal, position: chain.position, head: chain.head)
    }

    /// Commits a batch.
    mutating func append(_ batch: [JournalRecord]) {
        for record in batch {
            let sealed = record.contents.map { Digest.sha256(of: $0.bytes.exposed) }
            chain.append(version: record.version, body: record.body, sealed: sealed)
            let stored = StoredRecord(
                position: chain.position,
                version: record.version,
                body: record.body,
                sealed: sealed,
                head: chain.head
            )
            records.append(stored)
            let fact = ModelDisk.fact(of: stored)
            facts.append(fact)
            if case .bundleActivated(let files) = fact.matter {
                bundles.append((stored.position, files))
            }
            for content in record.contents { contents[content.id] = content }
            lookups += record.lookups
            if !record.lookups.isEmpty { named.append((lookups.count, chain.position)) }
            if let row = record.event { events.append((row, chain.position)) }
        }
    }

    /// Erases a case, as a store does; tells whether anything of it was still there.
    mutating func erase(_ caseID: CaseID) -> Bool {
        let had = contents.count + lookups.count + events.count { $0.row.caseID != nil }
        contents = contents.filter { $0.key.caseID != caseID }
        for index in lookups.indices.reversed() where lookups[index].caseID == caseID {
            lookups.remove(at: index)
            for place in named.indices where named[place].count > index { named[place].count -= 1 }
        }
        for index in events.indices where events[index].row.caseID == caseID {
            events[index].row = events[index].row.erased
        }
        return contents.count + lookups.count + events.count { $0.row.caseID != nil } < had
    }

    /// Where the journal would end after a batch that is not on disk yet.
    func point(after batch: [JournalRecord]) -> JournalPoint {
        var copy = self
        copy.append(batch)
        return copy.tail
    }

    /// Loses what was committed last, as a disk does that was never made to sync.
    ///
    /// What a failed write has left after that is lost with it: no journal goes on behind a gap.
    mutating func lose(_ batch: [JournalRecord]) {
        unsynced = nil
        let count = max(0, records.count - batch.count)
        lose(after: records.prefix(count).last?.position ?? .origin)
    }

    /// Loses everything after a place.
    private mutating func lose(after place: Position) {
        records.removeAll { $0.position > place }
        facts.removeLast(facts.count - records.count)
        chain = Chain(position: place, head: records.last?.head ?? .zero)
        events.removeAll { $0.position > place }
        bundles.removeAll { $0.at > place }
        named.removeAll { $0.position > place }
        lookups.removeLast(lookups.count - (named.last?.count ?? 0))
        if let saved = snapshot, saved.position > place { snapshot = nil }
    }

    /// What was written and not made durable is gone.
    mutating func losePower() {
        unsynced = nil
        guard let place = believedFrom else { return }
        believedFrom = nil
        lose(after: place)
        snapshot = nil
    }

    /// Changes one bit of a record.
    mutating func flip(_ bit: Int, at place: Int) {
        let body = records[place].body
        guard !body.isEmpty else { return }
        records[place].body[bit / 8 % body.count] ^= 1 << UInt8(bit % 8)
    }

    /// Puts a record back as it was.
    mutating func put(_ record: StoredRecord, at place: Int) { records[place] = record }

    /// What does not hold of the chain; nil when all does.
    func faultOfChain() -> String? {
        var chain = Chain()
        for record in records where !chain.accept(record) {
            return "the chain breaks at \(record.position.number)"
        }
        return nil
    }

    /// A fact of the journal.
    static func fact(of record: StoredRecord) -> Fact {
        do throws(CodecFault) {
            return try FactCodec.decode(record.body, version: record.version)
        } catch {
            preconditionFailure("what was encoded can be decoded: \(error)")
        }
    }

    /// Keeps a state as a snapshot of the tail, with where the journal tells of the rules in force there.
    mutating func save(_ state: SwitchboardState) {
        snapshot = JournalSnapshot(
            of: state,
            bundleAt: bundles.last?.at ?? .origin,
            head: tail.head
        )
    }

    /// What a start makes of the journal: how far it has come, and the exchange as it was.
    func replay(fromSnapshot: Bool, forgettingIDs: Bool) -> (recovery: Recovery, board: Switchboard)
    {
        do throws(CodecFault) {
            var recovery = try Recovery(from: fromSnapshot ? snapshot : nil)
            for record in records where record.position > recovery.position {
                try recovery.replay(record)
            }
            let files = bundles.first { $0.at == recovery.bundleAt }?.files ?? firstRules
            var board = recovery.board(under: Rules.bundle(of: files))
            for row in lookups { board.restore(row) }
            for event in forgettingIDs ? [] : events { board.restore(event.row) }
            return (recovery, board)
        } catch {
            preconditionFailure("what was encoded can be decoded: \(error)")
        }
    }
}
