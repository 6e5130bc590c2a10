import Referrals
import Testing
import Triage

@Suite struct `A condition of a partner` {
    /// The rules of the samples, where the partner money asks for something.
    private func exclusion(
        _ conditions: String,
        at now: Moment = Sample.now,
        changed change: (inout Referral) -> Void
    ) throws -> Exclusion? {
        var files = SampleFiles.all
        files["directory.yaml"] = SampleFiles.directory.replacing(
            "    max_open: 30\n",
            with: conditions + "\n"
        )
        let bundle = try Bundle(files: files.mapValues(Outline.read), address: Sample.address)
        let referral = Sample.referral(NeedClaim(need: .treasuryVat), changed: change)
        return bundle.verdict(for: referral, from: Sample.agency, at: now).needs[0]
            .exclusion(of: "money")
    }

    private func only(_ test: String) -> String {
        "    eligibility:\n      - only: {\(test)}\n        says: {fr: a, nl: b, en: c}"
    }

    private func never(_ test: String) -> String {
        "    eligibility:\n      - not: {\(test)}\n        says: {fr: a, nl: b, en: c}"
    }

    @Test(
        arguments: [
            (Phase.difficulty, nil), (.creation, Exclusion.eligibility), (nil, nil),
        ] as [(Phase?, Exclusion?)]
    )
    func `keeps out enterprises known to be at another stage`(
        phase: Phase?,
        exclusion expected: Exclusion?
    ) throws {
        let found = try exclusion("    stages: [difficulty, bankrupt]") {
            $0.enterprise.phase = phase
        }
        #expect(found == expected)
    }

    @Test func `believes the law as well as the stage that an agency gave`() throws {
        let found = try exclusion("    stages: [bankrupt]") {
            $0.enterprise.phase = .difficulty
            $0.legal.state = .bankrupt
        }
        #expect(found == nil)
    }

    @Test func `believes what is asked for as well as the stage that an agency gave`() throws {
        let found = try exclusion("    stages: [post_bankruptcy]") {
            $0.enterprise.phase = .active
            $0.needs.append(NeedClaim(need: .insolvencyPost))
        }
        #expect(found == nil)
    }

    @Test(
        arguments: [
            (SizeBand.upToFive, nil), (.fiftyAndMore, Exclusion.eligibility), (nil, nil),
        ] as [(SizeBand?, Exclusion?)]
    )
    func `keeps out enterprises known to be of another size`(
        size: SizeBand?,
        exclusion expected: Exclusion?
    ) throws {
        let found = try exclusion("    sizes: ['0', '1-5']") { $0.enterprise.size = size }
        #expect(found == expected)
    }

    @Test(
        arguments: [
            (UInt8(47), nil), (56, Exclusion.eligibility), (nil, nil),
        ] as [(UInt8?, Exclusion?)]
    )
    func `may ask for a sector`(sector: UInt8?, exclusion expected: Exclusion?) throws {
        let found = try exclusion(only("sector: ['47', '01']")) { $0.enterprise.sector = sector }
        #expect(found == expected)
    }

    @Test(
        arguments: [
            (LegalState.normal, nil), (.bankrupt, Exclusion.eligibility), (.unknown, nil),
        ] as [(LegalState, Exclusion?)]
    )
    func `may refuse a legal state`(state: LegalState, exclusion expected: Exclusion?) throws {
        let found = try exclusion(never("legal_state: [bankrupt]")) { $0.legal.state = state }
        #expect(found == expected)
    }

