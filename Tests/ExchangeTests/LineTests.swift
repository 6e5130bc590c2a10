import Referrals
import SplitMix
import Testing

@testable import Exchange

@Suite struct `A line` {
    @Test func `gives very many entries in their order, in little more room than their own`() {
        var source = SplitMix(seed: 3)
        var line = Line<Alarm>()
        let count = 200_000
        for number in 1...UInt32(count) {
            let at = Moment(microseconds: Int64(source.next() % 1_000_000))
            let leg = LegID(caseID: CaseID(year: 2026, number: number), ordinal: 1)
            line.insert(Alarm(at: at, leg: leg))
        }
        #expect(line.entries.count == count)
        #expect(line.entries.capacity <= count * 5 / 4)
        var last = Alarm(at: .distantPast, leg: LegID(caseID: CaseID(rawValue: 1), ordinal: 1))
        var isOrdered = true
        for _ in 0..<count {
            guard let first = line.first else { break }
            if !last.comes(before: first) { isOrdered = false }
            last = first
            line.removeFirst()
        }
        #expect(isOrdered)
        #expect(line.first == nil)
    }
}
