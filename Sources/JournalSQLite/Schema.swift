/// The tables, as numbered steps; each runs in a transaction of its own and is never changed.
enum Schema {
    /// What marks a database as a journal of ours: `RELA`.
    static let applicationID = 0x5245_4C41

    /// The steps; the schema's number is the count of those done, kept in `user_version`.
    ///
    /// Only numbers of our own that grow are keys. `lookups` and `events` are looked up by keyed
    /// hashes, which are random: an index over those costs ten times the whole append at a million
    /// rows, so the recorder keeps both in memory, read at start in the order of their rows.
    static let steps = [
        """
        CREATE TABLE meta (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            journal INTEGER NOT NULL,
            term INTEGER NOT NULL,
            insecure INTEGER NOT NULL
        ) STRICT;
        -- sealed: for each content 8 bytes of its number and 32 of the SHA-256 of its sealed bytes
        CREATE TABLE facts (
            position INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            body BLOB NOT NULL,
            sealed BLOB,
            head BLOB NOT NULL
        ) STRICT;
        -- id: the case's word times 65536 plus the ordinal
        CREATE TABLE contents (
            id INTEGER PRIMARY KEY,
            sealed BLOB NOT NULL
        ) STRICT;
        -- id: 1 lookup key, 2 sameness key, else a case's word; empty: the case is erased
        CREATE TABLE keys (
            id INTEGER PRIMARY KEY,
            wrapped BLOB NOT NULL
        ) STRICT;
        -- event: the one whose last row counts; null: the name stays. key: null once the event gives none
        CREATE TABLE lookups (
            key BLOB,
            case_id INTEGER NOT NULL,
            event INTEGER,
            mark INTEGER NOT NULL
        ) STRICT;
        -- case_id: null once the case is erased
        CREATE TABLE events (
            key BLOB NOT NULL,
            sameness BLOB NOT NULL,
            case_id INTEGER,
            request INTEGER NOT NULL,
            mark INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE snapshots (
            position INTEGER PRIMARY KEY,
            head BLOB NOT NULL,
            state_version INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            digest BLOB NOT NULL
        ) STRICT;
        """
    ]
}
