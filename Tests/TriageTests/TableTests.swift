import Referrals
import Testing

@testable import Triage

@Suite struct `A table of three parts` {
    private let bundle: Bundle

    init() throws {
        bundle = try SampleTables.bundle()
    }

    private func verdict(_ referral: Referral, hearing reading: NoteReading? = nil) -> Verdict {
        bundle.verdict(for: referral, hearing: reading, from: Sample.agency, at: Sample.now)
    }

    private func safety(_ verdict: Verdict) -> [String] { verdict.safety.map(\.description) }

    @Test func `joins the queues of all rules that fit, each once and in their order`() {
        let need = verdict(Sample.referral(NeedClaim(need: .treasuryVat))).needs[0]
        #expect(need.ranked == ["law", "money", "web"])
        #expect(need.rule.description == "R2")
    }

    @Test(arguments: [(UInt8(47), "R1"), (56, "R9"), (nil, "R9")])
    func `knows a sector by its division alone`(division: UInt8?, rule: String) throws {
        let text = SampleTables.triage.replacing("{language: [fr]}", with: "{sector: [47]}")
        let referral = Sample.referral(NeedClaim(need: .psychologicalDistress)) {
            $0.enterprise.sector = division
        }
        let verdict = try SampleTables.bundle(text).verdict(
            for: referral,
            from: Sample.agency,
            at: Sample.now
        )
        #expect(verdict.needs[0].rule.description == rule)
    }

    @Test func `tells of a row of safety whether any need is one of its own`() {
        func holds(_ need: Need) -> [Bool] {
            let trial = bundle.trial(
                of: Sample.referral(NeedClaim(need: need)),
                hearing: nil,
                from: Sample.agency,
                at: Sample.now
            )
            return trial.safety.filter { $0.rule.description == "S4" }
                .flatMap(\.conditions).filter { $0.key == "needs" }.map(\.holds)
        }
        #expect(holds(.treasuryVat) == [true])
        #expect(holds(.hr) == [false])
    }

    @Test func `asks no rule below one that stops`() {
        let referral = Sample.referral(NeedClaim(need: .treasuryLoan)) {
            $0.legal.state = .bankrupt
        }
        #expect(verdict(referral).needs[0].ranked == [])
        #expect(verdict(referral).needs[0].rule.description == "R3")
    }

    @Test func `keeps a rule away only where all of its unless holds`() {
        let half = Sample.referral(NeedClaim(need: .treasuryRent)) { $0.legal.state = .bankrupt }
        let whole = Sample.referral(NeedClaim(need: .treasuryRent)) {
            $0.legal.state = .bankrupt
            $0.enterprise.phase = .bankrupt
        }
        #expect(verdict(half).needs[0].rule.description == "R4")
        #expect(verdict(whole).needs[0].rule.description == "R9")
    }

    @Test func `takes class and urgency from the one row that fits`() {
        let days: [(CalendarDate?, Urgency)] = [
            (nil, .urgent), (CalendarDate(year: 2020, month: 1, day: 1), .urgent),
            (CalendarDate(year: 2019, month: 12, day: 23), .urgent),
            (CalendarDate(year: 2019, month: 12, day: 22), .normal),
        ]
        for (day, urgency) in days {
            let referral = Sample.referral(NeedClaim(need: .rebound)) {
                $0.legal = Legal(state: .bankrupt, asOf: day)
            }
            #expect(verdict(referral).needs[0].urgency == urgency, "\(String(describing: day))")
        }
    }

    @Test func `carries what must hold of the case with each queue`() {
        let need = verdict(Sample.referral(NeedClaim(need: .rebound))).needs[0]
        #expect(need.candidates.map(\.onlyIf) == [.followed])
        #expect(need.after == FamilySet(.social))
    }

