import GRDB
import GRDBSQLite
import Journal

/// The one connection to a journal's database: it writes, reads and checkpoints.
///
/// SQLite 3.40.1 can damage a database when two connections write or checkpoint at the same moment,
/// so the locking mode is exclusive: while this one lives, no other process can even read.
@safe final class JournalDatabase {
    private let queue: DatabaseQueue
    private let directory: DataDirectory
    /// How many pages were written when the log was last empty.
    private var settledPages = 0

    /// Opens the database in the directory and proves that a commit means on disk.
    init(_ directory: DataDirectory) throws(StartRefusal) {
        self.directory = directory
        let path = directory.journalPath
        // SQLite would make the file readable by others; the log takes its mode from it.
        try refusing { () throws(JournalFailure) in try directory.volume.make(path) }
        var configuration = Configuration()
        configuration.label = "journal"
        configuration.foreignKeysEnabled = false
        // A failed commit must surface as it is, not as a complaint about the open transaction.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(sql: Self.settings)
        }
        do {
            queue = try DatabaseQueue(
                path: directory.volume.databaseName(of: path),
                configuration: configuration
            )
        } catch {
            throw .failed(JournalFailure(error, in: "open \(path)"))
        }
        try proveDurable()
    }

    /// The bytes of a page.
    ///
    /// An append fills whole pages; at twice SQLite's usual size the log has half
    /// as many to move, and rows of a thousand bytes waste less of each.
    private static let pageBytes = 8192

    /// GRDB sets `synchronous` to NORMAL when it turns on the log itself; here the log is turned on
    /// first and FULL is set after it.
    private static let settings = """
        PRAGMA page_size = \(pageBytes);
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA mmap_size = 0;
        PRAGMA cache_size = -16384;
        PRAGMA temp_store = MEMORY;
        PRAGMA secure_delete = ON;
        PRAGMA trusted_schema = OFF;
        """

    /// What each setting must answer for an acknowledgement to mean on disk, and for one connection
    /// to do everything.
    static let promised = [
        ("journal_mode", "wal"), ("synchronous", "2"), ("wal_autocheckpoint", "0"),
        ("locking_mode", "exclusive"), ("mmap_size", "0"), ("secure_delete", "1"),
    ]

    /// Reads the settings back; a connection that does not keep the promise is refused.
    func proveDurable() throws(StartRefusal) {
        for (setting, expected) in Self.promised {
            let value = try refusing { () throws(JournalFailure) in
                try text("PRAGMA \(setting)")
            }
            guard value == expected else { throw .notDurable(setting: setting, value: value) }
        }
    }

    /// Does `work` on the connection.
    func perform<Result>(
        _ call: String,
        _ work: (Database) throws -> Result
    ) throws(JournalFailure) -> Result {
        do {
            return try queue.writeWithoutTransaction(work)
        } catch {
            throw JournalFailure(error, in: call)
        }
    }

    /// Does `work` in a transaction, or none of it.
    func transact(
        _ call: String,
        _ work: (Database) throws -> Void
    ) throws(JournalFailure) {
        try perform(call) { database in
            try database.inTransaction(.immediate) {
                try work(database)
                return .commit
            }
        }
    }

    /// The one value of a query, as text; empty without a row.
    func text(_ query: String) throws(JournalFailure) -> String {
        try perform(query) { try DatabaseValue.fetchOne($0, sql: query) }
            .flatMap {
                String.fromDatabaseValue($0) ?? Int64.fromDatabaseValue($0).map(String.init)
            }
            ?? ""
    }

    /// The one value of a query, as a number; 0 without a row.
    func integer(_ query: String) throws(JournalFailure) -> Int64 {
        try perform(query) { try Int64.fetchOne($0, sql: query) } ?? 0
    }

    /// Changes a setting.
    func set(_ setting: String) throws(JournalFailure) {
        try perform(setting) { try $0.execute(sql: setting) }
    }

    func close() throws(JournalFailure) {
        do {
            try queue.close()
        } catch {
            throw JournalFailure(error, in: "close")
        }
    }
}

// MARK: - The log

extension JournalDatabase {
    /// The bytes in the log that are not in the database yet, at most.
    var unsettledBytes: Int { (pagesWritten() - settledPages) * Self.pageBytes }

    /// Moves the log into the database.
    ///
    /// The log keeps its blocks for the next appends: writing over
    /// them needs one flush of the disk where growing a file needs two.
    func settle() throws(JournalFailure) {
        try checkpoint(SQLITE_CHECKPOINT_RESTART)
    }

    /// Moves the log into the database, empties it, and flushes all three: the log, the database and
    /// the directory.
    ///
    /// After a flush has failed, what is read may not be what is on disk; and a log whose emptying is
    /// not on disk would come back after a loss of power and undo the pages moved since.
    func settleAndEmpty() throws(JournalFailure) {
        try checkpoint(SQLITE_CHECKPOINT_TRUNCATE)
        let log = directory.logPath
        if directory.volume.exists(log) { try directory.volume.sync(log) }
        try syncDatabase()
        try directory.sync()
    }

    private func checkpoint(_ mode: Int32) throws(JournalFailure) {
        try perform("checkpoint") { database in
            let code = unsafe sqlite3_wal_checkpoint_v2(
                database.sqliteConnection,
                nil,
                mode,
                nil,
                nil
            )
            guard code == SQLITE_OK else {
                throw unsafe JournalFailure(
                    code: code,
                    call: "checkpoint",
                    words: String(cString: sqlite3_errstr(code))
                )
            }
        }
        settledPages = pagesWritten()
    }

    /// Flushes the database through SQLite's own descriptor: closing another one on the same file
    /// would drop the process's locks on it.
    private func syncDatabase() throws(JournalFailure) {
        try perform("fsync database") { database in
            var file: UnsafeMutablePointer<sqlite3_file>?
            _ = unsafe sqlite3_file_control(
                database.sqliteConnection,
                "main",
                SQLITE_FCNTL_FILE_POINTER,
                &file
            )
            guard let file = unsafe file, let sync = unsafe file.pointee.pMethods?.pointee.xSync
            else {
                throw JournalFailure(code: 0, call: "fsync database", words: "no file")
            }
            let code = unsafe sync(file, SQLITE_SYNC_FULL)
            guard code == SQLITE_OK else {
                throw unsafe JournalFailure(
                    code: code,
                    call: "fsync database",
                    words: String(cString: sqlite3_errstr(code))
                )
            }
        }
    }

    private func pagesWritten() -> Int {
        var pages: Int32 = 0
        var highest: Int32 = 0
        _ = queue.writeWithoutTransaction { database in
            unsafe sqlite3_db_status(
                database.sqliteConnection,
                SQLITE_DBSTATUS_CACHE_WRITE,
                &pages,
                &highest,
                0
            )
        }
        return Int(pages)
    }
}
