public import Journal
public import Referrals

/// What a recorder asks of the journal; the answer comes back as one input of its own.
///
/// At most one `append` is under way at a time: what is decided meanwhile gathers and is the next one.
/// What is read does not wait for it.
public enum JournalRequest: Sendable {
    /// Append these, in one commit, then erase what they erase, then say `committed`.
    case append([JournalRecord])
    /// Unseal this content, then say `contents`.
    case unseal(ReadID, [ContentID])
    /// Read facts from a position on, at most so many, then say `facts`.
    case read(ReadID, from: Position, limit: Int)
    /// Read the facts at these positions, then say `facts`.
    case readAt(ReadID, [Position])
    /// Read the chain's head at a position, then say `head`.
    case readHead(ReadID, Position)

    /// Whether it writes.
    public var isAppend: Bool {
        switch self {
        case .append: true
        case .unseal, .read, .readAt, .readHead: false
        }
    }

    /// Has a journal do it, and tells what the recorder is to hear.
    ///
    /// - Throws: whatever the journal does; then nothing is known of what was to be appended.
    public func carriedOut(by journal: some JournalStore) throws -> Recorder.Input {
        switch self {
        case .append(let batch):
            let point = try journal.append(batch, after: journal.tail.position, in: journal.term)
            for caseID in batch.compactMap(\.erases) {
                try journal.erase(caseID, in: journal.term)
            }
            return .committed(point)
        case .unseal(let id, let contents):
            return .contents(id, try journal.contents(contents))
        case .read(let id, let from, let limit):
            let last = journal.tail.position
            let records = try journal.read(from: from, through: last, limit: limit)
            return .facts(id, try records.map(PositionedFact.init))
        case .readAt(let id, let positions):
            return .facts(id, try journal.read(at: positions).map(PositionedFact.init))
        case .readHead(let id, let position):
            return .head(id, try journal.head(at: position))
        }
    }
}

extension ArraySlice<Recorder.Input> {
    /// How many of these hold so many lines together: what one turn takes.
    public func count(holding lines: Int) -> Int {
        var found = 0
        for (count, input) in enumerated() {
            guard found < lines else { return count }
            if case .put(let put) = input, case .publish(_, let verdict) = put.ask {
                found += Swift.max(1, verdict.lines.count)
            } else {
                found += 1
            }
        }
        return count
    }
}
