import Referrals
import Testing

@testable import Triage

@Suite struct `A rule of the table` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    private func verdict(_ referral: Referral) -> NeedVerdict {
        bundle.verdict(for: referral, from: Sample.agency, at: Sample.now).needs[0]
    }

    @Test(arguments: [
        (Need.psychologicalCrisis, "T01"), (.psychologicalDistress, "T02"), (.psychological, "T02"),
        (.insolvencySummons, "T04"), (.insolvencyAlert, "T99"), (.insolvency, "T99"),
        (.treasuryVat, "T05"), (.treasuryRent, "T06"), (.treasury, "T06"), (.coaching, "T99"),
        (.coachingDigital, "T14"), (.digitalAccess, "T14"), (.social, "T99"), (.other, "T99"),
    ])
    func `decides for the needs it names, the first in order`(need: Need, rule: String) {
        #expect(verdict(Sample.referral(NeedClaim(need: need))).rule.description == rule)
    }

    @Test func `ranks its queues in its order`() {
        #expect(verdict(Sample.referral(NeedClaim(need: .treasuryVat))).ranked == ["law", "money"])
        #expect(verdict(Sample.referral(NeedClaim(need: .treasury))).ranked == ["money", "law"])
    }

    @Test func `asks for the language when it names one`() {
        let referral = Sample.referral(NeedClaim(need: .psychologicalDistress)) {
            $0.language = .dutch
        }
        #expect(verdict(referral).rule.description == "T03")
        #expect(verdict(referral).candidates.isEmpty)
    }

    @Test func `asks for the legal state when it names one`() {
        let referral = Sample.referral(NeedClaim(need: .treasuryVat)) {
            $0.legal = Legal(state: .bankruptcyFiled)
        }
        #expect(verdict(referral).rule.description == "T04.state")
    }

    @Test func `asks for all conditions that it names`() {
        let referral = Sample.referral(NeedClaim(need: .treasuryVat)) {
            $0.legal = Legal(state: .bankruptcyFiled)
            $0.language = .english
        }
        #expect(verdict(referral).rule.description == "T05")
    }

    @Test(arguments: [
        (Phase.creation, "T12"), (.preCreation, "T12"), (.active, "T99"), (nil, "T99"),
    ])
    func `asks for the phase when it names one`(phase: Phase?, rule: String) {
        let referral = Sample.referral(NeedClaim(need: .coachingFood)) {
            $0.enterprise.phase = phase
        }
        #expect(verdict(referral).rule.description == rule)
    }

    @Test(arguments: [(NoBCE.managerOnly, "T15"), (.abroad, "T99"), (nil, "T99")])
    func `asks why there is no number when it names a reason`(reason: NoBCE?, rule: String) {
        let referral = Sample.referral(NeedClaim(need: .socialRights)) {
            $0.enterprise.noNumber = reason
        }
        #expect(verdict(referral).rule.description == rule)
    }

    @Test func `is told to partners in French and Dutch`() throws {
        let rule = try #require(RuleID("T05"))
        #expect(bundle.table.says(rule) == "La TVA. / De btw.")
        #expect(bundle.table.rule(named: rule)?.says.text(in: .english) == "VAT.")
        #expect(bundle.table.rule(named: rule)?.says.text(in: .dutch) == "De btw.")
        #expect(bundle.table.rule(named: rule)?.says.text(in: Sample.language("ar")) == "VAT.")
    }

    @Test func `that the table does not have is told as nothing`() throws {
        #expect(bundle.table.says(try #require(RuleID("T77"))).isEmpty)
    }

    @Test func `of last resort decides when no other does`() {
        #expect(bundle.table.lastResort.id.description == "T99")
    }
}

@Suite struct `A preferred partner` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    private func ranked(_ need: Need, preferring partner: String) -> [String] {
        let referral = Sample.referral(NeedClaim(need: need)) {
            $0.preferredPartner = Sample.partner(partner)
        }
        return bundle.verdict(for: referral, from: Sample.agency, at: Sample.now).needs[0].ranked
    }

    @Test func `moves to the front of the ranking`() {
        #expect(ranked(.treasuryVat, preferring: "money") == ["money", "law"])
    }

    @Test func `stands in front already`() {
        #expect(ranked(.treasuryVat, preferring: "law") == ["law", "money"])
    }

    @Test func `is added when the directory says that it serves the need`() {
        #expect(ranked(.insolvencyAlert, preferring: "law") == ["law"])
        #expect(ranked(.treasuryRent, preferring: "law") == ["law", "money"])
    }

    @Test(arguments: ["calm", "leaflet", "desk", "nobody"])
    func `changes nothing when it does not serve the need, has no queue or is no partner`(
        name: String
    ) {
        #expect(ranked(.treasuryVat, preferring: name) == ["law", "money"])
        #expect(ranked(.info, preferring: name).isEmpty)
    }

    @Test func `is preferred in the queue that the rule names`() {
        #expect(ranked(.coachingDigital, preferring: "hub") == ["hub.digital", "web"])
    }
}
