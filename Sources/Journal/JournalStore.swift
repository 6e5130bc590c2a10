public import Referrals

/// Where a journal lies: the port that each store implements and `JournalConformance` examines.
///
/// One plain thread uses a store, the recorder's; it is not `Sendable`. What ``append(_:after:in:)``
/// returns is on disk. A store that has failed to write refuses everything after: the process ends,
/// and the next start replays.
public protocol JournalStore: AnyObject {
    /// The last fact that is on disk.
    var tail: JournalPoint { get }

    /// The newest term claimed; 0 before the first.
    var term: Term { get }

    /// The 32 random bytes that key lookups and event ids.
    var lookupKey: Confidential<[UInt8]> { get }

    /// The 32 random bytes that key the sameness of events.
    var samenessKey: Confidential<[UInt8]> { get }

    /// How many bytes wait to be moved from the log to their place by ``checkpoint()``.
    var unsettledBytes: Int { get }

    /// Takes the right to write: whoever held an older term is refused from now on.
    func claim() throws(JournalFailure) -> Term

    /// Stores a batch after `position`, all of it or nothing, and returns when it is on disk.
    ///
    /// One transaction and one fsync, however long the batch. An empty batch changes nothing.
    func append(
        _ batch: [JournalRecord],
        after position: Position,
        in term: Term
    ) throws(JournalRefusal) -> JournalPoint

    /// Gives every record after `position` in order, each checked against the chain.
    ///
    /// Throws ``JournalFailure`` at the first that does not match, before giving it, or whatever
    /// `each` throws.
    func replay(after position: Position, _ each: (StoredRecord) throws -> Void) throws

    /// The records from `first` through `last`, at most `limit`, each checked against the chain.
    func read(
        from first: Position,
        through last: Position,
        limit: Int
    ) throws(JournalFailure) -> [StoredRecord]

    /// The records at these positions, in this order, each checked against the chain; a position
    /// outside the journal is left out.
    func read(at positions: [Position]) throws(JournalFailure) -> [StoredRecord]

    /// The chain's head at a position; nil outside the journal.
    func head(at position: Position) throws(JournalFailure) -> Digest?

    /// Gives every lookup, in the order they were stored.
    func lookups(_ each: (LookupRow) -> Void) throws(JournalFailure)

    /// Gives every event, in the order they were stored.
    func events(_ each: (EventRow) -> Void) throws(JournalFailure)

    /// The content of a case, unsealed, by ordinal; nil asks for all of it.
    ///
    /// Erased content is absent. Content whose key is there but which is missing or does not open
    /// is a failure.
    func contents(
        of caseID: CaseID,
        _ ordinals: [UInt16]?
    ) throws(JournalFailure) -> [CaseContent]

    /// Destroys a case's key, contents and lookups, and what its events say; twice is as good as once.
    ///
    /// The fact of the erasure is appended first: a start that finds the fact erases again.
    func erase(_ caseID: CaseID, in term: Term) throws(JournalRefusal)

    /// The newest snapshot that is whole and lies on this chain.
    func latestSnapshot() throws(JournalFailure) -> JournalSnapshot?

    /// Keeps a snapshot of a position on disk; older ones may go.
    func save(_ snapshot: JournalSnapshot, in term: Term) throws(JournalRefusal)

    /// Verifies chain and sealed content of at most `limit` records from `first` on.
    ///
    /// The background goes through a whole journal with it, a slice at a time.
    func verify(from first: Position, limit: Int) throws(JournalFailure) -> Verification

    /// Moves what was appended to its place, for a quiet moment; false when the disk is too full.
    func checkpoint() throws(JournalFailure) -> Bool

    /// Ends the use of the store; everything after is refused.
    func close() throws(JournalFailure)
}

extension JournalStore {
    /// These pieces of content, unsealed, in this order; erased content is absent.
    public func contents(_ ids: [ContentID]) throws(JournalFailure) -> [CaseContent] {
        var found: [CaseContent] = []
        var rest = ids[...]
        while let caseID = rest.first?.caseID {
            let ofCase = rest.prefix { $0.caseID == caseID }
            rest = rest.dropFirst(ofCase.count)
            found += try contents(of: caseID, ofCase.map(\.ordinal))
        }
        return found
    }
}
