import GRDB
import Journal
import Referrals

/// What the tables alone cost: the rows of a finished journal written anew, with nothing around them.
///
/// The same blobs go into the same tables of a new database with the same settings, through the same
/// statements, in as many commits as the journal had: no message, no decision, no seal and no hash.
/// The rows are in memory before the clock starts. Each commit takes the same share of every table.
public final class JournalFloor {
    /// How many facts the journal has.
    public var facts: Int { tables[0].count }

    private let tables: [[[Value]]]

    /// Reads the rows of a journal that nobody has open.
    public init(of directory: DataDirectory) throws(StartRefusal) {
        let source = try JournalDatabase(directory)
        tables = try refusing { () throws(JournalFailure) in
            var tables: [[[Value]]] = []
            for (text, shape) in Self.sources {
                tables.append(try source.perform("read rows") { try Self.rows($0, text, shape) })
            }
            try source.close()
            return tables
        }
        directory.release()
    }

    /// Writes all rows into a new database, in this many commits.
    public func write(into directory: DataDirectory, commits: Int) throws(StartRefusal) {
        precondition(commits > 0, "rows are written in one commit or more")
        let database = try JournalDatabase(directory)
        try refusing { () throws(JournalFailure) in
            for step in Schema.steps {
                try database.transact("schema") { try $0.execute(sql: step) }
            }
            try database.perform("write rows") { connection in
                let statements = try Statements(connection)
                for commit in 0..<commits {
                    try statements.begin.run()
                    try write(commit, of: commits, statements)
                    try statements.commit.run()
                }
            }
            try database.close()
        }
        directory.release()
    }

    private func write(
        _ commit: Int,
        of commits: Int,
        _ statements: Statements
    ) throws(JournalFailure) {
        let inserts = [
            statements.insertFact, statements.insertContent, statements.insertKey,
            statements.insertLookup, statements.insertEvent,
        ]
        for (rows, insert) in zip(tables, inserts) {
            let share = rows.count * commit / commits..<rows.count * (commit + 1) / commits
            for index in share { try Self.insert(rows[index][...], insert, at: 1) }
        }
    }

    /// Binds the values one within the other's loan, then runs.
    private static func insert(
        _ row: ArraySlice<Value>,
        _ statement: SQLStatement,
        at index: Int32
    ) throws(JournalFailure) {
        guard let value = row.first else { return try statement.run() }
        switch value {
        case .nothing: statement.bindNull(at: index)
        case .integer(let integer): statement.bind(integer, at: index)
        case .blob(let bytes):
            return try unsafe Loan.of(bytes) { (bytes) throws(JournalFailure) in
                unsafe statement.bind(bytes, at: index)
                try insert(row.dropFirst(), statement, at: index + 1)
            }
        }
        try insert(row.dropFirst(), statement, at: index + 1)
    }

    private enum Value {
        case nothing
        case integer(Int64)
        case blob([UInt8])
    }

    /// Each table's query, and its columns: `i` an integer, `b` a blob.
    private static let sources = [
        ("SELECT position, version, body, sealed, head FROM facts ORDER BY position", "iibbb"),
        ("SELECT id, sealed FROM contents ORDER BY id", "ib"),
        ("SELECT id, wrapped FROM keys ORDER BY id", "ib"),
        ("SELECT key, case_id, event, mark FROM lookups ORDER BY rowid", "biii"),
        ("SELECT key, sameness, case_id, request, mark FROM events ORDER BY rowid", "bbiii"),
    ]

    private static func rows(
        _ database: Database,
        _ text: String,
        _ shape: String
    ) throws(JournalFailure) -> [[Value]] {
        let found = try SQLStatement(database, text)
        var rows: [[Value]] = []
        while try found.next() {
            var row: [Value] = []
            for (column, kind) in shape.utf8.enumerated() {
                let column = Int32(column)
                if found.isNull(column) {
                    row.append(.nothing)
                } else if kind == UInt8(ascii: "i") {
                    row.append(.integer(found.integer(column)))
                } else {
                    row.append(.blob(found.bytes(column)))
                }
            }
            rows.append(row)
        }
        return rows
    }
}
