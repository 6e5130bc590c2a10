/// What became of a message given to a socket.
///
/// `sent` means that libzmq has taken it, not that anybody has it: only an answer of the peer's
/// application means that. What must arrive is kept until then and sent again, and the peer knows
/// it by its id.
public enum SendOutcome: Equatable, Sendable {
    /// libzmq has the whole message.
    case sent
    /// Nothing was taken: the peer is full, or there is no link yet. The sender keeps it.
    case wouldBlock
    /// Nothing was taken: no link has this route. The session that used it has ended.
    case unreachable
}
