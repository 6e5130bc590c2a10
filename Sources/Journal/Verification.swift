public import Referrals

/// How far a part of the journal was verified, and the first position found wrong.
public struct Verification: Equatable, Sendable {
    /// The last position looked at.
    public var through: Position
    /// The first position whose record, head or sealed content is not what was written.
    public var firstBad: Position?

    /// Verified up to `through`.
    public init(through: Position, firstBad: Position? = nil) {
        self.through = through
        self.firstBad = firstBad
    }
}
