import Referrals
import Testing
import Triage

@Suite struct `A difference between two directories` {
    private func diff(_ change: (String) -> String) throws -> [DirectoryDiff.Change] {
        DirectoryDiff(
            from: try SampleDirectory.read(SampleDirectory.partners),
            to: try SampleDirectory.read(change(SampleDirectory.partners))
        ).changes
    }

    private func text(_ change: DirectoryDiff.Change) -> String {
        let parts = [change.key, change.before, change.after].map { $0 ?? "-" }
        return "\(change.partner) \(change.kind.rawValue) " + parts.joined(separator: " | ")
    }

    @Test func `is none where they say the same`() throws {
        #expect(try diff { $0 } == [])
    }

    @Test func `names the key, and what stood and stands there`() throws {
        let changes = try diff { $0.replacing("max_open: 5", with: "max_open: 7") }
        #expect(changes.map(text) == ["law changed max_open | 5 | 7"])
    }

    @Test func `tells keys that came and keys that went`() throws {
        let changes = try diff { $0.replacing("    max_open: 5\n", with: "    max_per_day: 2\n") }
        #expect(
            changes.map(text) == ["law added max_per_day | - | 2", "law removed max_open | 5 | -"]
        )
    }

    @Test func `tells partners that came and partners that went, and not all they say`() throws {
        let changes = try diff { $0.replacing("name: silent", with: "name: loud") }
        #expect(changes.map(text) == ["loud added - | - | -", "silent removed - | - | -"])
    }

    @Test func `reaches into conditions and needs`() throws {
        let changes = try diff {
            $0.replacing(
                "code: treasury.vat, level: generalist",
                with: "code: treasury.vat, level: expert"
            )
            .replacing("en: The person agrees.", with: "en: They agree.")
        }
        #expect(
            changes.map(text) == [
                "calm changed eligibility[0].says.en | The person agrees. | They agree.",
                "law changed needs.treasury.vat | generalist | expert",
            ]
        )
    }
}

@Suite struct `A sheet on a partner` {
    @Test func `has every key that is known, in the order of their description`() throws {
        let directory = try SampleDirectory.read(SampleDirectory.partners)
        let law = try #require(directory.partner(named: Sample.partner("law")))
        let entries = PartnerSheet(of: law, in: directory).entries
        #expect(
            entries.map { "\($0.key): \($0.text)" } == [
                "label: Law", "family: legal", "queues: law.debts, law.court",
                "needs.insolvency: expert", "needs.treasury.vat: generalist",
                "needs.treasury.rent: generalist", "needs.insolvency.phone: 02 533 40 90",
                "communes: 21001, 21019", "hours: mon-fri 9-12, mon-thu 13-17, sat 9-12",
                "max_open: 5", "stages: difficulty, bankrupt", "valid_from: 2020-01-01",
                "cost.fr: gratuit", "cost.nl: gratis", "cost.en: free", "source: a test",
                "assured_date: 2021-06",
            ]
        )
    }
}
