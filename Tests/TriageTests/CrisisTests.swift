import Referrals
import Testing
import Triage

@Suite struct `A crisis` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    private func verdict(_ referral: Referral) -> Verdict {
        bundle.verdict(for: referral, from: Sample.agency, at: Sample.now)
    }

    @Test(arguments: [ScreeningResult.l2, .l3])
    func `found by a screening makes crises of the psychological needs`(screening: ScreeningResult)
    {
        let verdict = verdict(
            Sample.referral(
                NeedClaim(need: .treasuryVat, urgency: .normal),
                NeedClaim(need: .psychologicalDistress, urgency: .normal)
            ) { $0.screening = screening }
        )
        #expect(verdict.needs.map(\.need) == [.treasuryVat, .psychologicalDistress])
        #expect(verdict.needs.map(\.urgency) == [.normal, .crisis])
        #expect(verdict.isCrisis)
    }

    @Test func `found by a screening adds a need where no psychological one was declared`() {
        let verdict = verdict(
            Sample.referral(NeedClaim(need: .treasuryVat)) { $0.screening = .l3 }
        )
        #expect(verdict.needs.map(\.need) == [.treasuryVat, .psychologicalCrisis])
        #expect(verdict.needs[1].evidence == .inferred)
        #expect(verdict.needs[1].urgency == .crisis)
        #expect(verdict.needs[1].ranked == ["calm"])
    }

    @Test func `found by a screening without needs leaves the note to people as well`() {
        let verdict = verdict(Sample.referral { $0.screening = .l2 })
        #expect(verdict.needs.map(\.need) == [.other, .psychologicalCrisis])
        #expect(verdict.isCrisis)
    }

    @Test(arguments: [ScreeningResult.negative, .l1, nil])
    func `is not made of less`(screening: ScreeningResult?) {
        let referral = Sample.referral(NeedClaim(need: .psychologicalDistress)) {
            $0.screening = screening
        }
        #expect(verdict(referral).needs.map(\.urgency) == [.urgent])
        #expect(!verdict(referral).isCrisis)
    }

    @Test func `is what its need says, whatever urgency was declared`() {
        let claim = NeedClaim(need: .psychologicalCrisis, urgency: .normal)
        #expect(verdict(Sample.referral(claim)).needs[0].urgency == .crisis)
        #expect(verdict(Sample.referral(claim)).isCrisis)
    }

    @Test func `is what an agency declares of any need`() {
        let verdict = verdict(Sample.referral(NeedClaim(need: .treasuryRent, urgency: .crisis)))
        #expect(verdict.isCrisis)
        #expect(verdict.needs[0].terms.due == .minutes(20))
    }

    @Test func `has numbers to show`() {
        let lines = bundle.table.crisisLines
        #expect(lines.map(\.number) == ["0800 32 123", "112"])
        #expect(lines.map(\.language) == [.french, nil])
        #expect(lines[0].label == "Listening")
        #expect(lines[0].hours == "mon-sun 0-24")
    }
}

@Suite struct `A verdict` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    @Test func `on a request without needs is one need that people look at`() {
        let verdict = bundle.verdict(for: Sample.referral(), from: Sample.agency, at: Sample.now)
        #expect(verdict.needs.map(\.need) == [.other])
        #expect(verdict.needs[0].evidence == .inferred)
        #expect(verdict.needs[0].rule.description == "T99")
        #expect(verdict.needs[0].candidates.isEmpty)
    }

    @Test func `keeps the needs in the order of the request, as they are known`() {
        let verdict = bundle.verdict(
            for: Sample.referral(
                NeedClaim(need: .treasuryVat, evidence: .observed),
                NeedClaim(need: .psychologicalDistress),
                NeedClaim(need: .info, evidence: .inferred)
            ),
            from: Sample.agency,
            at: Sample.now
        )
        #expect(verdict.needs.map(\.need) == [.treasuryVat, .psychologicalDistress, .info])
        #expect(verdict.needs.map(\.evidence) == [.observed, .declared, .inferred])
    }

    @Test func `names the bundle that it was reached under`() {
        #expect(
            bundle.verdict(for: Sample.referral(), from: Sample.agency, at: Sample.now).bundle
                == Sample.address
        )
    }
}
