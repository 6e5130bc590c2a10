public import Referrals

/// How far a journal was verified behind the start's back: from its first record to where the start verified.
///
/// A start verifies the end of the chain only, so that it is short; the rest is verified in quiet moments, a
/// slice at a time, once in a life. The sweep says which slice is next and judges what was found there; it
/// reads nothing itself.
public struct ChainSweep: Equatable, Sendable {
    /// The most records of one slice: some milliseconds, and nobody is held up for longer.
    public static let sliceLength = 512

    /// A part of the journal to verify.
    public struct Slice: Equatable, Sendable {
        /// Its first record.
        public let first: Position
        /// How many records it has.
        public let count: Int
    }

    private var first = Position(1)
    private let end: Position

    /// A sweep of all that lies before `end`, from where on the start has verified.
    public init(before end: Position) {
        self.end = end
    }

    /// What is to be verified next; nil when all is.
    public var next: Slice? {
        guard first < end else { return nil }
        let left = end.number - first.number
        return Slice(first: first, count: Int(min(left, UInt64(ChainSweep.sliceLength))))
    }

    /// Takes what was found in the slice that was next.
    ///
    /// - Throws: ``BrokenChain``, where a record, head or content is not what was written.
    public mutating func take(_ found: Verification) throws(BrokenChain) {
        if let bad = found.firstBad { throw BrokenChain(at: bad) }
        precondition(found.through >= first, "a slice that is whole brings the sweep forward")
        first = found.through.next
    }
}

/// The journal is not what was written, found where no start and no question had looked.
///
/// Whoever serves the journal ends, as after a failed commit and as a start does that finds the same, and does
/// not go on with an alarm: a receipt says that the event is on disk for good, and on a disk that has lost one
/// record nobody may promise that of the next. What has left until then was right all the same, because every
/// record is compared with the chain whenever it is read. There is no repair: people compare with a backup,
/// and the agencies, who hold the chain's head, send again what is missing there.
public struct BrokenChain: Error, Equatable, Sendable, CustomStringConvertible {
    /// The first position that is not what was written.
    public let position: Position

    /// A chain broken at `position`.
    public init(at position: Position) {
        self.position = position
    }

    /// The place, as a sentence without its full stop.
    public var description: String {
        "position \(position.number) of the journal is not what was written"
    }
}
