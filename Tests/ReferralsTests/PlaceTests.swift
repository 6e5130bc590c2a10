import Referrals
import Testing

@Suite struct `A commune` {
    @Test(arguments: [
        ("21001", true), ("21019", true), ("21020", false), ("62063", false), ("04000", false),
    ])
    func `lies in the Region or not`(text: String, isInRegion: Bool) throws {
        let commune = try #require(Bytes.of(text) { Commune($0) })
        #expect(commune.isInRegion == isInRegion)
        #expect(commune.description == text)
    }

    @Test(arguments: ["", "2100", "210010", "21oo1", "00000", " 21001"])
    func `has five digits`(text: String) {
        #expect(Bytes.of(text) { Commune($0) } == nil)
    }

    @Test func `has a code of at most five digits`() {
        #expect(Commune(nis: 0) == nil)
        #expect(Commune(nis: 99_999) != nil)
        #expect(Commune(nis: 100_000) == nil)
    }
}

@Suite struct `A postcode` {
    @Test(arguments: [
        ("1000", UInt32(21_004)), ("1020", 21_004), ("1060", 21_013), ("1070", 21_001),
        ("1081", 21_011), ("1210", 21_014), ("1050", 21_009),
    ])
    func `hints at a commune`(text: String, nis: UInt32) {
        #expect(Bytes.of(text) { Postcode($0) }?.commune?.nis == nis)
    }

    @Test func `names each commune of the Region at least once`() {
        let named = (1_000...1_299).compactMap { number in
            Bytes.of("\(number)") { Postcode($0) }?.commune?.nis
        }
        #expect(Set(named) == Set(21_001...21_019))
    }

    @Test(arguments: [
        ("1000", true), ("1049", true), ("1299", true), ("1300", false), ("4000", false),
        ("9999", false),
    ])
    func `lies in the Region or not`(text: String, isInRegion: Bool) {
        #expect(Bytes.of(text) { Postcode($0) }?.isInRegion == isInRegion)
    }

    @Test(arguments: ["", "0999", "100", "10000", "1o00", "B1000"])
    func `has four digits, the first not 0`(text: String) {
        #expect(Bytes.of(text) { Postcode($0) } == nil)
    }
}

@Suite struct `The place of an enterprise` {
    private let liege = Bytes.of("4000") { Postcode($0) }
    private let saintGilles = Bytes.of("1060") { Postcode($0) }

    @Test func `is its commune before its postcode`() {
        let enterprise = Enterprise(commune: Commune(nis: 21_001), postcode: saintGilles)
        #expect(enterprise.place?.nis == 21_001)
        #expect(Enterprise(postcode: saintGilles).place?.nis == 21_013)
        #expect(Enterprise().place == nil)
    }

    @Test func `is outside the Region when the commune, else the postcode, is`() {
        #expect(Enterprise(commune: Commune(nis: 62_063), postcode: saintGilles).isOutsideRegion)
        #expect(!Enterprise(commune: Commune(nis: 21_001), postcode: liege).isOutsideRegion)
        #expect(Enterprise(postcode: liege).isOutsideRegion)
        #expect(!Enterprise().isOutsideRegion)
    }
}

@Suite struct `A size of enterprise` {
    @Test(arguments: [
        (0, "0"), (1, "1-5"), (5, "1-5"), (6, "6-9"), (9, "6-9"), (10, "10-49"), (49, "10-49"),
        (50, "50+"), (100_000, "50+"),
    ])
    func `is told as a band`(workers: Int, band: String) {
        #expect(SizeBand(workers: workers).name == band)
    }
}
