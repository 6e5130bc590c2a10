import Referrals
import Testing

@testable import Triage

@Suite struct `An explanation of a verdict` {
    private static func trial(
        _ needs: NeedClaim...,
        hearing reading: NoteReading? = nil,
        changed change: (inout Referral) -> Void = { _ in }
    ) throws -> (trial: VerdictTrial, bundle: Bundle) {
        var referral = Sample.referral(changed: change)
        referral.needs = needs
        let bundle = try Sample.bundle()
        let trial = bundle.trial(
            of: referral,
            hearing: reading,
            from: Sample.agency,
            at: Sample.now
        )
        return (trial, bundle)
    }

    private static func words(
        _ explanation: Explanation,
        in language: LanguageCode = .english,
        under bundle: Bundle
    ) -> [String] {
        explanation.lines(in: language, under: bundle).map(\.text)
    }

    @Test func `names who would get it if all were free, and who next`() throws {
        let (trial, _) = try Self.trial(NeedClaim(need: .treasuryVat))
        let need = try #require(Explanation(trial, by: nil).needs.first)
        #expect(need.chosen?.description == "law")
        #expect(need.runnerUp?.description == "money")
        #expect(!need.isRecorded)
    }

    @Test func `passes over who is excluded, and says why`() throws {
        let (trial, bundle) = try Self.trial(NeedClaim(need: .treasuryVat)) { referral in
            referral.excludedPartners = [PartnerID("law")].compactMap(\.self)
        }
        let explanation = Explanation(trial, by: nil)
        #expect(explanation.needs.first?.chosen?.description == "money")
        #expect(explanation.needs.first?.runnerUp == nil)
        let words = Self.words(explanation, under: bundle)
        #expect(
            words.contains { $0.hasPrefix("law,") && $0.hasSuffix("the person does not want it") }
        )
    }

    @Test func `of what the consent keeps from all says that the agency has it, and names nobody`()
        throws
    {
        let (trial, bundle) = try Self.trial(NeedClaim(need: .treasuryVat)) { referral in
            referral.consent.scope = []
        }
        let explanation = Explanation(trial, by: nil)
        let need = try #require(explanation.needs.first)
        #expect(need.chosen == nil)
        #expect(need.runnerUp == nil)
        #expect(need.waitsFor == .blockedByConsent)
        let words = Self.words(explanation, under: bundle)
        #expect(words.contains("Nobody may have it: the consent does not cover the need."))
        #expect(
            words.contains(
                "The agency has it until a consent covers the need; from its due time on, the desk "
                    + "of last resort."
            )
        )
        #expect(!words.contains { $0.hasPrefix("If all are free") })
    }

    @Test func `of what everybody is excluded from says that the desk has it`() throws {
        let (trial, bundle) = try Self.trial(NeedClaim(need: .treasuryVat)) { referral in
            referral.excludedPartners = ["law", "money"].compactMap { PartnerID($0) }
        }
        let explanation = Explanation(trial, by: nil)
        #expect(explanation.needs.first?.waitsFor == .unrouted)
        #expect(
            Self.words(explanation, under: bundle).contains(
                "The desk of last resort has it: nobody is left who may have it."
            )
        )
    }

    @Test func `of a new case takes nobody who is to have it once another follows`() throws {
        var (trial, bundle) = try Self.trial(NeedClaim(need: .treasuryVat))
        trial.needs[0].verdict.candidates[0].onlyIf = .followed
        let explanation = Explanation(trial, by: nil)
        let need = try #require(explanation.needs.first)
        #expect(need.chosen?.description == "money")
        #expect(need.passedOver.map(\.reason) == [.standing])
        #expect(
            Self.words(explanation, under: bundle).contains(
                "Passed over: law, the case is not as the rule asks."
            )
        )
    }

    @Test func `of a new case holds how long ago a bankruptcy was against the request`() throws {
        var (trial, bundle) = try Self.trial(NeedClaim(need: .treasuryVat)) { referral in
            referral.legal = Legal(state: .bankrupt, asOf: CalendarDate("2020-01-01"))
        }
        let days = DaySpans([0...5])
        trial.needs[0].verdict.candidates[0].onlyIf = StandingCondition(bankruptDays: days)
        let explanation = Explanation(trial, by: nil)
        #expect(explanation.needs.first?.chosen?.description == "money")
        let words = Self.words(explanation, under: bundle)
        #expect(words.contains { $0.contains("only while the case has bankrupt_days: 0-5") })
        trial.needs[0].bankruptDays = 5
        #expect(Explanation(trial, by: nil).needs.first?.chosen?.description == "law")
    }

    @Test func `of a need that comes after another says so`() throws {
        var (trial, bundle) = try Self.trial(
            NeedClaim(need: .treasuryVat),
            NeedClaim(need: .hr)
        )
        trial.needs[0].verdict.after = FamilySet(.hr)
        trial.needs[1].verdict.after = FamilySet(.insolvency)
        let explanation = Explanation(trial, by: nil)
        #expect(explanation.needs.map(\.waitsFor) == [.waitsForOtherLeg, nil])
        let words = Self.words(explanation, under: bundle)
        #expect(
            words.filter { $0.hasPrefix("It waits while") } == [
                "It waits while another need of these looks for a partner: hr."
            ]
        )
        #expect(words.contains("If all are free it goes to law."))
    }

    @Test func `of a need that comes after another and has nobody left names the desk`() throws {
        var (trial, bundle) = try Self.trial(
            NeedClaim(need: .treasuryVat),
            NeedClaim(need: .hr)
        ) { $0.excludedPartners = ["law", "money"].compactMap { PartnerID($0) } }
        trial.needs[0].verdict.after = FamilySet(.hr)
        let words = Self.words(Explanation(trial, by: nil), under: bundle)
        #expect(words.contains { $0.hasPrefix("It waits while another need") })
        #expect(!words.contains { $0.hasPrefix("It waits for another need") })
        #expect(words.contains("The desk of last resort has it: nobody is left who may have it."))
    }

    @Test func `of what was recorded before the desk chooses nobody`() throws {
        let (trial, bundle) = try Self.trial(NeedClaim(need: .treasuryVat))
        var explanation = Explanation(trial, by: nil)
        explanation.needs[0].record(
            bundle.directory.desk,
            waitingFor: .unrouted,
            passingOver: [],
            of: trial.needs[0].verdict.candidates,
            bankruptDays: nil
        )
        #expect(explanation.needs[0].chosen == nil)
        let words = Self.words(explanation, under: bundle)
        #expect(words.contains("The desk of last resort has it: nobody is left who may have it."))
    }

    @Test func `waits for no need that the consent keeps from all, and in a crisis for none`()
        throws
    {
        var (trial, _) = try Self.trial(
            NeedClaim(need: .treasuryVat),
            NeedClaim(need: .hr)
        )
        trial.needs[0].verdict.after = FamilySet(.hr)
        trial.needs[0].verdict.urgency = .crisis
        #expect(Explanation(trial, by: nil).needs[0].waitsFor == nil)
        trial.needs[0].verdict.urgency = .soon
        #expect(Explanation(trial, by: nil).needs[0].waitsFor == .waitsForOtherLeg)
        trial.needs[1].verdict.block = .consent
        #expect(Explanation(trial, by: nil).needs[0].waitsFor == nil)
    }

    @Test func `of what was recorded tells where it went, who was passed over and who is left`()
        throws
    {
        var (trial, bundle) = try Self.trial(NeedClaim(need: .treasuryVat))
        let law = try #require(trial.needs[0].verdict.candidates.first)
        let money = try #require(trial.needs[0].verdict.candidates.last)
        var explanation = Explanation(trial, by: nil)
        explanation.needs[0].record(
            money.queue,
            waitingFor: nil,
            passingOver: [PassedOver(queue: law.queue, reason: .full)],
            of: trial.needs[0].verdict.candidates,
            bankruptDays: nil
        )
        #expect(explanation.needs[0].runnerUp == nil)
        let words = Self.words(explanation, under: bundle)
        #expect(words.contains("It went to money."))
        #expect(!words.contains("Choice"))
        #expect(words.contains { $0.hasPrefix("Choice, as it was recorded first") })
        #expect(words.contains("Passed over: law, it is full."))
        trial.needs[0].verdict.candidates.swapAt(0, 1)
        explanation.needs[0].record(
            law.queue,
            waitingFor: nil,
            passingOver: [],
            of: trial.needs[0].verdict.candidates,
            bankruptDays: nil
        )
        #expect(explanation.needs[0].runnerUp == money.queue)
        var asked = trial.needs[0].verdict.candidates
        for place in asked.indices where asked[place].queue == money.queue {
            asked[place].onlyIf = StandingCondition(bankruptDays: DaySpans([0...9]))
        }
        explanation.needs[0].record(
            law.queue,
            waitingFor: nil,
            passingOver: [],
            of: asked,
            bankruptDays: 10
        )
        #expect(explanation.needs[0].runnerUp == nil)
    }

    @Test func `of what was recorded to wait names no next one`() throws {
        let (trial, bundle) = try Self.trial(NeedClaim(need: .treasuryVat))
        var explanation = Explanation(trial, by: nil)
        explanation.needs[0].record(
            nil,
            waitingFor: .waitsForOtherLeg,
            passingOver: [],
            of: trial.needs[0].verdict.candidates,
            bankruptDays: nil
        )
        #expect(explanation.needs[0].runnerUp == nil)
        let words = Self.words(explanation, under: bundle)
        #expect(!words.contains { $0.hasPrefix("It went") || $0.hasPrefix("The next would") })
        #expect(
            words.contains(
                "It waits for another need of the case; from its due time on, the desk of last "
                    + "resort has it."
            )
        )
    }

    @Test(arguments: [LanguageCode.french, .dutch, .english])
    func `has words for each reason to be passed over and each that keeps a leg`(
        language: LanguageCode
    ) {
        let phrases = ExplanationPhrases.of(language)
        #expect(PassedOver.Reason.allCases.allSatisfy { phrases.reasons[$0] != nil })
        let kept: [WaitingReason] = [
            .blockedByConsent, .agencyDataMissing, .waitsForOtherLeg, .outOfRegion, .unrouted,
            .paused, .held, .dead,
        ]
        #expect(kept.allSatisfy { phrases.waits[$0] != nil })
    }

    @Test func `tells a sign by its entry and its qualifier, and no word`()
        throws
    {
        let lexicon = try Lexicon.small(Lexicon.entry("vat owed", "treasury.vat"))
        let reading = NoteReading(
            signs: [NoteReading.Sign(entry: 0, qualifier: .past)],
            needs: [.treasuryVat],
            families: [FamilySet(.treasury)],
            danger: .verify,
            weighed: 1 << 4
        )
        let (trial, bundle) = try Self.trial(NeedClaim(need: .hr), hearing: reading)
        let judge = NoteJudge(lexicon: lexicon, model: nil)
        let explanation = Explanation(trial, by: judge)
        let heard = try #require(explanation.heard)
        #expect(heard.signs.map(\.entry) == ["fr-one"])
        #expect(heard.weighed == [.alarm])
        #expect(heard.words.isEmpty)
        let words = Self.words(explanation, under: bundle)
        #expect(words.contains("fr-one: treasury.vat, in the past"))
        #expect(words.contains("danger: somebody must ask"))
    }

    @Test(arguments: [LanguageCode.french, .dutch, .english])
    func `leaves nothing to be filled in, in any language`(language: LanguageCode) throws {
        let reading = NoteReading(
            signs: [NoteReading.Sign(entry: 0, qualifier: .negated)],
            needs: [.treasuryVat],
            families: [FamilySet(.treasury)],
            danger: .crisis,
            weighed: 31
        )
        let (trial, bundle) = try Self.trial(
            NeedClaim(need: .treasuryVat, urgency: .soon),
            NeedClaim(need: .insolvencyBankruptcy),
            hearing: reading
        ) { referral in
            referral.replyBy = Sample.now + .hours(3)
            referral.legal = Legal(cessation: CalendarDate("2020-03-10"))
            referral.excludedPartners = [PartnerID("law")].compactMap(\.self)
        }
        var explanation = Explanation(trial, by: nil)
        explanation.needs[0].passedOver = [
            PassedOver(queue: try #require(QueueID("law")), reason: .full)
        ]
        explanation.comparison = Explanation.Comparison(
            basis: .codes,
            differences: [TriageCase.Difference(about: "legs", expected: "one", found: "none")]
        )
        let words = Self.words(explanation, in: language, under: bundle)
        #expect(!words.contains { $0.contains("{") || $0.contains("}") }, "\(words)")
        #expect(words.allSatisfy { !$0.isEmpty })
    }

    @Test func `is told in three languages that differ`() throws {
        let (trial, bundle) = try Self.trial(NeedClaim(need: .treasuryVat))
        let told = [LanguageCode.french, .dutch, .english].map { language in
            Self.words(Explanation(trial, by: nil), in: language, under: bundle)
        }
        #expect(Set(told).count == 3)
        #expect(Set(told.map(\.count)).count == 1)
    }
}

@Suite struct `A verdict beside the one that was stored` {
    private static func verdict(_ needs: NeedClaim...) throws -> Verdict {
        var referral = Sample.referral()
        referral.needs = needs
        return try Sample.bundle().verdict(for: referral, from: Sample.agency, at: Sample.now)
    }

    @Test func `differs in nothing where it is the same`() throws {
        let verdict = try Self.verdict(NeedClaim(need: .treasuryVat), NeedClaim(need: .hr))
        #expect(verdict.differences(from: verdict) == [])
    }

    @Test func `tells what is another`() throws {
        let stored = try Self.verdict(NeedClaim(need: .treasuryVat), NeedClaim(need: .hr))
        var verdict = stored
        verdict.needs[0].urgency = .crisis
        verdict.needs[0].candidates.removeLast()
        verdict.needs.removeLast()
        #expect(
            verdict.differences(from: stored).map(\.description) == [
                "treasury.vat urgency: expected soon, found crisis",
                "treasury.vat candidates: expected law, money, found law",
                "legs: expected hr, found none",
            ]
        )
    }
}
