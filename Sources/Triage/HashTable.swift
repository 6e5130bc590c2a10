/// Numbers by their hash, in one small piece of memory.
///
/// It keeps a few bits of each hash only, so that it stays near the processor: what it finds may belong to another
/// hash, and who looks says whether it does.
struct HashTable: Equatable, Sendable {
    /// What is found where nothing is.
    static let none: Int32 = -1
    /// The greatest number there may be.
    static let numberMax = Int(numberBits) - 1

    /// A part of the hash above, the number below; `free` where nothing is.
    private var slots: [UInt32]
    private let mask: Int

    private static let free = UInt32.max
    private static let numberBits: UInt32 = 0xF_FFFF

    /// A table with room for `count` numbers up to ``numberMax``.
    init(atLeast count: Int) {
        var size = 16
        while size < count * 2 { size *= 2 }
        slots = [UInt32](repeating: HashTable.free, count: size)
        mask = size - 1
    }

    /// The table while it is read, as plain memory: no copy of it counts references.
    struct Lookup {
        fileprivate let slots: UnsafeBufferPointer<UInt32>
        fileprivate let mask: Int

        /// The first number of a hash that is the one looked for; -1 when there is none.
        @inline(__always)
        func value(_ key: UInt64, where matches: (Int32) -> Bool) -> Int32 {
            var (place, tag) = HashTable.place(key)
            while true {
                let slot = slots[place & mask]
                if slot == HashTable.free { return HashTable.none }
                if (slot ^ tag) & ~HashTable.numberBits == 0 {
                    let number = Int32(slot & HashTable.numberBits)
                    if matches(number) { return number }
                }
                place &+= 1
            }
        }
    }

    /// What may be the numbers of many hashes, -1 where one has none: of each the first that shares the kept part of
    /// the hash, so that who looks may find that it is another's.
    ///
    /// All places are read before any is judged: the processor then waits for many of them at once.
    func guesses(_ keys: UnsafeBufferPointer<UInt64>, _ numbers: UnsafeMutableBufferPointer<Int32>)
    {
        slots.withUnsafeBufferPointer { slots in
            for item in keys.indices {
                let slot = slots[HashTable.place(keys[item]).place & mask]
                numbers.initializeElement(at: item, to: Int32(bitPattern: slot))
            }
            for item in keys.indices {
                var (place, tag) = HashTable.place(keys[item])
                var slot = UInt32(bitPattern: numbers[item])
                while slot != HashTable.free, (slot ^ tag) & ~HashTable.numberBits != 0 {
                    place &+= 1
                    slot = slots[place & mask]
                }
                numbers[item] =
                    slot == HashTable.free
                    ? HashTable.none : Int32(slot & HashTable.numberBits)
            }
        }
    }

    /// Lets `body` look things up.
    @inline(__always)
    func read<Result>(_ body: (Lookup) -> Result) -> Result {
        slots.withUnsafeBufferPointer { body(Lookup(slots: $0, mask: mask)) }
    }

    /// The first number of a hash that is the one looked for; -1 when there is none.
    @inline(__always)
    func value(_ key: UInt64, where matches: (Int32) -> Bool) -> Int32 {
        read { $0.value(key, where: matches) }
    }

    /// Adds the number of a hash.
    mutating func insert(_ key: UInt64, _ number: Int32) {
        precondition((0...HashTable.numberMax).contains(Int(number)), "a number fits")
        var (place, tag) = HashTable.place(key)
        while slots[place & mask] != HashTable.free { place += 1 }
        slots[place & mask] = tag | UInt32(number)
    }

    /// Sets the number of a hash and gives the one it had, which `matches` knows; -1 when there was none.
    mutating func replace(
        _ key: UInt64,
        _ number: Int32,
        where matches: (Int32) -> Bool
    ) -> Int32 {
        var (place, tag) = HashTable.place(key)
        while slots[place & mask] != HashTable.free {
            let slot = slots[place & mask]
            let last = Int32(slot & HashTable.numberBits)
            if (slot ^ tag) & ~HashTable.numberBits == 0, matches(last) {
                slots[place & mask] = tag | UInt32(number)
                return last
            }
            place += 1
        }
        slots[place & mask] = tag | UInt32(number)
        return HashTable.none
    }

    /// Where a hash is looked for first, and the part of it that is kept.
    @inline(__always)
    private static func place(_ key: UInt64) -> (place: Int, tag: UInt32) {
        var mixed = (key ^ (key >> 32)) &* 0xD6E8_FEB8_6659_FD93
        mixed = (mixed ^ (mixed >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return (
            Int(truncatingIfNeeded: mixed >> 40),
            UInt32(truncatingIfNeeded: mixed >> 8) & ~numberBits
        )
    }
}
