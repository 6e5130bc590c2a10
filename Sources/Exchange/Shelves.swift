public import Referrals

/// A key that says on which of 256 shelves it stands; neighbours stand on different ones.
public protocol Shelved: Hashable, Sendable {
    /// Its shelf, 0 to 255.
    var shelf: Int { get }
}

extension LookupKey: Shelved {
    /// Its last byte: a keyed hash is evenly spread.
    public var shelf: Int { Int(low & 255) }
}

/// A dictionary in many small tables instead of one.
///
/// A full table is copied into one of twice its size. With a single table of a million entries everybody
/// would wait a tenth of a second for that; here it is a part of it at a time.
public struct Shelves<Key: Shelved, Value: Equatable & Sendable>: Equatable, Sendable {
    private var tables = [[Key: Value]](repeating: [:], count: 256)

    /// Shelves with nothing on them.
    public init() {}

    /// The value under a key; nil when there is none.
    public subscript(key: Key) -> Value? {
        get { tables[key.shelf][key] }
        set { tables[key.shelf][key] = newValue }
    }

    /// Every key with its value, in no order.
    public var entries: [(key: Key, value: Value)] { tables.flatMap { $0 } }
}
