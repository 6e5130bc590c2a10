public import Referrals

/// The place of one piece of content: its case and its number within the case.
///
/// The row's number in a store, and what its seal is bound to.
public struct ContentID: Comparable, Hashable, Sendable {
    /// The case.
    public let caseID: CaseID
    /// The number within the case, from 0.
    public let ordinal: UInt16

    /// Content `ordinal` of `caseID`.
    public init(caseID: CaseID, ordinal: UInt16) {
        precondition(caseID.rawValue >> 47 == 0, "a case's word must leave room for an ordinal")
        self.caseID = caseID
        self.ordinal = ordinal
    }

    /// The content with this word.
    public init(rawValue: UInt64) {
        self.init(
            caseID: CaseID(rawValue: rawValue >> 16),
            ordinal: UInt16(truncatingIfNeeded: rawValue)
        )
    }

    /// The case's word times 2^16, plus the number: 59 bits in the years people will see.
    public var rawValue: UInt64 { caseID.rawValue << 16 | UInt64(ordinal) }

    /// Whether the left one comes first.
    public static func < (left: ContentID, right: ContentID) -> Bool {
        left.rawValue < right.rawValue
    }
}