    @Test func `carries how long ago a bankruptcy must be with each queue`() throws {
        let text = SampleTables.triage.replacing(
            "only_if: {followers: true}",
            with: "only_if: {bankrupt_days: [0-91, 400+, unknown]}"
        )
        let verdict = try SampleTables.bundle(text).verdict(
            for: Sample.referral(NeedClaim(need: .rebound)),
            from: Sample.agency,
            at: Sample.now
        )
        let spans = DaySpans([0...91, 400...UInt32.max], coverUnknown: true)
        #expect(DaySpans([0...91, 5...5, 400...UInt32.max]).told == ["0-91", "5", "400+"])
        #expect(
            verdict.needs[0].candidates.map(\.onlyIf) == [StandingCondition(bankruptDays: spans)]
        )
    }

    @Test(arguments: [
        ("{}", "at least one of followers or bankrupt_days"),
        ("{bankrupt_days: [soon]}", "days such as 0-91 or 92+, or unknown"),
        ("{followers: maybe}", "true or false"),
    ])
    func `says what a standing condition may be`(text: String, expected: String) {
        let table = SampleTables.triage.replacing("{followers: true}", with: text)
        #expect(
            Sample.faults(in: "triage.yaml", with: table).map(\.expected).contains {
                $0.hasPrefix(expected)
            }
        )
    }

    @Test func `lets every row of safety count, and the most urgent win`() {
        let verdict = verdict(
            Sample.referral(NeedClaim(need: .psychologicalDistress)) { $0.screening = .l3 },
            hearing: NoteReading(danger: .verify)
        )
        #expect(safety(verdict) == ["S1", "S2"])
        #expect(verdict.needs.map(\.need) == [.psychologicalDistress])
        #expect(verdict.needs[0].urgency == .crisis)
    }

    @Test func `adds one need a family, of the most urgent row`() {
        let verdict = verdict(
            Sample.referral(NeedClaim(need: .info)) { $0.screening = .l2 },
            hearing: NoteReading(danger: .verify)
        )
        #expect(verdict.needs.map(\.need) == [.info, .psychologicalCrisis])
        #expect(verdict.needs[1].evidence == .inferred)
        #expect(verdict.isCrisis)
    }

    @Test func `shows the crisis lines where a row says so`() {
        let verdict = verdict(Sample.referral(), hearing: NoteReading(danger: .crisis))
        #expect(verdict.isCrisis)
        #expect(verdict.needs.map(\.need) == [.other, .psychologicalCrisis])
    }

    @Test func `raises by a signal`() {
        let referral = Sample.referral(NeedClaim(need: .treasuryRent)) {
            $0.signals = [.seizureAnnounced]
        }
        #expect(verdict(referral).needs[0].urgency == .urgent)
        #expect(safety(verdict(referral)) == ["S4"])
    }

    @Test func `tells a request that asks for nothing`() {
        #expect(safety(verdict(Sample.referral())) == ["X1"])
        #expect(safety(verdict(Sample.referral { $0.signals = [.vatArrears] })) == [])
    }

    @Test func `keeps a crisis that the screening denies, and tells it`() {
        let verdict = verdict(
            Sample.referral(NeedClaim(need: .psychologicalCrisis)) { $0.screening = .negative }
        )
        #expect(safety(verdict) == ["X2"])
        #expect(verdict.needs[0].urgency == .crisis)
    }

    @Test func `tells a consent that leaves nobody`() {
        let verdict = verdict(
            Sample.referral(NeedClaim(need: .treasuryVat)) {
                $0.consent.recipients = [Sample.partner("nobody")]
            }
        )
        #expect(safety(verdict) == ["X3"])
        #expect(verdict.needs[0].urgency == .soon)
    }

    @Test func `tells a bankrupt enterprise that asks for a loan`() {
        let verdict = verdict(
            Sample.referral(NeedClaim(need: .financing)) { $0.enterprise.phase = .bankrupt }
        )
        #expect(safety(verdict) == ["X4"])
        #expect(verdict.needs[0].urgency == .urgent)
    }

    @Test func `is of three parts or of one, not both`() {
        let faults = Sample.faults(
            in: "triage.yaml",
            with: SampleTables.triage + "\nrules: []"
        )
        #expect(
            faults.map(\.expected).contains("either rules or safety, class or routing, not both")
        )
    }
}

@Suite struct `What is heard in a note` {
    private let bundle: Bundle

    init() throws {
        bundle = try SampleTables.bundle()
    }

    private func needs(_ referral: Referral, _ reading: NoteReading) -> [Need] {
        bundle.verdict(for: referral, hearing: reading, from: Sample.agency, at: Sample.now)
            .needs.map(\.need)
    }

    @Test func `adds the needs that the lexicon suggests, of families not declared`() {
        let reading = NoteReading(
            needs: [.treasury, .treasuryVat, .insolvencySummons],
            families: [FamilySet(.treasury), FamilySet(.insolvency)]
        )
        #expect(
            needs(Sample.referral(NeedClaim(need: .info)), reading)
                == [.info, .treasuryVat, .insolvencySummons]
        )
        #expect(
            needs(Sample.referral(NeedClaim(need: .treasuryRent)), reading)
                == [.treasuryRent, .insolvencySummons]
        )
    }

    @Test func `adds a family that both judges hear only where no need is declared`() {
        let reading = NoteReading(families: FamilySet(.treasury))
        #expect(needs(Sample.referral(NeedClaim(need: .info)), reading) == [.info])
        #expect(needs(Sample.referral(), reading) == [.treasury])
    }

    @Test func `adds nothing that the lexicon alone suggests, for the model is far from it`() {
        let reading = NoteReading(needs: [.treasuryVat])
        #expect(needs(Sample.referral(NeedClaim(need: .info)), reading) == [.info])
    }

    @Test func `is inferred, and of the default urgency`() {
        let verdict = bundle.verdict(
            for: Sample.referral(NeedClaim(need: .info)),
            hearing: NoteReading(needs: [.treasuryVat], families: FamilySet(.treasury)),
            from: Sample.agency,
            at: Sample.now
        )
        #expect(verdict.needs[1].evidence == .inferred)
        #expect(verdict.needs[1].urgency == .normal)
    }

    @Test func `raises a psychological need, and never lowers it`() {
        let referral = Sample.referral(
            NeedClaim(need: .psychologicalDistress, urgency: .soon),
            NeedClaim(need: .psychologicalCrisis, urgency: .crisis)
        )
        let verdict = bundle.verdict(
            for: referral,
            hearing: NoteReading(danger: .verify),
            from: Sample.agency,
            at: Sample.now
        )
        #expect(verdict.needs.map(\.urgency) == [.urgent, .crisis])
    }

    @Test func `of one family adds what is most urgent, then what the rules name first`() {
        let reading = NoteReading(
            needs: [.treasuryRent, .treasuryVat],
            families: FamilySet(.treasury)
        )
        #expect(needs(Sample.referral(NeedClaim(need: .info)), reading) == [.info, .treasuryVat])
    }

    @Test func `does the same to a table of the older form`() throws {
        let older = try Sample.bundle()
        let verdict = older.verdict(
            for: Sample.referral(NeedClaim(need: .treasuryVat)),
            hearing: NoteReading(danger: .crisis),
            from: Sample.agency,
            at: Sample.now
        )
        #expect(verdict.needs.map(\.need) == [.treasuryVat, .psychologicalCrisis])
        #expect(verdict.isCrisis)
    }
}
