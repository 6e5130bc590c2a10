/// What a doorkeeper answered since it came.
public struct DoorkeeperCounts: Equatable, Sendable {
    /// Peers let in.
    public internal(set) var admitted = 0
    /// Peers turned away.
    public internal(set) var refused = 0
    /// Peers put off.
    public internal(set) var undecided = 0
    /// Requests that were none, turned away unread.
    public internal(set) var malformed = 0
    /// Answers for which the asker did not wait.
    public internal(set) var unanswered = 0
}

extension DoorkeeperCounts: CustomStringConvertible {
    /// The numbers, in words.
    public var description: String {
        """
        \(admitted) peers admitted, \(refused) refused, \(undecided) put off, \
        \(malformed) requests malformed, \(unanswered) not answered
        """
    }
}
