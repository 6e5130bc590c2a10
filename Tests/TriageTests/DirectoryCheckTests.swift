import Referrals
import Testing
import Triage

@Suite struct `A check of the directory` {
    private func findings(
        _ partners: String = SampleDirectory.partners,
        on day: CalendarDate = SampleDirectory.day,
        staleAfterDays: Int = 365
    ) throws -> [DirectoryFinding] {
        try SampleDirectory.read(partners)
            .findings(by: DirectoryTerms(date: day, staleAfterDays: staleAfterDays))
    }

    private func kinds(of partner: String, _ findings: [DirectoryFinding]) -> [String] {
        findings.filter { $0.partner == Sample.partner(partner) }.map(\.kind.rawValue)
    }

    private func told(
        _ kind: DirectoryFinding.Kind,
        _ findings: [DirectoryFinding]
    ) -> [String] {
        findings.filter { $0.kind == kind }
            .map {
                [$0.need?.name, $0.language?.description].compactMap(\.self).joined(separator: " ")
            }
    }

    @Test func `finds nothing wanting in a partner of which all is known`() throws {
        #expect(kinds(of: "desk", try findings()) == [])
    }

    @Test func `tells a source that spoke too long ago`() throws {
        #expect(kinds(of: "law", try findings()).contains("stale"))
        #expect(!kinds(of: "law", try findings(staleAfterDays: 5_000)).contains("stale"))
    }

    @Test func `counts from the last day of a month of which the day is not known`() throws {
        let june = try #require(CalendarDate("2021-07-01"))
        #expect(!kinds(of: "law", try findings(on: june, staleAfterDays: 1)).contains("stale"))
        let july = june.advanced(by: 1)
        #expect(kinds(of: "law", try findings(on: july, staleAfterDays: 1)).contains("stale"))
    }

    @Test func `tells each thing that is not known of a partner`() throws {
        #expect(
            kinds(of: "silent", try findings())
                == ["undated", "no_contact", "no_hours", "no_languages", "no_cost"]
        )
    }

    @Test func `takes the contact of a need for a contact`() throws {
        #expect(!kinds(of: "law", try findings()).contains("no_contact"))
    }

    @Test(arguments: [
        ("2026-11-01", []), ("2026-11-02", ["expires"]), ("2026-12-31", ["expires"]),
        ("2027-01-01", ["expired"]),
    ])
    func `warns of a last day two months before, and tells when it has passed`(
        day: String,
        expected: [String]
    ) throws {
        let date = try #require(CalendarDate(day))
        let dated = Set(["expires", "expired"])
        #expect(kinds(of: "calm", try findings(on: date)).filter(dated.contains) == expected)
    }

    @Test func `tells a first day that has not come`() throws {
        let early = try #require(CalendarDate("2019-12-31"))
        #expect(kinds(of: "law", try findings(on: early)).contains("not_yet"))
    }

    @Test func `tells needs that nobody serves, the details only of families that somebody does`()
        throws
    {
        let needs = told(.needWithoutPartner, try findings())
        #expect(needs.contains("hr"))
        #expect(!needs.contains("hr.staff"))
        #expect(needs.contains("treasury.loan"))
        #expect(!needs.contains("treasury.vat"))
        #expect(!needs.contains("psychological.crisis"))
    }

    @Test func `counts a partner whose last day has passed for nobody`() throws {
        let late = try #require(CalendarDate("2027-01-01"))
        #expect(told(.needWithoutPartner, try findings(on: late)).contains("psychological"))
    }

    @Test func `tells a language in which nobody works, and one of which nobody is sure`() throws {
        let findings = try findings()
        #expect(told(.languageWithoutPartner, findings) == ["psychological nl"])
        #expect(
            told(.languageNotSure, findings)
                == ["treasury fr", "treasury nl", "insolvency fr", "insolvency nl"]
        )
    }

    @Test func `tells the communes that nobody serves`() throws {
        let findings = try findings().filter { $0.kind == .communeWithoutPartner }
        #expect(findings.map(\.need) == [.treasury, .insolvency])
        #expect(findings[0].communes.count == 17)
        #expect(!findings[0].communes.contains { $0.nis == 21_001 || $0.nis == 21_019 })
    }

    @Test func `tells the hours of a week at which nobody is open`() throws {
        let findings = try findings().filter { $0.kind == .hoursWithoutPartner }
        let calm = try #require(findings.first { $0.need == .psychological })
        #expect(calm.language == .french)
        #expect(calm.says == "nobody mon-fri 0-8:30, 17-24; sat-sun 0-24")
        let law = try #require(findings.first { $0.need == .insolvency })
        #expect(
            law.says
                == "nobody mon-thu 0-9, 12-13, 17-24; fri-sat 0-9, 12-24; sun 0-24"
        )
        #expect(!findings.contains { $0.need == .info })
    }

    @Test func `guesses no hours where none are known`() throws {
        let partners = """
              - name: money
                label: Money
                needs: [{code: financing, level: expert}]
                languages: [nl]
                source: a test
            """
        let findings = try findings(partners).filter {
            $0.need == .financing && $0.language == .dutch
        }
        #expect(findings.map(\.kind) == [.hoursNotSure])
    }
}
