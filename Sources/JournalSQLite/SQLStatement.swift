import GRDB
import GRDBSQLite
import Journal
import Referrals

/// One prepared statement, bound and stepped through the C interface.
///
/// GRDB's own arguments and rows copy each blob and box each value, which would be most of the cost
/// of an append. A blob is bound where it lies: it must stay there until ``run()`` or the last
/// ``next()``.
@safe final class SQLStatement {
    private let statement: Statement
    private let raw: OpaquePointer

    init(_ database: Database, _ text: String) throws(JournalFailure) {
        do {
            statement = try database.makeStatement(sql: text)
            unsafe raw = statement.sqliteStatement
        } catch {
            throw JournalFailure(error, in: "prepare")
        }
    }

    func bind(_ value: Int64, at index: Int32) {
        unsafe check(sqlite3_bind_int64(raw, index, value))
    }

    func bind(_ value: UInt64, at index: Int32) {
        bind(Int64(bitPattern: value), at: index)
    }

    func bindNull(at index: Int32) {
        unsafe check(sqlite3_bind_null(raw, index))
    }

    func bind(_ bytes: UnsafeRawBufferPointer, at index: Int32) {
        guard let start = bytes.baseAddress, unsafe !bytes.isEmpty else {
            unsafe check(sqlite3_bind_zeroblob(raw, index, 0))
            return
        }
        unsafe check(sqlite3_bind_blob64(raw, index, start, UInt64(bytes.count), nil))
    }

    /// Steps a statement that gives no row, and makes it ready for the next.
    func run() throws(JournalFailure) {
        let code = unsafe sqlite3_step(raw)
        guard code == SQLITE_DONE else { throw failure() }
        _ = unsafe sqlite3_reset(raw)
    }

    /// Steps a statement whose failure changes nothing.
    func attempt() {
        _ = unsafe sqlite3_step(raw)
        _ = unsafe sqlite3_reset(raw)
    }

    /// Steps to the next row; false after the last, when the statement is ready for the next use.
    func next() throws(JournalFailure) -> Bool {
        switch unsafe sqlite3_step(raw) {
        case SQLITE_ROW:
            return true
        case SQLITE_DONE:
            _ = unsafe sqlite3_reset(raw)
            return false
        default:
            throw failure()
        }
    }

    /// Leaves the rows that were not asked for.
    func reset() {
        _ = unsafe sqlite3_reset(raw)
    }

    func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(raw, column)
    }

    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(raw, column) == SQLITE_NULL
    }

    /// The blob where it lies, until the next step.
    func blob(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = unsafe sqlite3_column_blob(raw, column)
        return unsafe UnsafeRawBufferPointer(
            start: start,
            count: Int(sqlite3_column_bytes(raw, column))
        )
    }

    func bytes(_ column: Int32) -> [UInt8] {
        unsafe [UInt8](blob(column))
    }

    private func failure() -> JournalFailure {
        let connection = unsafe sqlite3_db_handle(raw)
        let failure = unsafe JournalFailure(
            code: sqlite3_extended_errcode(connection),
            call: statementName,
            words: String(cString: sqlite3_errmsg(connection))
        )
        _ = unsafe sqlite3_reset(raw)
        return failure
    }

    /// The statement's first words: they name the table and hold no value.
    private var statementName: String {
        statement.sql.split(separator: " ").prefix(3).joined(separator: " ")
    }

    private func check(_ code: Int32) {
        precondition(code == SQLITE_OK, "a value is bound to a place that the statement has")
    }
}

extension JournalFailure {
    /// The failure that GRDB tells of, without the values of its statement.
    init(_ error: any Error, in call: String) {
        switch error {
        case let failure as JournalFailure:
            self = failure
        case let error as DatabaseError:
            self.init(
                code: error.extendedResultCode.rawValue,
                call: call,
                words: error.message ?? "no words"
            )
        default:
            self.init(code: 0, call: call, words: "\(type(of: error))")
        }
    }

    /// Whether SQLite found its file damaged.
    var isDamage: Bool { [SQLITE_CORRUPT, SQLITE_NOTADB].contains(code & 0xFF) }

    /// Whether the disk was full.
    var isFull: Bool { code & 0xFF == SQLITE_FULL }

    /// A row that is not what was written.
    static func damaged(_ call: String, _ words: String) -> JournalFailure {
        JournalFailure(code: SQLITE_CORRUPT, call: call, words: words)
    }
}
