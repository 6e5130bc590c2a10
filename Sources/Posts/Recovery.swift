public import Exchange
public import Journal
public import Referrals
public import Triage

/// What a start makes of the journal: the exchange as it was, under the rules that were in force.
///
///     snapshot, if any ---> the records after it ---> board ---> the first facts of this life
///
/// Whoever starts fetches, and appends what is to be appended; nothing here knows how a journal is kept.
public struct Recovery: Sendable {
    /// Where the journal tells of the bundle in force; its origin when it tells of none yet.
    public private(set) var bundleAt: Position
    /// The cases whose erasure the facts tell of: whatever of it a crash cut off is to be done again.
    ///
    /// No snapshot is kept of a state before what it tells of was erased, so those before it are done.
    public private(set) var erased: [CaseID] = []

    /// Whether it knows rules, and so applies each fact as it comes instead of keeping it.
    public var hasRules: Bool { board != nil }

    /// Whether the journal has told of rules that were not looked at yet, and facts are kept for want of any.
    public var wantsRules: Bool {
        board == nil && bundleAt != .origin && bundleAt != refusedAt
    }

    private var state: SwitchboardState?
    private var board: Switchboard?
    private var tail: [Fact] = []
    /// Where the journal tells of the last bundle that could not be read; its origin when all could.
    private var refusedAt: Position = .origin

    /// A recovery that goes on from a snapshot; from the journal's origin without one, or with one of
    /// another version.
    public init(from snapshot: JournalSnapshot? = nil) throws(CodecFault) {
        let contents = try snapshot?.contents()
        bundleAt = contents?.bundleAt ?? .origin
        state = contents?.state
    }

    /// The records after this position are to be replayed.
    public var position: Position { board?.position ?? state?.position ?? .origin }

    /// From now on facts are applied as they come: under some rules, for none of them are asked meanwhile.
    public mutating func goOn(under bundle: Bundle) {
        board = board(under: bundle)
    }

    /// Goes on under the bundle that the journal tells of, or, where that is refused, keeps the facts until
    /// the journal tells of another.
    ///
    /// A bundle that was put aside since need not be one that today's reader takes: nobody could put it
    /// right. Only the last, which is in force, must be.
    public mutating func goOn(under reading: BundleReading) {
        switch reading {
        case .good(_, let bundle): goOn(under: bundle)
        case .faulty: refusedAt = bundleAt
        }
    }

    /// Takes the next record.
    public mutating func replay(_ record: StoredRecord) throws(CodecFault) {
        let fact = try FactCodec.decode(record.body, version: record.version)
        if case .bundleActivated = fact.matter { bundleAt = record.position }
        if case .caseErased(let caseID) = fact.matter { erased.append(caseID) }
        if board == nil {
            tail.append(fact)
        } else {
            board?.apply(fact, at: record.position)
        }
    }

    /// Gives up the exchange as the facts have made it, under these rules; what is kept beside the facts is
    /// still to be restored.
    public mutating func board(under bundle: Bundle) -> Switchboard {
        var board = board ?? fresh(under: bundle)
        self.board = nil
        board.bundle = bundle
        for fact in tail { board.apply(fact, at: board.position.next) }
        tail = []
        return board
    }

    private mutating func fresh(under bundle: Bundle) -> Switchboard {
        guard let state else { return Switchboard(bundle: bundle) }
        self.state = nil
        return Switchboard(state: state, bundle: bundle)
    }

    /// Begins a life of the recorder on a board, at the very first start under these files; told is what
    /// is to be appended.
    public mutating func begin(
        _ term: Term,
        under files: BundleFiles,
        on board: inout Switchboard,
        at now: Moment
    ) -> [JournalRecord] {
        var facts = [Fact(at: now, by: .relais, matter: .recorderStarted(term))]
        if bundleAt == .origin {
            facts.append(Fact(at: now, by: .relais, matter: .bundleActivated(files)))
            bundleAt = board.position.next.next
        }
        for fact in facts { board.apply(fact, at: board.position.next) }
        return facts.map { fact in
            JournalRecord(version: FactCodec.version, body: FactCodec.encode(fact))
        }
    }
}

extension Switchboard {
    /// Puts back a lookup that the journal keeps beside its facts.
    public mutating func restore(_ row: LookupRow) {
        restore(row.key, names: row.caseID, by: row.event)
    }

    /// Puts back an event's id that the journal keeps beside its facts.
    public mutating func restore(_ row: EventRow) {
        let id = TakenID(sameness: row.sameness, caseID: row.caseID, event: row.request)
        restore(row.key, taken: id)
    }
}
