import GRDB
import Journal

/// The prepared statements of a journal, each made once.
struct Statements {
    let begin: SQLStatement
    let commit: SQLStatement
    let rollback: SQLStatement
    let claim: SQLStatement
    let insertFact: SQLStatement
    let insertContent: SQLStatement
    let insertKey: SQLStatement
    let insertLookup: SQLStatement
    let insertEvent: SQLStatement
    let factsBetween: SQLStatement
    let head: SQLStatement
    let key: SQLStatement
    let content: SQLStatement
    let contentsBetween: SQLStatement
    let lookupsAfter: SQLStatement
    let eventsAfter: SQLStatement
    let eventsOf: SQLStatement
    let eraseEvent: SQLStatement
    let eraseKey: SQLStatement
    let eraseContents: SQLStatement
    let eraseLookups: SQLStatement
    let snapshots: SQLStatement
    let insertSnapshot: SQLStatement
    let dropSnapshots: SQLStatement

    init(_ database: Database) throws(JournalFailure) {
        func prepare(_ text: String) throws(JournalFailure) -> SQLStatement {
            try SQLStatement(database, text)
        }
        begin = try prepare("BEGIN IMMEDIATE")
        commit = try prepare("COMMIT")
        rollback = try prepare("ROLLBACK")
        claim = try prepare("UPDATE meta SET term = ?1")
        insertFact = try prepare("INSERT INTO facts VALUES (?1, ?2, ?3, ?4, ?5)")
        insertContent = try prepare("INSERT INTO contents VALUES (?1, ?2)")
        insertKey = try prepare("INSERT INTO keys VALUES (?1, ?2)")
        insertLookup = try prepare("INSERT INTO lookups VALUES (?1, ?2, ?3, ?4)")
        insertEvent = try prepare("INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5)")
        factsBetween = try prepare(
            """
            SELECT position, version, body, sealed, head FROM facts
            WHERE position BETWEEN ?1 AND ?2 ORDER BY position LIMIT ?3
            """
        )
        head = try prepare("SELECT head FROM facts WHERE position = ?1")
        key = try prepare("SELECT wrapped FROM keys WHERE id = ?1")
        content = try prepare("SELECT sealed FROM contents WHERE id = ?1")
        contentsBetween = try prepare(
            "SELECT id, sealed FROM contents WHERE id BETWEEN ?1 AND ?2 ORDER BY id"
        )
        lookupsAfter = try prepare(
            """
            SELECT rowid, key, case_id, event, mark FROM lookups
            WHERE rowid > ?1 ORDER BY rowid LIMIT ?2
            """
        )
        eventsAfter = try prepare(
            """
            SELECT rowid, key, sameness, case_id, request, mark FROM events
            WHERE rowid > ?1 ORDER BY rowid LIMIT ?2
            """
        )
        eventsOf = try prepare("SELECT rowid, key FROM events WHERE case_id = ?1")
        eraseEvent = try prepare(
            """
            UPDATE events SET sameness = zeroblob(32), case_id = NULL, request = 0, mark = ?2
            WHERE rowid = ?1
            """
        )
        eraseKey = try prepare("UPDATE keys SET wrapped = zeroblob(0) WHERE id = ?1")
        eraseContents = try prepare("DELETE FROM contents WHERE id BETWEEN ?1 AND ?2")
        eraseLookups = try prepare("DELETE FROM lookups WHERE case_id = ?1")
        snapshots = try prepare(
            """
            SELECT position, head, state_version, bytes, digest FROM snapshots
            WHERE position < ?1 ORDER BY position DESC
            """
        )
        insertSnapshot = try prepare("INSERT OR REPLACE INTO snapshots VALUES (?1, ?2, ?3, ?4, ?5)")
        dropSnapshots = try prepare(
            """
            DELETE FROM snapshots WHERE position NOT IN
            (SELECT position FROM snapshots ORDER BY position DESC LIMIT 2)
            """
        )
    }
}
