import Referrals
import Testing
import Triage

@Suite struct `A map of the directory` {
    private func map(
        details: Bool = false,
        language: LanguageCode? = nil,
        commune: UInt32? = nil
    ) throws -> DirectoryMap {
        DirectoryMap(
            of: try SampleDirectory.read(SampleDirectory.partners),
            showingDetails: details,
            language: language,
            commune: commune.flatMap { Commune(nis: $0) },
            on: SampleDirectory.day
        )
    }

    private func row(_ need: Need, in map: DirectoryMap) throws -> DirectoryMap.Row {
        try #require(map.rows.first { $0.need == need })
    }

    @Test func `has a row a family and a cell a phase`() throws {
        let map = try map()
        #expect(map.rows.map(\.need.name) == NeedFamily.allCases.map(\.name))
        #expect(map.rows.allSatisfy { $0.cells.count == Phase.allCases.count })
    }

    @Test func `shows a hole wherever a partner says that it serves other stages`() throws {
        let holes = try row(.insolvency, in: map()).holes
        #expect(holes == Phase.allCases.filter { $0 != .difficulty && $0 != .bankrupt })
    }

    @Test func `shows a need that nobody serves as a hole at every stage`() throws {
        #expect(try row(.hr, in: map()).holes == Phase.allCases)
    }

    @Test func `counts a partner of which no stage is known at every stage`() throws {
        #expect(try row(.psychological, in: map()).cells.allSatisfy { $0.experts == 1 })
    }

    @Test func `tells who gives first help apart from whose trade it is`() throws {
        let cells = try row(.treasury, in: map()).cells
        #expect(cells[3].experts == 0)
        #expect(cells[3].generalists == 1)
    }

    @Test func `counts for a detail those who serve it or its family`() throws {
        let map = try map(details: true)
        #expect(try row(.treasuryVat, in: map).cells[3].generalists == 1)
        #expect(try row(.treasuryLoan, in: map).holes == Phase.allCases)
        #expect(try row(.insolvencyPrj, in: map).cells[3].experts == 1)
    }

    @Test func `counts in a language only those who may work in it`() throws {
        #expect(try row(.psychological, in: map(language: .dutch)).holes == Phase.allCases)
        #expect(try row(.insolvency, in: map(language: .dutch)).holes.count == 8)
    }

    @Test func `counts in a commune only those who serve it`() throws {
        #expect(try row(.insolvency, in: map(commune: 21_005)).holes == Phase.allCases)
        #expect(try row(.insolvency, in: map(commune: 21_001)).holes.count == 8)
    }
}
