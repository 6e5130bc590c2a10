import GRDB
import GRDBSQLite
public import Journal
public import Referrals

/// A journal as it was at one instant, read beside the process that writes it, and never written.
///
/// It is a copy whose files have no name any more once it is open: nothing of it is left behind, however the
/// process ends. The lock of the data directory is not asked for, and nothing in that directory is changed.
/// One thread uses it.
public final class JournalCopy {
    /// The last fact that was in the log or the database.
    public let tail: Position

    private let queue: DatabaseQueue
    private let masterKey: MasterKey
    private let statements: Statements
    private var caseKeys = CaseKeys()

    /// How many records are fetched at a time.
    private static let sliceLength = 512

    private struct Statements {
        let facts: SQLStatement
        let head: SQLStatement
        let key: SQLStatement
        let content: SQLStatement
        let last: SQLStatement
    }

    /// Whether a journal was begun in a data directory.
    public static func isThere(in data: String) -> Bool { SystemFile.exists(data + "/journal.db") }

    /// Copies the journal of the data directory at `data` into a file below `folder`, which needs as much room.
    ///
    /// - Throws: ``StartRefusal`` where the journal is not there, is another program's or a newer one's, or not
    ///   this master key's, or where the copy fails.
    public init(
        of data: String,
        _ masterKey: MasterKey,
        below folder: String
    ) throws(StartRefusal) {
        let files = try refusing { () throws(JournalFailure) in
            try CopiedFiles(of: data, below: folder)
        }
        queue = try refusing { () throws(JournalFailure) in try Self.opened(files.database) }
        self.masterKey = masterKey
        try Self.check(queue, data + "/journal.db")
        statements = try refusing { [queue] () throws(JournalFailure) in try Self.prepared(queue) }
        tail = try refusing { [queue] () throws(JournalFailure) in
            Position(UInt64(try Self.integer("SELECT ifnull(max(position), 0) FROM facts", queue)))
        }
        let lookupKey = try refusing { () throws(JournalFailure) in try wrappedKey(1) }
        guard let lookupKey, masterKey.unwrap(lookupKey, id: 1) != nil else {
            throw .masterKeyWrong
        }
    }

    /// The position of the last fact whose body begins with this byte, its kind; nil where there is none.
    public func lastPosition(ofKind kind: UInt8) throws(JournalFailure) -> Position? {
        try reading { () throws(JournalFailure) in
            try unsafe Loan.of([kind]) { (kind) throws(JournalFailure) in
                unsafe statements.last.bind(kind, at: 1)
                guard try statements.last.next() else { return nil }
                defer { statements.last.reset() }
                guard !statements.last.isNull(0) else { return nil }
                return Position(UInt64(statements.last.integer(0)))
            }
        }
    }

    /// The chain as it stood at a position of this journal.
    public func chain(at position: Position) throws(JournalFailure) -> Chain {
        guard position != .origin else { return Chain() }
        return try reading { () throws(JournalFailure) in
            statements.head.bind(position.number, at: 1)
            guard try statements.head.next(),
                let head = unsafe Digest(bytes: statements.head.blob(0))
            else { throw Self.damaged(position) }
            statements.head.reset()
            return Chain(position: position, head: head)
        }
    }

    /// The next records of the chain, each checked against it; none behind the last.
    public func records(following chain: inout Chain) throws(JournalFailure) -> [StoredRecord] {
        guard chain.position < tail else { return [] }
        var grown = chain
        let records = try reading { () throws(JournalFailure) in
            let rows = statements.facts
            rows.bind(grown.position.number, at: 1)
            rows.bind(Int64(Self.sliceLength), at: 2)
            var records: [StoredRecord] = []
            while try rows.next() {
                guard let record = StoredRecord(rows), grown.accept(record) else {
                    rows.reset()
                    throw Self.damaged(grown.position.next)
                }
                records.append(record)
            }
            return records
        }
        guard !records.isEmpty else { throw Self.damaged(grown.position.next) }
        chain = grown
        return records
    }

