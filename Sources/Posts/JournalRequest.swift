public import Journal
public import Referrals

/// What a recorder asks of the journal; the answer comes back as one input of its own.
///
/// At most one `append` is under way at a time: what is decided meanwhile gathers and is the next one.
/// What is read does not wait for it.
public enum JournalRequest: Sendable {
    /// Append these, in one commit, then say `committed`.
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
}
