public import Referrals

/// Why a store wrote nothing.
public enum JournalRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// Somebody else has written: the journal ends at this position.
    case stalePosition(Position)
    /// Somebody else has claimed the journal: this is the term now.
    case staleTerm(Term)
    /// The store has failed; the process must end, and a restart replays what is on disk.
    case failed(JournalFailure)

    /// The reason as a sentence without its full stop.
    public var description: String {
        switch self {
        case .stalePosition(let tail): "the journal ends at position \(tail.number)"
        case .staleTerm(let term): "the journal is in term \(term.number)"
        case .failed(let failure): failure.description
        }
    }
}
