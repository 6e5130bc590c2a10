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

    @Test(arguments: [Span.hours(2), .days(30), .minutes(1), .days(-4_000)])
    func `are those of the class whatever the wish, which stands beside them`(early: Span) {
        let claim = NeedClaim(need: .treasuryVat)
        let wish = Sample.now + early
        #expect(verdict(claim, replyBy: wish).terms == verdict(claim).terms)
        #expect(verdict(claim, replyBy: wish).dueBy == max(wish, Sample.now + .minutes(15)))
        #expect(verdict(claim).dueBy == nil)
    }
}
