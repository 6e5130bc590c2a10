public import Referrals

/// A key that says on which of 256 shelves it stands; neighbours stand on different ones.
public protocol Shelved: Hashable, Sendable {
    /// Its shelf, 0 to 255.
    var shelf: Int { get }
    /// Its bits, spread over a word: keys of one shelf differ in the high ones.
    var spread: UInt64 { get }
}

extension LookupKey: Shelved {
    /// Its last byte: a keyed hash is evenly spread.
    public var shelf: Int { Int(low & 255) }

    /// Both halves, mixed: what is looked up need not be a keyed hash.
    public var spread: UInt64 { (high ^ low &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93 }
}

extension LeaseID: Shelved {
    /// The last byte of its number.
    public var shelf: Int { Int(number & 255) }

    /// Its number, mixed.
    public var spread: UInt64 { number &* 0x9E37_79B9_7F4A_7C15 }
}

/// A dictionary in many small tables instead of one.
///
/// A full table is copied into a larger one. With a single table of a million entries everybody would wait
/// for that a tenth of a second; here it is a part of it at a time, and none is much larger than what it
/// holds.
public struct Shelves<Key: Shelved, Value: Equatable & Sendable>: Equatable, Sendable {
    private var tables = [Shelf<Key, Value>](repeating: Shelf(), count: 256)

    /// Shelves with nothing on them.
    public init() {}

    /// The value under a key; nil when there is none.
    public subscript(key: Key) -> Value? {
        get { tables[key.shelf][key] }
        set { tables[key.shelf][key] = newValue }
    }

    /// Every key with its value, in no order.
    public var entries: [(key: Key, value: Value)] { tables.flatMap(\.entries) }

    /// How many keys there are.
    public var count: Int { tables.reduce(0) { $0 + $1.count } }

    /// The keys whose value is meant, in no order; everything is looked through where it lies.
    func keys(where isMeant: (Value) -> Bool) -> [Key] {
        tables.flatMap { $0.keys(where: isMeant) }
    }
}

/// One table of keys and values, side by side without gaps, and an index of where each stands.
///
/// The index is open: a place of it is four bytes, the entry's number and eight bits of its key, by which
/// nearly all others are passed over unseen. Both grow by a part of their length, so that a million small
/// entries need little more than their own bytes.
struct Shelf<Key: Shelved, Value: Equatable & Sendable>: Sendable {
    struct Entry: Sendable {
        let key: Key
        var value: Value
    }

    private var stored: [Entry] = []
    /// The number of an entry plus one, times 256, plus the last eight bits of its key; 0 where none is.
    private var index: [UInt32] = []

    var count: Int { stored.count }

    var entries: [(key: Key, value: Value)] { stored.map { ($0.key, $0.value) } }

    subscript(key: Key) -> Value? {
        get { place(of: key).map { stored[number(at: $0)].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?): stored[number(at: place)].value = value
            case (let place?, nil): remove(at: place)
            case (nil, let value?): insert(Entry(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    func keys(where isMeant: (Value) -> Bool) -> [Key] {
        stored.compactMap { isMeant($0.value) ? $0.key : nil }
    }

    private func number(at place: Int) -> Int { Int(index[place] >> 8) - 1 }

    /// Where the search for a key begins.
    private func home(of key: Key) -> Int {
        Int(key.spread.multipliedFullWidth(by: UInt64(index.count)).high)
    }

    /// The place of the index that tells of a key; nil when none does.
    private func place(of key: Key) -> Int? {
        guard !index.isEmpty else { return nil }
        let mark = UInt32(key.spread & 255)
        var place = home(of: key)
        while index[place] != 0 {
            if index[place] & 255 == mark, stored[number(at: place)].key == key { return place }
            place = place + 1 == index.count ? 0 : place + 1
        }
        return nil
    }

    private mutating func insert(_ entry: Entry) {
        if stored.count == stored.capacity {
            stored.reserveCapacity(stored.count + max(4, stored.count / 8))
        }
        stored.append(entry)
        precondition(stored.count < 1 << 24, "an entry's number has 24 bits")
        if stored.count * 6 > index.count * 5 {
            index = [UInt32](repeating: 0, count: stored.count * 3 / 2 + 6)
            for number in stored.indices { enter(number) }
        } else {
            enter(stored.count - 1)
        }
    }

    private mutating func enter(_ number: Int) {
        let key = stored[number].key
        var place = home(of: key)
        while index[place] != 0 { place = place + 1 == index.count ? 0 : place + 1 }
        index[place] = UInt32(number + 1) << 8 | UInt32(key.spread & 255)
    }

    /// Takes an entry out; the last takes its number, and whoever had to step aside for it comes back.
    private mutating func remove(at place: Int) {
        let number = number(at: place)
        if number != stored.count - 1, let last = self.place(of: stored[stored.count - 1].key) {
            index[last] = UInt32(number + 1) << 8 | index[last] & 255
            stored.swapAt(number, stored.count - 1)
        }
        stored.removeLast()
        var hole = place
        var next = place
        while true {
            next = next + 1 == index.count ? 0 : next + 1
            guard index[next] != 0 else { break }
            let home = home(of: stored[self.number(at: next)].key)
            if distance(from: home, to: next) >= distance(from: hole, to: next) {
                index[hole] = index[next]
                hole = next
            }
        }
        index[hole] = 0
    }

    private func distance(from start: Int, to end: Int) -> Int {
        end >= start ? end - start : end - start + index.count
    }
}

extension Shelf: Equatable {
    static func == (left: Shelf, right: Shelf) -> Bool {
        left.count == right.count
            && left.stored.allSatisfy { right[$0.key] == $0.value }
    }
}
