public import Referrals

/// Values under keyed hashes, in many small tables instead of one.
///
/// A full table is copied into one of twice its size. With a single table of a million entries everybody
/// would wait a tenth of a second for that; here it is a part of it at a time.
public struct KeyTable<Value: Equatable & Sendable>: Equatable, Sendable {
    private var shelves = [[LookupKey: Value]](repeating: [:], count: 256)

    /// A table of nothing.
    public init() {}

    /// The value under a key; nil when there is none.
    public subscript(key: LookupKey) -> Value? {
        get { shelves[KeyTable.shelf(of: key)][key] }
        set { shelves[KeyTable.shelf(of: key)][key] = newValue }
    }

    /// Every value, in no order.
    public var values: [Value] { shelves.flatMap(\.values) }

    private static func shelf(of key: LookupKey) -> Int { Int(key.low & 255) }
}
