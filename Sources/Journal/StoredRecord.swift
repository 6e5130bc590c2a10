public import Referrals

/// One fact as the journal gives it back, checked against the chain.
public struct StoredRecord: Equatable, Sendable {
    /// Its position.
    public var position: Position
    /// The version of the codec that wrote the body.
    public var version: UInt16
    /// The fact.
    public var body: [UInt8]
    /// The SHA-256 of each piece of content it sealed, in order; they stay when the content is erased.
    public var sealed: [Digest]
    /// The chain's head after it.
    public var head: Digest

    /// A stored record of these parts.
    public init(
        position: Position,
        version: UInt16,
        body: [UInt8],
        sealed: [Digest],
        head: Digest
    ) {
        self.position = position
        self.version = version
        self.body = body
        self.sealed = sealed
        self.head = head
    }
}
