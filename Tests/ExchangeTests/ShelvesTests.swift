import Referrals
import SplitMix
import Testing

@testable import Exchange

@Suite struct `A set of shelves` {
    /// Keys of which many begin their search at the same place.
    struct Crowded: Shelved {
        let number: UInt64

        var shelf: Int { Int(number % 3) }
        var spread: UInt64 { (number / 3 % 5) << 61 }
    }

    @Test(arguments: 1...6)
    func `holds what a dictionary holds`(seed: UInt64) {
        var chance = SplitMix(seed: seed)
        var shelves = Shelves<LookupKey, UInt64>()
        var plain: [LookupKey: UInt64] = [:]
        for round in 0..<20_000 {
            let word = UInt64(chance.below(4_000))
            let key = LookupKey(high: word / 7, low: word &* 0x9E37_79B9_7F4A_7C15)
            let value: UInt64? = chance.below(5) < 2 ? nil : chance.next()
            shelves[key] = value
            plain[key] = value
            if round % 1_000 == 0 { check(shelves, plain) }
        }
        check(shelves, plain)
    }

    @Test(arguments: 1...4)
    func `finds keys that all begin at the same place`(seed: UInt64) {
        var chance = SplitMix(seed: seed)
        var shelves = Shelves<Crowded, Int>()
        var plain: [Crowded: Int] = [:]
        for round in 0..<4_000 {
            let key = Crowded(number: UInt64(chance.below(90)))
            let value: Int? = chance.below(2) == 0 ? nil : round
            shelves[key] = value
            plain[key] = value
            #expect(shelves[key] == value)
            if round % 200 == 0 { check(shelves, plain) }
        }
        check(shelves, plain)
    }

    @Test func `is equal to one that was filled in another order`() {
        var first = Shelves<LookupKey, Int>()
        var second = Shelves<LookupKey, Int>()
        let keys = (0..<3_000).map { LookupKey(high: UInt64($0), low: UInt64($0 * 31)) }
        for (value, key) in keys.enumerated() { first[key] = value }
        for (value, key) in keys.enumerated().reversed() { second[key] = value }
        #expect(first == second)
        second[keys[7]] = nil
        #expect(first != second)
        second[keys[7]] = 8
        #expect(first != second)
    }

    @Test func `is left as it was by what a copy of it becomes`() {
        var shelves = Shelves<LookupKey, Int>()
        let key = LookupKey(high: 1, low: 2)
        shelves[key] = 1
        var copy = shelves
        copy[key] = nil
        #expect(shelves[key] == 1)
        #expect(copy[key] == nil)
    }

    private func check<Key: Shelved, Value: Equatable & Sendable>(
        _ shelves: Shelves<Key, Value>,
        _ plain: [Key: Value]
    ) {
        #expect(shelves.count == plain.count)
        for (key, value) in plain { #expect(shelves[key] == value) }
        let entries = shelves.entries.map { ($0.key, $0.value) }
        #expect(Dictionary(uniqueKeysWithValues: entries) == plain)
    }
}
