/// The number of a fact in the journal, from 1; 0 is before the first.
public struct Position: Comparable, Hashable, Sendable {
    /// The number.
    public var number: UInt64

    /// The position with this number.
    public init(_ number: UInt64) {
        self.number = number
    }

    /// Before the first fact.
    public static let origin = Position(0)

    /// The next position.
    public var next: Position { Position(number + 1) }

    /// Whether the left one comes first.
    public static func < (left: Position, right: Position) -> Bool { left.number < right.number }
}

/// A place in one journal, with the chain's head there: what a receipt lets an agency witness.
public struct JournalPoint: Hashable, Sendable {
    /// Which journal: eight bytes drawn when it was begun.
    public var journal: UInt64
    /// The last fact that is on disk.
    public var position: Position
    /// The chain's head at that fact.
    public var head: Digest

    /// The point at `position` of `journal`, where the chain's head is `head`.
    public init(journal: UInt64, position: Position, head: Digest) {
        self.journal = journal
        self.position = position
        self.head = head
    }
}

/// The right to write a journal, counted up by each claim; a writer with an older one is refused.
public struct Term: Comparable, Hashable, Sendable {
    /// The count, from 1.
    public var number: UInt64

    /// The term with this count.
    public init(_ number: UInt64) {
        self.number = number
    }

    /// Whether the left one is the older.
    public static func < (left: Term, right: Term) -> Bool { left.number < right.number }
}
