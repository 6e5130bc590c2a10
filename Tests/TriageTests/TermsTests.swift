import Referrals
import Testing
import Triage

@Suite struct `The terms of a need` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    private func verdict(_ claim: NeedClaim, replyBy wish: Moment? = nil) -> NeedVerdict {
        let referral = Sample.referral(claim) { $0.replyBy = wish }
        return bundle.verdict(for: referral, from: Sample.agency, at: Sample.now).needs[0]
    }

    @Test func `are those of its rule's class and its urgency`() {
        let terms = verdict(NeedClaim(need: .psychologicalDistress, urgency: .soon)).terms
        #expect(
            terms
                == Terms(
                    due: .minutes(720),
                    answer: .minutes(240),
                    handle: .minutes(720),
                    reportEvery: .minutes(60),
                    ladder: LadderStep.usual
                )
        )
    }

    @Test(arguments: [
        (Urgency.crisis, Int64(20)), (.urgent, 1_000), (.soon, 2_000), (.normal, 3_000),
    ])
    func `follow the urgency that was declared`(urgency: Urgency, due: Int64) {
        let verdict = verdict(NeedClaim(need: .treasuryVat, urgency: urgency))
        #expect(verdict.urgency == urgency)
        #expect(verdict.terms.due == .minutes(due))
    }

    @Test func `follow the rule's urgency when none was declared`() {
        #expect(verdict(NeedClaim(need: .treasuryVat)).urgency == .soon)
        #expect(verdict(NeedClaim(need: .info)).urgency == .normal)
    }

    @Test(arguments: [(Urgency.normal, Urgency.urgent), (.soon, .urgent), (.crisis, .crisis)])
    func `are never later than a rule of the law allows`(declared: Urgency, raised: Urgency) {
        let verdict = verdict(NeedClaim(need: .insolvencySummons, urgency: declared))
        #expect(verdict.urgency == raised)
    }

    @Test func `are shortened by a wish for an early reply`() {
        let terms = verdict(NeedClaim(need: .treasuryVat), replyBy: Sample.now + .hours(2)).terms
        #expect(terms.due == .hours(2))
        #expect(terms.answer == .hours(2))
        #expect(terms.handle == .minutes(2_000))
    }

    @Test func `are not lengthened by a wish for a late reply`() {
        let wish = Sample.now + .days(30)
        #expect(verdict(NeedClaim(need: .treasuryVat), replyBy: wish).terms.due == .minutes(2_000))
    }

    @Test(arguments: [Span.minutes(1), .minutes(-60), .days(-4_000)])
    func `leave a partner a quarter of an hour whatever the wish`(early: Span) {
        let terms = verdict(NeedClaim(need: .treasuryVat), replyBy: Sample.now + early).terms
        #expect(terms.due == .minutes(15))
        #expect(terms.answer == .minutes(15))
    }

    @Test func `are not lengthened by a wish that has passed`() {
        let claim = NeedClaim(need: .psychologicalCrisis)
        let terms = verdict(claim, replyBy: .distantPast).terms
        #expect(terms.due == .minutes(15))
        #expect(terms.answer == .minutes(5))
    }
}
