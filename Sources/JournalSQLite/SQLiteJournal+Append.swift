import Foundation
public import Journal
public import Referrals

import struct Crypto.SymmetricKey

extension SQLiteJournal {
    /// Stores a batch after `position`, all of it or nothing, and returns when it is on disk.
    ///
    /// Both fences are compared in memory: the lock on the directory and the exclusive connection see
    /// to it that nobody else can have moved them.
    public func append(
        _ batch: [JournalRecord],
        after position: Position,
        in term: Term
    ) throws(JournalRefusal) -> JournalPoint {
        try admit(term)
        guard position == tail.position else { throw .stalePosition(tail.position) }
        guard !batch.isEmpty else { return tail }
        do throws(JournalFailure) {
            if unsettledBytes >= Self.forcedCheckpointBytes { _ = try checkpoint() }
            let chain = try write("append") { (statements) throws(JournalFailure) in
                var chain = Chain(position: tail.position, head: tail.head)
                for record in batch {
                    try store(record, &chain, statements)
                }
                return chain
            }
            tail.position = chain.position
            tail.head = chain.head
            return tail
        } catch {
            throw .failed(error)
        }
    }

    private func store(
        _ record: JournalRecord,
        _ chain: inout Chain,
        _ statements: Statements
    ) throws(JournalFailure) {
        var digests: [Digest] = []
        var sealed: [UInt8] = []
        for content in record.contents {
            let digest = try store(content, statements)
            digests.append(digest)
            sealed += content.id.rawValue.bigEndianBytes
            sealed += digest.bytes
        }
        chain.append(version: record.version, body: record.body, sealed: digests)
        try insertFact(record, chain, sealed, statements.insertFact)
        for row in record.lookups {
            try insert(row, statements.insertLookup)
        }
        if let event = record.event {
            try insert(event, statements.insertEvent)
        }
    }

    private func insertFact(
        _ record: JournalRecord,
        _ chain: Chain,
        _ sealed: [UInt8],
        _ statement: SQLStatement
    ) throws(JournalFailure) {
        statement.bind(chain.position.number, at: 1)
        statement.bind(Int64(record.version), at: 2)
        try unsafe Loan.of(record.body) { (body) throws(JournalFailure) in
            try unsafe Loan.of(sealed) { (sealed) throws(JournalFailure) in
                try unsafe Loan.of(chain.head) { (head) throws(JournalFailure) in
                    unsafe statement.bind(body, at: 3)
                    unsafe statement.bind(sealed, at: 4)
                    unsafe statement.bind(head, at: 5)
                    if unsafe sealed.isEmpty { statement.bindNull(at: 4) }
                    try statement.run()
                }
            }
        }
    }

    private func store(
        _ content: CaseContent,
        _ statements: Statements
    ) throws(JournalFailure) -> Digest {
        let key = try key(of: content.id.caseID, statements)
        let sealed = try ContentSeal.seal(content, with: key, in: term)
        let statement = statements.insertContent
        statement.bind(content.id.rawValue, at: 1)
        return try unsafe Loan.of(sealed) { (bytes) throws(JournalFailure) in
            unsafe statement.bind(bytes, at: 2)
            try statement.run()
            return unsafe Digest.sha256(of: bytes)
        }
    }

    /// The case's key, drawn and wrapped when the case has none yet.
    private func key(
        of caseID: CaseID,
        _ statements: Statements
    ) throws(JournalFailure) -> SymmetricKey {
        let id = caseID.rawValue
        precondition(id >> 32 != 0, "a case's word has its year above the numbers of other keys")
        if id <= highestKey, let key = try existingKey(of: caseID, statements) {
            guard let key = key.whole else {
                preconditionFailure("an erased case takes no content")
            }
            return key
        }
        let (key, wrapped) = try masterKey.makeKey(id: id)
        statements.insertKey.bind(id, at: 1)
        try unsafe Loan.of(wrapped) { (bytes) throws(JournalFailure) in
            unsafe statements.insertKey.bind(bytes, at: 2)
            try statements.insertKey.run()
        }
        highestKey = max(highestKey, id)
        caseKeys.keep(key, of: caseID)
        return key
    }

    private func insert(
        _ row: LookupRow,
        _ statement: SQLStatement
    ) throws(JournalFailure) {
        statement.bind(row.caseID.rawValue, at: 2)
        if let event = row.event {
            statement.bind(Int64(event), at: 3)
        } else {
            statement.bindNull(at: 3)
        }
        statement.bind(RowMark(row).value, at: 4)
        guard let key = row.key else {
            statement.bindNull(at: 1)
            return try statement.run()
        }
        try unsafe Loan.of(key) { (key) throws(JournalFailure) in
            unsafe statement.bind(key, at: 1)
            try statement.run()
        }
    }

    private func insert(
        _ row: EventRow,
        _ statement: SQLStatement
    ) throws(JournalFailure) {
        let mark = RowMark(row).value
        try unsafe Loan.of(row.key) { (key) throws(JournalFailure) in
            try unsafe Loan.of(row.sameness) { (sameness) throws(JournalFailure) in
                unsafe statement.bind(key, at: 1)
                unsafe statement.bind(sameness, at: 2)
                if let caseID = row.caseID {
                    statement.bind(caseID.rawValue, at: 3)
                } else {
                    statement.bindNull(at: 3)
                }
                statement.bind(Int64(row.request), at: 4)
                statement.bind(mark, at: 5)
                try statement.run()
            }
        }
    }
}

/// The key row of a case: whole, or empty once the case is erased.
struct FoundKey {
    let whole: SymmetricKey?
}

extension SQLiteJournal {
    /// What `keys` has of a case; nil without a row.
    func existingKey(
        of caseID: CaseID,
        _ statements: Statements
    ) throws(JournalFailure) -> FoundKey? {
        if let key = caseKeys[caseID] { return FoundKey(whole: key) }
        statements.key.bind(caseID.rawValue, at: 1)
        guard try statements.key.next() else { return nil }
        defer { statements.key.reset() }
        // A row whose header rotted may read as null, which is not the mark of an erased case.
        guard !statements.key.isNull(0) else {
            throw .damaged("read key", "the key of \(caseID) is not what was written")
        }
        let wrapped = statements.key.bytes(0)
        if wrapped.isEmpty { return FoundKey(whole: nil) }
        guard let key = masterKey.unwrap(wrapped, id: caseID.rawValue) else {
            throw .damaged("read key", "the key of \(caseID) does not open")
        }
        caseKeys.keep(key, of: caseID)
        return FoundKey(whole: key)
    }
}
