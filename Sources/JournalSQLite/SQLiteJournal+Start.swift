import GRDB
import Journal
import Referrals

import struct Crypto.SymmetricKey

/// What a journal is found to be when it is opened.
struct JournalStart {
    let tail: JournalPoint
    let term: Term
    let lookupKey: Confidential<[UInt8]>
    let samenessKey: Confidential<[UInt8]>
    let highestKey: UInt64
}

extension SQLiteJournal {
    /// The numbers in `keys` that are no case's: a case's word is above 2^32.
    private static let lookupKeyID: UInt64 = 1
    private static let samenessKeyID: UInt64 = 2

    /// Before SQLite opens them, files may still be opened and closed without hurting its locks.
    ///
    /// The log is renewed: were it moved to its place while a part of it is only seen, and the power
    /// failed meanwhile, the database would have half of a batch and the log nothing to mend it with.
    static func flushWhatIsThere(_ directory: DataDirectory) throws(JournalFailure) {
        let volume = directory.volume
        if volume.exists(directory.journalPath) { try volume.sync(directory.journalPath) }
        if volume.exists(directory.logPath) { try volume.renew(directory.logPath) }
        try directory.sync()
    }

    static func start(
        _ database: JournalDatabase,
        _ directory: DataDirectory,
        _ masterKey: MasterKey,
        insecurely: Bool
    ) throws(StartRefusal) -> JournalStart {
        let schema = try schemaFound(database, directory)
        if schema > 0 {
            _ = try keys(database, masterKey)
            try checkSecurity(database, insecurely)
        }
        try refusing { () throws(JournalFailure) in
            for step in schema..<Schema.steps.count {
                try database.transact("schema \(step + 1)") { connection in
                    try connection.execute(sql: Schema.steps[step])
                    if step == 0 { try begin(connection, masterKey, insecurely) }
                    try connection.execute(sql: "PRAGMA user_version = \(step + 1)")
                }
            }
            if schema < Schema.steps.count { try database.settleAndEmpty() }
        }
        let (lookupKey, samenessKey) = try keys(database, masterKey)
        return try refusing { () throws(JournalFailure) in
            JournalStart(
                tail: try tail(database),
                term: try term(database),
                lookupKey: lookupKey,
                samenessKey: samenessKey,
                highestKey: UInt64(try database.integer("SELECT max(id) FROM keys"))
            )
        }
    }

    /// Verifies the last records and their content.
    func verifyEnd() throws(StartRefusal) {
        let verified = try refusing { () throws(JournalFailure) in
            try verify(from: verifiedFrom, limit: Self.verifiedAtStart)
        }
        if let bad = verified.firstBad { throw .brokenChain(bad) }
    }

    /// Where the last records begin that a start verifies.
    static func firstVerified(before tail: Position) -> Position {
        let length = UInt64(verifiedAtStart)
        return Position(tail.number > length ? tail.number - length + 1 : 1)
    }

    /// The number of the schema that is there; 0 in a new database.
    private static func schemaFound(
        _ database: JournalDatabase,
        _ directory: DataDirectory
    ) throws(StartRefusal) -> Int {
        let (version, application, tables) = try refusing { () throws(JournalFailure) in
            (
                Int(try database.integer("PRAGMA user_version")),
                Int(try database.integer("PRAGMA application_id")),
                try database.integer("SELECT count(*) FROM sqlite_schema")
            )
        }
        guard application == Schema.applicationID || (application == 0 && tables == 0) else {
            throw .foreignFile(path: directory.journalPath)
        }
        guard version <= Schema.steps.count else {
            throw .newerSchema(found: version, known: Schema.steps.count)
        }
        return version
    }

    /// The first rows of a new journal, in the transaction that makes the tables.
    private static func begin(
        _ connection: Database,
        _ masterKey: MasterKey,
        _ insecurely: Bool
    ) throws {
        try connection.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
        try connection.execute(
            sql: "INSERT INTO meta VALUES (1, ?, 0, ?)",
            arguments: [Int64.random(in: .min ... .max), insecurely]
        )
        for id in [lookupKeyID, samenessKeyID] {
            try connection.execute(
                sql: "INSERT INTO keys VALUES (?, ?)",
                arguments: [Int64(id), try masterKey.makeKey(id: id).wrapped]
            )
        }
    }

    private static func keys(
        _ database: JournalDatabase,
        _ masterKey: MasterKey
    ) throws(StartRefusal) -> (lookup: Confidential<[UInt8]>, sameness: Confidential<[UInt8]>) {
        func key(_ id: UInt64) throws(StartRefusal) -> Confidential<[UInt8]> {
            let wrapped = try refusing { () throws(JournalFailure) in
                try database.perform("read key") { connection in
                    let statement = try SQLStatement(
                        connection,
                        "SELECT wrapped FROM keys WHERE id = ?1"
                    )
                    statement.bind(id, at: 1)
                    guard try statement.next() else {
                        throw JournalFailure.damaged("read key", "the journal has no key \(id)")
                    }
                    return statement.bytes(0)
                }
            }
            guard let key = masterKey.unwrap(wrapped, id: id) else { throw .masterKeyWrong }
            return Confidential(unsafe key.withUnsafeBytes { unsafe [UInt8]($0) })
        }
        return (try key(lookupKeyID), try key(samenessKeyID))
    }

    private static func checkSecurity(
        _ database: JournalDatabase,
        _ insecurely: Bool
    ) throws(StartRefusal) {
        let begunInsecurely = try refusing { () throws(JournalFailure) in
            try database.integer("SELECT insecure FROM meta") != 0
        }
        guard begunInsecurely == insecurely else {
            throw .securityDiffers(begunInsecurely: begunInsecurely)
        }
    }

    /// The term claimed last, which stands beside the chain and has no checksum.
    ///
    /// A seal has four bytes for it: what is no such number was never written, and a content must not be sealed
    /// under what is cut of it.
    private static func term(_ database: JournalDatabase) throws(JournalFailure) -> Term {
        let number = UInt32(exactly: try database.integer("SELECT term FROM meta"))
        guard let number, number < .max else {
            throw JournalFailure.damaged("read term", "the journal's term is no number of one")
        }
        return Term(UInt64(number))
    }

    private static func tail(_ database: JournalDatabase) throws(JournalFailure) -> JournalPoint {
        let journal = UInt64(bitPattern: try database.integer("SELECT journal FROM meta"))
        return try database.perform("read tail") { connection in
            let statement = try SQLStatement(
                connection,
                "SELECT position, head FROM facts ORDER BY position DESC LIMIT 1"
            )
            guard try statement.next() else {
                return JournalPoint(journal: journal, position: .origin, head: .zero)
            }
            guard let head = unsafe Digest(bytes: statement.blob(1)) else {
                throw JournalFailure.damaged("read tail", "a head has another length")
            }
            let position = Position(UInt64(statement.integer(0)))
            return JournalPoint(journal: journal, position: position, head: head)
        }
    }
}
