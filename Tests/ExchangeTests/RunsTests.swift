import SplitMix
import Testing

@testable import Exchange

@Suite struct `A list in runs` {
    private static let count = 20_000

    /// What a set makes of the same comings and goings.
    private static func chance(_ seed: UInt64, removing share: UInt64) -> (Runs<Int>, Set<Int>) {
        var source = SplitMix(seed: seed)
        var (runs, kept) = (Runs<Int>(), Set<Int>())
        for _ in 0..<count {
            let element = Int(source.next() % 5_000)
            if source.next() % 10 < share {
                runs.remove(element)
                kept.remove(element)
            } else {
                runs.insert(element)
                kept.insert(element)
            }
        }
        return (runs, kept)
    }

    @Test(arguments: 1...4, [2, 5, 8])
    func `holds what came and has not gone, in order and once`(seed: UInt64, share: UInt64) {
        let (runs, kept) = Self.chance(seed, removing: share)
        #expect(Array(runs) == kept.sorted())
        #expect(runs.count == kept.count)
        #expect(runs.first == kept.min())
    }

    @Test func `is empty once all have gone`() {
        var (runs, kept) = Self.chance(5, removing: 3)
        for element in kept { runs.remove(element) }
        #expect(Array(runs).isEmpty && runs.first == nil)
        runs.insert(1)
        #expect(Array(runs) == [1])
    }

    @Test func `gives what comes behind one, until no more is wanted`() {
        let runs = Runs((0..<2_000).map { 2 * $0 })
        for last in [-1, 0, 1, 510, 511, 512, 3_997, 3_998, 4_001] {
            var found: [Int] = []
            runs.each(after: last) { element in
                found.append(element)
                return found.count < 3
            }
            let expected = (0..<2_000).map { 2 * $0 }.filter { $0 > last }.prefix(3)
            #expect(found == Array(expected), "after \(last)")
        }
    }

    @Test func `is equal to one that holds the same, however it came`() {
        let (runs, kept) = Self.chance(6, removing: 4)
        #expect(runs == Runs(Array(kept)))
        var other = runs
        other.remove(kept.sorted()[kept.count / 2])
        #expect(other != runs)
    }
}
