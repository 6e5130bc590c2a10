import GRDB
public import Journal
public import Referrals

/// The default store: one SQLite database, one connection, the log on, every commit on disk.
///
/// It is used by one thread. After any failure to write it is broken: the pages of a failed flush may
/// look written and not be, so nothing is tried again on the same handle; the process ends, and the
/// next start reads what is really on disk.
public final class SQLiteJournal: JournalStore {
    /// The last fact that is on disk.
    public internal(set) var tail: JournalPoint
    /// The newest term claimed; 0 before the first.
    public internal(set) var term: Term
    /// The first position that the start verified: what lies before it is still to be verified.
    public let verifiedFrom: Position
    /// The 32 random bytes that key lookups and event ids.
    public let lookupKey: Confidential<[UInt8]>
    /// The 32 random bytes that key the sameness of events.
    public let samenessKey: Confidential<[UInt8]>

    /// The directory: its lock is held as long as this lives.
    public let directory: DataDirectory
    let masterKey: MasterKey
    let database: JournalDatabase
    /// The highest number in `keys`: a case above it has no key yet, which saves a search.
    var highestKey: UInt64
    var caseKeys = CaseKeys()
    private var statements: Statements?
    private var broken: JournalFailure?

    /// The log is moved to its place before an append when it has come to this size, 256 MB.
    static let forcedCheckpointBytes = 256 << 20

    /// How many records at the end are verified, with their content, before the journal is used.
    ///
    /// What a crash can have hurt is in there many times over; the rest is verified in the
    /// background, and every record again whenever it is read.
    static let verifiedAtStart = 4096

    /// Opens the journal of a directory, or begins it in an empty one.
    ///
    /// In this order: what is there is flushed, the log is moved to its place and flushed, the keys
    /// are opened, the schema is brought up to date, the end of the chain is verified. Whoever has
    /// the journal can use it.
    /// Served insecurely, peers may say who they are without proof: a journal begun one way is not
    /// opened the other way.
    public init(
        _ directory: DataDirectory,
        _ masterKey: MasterKey,
        insecurely: Bool
    ) throws(StartRefusal) {
        self.directory = directory
        self.masterKey = masterKey
        try directory.putReserveAside()
        try refusing { () throws(JournalFailure) in try Self.flushWhatIsThere(directory) }
        database = try JournalDatabase(directory)
        do throws(JournalFailure) {
            try database.settleAndEmpty()
        } catch {
            throw .checkpoint(error)
        }
        let start = try Self.start(database, directory, masterKey, insecurely: insecurely)
        tail = start.tail
        verifiedFrom = Self.firstVerified(before: start.tail.position)
        term = start.term
        lookupKey = start.lookupKey
        samenessKey = start.samenessKey
        highestKey = start.highestKey
        statements = try refusing { [database] () throws(JournalFailure) in
            try database.perform("prepare") { try Statements($0) }
        }
        try verifyEnd()
    }

    /// How many bytes wait to be moved from the log to their place.
    public var unsettledBytes: Int { statements == nil ? 0 : database.unsettledBytes }

    /// Takes the right to write: whoever held an older term is refused from now on.
    public func claim() throws(JournalFailure) -> Term {
        let next = Term(term.number + 1)
        try write("claim") { (statements) throws(JournalFailure) in
            statements.claim.bind(next.number, at: 1)
            try statements.claim.run()
        }
        term = next
        return next
    }

    /// Moves what was appended to its place, for a quiet moment; false when the disk is too full.
    public func checkpoint() throws(JournalFailure) -> Bool {
        do throws(JournalFailure) {
            try settle { () throws(JournalFailure) in try database.settle() }
            return true
        } catch {
            // The log is whole and goes on growing; nothing was lost and nothing is in doubt.
            if error.isFull { return false }
            throw error
        }
    }

    /// Ends the use of the store and lets go of its directory; everything after is refused.
    public func close() throws(JournalFailure) {
        statements = nil
        if broken == nil {
            broken = JournalFailure(code: 0, call: "journal", words: "it was closed")
        }
        try database.close()
        directory.release()
    }
}

// MARK: - Access

extension SQLiteJournal {
    /// The statements, unless the store has failed or was closed.
    func usable() throws(JournalFailure) -> Statements {
        if let broken { throw broken }
        guard let statements else {
            throw JournalFailure(code: 0, call: "journal", words: "it was closed")
        }
        return statements
    }

    /// Reads with the prepared statements.
    func read<Result>(
        _ call: String,
        _ work: (Statements) throws(JournalFailure) -> Result
    ) throws(JournalFailure) -> Result {
        let statements = try usable()
        return try database.perform(call) { _ in try work(statements) }
    }

    /// Does `work` in one transaction; a failure breaks the store.
    func write<Result>(
        _ call: String,
        _ work: (Statements) throws(JournalFailure) -> Result
    ) throws(JournalFailure) -> Result {
        let statements = try usable()
        do throws(JournalFailure) {
            return try database.perform(call) { _ in
                try statements.begin.run()
                do throws(JournalFailure) {
                    let result = try work(statements)
                    try statements.commit.run()
                    return result
                } catch {
                    // SQLite may have rolled back by itself; then there is nothing left to do.
                    statements.rollback.attempt()
                    throw error
                }
            }
        } catch {
            broken = error
            throw error
        }
    }

    /// Moves the log to its place; any failure but a full disk breaks the store.
    func settle(_ work: () throws(JournalFailure) -> Void) throws(JournalFailure) {
        _ = try usable()
        do throws(JournalFailure) {
            try work()
        } catch {
            if !error.isFull { broken = error }
            throw error
        }
    }

    /// Refuses a broken store and an old term.
    func admit(_ term: Term) throws(JournalRefusal) {
        do throws(JournalFailure) {
            _ = try usable()
        } catch {
            throw .failed(error)
        }
        guard term == self.term else { throw .staleTerm(self.term) }
    }
}
