import Foundation
import Referrals
import Testing
import Triage

@Suite struct `A memorandum` {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden")

    private func text(in language: LanguageCode) throws -> String {
        Memorandum(
            of: try SampleDirectory.read(SampleDirectory.partners),
            in: language,
            on: SampleDirectory.day
        ).text
    }

    @Test(arguments: [LanguageCode.french, .dutch])
    func `is the one that was read and found good`(language: LanguageCode) throws {
        let file = Self.golden.appending(path: "memorandum-\(language).md")
        let text = try text(in: language)
        if ProcessInfo.processInfo.environment["RELAIS_RENDER"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func `has a place for every family and every partner that its contents name`() throws {
        let text = try text(in: .french)
        for match in text.matches(of: /\]\(#([a-z0-9_.-]+)\)/) {
            #expect(text.contains("<a id=\"\(match.1)\"></a>"), "\(match.1)")
        }
    }

    @Test func `says of a need without a partner that nobody is known`() throws {
        #expect(
            try text(in: .dutch).contains(
                "## Personeel\n\nVoor deze behoefte is geen partner bekend."
            )
        )
    }

    @Test func `never lets a name of the directory be markup`() throws {
        #expect(try text(in: .french).contains(#"### Calm \*of\* Brussels"#))
    }
}

@Suite struct `A name` {
    @Test func `in three languages is there for every need`() {
        for need in Need.allCases {
            #expect(need.title.english != need.name, "\(need)")
        }
    }

    /// The table of domain.md 3.3, as the official lists write it.
    @Test(arguments: [
        (21_001, "Anderlecht", "Anderlecht"), (21_002, "Auderghem", "Oudergem"),
        (21_003, "Berchem-Sainte-Agathe", "Sint-Agatha-Berchem"), (21_004, "Bruxelles", "Brussel"),
        (21_005, "Etterbeek", "Etterbeek"), (21_006, "Evere", "Evere"),
        (21_007, "Forest", "Vorst"), (21_008, "Ganshoren", "Ganshoren"),
        (21_009, "Ixelles", "Elsene"), (21_010, "Jette", "Jette"),
        (21_011, "Koekelberg", "Koekelberg"),
        (21_012, "Molenbeek-Saint-Jean", "Sint-Jans-Molenbeek"),
        (21_013, "Saint-Gilles", "Sint-Gillis"),
        (21_014, "Saint-Josse-ten-Noode", "Sint-Joost-ten-Node"),
        (21_015, "Schaerbeek", "Schaarbeek"), (21_016, "Uccle", "Ukkel"),
        (21_017, "Watermael-Boitsfort", "Watermaal-Bosvoorde"),
        (21_018, "Woluwe-Saint-Lambert", "Sint-Lambrechts-Woluwe"),
        (21_019, "Woluwe-Saint-Pierre", "Sint-Pieters-Woluwe"),
    ])
    func `of a commune is the one of the Region's list`(
        nis: UInt32,
        french: String,
        dutch: String
    ) throws {
        let commune = try #require(Commune(nis: nis))
        #expect(commune.name(in: .french) == french)
        #expect(commune.name(in: .dutch) == dutch)
    }

    @Test func `of a commune is not known outside the Region`() {
        #expect(Commune(nis: 62_063)?.name(in: .french) == nil)
    }
}