    /// One piece of content, unsealed; nil where it was erased.
    ///
    /// - Throws: where it does not open with the key of its case.
    public func content(_ id: ContentID) throws(JournalFailure) -> Confidential<[UInt8]>? {
        try reading { () throws(JournalFailure) in
            let caseID = id.caseID
            if caseKeys[caseID] == nil {
                guard let wrapped = try wrappedKey(caseID.rawValue), !wrapped.isEmpty else {
                    return nil
                }
                guard let key = masterKey.unwrap(wrapped, id: caseID.rawValue) else {
                    throw JournalFailure.damaged("read key", "the key of \(caseID) does not open")
                }
                caseKeys.keep(key, of: caseID)
            }
            statements.content.bind(id.rawValue, at: 1)
            guard let key = caseKeys[caseID], try statements.content.next() else { return nil }
            let sealed = statements.content.bytes(0)
            statements.content.reset()
            guard let content = ContentSeal.open(sealed, at: id, with: key) else {
                let words = "content \(id.ordinal) of \(caseID) does not open"
                throw JournalFailure.damaged("unseal", words)
            }
            return content.bytes
        }
    }
}

extension JournalCopy {
    /// The connection keeps the log's index in its own memory, and no file of its own beside the two.
    private static func opened(_ path: String) throws(JournalFailure) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "journal copy"
        configuration.foreignKeysEnabled = false
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA locking_mode = EXCLUSIVE;
                    PRAGMA wal_autocheckpoint = 0;
                    PRAGMA cache_size = -16384;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA trusted_schema = OFF;
                    """
            )
            // What is read first opens the log and takes the lock for good: the names are needed no more.
            _ = try Int64.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema")
        }
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw JournalFailure(error, in: "open a copy")
        }
    }

    private static func check(_ queue: DatabaseQueue, _ path: String) throws(StartRefusal) {
        let (version, application) = try refusing { () throws(JournalFailure) in
            (
                Int(try integer("PRAGMA user_version", queue)),
                Int(try integer("PRAGMA application_id", queue))
            )
        }
        guard application == Schema.applicationID else { throw .foreignFile(path: path) }
        guard (1...Schema.steps.count).contains(version) else {
            throw .newerSchema(found: version, known: Schema.steps.count)
        }
    }

    private static func integer(
        _ query: String,
        _ queue: DatabaseQueue
    ) throws(JournalFailure) -> Int64 {
        do {
            return try queue.writeWithoutTransaction { try Int64.fetchOne($0, sql: query) } ?? 0
        } catch {
            throw JournalFailure(error, in: query)
        }
    }

    private static func prepared(_ queue: DatabaseQueue) throws(JournalFailure) -> Statements {
        do {
            return try queue.writeWithoutTransaction { database in
                Statements(
                    facts: try SQLStatement(
                        database,
                        """
                        SELECT position, version, body, sealed, head FROM facts
                        WHERE position > ?1 ORDER BY position LIMIT ?2
                        """
                    ),
                    head: try SQLStatement(database, "SELECT head FROM facts WHERE position = ?1"),
                    key: try SQLStatement(database, "SELECT wrapped FROM keys WHERE id = ?1"),
                    content: try SQLStatement(
                        database,
                        "SELECT sealed FROM contents WHERE id = ?1"
                    ),
                    last: try SQLStatement(
                        database,
                        "SELECT max(position) FROM facts WHERE substr(body, 1, 1) = ?1"
                    )
                )
            }
        } catch {
            throw JournalFailure(error, in: "prepare")
        }
    }

    /// The wrapped key of this number: empty where its case is erased, nil without a row.
    private func wrappedKey(_ id: UInt64) throws(JournalFailure) -> [UInt8]? {
        statements.key.bind(id, at: 1)
        guard try statements.key.next() else { return nil }
        defer { statements.key.reset() }
        return statements.key.bytes(0)
    }

    private func reading<Result>(
        _ work: () throws(JournalFailure) -> Result
    ) throws(JournalFailure) -> Result {
        do {
            return try queue.writeWithoutTransaction { _ in try work() }
        } catch {
            throw JournalFailure(error, in: "read a copy")
        }
    }

    private static func damaged(_ position: Position) -> JournalFailure {
        .damaged("read facts", "position \(position.number) is not what was written")
    }
}
