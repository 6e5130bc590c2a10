import Exchange
import Journal
import Referrals

/// A journal in memory that behaves as one on disk: what was committed stays, what was not is lost.
struct ModelDisk: Sendable {
    private(set) var records: [StoredRecord] = []
    /// The key of the event that each record has taken.
    private(set) var events: [(row: EventRow, position: Position)] = []
    private(set) var lookups: [LookupRow] = []
    private(set) var contents: [ContentID: CaseContent] = [:]
    var snapshot: JournalSnapshot?
    /// What dispatchers have in hand, which survives a crash, and how often each line has killed.
    var inHand: [Int: UInt64] = [:]
    var kills: [UInt64: Int] = [:]
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
            records.append(
                StoredRecord(
                    position: chain.position,
                    version: record.version,
                    body: record.body,
                    sealed: sealed,
                    head: chain.head
                )
            )
            for content in record.contents { contents[content.id] = content }
            lookups += record.lookups
            if let row = record.event { events.append((row, chain.position)) }
        }
    }

    /// Where the journal would end after a batch that is not on disk yet.
    func point(after batch: [JournalRecord]) -> JournalPoint {
        var copy = self
        copy.append(batch)
        return copy.tail
    }

    /// Loses what was committed last, as a disk does that was never made to sync.
    mutating func lose(_ batch: [JournalRecord]) {
        let kept = records.dropLast(batch.count)
        let from = kept.last?.position ?? .origin
        records = Array(kept)
        chain = Chain(position: from, head: kept.last?.head ?? .zero)
        events.removeAll { $0.position > from }
        lookups.removeLast(batch.reduce(0) { $0 + $1.lookups.count })
    }

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

    /// What a start makes of the journal: the exchange as it was, and where it tells of the bundle.
    func replay(fromSnapshot: Bool, forgettingIDs: Bool) -> (board: Switchboard, bundleAt: Position)
    {
        var state: SwitchboardState?
        if fromSnapshot, let snapshot {
            do {
                state = try StateCodec.decode(snapshot.bytes, stateVersion: snapshot.stateVersion)
            } catch {
                preconditionFailure("a snapshot can be decoded: \(error)")
            }
        }
        var bundleAt = Position.origin
        var bundle = Rules.bundle(0)
        var tail: [Fact] = []
        for record in records {
            let fact = ModelDisk.fact(of: record)
            if case .bundleActivated(let files) = fact.matter {
                bundleAt = record.position
                bundle = Rules.bundle(of: files)
            }
            if record.position > state?.position ?? .origin { tail.append(fact) }
        }
        var board =
            state.map { Switchboard(state: $0, bundle: bundle) }
            ?? Switchboard(bundle: bundle)
        for fact in tail { board.apply(fact, at: board.position.next) }
        for row in lookups { board.restore(row.key, names: row.caseID, by: row.event) }
        for event in forgettingIDs ? [] : events {
            let row = event.row
            let id = TakenID(sameness: row.sameness, caseID: row.caseID, event: row.request)
            board.restore(row.key, taken: id)
        }
        return (board, bundleAt)
    }
}
