public import Journal
public import Referrals

extension SQLiteJournal {
    /// Verifies chain and sealed content of at most `limit` records from `first` on.
    ///
    /// Content is compared with the hash in its fact, without its key. Content that is gone is right
    /// if its case's key is gone too.
    public func verify(
        from first: Position,
        limit: Int
    ) throws(JournalFailure) -> Verification {
        let first = max(first, Position(1))
        guard first <= tail.position, limit > 0 else { return Verification(through: tail.position) }
        let length = min(tail.position.number - first.number + 1, UInt64(limit))
        let last = Position(first.number + length - 1)
        guard let head = try head(at: Position(first.number - 1)) else {
            return Verification(through: first, firstBad: Position(first.number - 1))
        }
        var chain = Chain(position: Position(first.number - 1), head: head)
        do throws(JournalFailure) {
            let isWhole = try read("verify") { (statements) throws(JournalFailure) in
                try verify(&chain, through: last, statements)
            }
            if isWhole { return Verification(through: last) }
        } catch {
            guard error.isDamage else { throw error }
        }
        return Verification(through: chain.position.next, firstBad: chain.position.next)
    }

    /// Grows the chain through `last` as far as all is what was written; false if it stops before.
    private func verify(
        _ chain: inout Chain,
        through last: Position,
        _ statements: Statements
    ) throws(JournalFailure) -> Bool {
        let rows = statements.factsBetween
        rows.bind(chain.position.next.number, at: 1)
        rows.bind(last.number, at: 2)
        rows.bind(Int64.max, at: 3)
        defer { rows.reset() }
        while try rows.next() {
            guard let record = StoredRecord(rows) else { return false }
            var next = chain
            guard next.accept(record), try hasContents(rows, statements) else { return false }
            chain = next
        }
        return chain.position == last && (last != tail.position || chain.head == tail.head)
    }

    private func hasContents(
        _ row: SQLStatement,
        _ statements: Statements
    ) throws(JournalFailure) -> Bool {
        let sealed = unsafe row.blob(3)
        for start in stride(from: 0, to: sealed.count, by: SealedEntry.length) {
            guard let entry = unsafe SealedEntry(sealed, at: start) else { return false }
            statements.content.bind(entry.id.rawValue, at: 1)
            defer { statements.content.reset() }
            if try statements.content.next() {
                let digest = unsafe Digest.sha256(of: statements.content.blob(0))
                guard digest == entry.digest else { return false }
            } else {
                guard try isErased(entry.id.caseID, statements) else { return false }
            }
        }
        return true
    }

    private func isErased(
        _ caseID: CaseID,
        _ statements: Statements
    ) throws(JournalFailure) -> Bool {
        statements.key.bind(caseID.rawValue, at: 1)
        defer { statements.key.reset() }
        return try unsafe statements.key.next() && !statements.key.isNull(0)
            && statements.key.blob(0).isEmpty
    }
}
