public import Journal
public import Referrals

extension SQLiteJournal {
    /// Rows are fetched this many at a time and given between two fetches, so that whoever takes
    /// them may use the store.
    private static let sliceLength = 512

    /// Gives every record after `position` in order, each checked against the chain.
    public func replay(
        after position: Position,
        _ each: (StoredRecord) throws -> Void
    ) throws {
        var chain = try chain(at: position)
        while chain.position < tail.position {
            let records = try slice(&chain, through: tail.position, limit: Self.sliceLength)
            guard !records.isEmpty else {
                throw JournalFailure.damaged("replay", wrong(chain.position.next))
            }
            for record in records { try each(record) }
        }
    }

    /// The records from `first` through `last`, at most `limit`, each checked against the chain.
    public func read(
        from first: Position,
        through last: Position,
        limit: Int
    ) throws(JournalFailure) -> [StoredRecord] {
        guard first <= min(last, tail.position), limit > 0 else { return [] }
        var chain = try chain(at: Position(max(first.number, 1) - 1))
        let last = min(last, tail.position)
        let records = try slice(&chain, through: last, limit: limit)
        let expected = min(last.number - max(first.number, 1) + 1, UInt64(limit))
        guard records.count == Int(expected) else {
            throw .damaged("read", wrong(chain.position.next))
        }
        return records
    }

    /// The records at these positions, in this order; a position outside the journal is left out.
    public func read(at positions: [Position]) throws(JournalFailure) -> [StoredRecord] {
        var records: [StoredRecord] = []
        for position in positions {
            records += try read(from: position, through: position, limit: 1)
        }
        return records
    }

    /// The chain's head at a position; nil outside the journal.
    public func head(at position: Position) throws(JournalFailure) -> Digest? {
        guard position != .origin else { return .zero }
        guard position <= tail.position else { return nil }
        return try read("read head") { (statements) throws(JournalFailure) in
            statements.head.bind(position.number, at: 1)
            guard try statements.head.next() else { return nil }
            defer { statements.head.reset() }
            return unsafe Digest(bytes: statements.head.blob(0))
        }
    }

    /// Gives every lookup, in the order they were stored.
    public func lookups(_ each: (LookupRow) -> Void) throws(JournalFailure) {
        var rowid: Int64 = 0
        while true {
            let rows = try read("read lookups") { (statements) throws(JournalFailure) in
                try lookups(after: &rowid, statements.lookupsAfter)
            }
            if rows.isEmpty { return }
            for row in rows { each(row) }
        }
    }

    /// Gives every event, in the order they were stored.
    public func events(_ each: (EventRow) -> Void) throws(JournalFailure) {
        var rowid: Int64 = 0
        while true {
            let rows = try read("read events") { (statements) throws(JournalFailure) in
                try events(after: &rowid, statements.eventsAfter)
            }
            if rows.isEmpty { return }
            for row in rows { each(row) }
        }
    }
}

extension SQLiteJournal {
    func wrong(_ position: Position) -> String {
        "position \(position.number) is not what was written"
    }

    /// The chain as it stood at a position.
    func chain(at position: Position) throws(JournalFailure) -> Chain {
        guard let head = try head(at: position) else {
            throw .damaged("read head", wrong(position))
        }
        return Chain(position: position, head: head)
    }

    /// The next records of the chain; short when rows are missing.
    private func slice(
        _ chain: inout Chain,
        through last: Position,
        limit: Int
    ) throws(JournalFailure) -> [StoredRecord] {
        var grown = chain
        let records = try read("read facts") { (statements) throws(JournalFailure) in
            let rows = statements.factsBetween
            rows.bind(grown.position.next.number, at: 1)
            rows.bind(last.number, at: 2)
            rows.bind(Int64(limit), at: 3)
            var records: [StoredRecord] = []
            while try rows.next() {
                guard let record = StoredRecord(rows), grown.accept(record) else {
                    rows.reset()
                    throw JournalFailure.damaged("read facts", wrong(grown.position.next))
                }
                records.append(record)
            }
            return records
        }
        chain = grown
        return records
    }

