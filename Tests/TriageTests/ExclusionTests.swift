import Referrals
import Testing
import Triage

@Suite struct `A candidate is kept out` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    private func verdict(
        _ need: Need,
        changed change: (inout Referral) -> Void
    ) -> NeedVerdict {
        let referral = Sample.referral(NeedClaim(need: need), changed: change)
        return bundle.verdict(for: referral, from: Sample.agency, at: Sample.now).needs[0]
    }

    private func coaching(changed change: @escaping (inout Referral) -> Void) -> NeedVerdict {
        verdict(.coachingFood) {
            $0.enterprise.phase = .creation
            change(&$0)
        }
    }

    @Test func `when the consent names others`() {
        let verdict = verdict(.treasuryVat) { $0.consent.recipients = [Sample.partner("money")] }
        #expect(verdict.exclusion(of: "law") == .consent)
        #expect(verdict.exclusion(of: "money") == nil)
    }

    @Test func `when the consent names nobody`() {
        let verdict = verdict(.treasuryVat) { $0.consent.recipients = [] }
        #expect(verdict.candidates.map(\.exclusion) == [.consent, .consent])
    }

    @Test func `when the person does not want it`() {
        let verdict = verdict(.treasuryVat) { $0.excludedPartners = [Sample.partner("law")] }
        #expect(verdict.exclusion(of: "law") == .unwanted)
        #expect(verdict.exclusion(of: "money") == nil)
    }

    @Test func `when the person does not want it, though no rule named it`() {
        let verdict = verdict(.treasuryVat) {
            $0.excludedPartners = ["web", "nobody", "law", "web"].map(Sample.partner)
        }
        #expect(verdict.ranked == ["-law", "money", "-web"])
        #expect(verdict.exclusion(of: "web") == .unwanted)
    }

    @Test func `when it is known not to speak the language`() {
        let verdict = verdict(.treasuryVat) { $0.language = .english }
        #expect(verdict.exclusion(of: "money") == .language)
    }

    @Test func `but not when its languages are not known`() {
        let verdict = verdict(.treasuryVat) { $0.language = Sample.language("ar") }
        #expect(verdict.exclusion(of: "law") == nil)
    }

    @Test func `but not for a language that an interpreter bridges`() {
        let verdict = verdict(.treasuryVat) {
            $0.language = Sample.language("ar")
            $0.interpreterNeeded = true
        }
        #expect(verdict.exclusion(of: "money") == nil)
    }

    @Test func `when it serves other communes`() {
        let verdict = coaching { _ in }
        #expect(verdict.ranked == ["-north", "south", "hub.coaching"])
        #expect(verdict.exclusion(of: "north") == .commune)
    }

    @Test func `when the postcode hints at another commune`() {
        let verdict = coaching {
            $0.enterprise.commune = nil
            $0.enterprise.postcode = Array("1070".utf8).withUnsafeBytes { Postcode($0) }
        }
        #expect(verdict.ranked == ["north", "-south", "hub.coaching"])
    }

    @Test func `when it serves certain communes and the person's is not known`() {
        let verdict = coaching { $0.enterprise.commune = nil }
        #expect(verdict.ranked == ["-north", "-south", "hub.coaching"])
    }

    @Test func `but not when the agency asked for it and the commune is not known`() {
        let verdict = coaching {
            $0.enterprise.commune = nil
            $0.preferredPartner = Sample.partner("south")
        }
        #expect(verdict.ranked == ["south", "-north", "hub.coaching"])
    }

    @Test(arguments: [(false, Exclusion.digital), (true, nil), (nil, nil)])
    func `when only the internet leads to it and the person has none`(
        access: Bool?,
        exclusion: Exclusion?
    ) {
        let verdict = verdict(.digitalEcommerce) { $0.digitalAccess = access }
        #expect(verdict.exclusion(of: "web") == exclusion)
        #expect(verdict.exclusion(of: "hub.digital") == nil)
    }

    @Test func `for the first reason, in a fixed order`() {
        let all: (inout Referral) -> Void = {
            $0.consent.recipients = []
            $0.excludedPartners = [Sample.partner("money")]
            $0.language = .english
        }
        #expect(verdict(.treasuryVat, changed: all).exclusion(of: "money") == .unwanted)
        let wanted: (inout Referral) -> Void = {
            all(&$0)
            $0.excludedPartners = []
        }
        #expect(verdict(.treasuryVat, changed: wanted).exclusion(of: "money") == .consent)
    }

    @Test func `for the language last, which a later interpreter bridges`() {
        let verdict = verdict(.treasuryVat) {
            $0.consent.recipients = [Sample.partner("law")]
            $0.language = .english
        }
        #expect(verdict.exclusion(of: "money") == .consent)
    }

    @Test func `though it is preferred`() {
        let verdict = verdict(.treasuryVat) {
            $0.preferredPartner = Sample.partner("money")
            $0.excludedPartners = [Sample.partner("money")]
        }
        #expect(verdict.ranked == ["-money", "law"])
    }
}

@Suite struct `A need is kept from every partner` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    private func block(
        _ need: Need,
        at moment: Moment = Sample.now,
        changed change: (inout Referral) -> Void
    ) -> Block? {
        let referral = Sample.referral(NeedClaim(need: need), changed: change)
        return bundle.verdict(for: referral, from: Sample.agency, at: moment).needs[0].block
    }

    @Test func `when the consent does not cover its family`() {
        let scope = FamilySet(.treasury)
        #expect(block(.psychologicalDistress) { $0.consent.scope = scope } == .consent)
        #expect(block(.treasuryVat) { $0.consent.scope = scope } == nil)
    }

    @Test func `when consent was asked and not given`() {
        #expect(block(.other) { $0.consent.scope = [] } == .consent)
    }

    @Test func `but not when a life is at stake`() {
        let block = block(.psychologicalCrisis) {
            $0.consent.scope = []
            $0.consent.how = .vitalInterest
        }
        #expect(block == nil)
    }

    @Test func `when the consent has run out`() {
        let lastDay = CalendarDate(year: 2020, month: 3, day: 23)
        let midnight = Moment(rfc3339: "2020-03-24T00:00:00+01:00") ?? .distantPast
        let before = midnight - .seconds(1)
        #expect(block(.treasuryVat, at: before) { $0.consent.expires = lastDay } == nil)
        #expect(block(.treasuryVat, at: midnight) { $0.consent.expires = lastDay } == .consent)
    }

    @Test func `when the enterprise lies outside the Region`() {
        let block = block(.treasuryVat) { $0.enterprise.commune = Commune(nis: 62_063) }
        #expect(block == .outOfRegion)
    }

    @Test func `when the postcode alone lies outside the Region`() {
        let block = block(.treasuryVat) {
            $0.enterprise.commune = nil
            $0.enterprise.postcode = Array("4000".utf8).withUnsafeBytes { Postcode($0) }
        }
        #expect(block == .outOfRegion)
    }

    @Test func `outside the Region whatever the consent`() {
        let block = block(.treasuryVat) {
            $0.enterprise.commune = Commune(nis: 62_063)
            $0.consent.scope = []
        }
        #expect(block == .outOfRegion)
    }

    @Test func `but not when nothing is known of the place`() {
        #expect(block(.treasuryVat) { $0.enterprise = Enterprise() } == nil)
    }
}