    @Test(arguments: ["sector: ['47']", "size: ['1-5']", "no_bce: [abroad]"])
    func `may refuse any one of what it can ask for`(test: String) throws {
        func found(_ change: (inout Referral) -> Void) throws -> Exclusion? {
            try exclusion(never(test), changed: change)
        }
        #expect(try found { _ in } == nil)
        #expect(
            try found {
                $0.enterprise.sector = 56
                $0.enterprise.size = SizeBand.none
                $0.enterprise.noNumber = .managerOnly
            } == nil
        )
        #expect(
            try found {
                $0.enterprise.sector = 47
                $0.enterprise.size = .upToFive
                $0.enterprise.noNumber = .abroad
            } == .eligibility
        )
    }

    @Test(
        arguments: [
            (NoBCE.managerOnly, nil), (.abroad, Exclusion.eligibility), (nil, nil),
        ] as [(NoBCE?, Exclusion?)]
    )
    func `may ask why there is no enterprise number`(
        reason: NoBCE?,
        exclusion expected: Exclusion?
    ) throws {
        let found = try exclusion(only("no_bce: [manager_only]")) {
            $0.enterprise.noNumber = reason
        }
        #expect(found == expected)
    }

    @Test func `on the lack of a number is not met by an enterprise that has one`() throws {
        let found = try exclusion(only("no_bce: [not_founded]")) {
            $0.enterprise.number = EnterpriseNumber("0403019261")
        }
        #expect(found == .eligibility)
    }

    @Test(
        arguments: [
            (Phase.bankrupt, Exclusion.eligibility), (.active, nil), (nil, nil),
        ] as [(Phase?, Exclusion?)]
    )
    func `may refuse a phase`(phase: Phase?, exclusion expected: Exclusion?) throws {
        let found = try exclusion(never("phase: [bankrupt]")) { $0.enterprise.phase = phase }
        #expect(found == expected)
    }

    @Test func `that is words alone keeps nobody out`() throws {
        let words = "    eligibility:\n      - says: {fr: a, nl: b, en: c}"
        #expect(try exclusion(words) { $0.enterprise.phase = .ceased } == nil)
    }

    @Test(
        arguments: [
            ("2020-03-23", nil), ("2020-03-22", Exclusion.eligibility),
        ] as [(String, Exclusion?)]
    )
    func `ends with the last day on which the partner helps`(
        last: String,
        exclusion expected: Exclusion?
    ) throws {
        #expect(try exclusion("    valid_until: '\(last)'") { _ in } == expected)
    }

    @Test(
        arguments: [
            ("2020-03-23", nil), ("2020-03-24", Exclusion.eligibility),
        ] as [(String, Exclusion?)]
    )
    func `begins with the first day on which the partner helps`(
        first: String,
        exclusion expected: Exclusion?
    ) throws {
        #expect(try exclusion("    valid_from: '\(first)'") { _ in } == expected)
    }

    @Test func `counts the days as the clock in Brussels does`() throws {
        let midnight = Moment(rfc3339: "2020-03-24T00:00:00+01:00") ?? .distantPast
        let last = "    valid_until: '2020-03-23'"
        #expect(try exclusion(last, at: midnight - .seconds(1)) { _ in } == nil)
        #expect(try exclusion(last, at: midnight) { _ in } == .eligibility)
    }

    @Test func `is told before a consent that may still be given, and after what it cannot lift`()
        throws
    {
        let conditions = "    stages: [bankrupt]\n    communes: ['21005']\n    digital_only: true"
        let all: (inout Referral) -> Void = {
            $0.enterprise.phase = .active
            $0.consent.recipients = []
            $0.language = .english
        }
        #expect(try exclusion(conditions, changed: all) == .eligibility)
        let offline: (inout Referral) -> Void = {
            all(&$0)
            $0.digitalAccess = false
        }
        #expect(try exclusion(conditions, changed: offline) == .digital)
        let elsewhere: (inout Referral) -> Void = {
            offline(&$0)
            $0.enterprise.commune = Commune(nis: 21_001)
        }
        #expect(try exclusion(conditions, changed: elsewhere) == .commune)
        let unwanted: (inout Referral) -> Void = {
            elsewhere(&$0)
            $0.excludedPartners = [Sample.partner("money")]
        }
        #expect(try exclusion(conditions, changed: unwanted) == .unwanted)
        let fit: (inout Referral) -> Void = {
            all(&$0)
            $0.enterprise.phase = .bankrupt
        }
        #expect(try exclusion(conditions, changed: fit) == .consent)
    }

    @Test func `says which of them does not hold`() throws {
        let directory = try SampleDirectory.read(SampleDirectory.partners)
        let calm = try #require(directory.partner(named: Sample.partner("calm"))?.eligibility)
        let referral = Sample.referral(NeedClaim(need: .psychological)) {
            $0.enterprise.size = .fiftyAndMore
        }
        #expect(calm.obstacle(for: referral, on: SampleDirectory.day) == .size)
        let late = CalendarDate(daysSince1970: SampleDirectory.day.daysSince1970 + 365)
        #expect(calm.obstacle(for: referral, on: late) == .validity)
        #expect(calm.conditions[0].isWords)
        #expect(calm.conditions[0].instead == Sample.partner("law"))
    }
}
