import Referrals
import Testing
import Triage

@Suite struct `A need that comes after others` {
    /// The rules, with what comes before VAT, and before any other need of the treasury.
    private func triage(vat: String, treasury: String = "") -> String {
        SampleFiles.triage
            .replacing("  queues: [law, money]", with: "  queues: [law, money]\n" + vat)
            .replacing("  queues: [money, law]", with: "  queues: [money, law]\n" + treasury)
    }

    private func bundle(vat: String) throws -> Bundle {
        var files = SampleFiles.all
        files["triage.yaml"] = triage(vat: vat)
        return try Bundle(files: files.mapValues(Outline.read), address: Sample.address)
    }

    private func after(_ claim: NeedClaim) throws -> FamilySet {
        let bundle = try bundle(vat: "    after: [psychological, social]")
        let verdict = bundle.verdict(
            for: Sample.referral(claim),
            from: Sample.agency,
            at: Sample.now
        )
        return try #require(verdict.needs.first).after
    }

    @Test func `says so in its verdict`() throws {
        let families = FamilySet(.psychological).union(FamilySet(.social))
        #expect(try after(NeedClaim(need: .treasuryVat)) == families)
    }

    @Test func `is not every need of its family`() throws {
        #expect(try after(NeedClaim(need: .treasuryRent)) == [])
    }

    @Test func `waits for nothing in a crisis`() throws {
        #expect(try after(NeedClaim(need: .treasuryVat, urgency: .crisis)) == [])
    }

    @Test func `cannot come after its own family`() {
        let faults = Sample.faults(
            in: "triage.yaml",
            with: triage(vat: "    after: [treasury]")
        )
        #expect(faults.map(\.path) == ["rules[5]"])
        #expect(faults.map(\.found) == ["treasury, which would wait for itself"])
    }

    @Test func `cannot come after what another rule puts after it`() {
        let text = triage(vat: "    after: [coaching]").replacing(
            "  queues: [hub.digital, web]",
            with: "  queues: [hub.digital, web]\n    after: [treasury]"
        )
        #expect(
            Sample.faults(in: "triage.yaml", with: text).map(\.found)
                == ["coaching, which would wait for itself"]
        )
    }

    @Test func `may come after what itself comes after others`() throws {
        let text = triage(vat: "    after: [coaching]").replacing(
            "  queues: [hub.digital, web]",
            with: "  queues: [hub.digital, web]\n    after: [social]"
        )
        #expect(Sample.faults(in: "triage.yaml", with: text) == [])
    }

    @Test func `cannot be every need`() {
        let text = SampleFiles.triage.replacing(
            "  - id: T99\n    queues: []",
            with: "  - id: T99\n    after: [social]\n    queues: []"
        )
        #expect(
            Sample.faults(in: "triage.yaml", with: text).map(\.found)
                == ["social, which would wait for itself"]
        )
    }
}
