public import Journal
public import Referrals

extension SQLiteJournal {
    /// The newest snapshot that is whole and lies on this chain.
    public func latestSnapshot() throws(JournalFailure) -> JournalSnapshot? {
        // One at a time: each is as large as all cases together.
        var position = Int64.max
        while let found = try snapshot(before: position) {
            if let whole = found.whole, try head(at: whole.position) == whole.head { return whole }
            position = found.position
        }
        return nil
    }

    private struct FoundSnapshot {
        let position: Int64
        let whole: JournalSnapshot?
    }

    private func snapshot(before position: Int64) throws(JournalFailure) -> FoundSnapshot? {
        try read("read snapshots") { (statements) throws(JournalFailure) in
            let rows = statements.snapshots
            rows.bind(position, at: 1)
            guard try rows.next() else { return nil }
            defer { rows.reset() }
            return FoundSnapshot(position: rows.integer(0), whole: snapshot(rows))
        }
    }

    /// Whether the disk has room for a snapshot beside all that may be under way: twice its size, once in
    /// the log and once in its place.
    public func hasRoom(for snapshot: JournalSnapshot) throws(JournalFailure) -> Bool {
        try directory.freeBytes() > DiskRoom.worstBytes + 2 * snapshot.bytes.count
    }

    /// Keeps a snapshot of a position on disk, and the one before it in case this one rots.
    public func save(_ snapshot: JournalSnapshot, in term: Term) throws(JournalRefusal) {
        try admit(term)
        do throws(JournalFailure) {
            let head = try head(at: snapshot.position)
            precondition(head == snapshot.head, "a snapshot lies on the chain of its journal")
            // Nothing in it names a person: zeros over the old one would only double what is written.
            try database.set("PRAGMA secure_delete = FAST")
            try write("save snapshot") { (statements) throws(JournalFailure) in
                try insert(snapshot, statements.insertSnapshot)
                try statements.dropSnapshots.run()
            }
            try database.set("PRAGMA secure_delete = ON")
        } catch {
            throw .failed(error)
        }
    }

    private func insert(
        _ snapshot: JournalSnapshot,
        _ statement: SQLStatement
    ) throws(JournalFailure) {
        statement.bind(snapshot.position.number, at: 1)
        statement.bind(Int64(snapshot.stateVersion), at: 3)
        try unsafe Loan.of(snapshot.head) { (head) throws(JournalFailure) in
            try unsafe Loan.of(snapshot.digest) { (digest) throws(JournalFailure) in
                try unsafe Loan.of(snapshot.bytes) { (bytes) throws(JournalFailure) in
                    unsafe statement.bind(head, at: 2)
                    unsafe statement.bind(bytes, at: 4)
                    unsafe statement.bind(digest, at: 5)
                    try statement.run()
                }
            }
        }
    }

    /// The snapshot of a row; nil when it is not what was written.
    private func snapshot(_ row: SQLStatement) -> JournalSnapshot? {
        guard let head = unsafe Digest(bytes: row.blob(1)),
            let stateVersion = UInt32(exactly: row.integer(2)),
            let digest = unsafe Digest(bytes: row.blob(4))
        else { return nil }
        let snapshot = JournalSnapshot(
            position: Position(UInt64(bitPattern: row.integer(0))),
            head: head,
            stateVersion: stateVersion,
            bytes: row.bytes(3)
        )
        return snapshot.digest == digest ? snapshot : nil
    }
}

extension JournalSnapshot {
    /// The hash that tells whether a stored snapshot is whole, its version and place included.
    fileprivate var digest: Digest {
        var chain = Chain(position: position, head: head)
        let state = Digest.sha256(of: bytes)
        return chain.append(
            version: 0,
            body: UInt64(stateVersion).bigEndianBytes,
            sealed: [state]
        )
    }
}