    private func lookups(
        after rowid: inout Int64,
        _ rows: SQLStatement
    ) throws(JournalFailure) -> [LookupRow] {
        rows.bind(rowid, at: 1)
        rows.bind(Int64(Self.sliceLength), at: 2)
        var found: [LookupRow] = []
        while try rows.next() {
            rowid = rows.integer(0)
            let caseID = CaseID(rawValue: UInt64(bitPattern: rows.integer(2)))
            let key = rows.isNull(1) ? nil : unsafe LookupKey(bytes: rows.blob(1))
            let event = rows.isNull(3) ? nil : UInt16(exactly: rows.integer(3))
            guard (key == nil) == rows.isNull(1), (event == nil) == rows.isNull(3) else {
                throw damaged(rows, rowid)
            }
            let row = LookupRow(key: key, caseID: caseID, event: event)
            guard RowMark(row).value == rows.integer(4) else { throw damaged(rows, rowid) }
            found.append(row)
        }
        return found
    }

    private func events(
        after rowid: inout Int64,
        _ rows: SQLStatement
    ) throws(JournalFailure) -> [EventRow] {
        rows.bind(rowid, at: 1)
        rows.bind(Int64(Self.sliceLength), at: 2)
        var found: [EventRow] = []
        while try rows.next() {
            rowid = rows.integer(0)
            let caseID =
                rows.isNull(3) ? nil : CaseID(rawValue: UInt64(bitPattern: rows.integer(3)))
            guard let key = unsafe LookupKey(bytes: rows.blob(1)),
                let sameness = unsafe Digest(bytes: rows.blob(2)),
                let request = UInt16(exactly: rows.integer(4))
            else { throw damaged(rows, rowid) }
            let row = EventRow(key: key, sameness: sameness, caseID: caseID, request: request)
            guard RowMark(row).value == rows.integer(5) else { throw damaged(rows, rowid) }
            found.append(row)
        }
        return found
    }

    private func damaged(_ rows: SQLStatement, _ rowid: Int64) -> JournalFailure {
        rows.reset()
        return .damaged("read beside the chain", "row \(rowid) is not what was written")
    }
}

extension StoredRecord {
    /// The record of a row of `facts`; nil when its columns have the wrong lengths.
    init?(_ row: SQLStatement) {
        guard let version = UInt16(exactly: row.integer(1)),
            let head = unsafe Digest(bytes: row.blob(4))
        else { return nil }
        let sealed = unsafe row.blob(3)
        guard sealed.count % SealedEntry.length == 0 else { return nil }
        var digests: [Digest] = []
        for start in stride(from: 0, to: sealed.count, by: SealedEntry.length) {
            guard let entry = unsafe SealedEntry(sealed, at: start) else { return nil }
            digests.append(entry.digest)
        }
        self.init(
            position: Position(UInt64(bitPattern: row.integer(0))),
            version: version,
            body: row.bytes(2),
            sealed: digests,
            head: head
        )
    }
}

/// One sealed content as `facts` names it: the number of its row and the hash of its sealed bytes.
struct SealedEntry {
    /// Eight bytes of the number and thirty-two of the hash.
    static let length = 40

    let id: ContentID
    let digest: Digest

    init?(_ bytes: UnsafeRawBufferPointer, at start: Int) {
        let number = unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        let hash = unsafe UnsafeRawBufferPointer(rebasing: bytes[start + 8..<start + Self.length])
        guard UInt64(bigEndian: number) >> 63 == 0, let digest = unsafe Digest(bytes: hash) else {
            return nil
        }
        id = ContentID(rawValue: UInt64(bigEndian: number))
        self.digest = digest
    }
}

extension LookupKey {
    /// The key with these bytes; nil unless there are sixteen.
    init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.init(
            high: UInt64(bigEndian: unsafe bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }
}
