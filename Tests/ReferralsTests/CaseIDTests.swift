import Referrals
import Testing

@Suite struct `The reference of a case` {
    @Test func `has the year, a number of six digits and a check digit`() {
        #expect(CaseID(year: 2026, number: 123).description == "RL-2026-000123-7")
    }

    @Test func `grows with numbers of more digits`() {
        let large = CaseID(year: 2026, number: 4_294_967_295)
        #expect(large.description.hasPrefix("RL-2026-4294967295-"))
        #expect(CaseID(large.description) == large)
    }

    @Test(arguments: [
        "RL-2026-000123-7", "rl-2026-000123-7", "RL20260001237", "RL 2026 000123 7",
        "Rl-2026 0001237", " RL-2026-000123-7 ",
    ])
    func `is read as people type it`(text: String) {
        #expect(CaseID(text) == CaseID(year: 2026, number: 123))
    }

    @Test(arguments: [
        "", "RL", "2026-000123-7", "RK-2026-000123-7", "RL-2026-000123", "RL-2026-000123-7-7",
        "RL-2026-0000123-7", "RL-2026-00123-7", "RL-2026-000123-7x", "RL-2026_000123-7",
        "RL-2026-000000-0", "RL-2026-42949672960-1", "RL-2026-000123-７",
    ])
    func `is nothing else`(text: String) {
        #expect(CaseID(text) == nil)
    }

    @Test(arguments: ["RL-2026-000123-7", "RL-2020-999999-", "RL-2031-1000000-"])
    func `notices each single digit that is wrong`(start: String) throws {
        let number = UInt32(start.split(separator: "-")[2]) ?? 0
        let year = Int(start.split(separator: "-")[1]) ?? 0
        let right = CaseID(year: year, number: number).text
        for place in right.indices where (0x30...0x39).contains(right[place]) {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != right[place] {
                var wrong = right
                wrong[place] = digit
                let text = String(decoding: wrong, as: UTF8.self)
                #expect(CaseID(text) == nil, "\(text)")
            }
        }
    }

    @Test func `is read back from what was written, for any number`() {
        for number in [1, 9, 10, 99_999, 100_000, 999_999, 1_000_000, 123_456_789] as [UInt32] {
            for year in [2020, 2026, 2099] {
                let id = CaseID(year: year, number: number)
                #expect(CaseID(id.description) == id)
                #expect(CaseID(rawValue: id.rawValue) == id)
                #expect(id.year == year)
                #expect(id.number == number)
            }
        }
    }

    @Test func `is ordered by year, then by number`() {
        #expect(CaseID(year: 2025, number: 900_000) < CaseID(year: 2026, number: 1))
        #expect(CaseID(year: 2026, number: 9) < CaseID(year: 2026, number: 10))
    }
}

@Suite struct `The name of a leg` {
    private let caseID = CaseID(year: 2026, number: 123)

    @Test func `is its case and its number`() {
        let leg = LegID(caseID: caseID, ordinal: 2)
        #expect(leg.description == "RL-2026-000123-7/2")
        #expect(LegID(leg.description) == leg)
        #expect(LegID("RL-2026-000123-7/65535")?.ordinal == 65_535)
    }

    @Test(arguments: [
        "", "/", "RL-2026-000123-7", "RL-2026-000123-7/", "RL-2026-000123-7/0",
        "RL-2026-000123-7/65536", "RL-2026-000123-7/+1", "RL-2026-000123-7/01",
        "RL-2026-000123-7/1/1", "RL-2026-000123-8/1", "RL-2026-000123-7/-1",
    ])
    func `is nothing else`(text: String) {
        #expect(LegID(text) == nil)
    }

    @Test func `is ordered by case, then by number`() {
        let next = CaseID(year: 2026, number: 124)
        #expect(LegID(caseID: caseID, ordinal: 2) < LegID(caseID: caseID, ordinal: 10))
        #expect(LegID(caseID: caseID, ordinal: 10) < LegID(caseID: next, ordinal: 1))
    }
}

@Suite struct `The name of a lease` {
    @Test(arguments: [UInt64(1), 18_231, .max])
    func `is its number after an L`(number: UInt64) {
        #expect(LeaseID(number).description == "L\(number)")
        #expect(LeaseID("L\(number)") == LeaseID(number))
    }

    @Test(arguments: [
        "", "L", "L0", "l1", "1", "L01", "L+1", "L-1", "L1 ", "L18446744073709551616",
    ])
    func `is nothing else`(text: String) {
        #expect(LeaseID(text) == nil)
    }

    @Test func `is ordered by number`() {
        #expect(LeaseID(9) < LeaseID(10))
    }
}
