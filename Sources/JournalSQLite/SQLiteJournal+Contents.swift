public import Journal
public import Referrals

extension SQLiteJournal {
    /// The content of a case, unsealed, by ordinal; nil asks for all of it, erased content is absent.
    public func contents(
        of caseID: CaseID,
        _ ordinals: [UInt16]?
    ) throws(JournalFailure) -> [CaseContent] {
        try read("read contents") { (statements) throws(JournalFailure) in
            guard let found = try existingKey(of: caseID, statements) else {
                guard try rows(of: caseID, statements).isEmpty else {
                    throw .damaged("read key", "the key of \(caseID) is missing")
                }
                return []
            }
            guard let key = found.whole else { return [] }
            let rows =
                if let ordinals {
                    try self.rows(of: caseID, ordinals, statements)
                } else {
                    try self.rows(of: caseID, statements)
                }
            var contents: [CaseContent] = []
            for row in rows {
                guard let content = ContentSeal.open(row.sealed, at: row.id, with: key) else {
                    throw .damaged("unseal", missing(row.id))
                }
                contents.append(content)
            }
            return contents
        }
    }

    /// Destroys a case's key, contents and lookups, and what its events say.
    ///
    /// The key's row stays, empty: a key that is missing is damage, not erasure. Deleted bytes are
    /// overwritten with zeros, and the log is emptied before this returns, since it may still hold
    /// the key.
    public func erase(_ caseID: CaseID, in term: Term) throws(JournalRefusal) {
        try admit(term)
        do throws(JournalFailure) {
            caseKeys.forget(caseID)
            try write("erase") { (statements) throws(JournalFailure) in
                statements.eraseKey.bind(caseID.rawValue, at: 1)
                try statements.eraseKey.run()
                statements.eraseContents.bind(ContentID(caseID: caseID, ordinal: 0).rawValue, at: 1)
                statements.eraseContents.bind(
                    ContentID(caseID: caseID, ordinal: .max).rawValue,
                    at: 2
                )
                try statements.eraseContents.run()
                statements.eraseLookups.bind(caseID.rawValue, at: 1)
                try statements.eraseLookups.run()
                for (rowid, key) in try events(of: caseID, statements.eventsOf) {
                    let event = EventRow(key: key, sameness: .zero, caseID: nil, request: 0)
                    statements.eraseEvent.bind(rowid, at: 1)
                    statements.eraseEvent.bind(RowMark(event).value, at: 2)
                    try statements.eraseEvent.run()
                }
            }
            try settle { () throws(JournalFailure) in try database.settleAndEmpty() }
        } catch {
            throw .failed(error)
        }
    }
}

extension SQLiteJournal {
    private typealias SealedRow = (id: ContentID, sealed: [UInt8])

    private func missing(_ id: ContentID) -> String {
        "content \(id.ordinal) of \(id.caseID) is not what was written"
    }

    private func rows(
        of caseID: CaseID,
        _ statements: Statements
    ) throws(JournalFailure) -> [SealedRow] {
        let found = statements.contentsBetween
        found.bind(ContentID(caseID: caseID, ordinal: 0).rawValue, at: 1)
        found.bind(ContentID(caseID: caseID, ordinal: .max).rawValue, at: 2)
        var rows: [SealedRow] = []
        while try found.next() {
            let id = ContentID(rawValue: UInt64(bitPattern: found.integer(0)))
            rows.append((id, found.bytes(1)))
        }
        return rows
    }

    private func rows(
        of caseID: CaseID,
        _ ordinals: [UInt16],
        _ statements: Statements
    ) throws(JournalFailure) -> [SealedRow] {
        var rows: [SealedRow] = []
        for ordinal in ordinals {
            let id = ContentID(caseID: caseID, ordinal: ordinal)
            statements.content.bind(id.rawValue, at: 1)
            guard try statements.content.next() else {
                throw .damaged("read contents", missing(id))
            }
            rows.append((id, statements.content.bytes(0)))
            statements.content.reset()
        }
        return rows
    }

    private func events(
        of caseID: CaseID,
        _ found: SQLStatement
    ) throws(JournalFailure) -> [(rowid: Int64, key: LookupKey)] {
        found.bind(caseID.rawValue, at: 1)
        var rows: [(rowid: Int64, key: LookupKey)] = []
        while try found.next() {
            guard let key = unsafe LookupKey(bytes: found.blob(1)) else {
                found.reset()
                throw .damaged("erase", "an event's key has another length")
            }
            rows.append((found.integer(0), key))
        }
        return rows
    }
}
