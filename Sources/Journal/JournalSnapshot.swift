public import Referrals

/// The state at one position, kept so that a start need not replay everything.
///
/// A cache: it can be thrown away at any time, and is, when its state version is not the reader's.
public struct JournalSnapshot: Equatable, Sendable {
    /// The last fact it holds.
    public var position: Position
    /// The chain's head there.
    public var head: Digest
    /// The version of the state's codec.
    public var stateVersion: UInt32
    /// The state.
    public var bytes: [UInt8]

    /// A snapshot of these parts.
    public init(position: Position, head: Digest, stateVersion: UInt32, bytes: [UInt8]) {
        self.position = position
        self.head = head
        self.stateVersion = stateVersion
        self.bytes = bytes
    }
}
