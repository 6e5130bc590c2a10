/// Families of needs: what a consent covers.
public struct FamilySet: OptionSet, Hashable, Sendable {
    /// One bit a family, at the place of its code.
    public let rawValue: UInt32

    /// The families of these bits.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The set of one family.
    public init(_ family: NeedFamily) {
        rawValue = 1 << UInt32(family.rawValue)
    }

    /// Whether the family is in the set.
    public func covers(_ family: NeedFamily) -> Bool {
        contains(FamilySet(family))
    }

    /// The families in the order of their codes.
    public var families: [NeedFamily] { NeedFamily.allCases.filter(covers) }
}
