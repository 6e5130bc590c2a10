import Referrals
import Testing

@Suite struct `A consent` {
    private let given = Moment(seconds: 1_584_968_161)

    private func consent(
        _ scope: FamilySet,
        to recipients: [PartnerID]? = nil,
        how: ConsentHow = .oral,
        expires: CalendarDate? = nil
    ) -> Consent {
        Consent(scope: scope, recipients: recipients, how: how, at: given, expires: expires)
    }

    @Test func `covers the families of its scope alone`() {
        let consent = consent([FamilySet(.treasury), FamilySet(.legal)])
        for family in NeedFamily.allCases {
            let isCovered = family == .treasury || family == .legal
            #expect(consent.covers(family, at: given) == isCovered)
        }
    }

    @Test func `that was not given covers nothing`() {
        #expect(!NeedFamily.allCases.contains { consent([]).covers($0, at: given) })
    }

    @Test func `covers everything when a life is at stake`() {
        let consent = consent([], how: .vitalInterest, expires: CalendarDate(daysSince1970: 0))
        #expect(NeedFamily.allCases.allSatisfy { consent.covers($0, at: given) })
    }

    @Test func `holds to the end of its last day in Brussels`() throws {
        let lastDay = try #require(CalendarDate(year: 2020, month: 7, day: 1))
        let consent = consent(FamilySet(.legal), expires: lastDay)
        let midnight = try #require(Moment(rfc3339: "2020-07-02T00:00:00+02:00"))
        #expect(consent.covers(.legal, at: midnight - Span(microseconds: 1)))
        #expect(!consent.covers(.legal, at: midnight))
    }

    @Test func `lets any partner have it unless it names some`() throws {
        let ced = try #require(PartnerID("ced"))
        let hub = try #require(PartnerID("hub"))
        #expect(consent([]).admits(ced))
        #expect(consent([], to: [hub]).admits(hub))
        #expect(!consent([], to: [hub]).admits(ced))
        #expect(!consent([], to: []).admits(ced))
    }

    @Test func `has its families in the order of their codes`() {
        let scope: FamilySet = [FamilySet(.other), FamilySet(.psychological), FamilySet(.legal)]
        #expect(scope.families == [.psychological, .legal, .other])
    }
}
