/// What of a case that lies open is no longer as it lies packed.
struct CaseChanges: Equatable, Sendable {
    /// Whether more than single legs and the history is, or the case was never packed.
    private(set) var isWhole = false
    /// Whether facts were added to its history.
    private var isLonger = false
    /// The legs that have changed, the first in the lowest bit.
    private var legs: UInt64 = 0

    /// Everything is as it lies packed.
    static let none = CaseChanges()
    /// Nothing need be.
    static let whole = CaseChanges(isWhole: true)

    /// Notes that facts were added to the history.
    mutating func noteHistory() { isLonger = true }

    /// Notes that the leg of an index has changed.
    mutating func note(leg index: Int) {
        if index < UInt64.bitWidth { legs |= 1 << UInt64(index) } else { isWhole = true }
    }

    /// Whether the leg of an index has changed.
    func contains(leg index: Int) -> Bool {
        isWhole || index < UInt64.bitWidth && legs >> UInt64(index) & 1 == 1
    }
}
