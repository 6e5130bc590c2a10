import Journal
import Referrals
import Testing

@Suite struct `A sweep of the chain` {
    @Test(arguments: [1, 2, 512, 513, 514, 2_000] as [UInt64])
    func `looks at every record before the end once, in slices`(end: UInt64) throws {
        var sweep = ChainSweep(before: Position(end))
        var seen: [UInt64] = []
        while let slice = sweep.next {
            #expect((1...ChainSweep.sliceLength).contains(slice.count))
            let through = slice.first.number + UInt64(slice.count) - 1
            seen += slice.first.number...through
            try sweep.take(Verification(through: Position(through)))
        }
        #expect(seen == Array(1..<end))
    }

    @Test func `has nothing to do where the start has verified all`() {
        #expect(ChainSweep(before: Position(1)).next == nil)
        #expect(ChainSweep(before: .origin).next == nil)
    }

    @Test func `goes on where a shorter slice ended`() throws {
        var sweep = ChainSweep(before: Position(1_000))
        try sweep.take(Verification(through: Position(100)))
        #expect(sweep.next?.first == Position(101))
    }

    @Test func `ends at a break and names its position`() {
        var sweep = ChainSweep(before: Position(1_000))
        let error = #expect(throws: BrokenChain.self) {
            try sweep.take(Verification(through: Position(17), firstBad: Position(17)))
        }
        #expect(error == BrokenChain(at: Position(17)))
        #expect(error?.description == "position 17 of the journal is not what was written")
    }
}
