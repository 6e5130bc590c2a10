import Referrals
import Testing
import Triage

@Suite struct `A case of the rules` {
    private static func cases(_ text: String) throws -> TriageCases {
        try TriageCases(Outline.read("cases:\n" + text), file: "cases.yaml")
    }

    private static func faults(_ text: String) -> [BundleFault] {
        do throws(BundleFaults) {
            _ = try TriageCases(Outline.read("cases:\n" + text), file: "cases.yaml")
            return []
        } catch {
            return error.faults
        }
    }

    /// A case whose request is `request` and of which `expect` is expected.
    private static func entry(_ request: String, _ expect: String) -> String {
        "  - id: a\n    says: It shows something.\n    request: {\(request)}\n    expect: {\(expect)}\n"
    }

    @Test func `says what it leaves out by what is usual`() throws {
        let entry = try #require(try Self.cases(Self.entry("", "crisis: false")).cases.first)
        #expect(entry.at == TriageCase.usualTime)
        #expect(entry.at == Moment(rfc3339: "2026-03-02T10:00:00+01:00"))
        #expect(entry.agency == nil)
        #expect(entry.referral.language == .french)
        #expect(entry.referral.channel == .phone)
        #expect(entry.referral.needs.isEmpty)
        #expect(entry.referral.consent.scope.families == NeedFamily.allCases)
        #expect(entry.referral.consent.recipients == nil)
        #expect(entry.referral.legal.state == .unknown)
    }

    @Test func `reads a request in short form`() throws {
        let text = """
            needs: [treasury.vat, {code: hr, urgency: urgent}], language: nl, digital: false,\
             commune: '21004', workers: 3, legal_state: bankrupt, cessation: 2026-02-01,\
             screening: L1, jobs: 4, consent: [treasury], excluded: [law], note: Zo moe.
            """
        let entry = try #require(try Self.cases(Self.entry(text, "crisis: false")).cases.first)
        let referral = entry.referral
        #expect(referral.needs.map(\.need) == [.treasuryVat, .hr])
        #expect(referral.needs.map(\.urgency) == [nil, .urgent])
        #expect(referral.language == .dutch)
        #expect(referral.digitalAccess == false)
        #expect(referral.enterprise.commune?.nis == 21_004)
        #expect(referral.enterprise.size == .upToFive)
        #expect(referral.legal.state == .bankrupt)
        #expect(referral.legal.cessation?.iso8601 == "2026-02-01")
        #expect(referral.screening == .l1)
        #expect(referral.jobsAtStake == 4)
        #expect(referral.consent.scope.families == [.treasury])
        #expect(referral.excludedPartners.map(\.description) == ["law"])
        #expect(referral.note?.exposed == "Zo moe.")
    }

    @Test(arguments: [
        (
            "needs: [treasury.vta]", "crisis: false", "cases[0].request.needs[0]",
            "a need, perhaps treasury.vat"
        ),
        ("needs: [hr, hr]", "crisis: false", "cases[0].request.needs[1]", "each name once"),
        ("langage: fr", "crisis: false", "cases[0].request.langage", "perhaps language"),
        ("screening: L4", "crisis: false", "cases[0].request.screening", "negative, L1, L2 or L3"),
        ("", "", "cases[0].expect", "something that must come of it"),
        ("", "crisis: maybe", "cases[0].expect.crisis", "true or false"),
        ("", "danger: some", "cases[0].expect.danger", "none, verify or crisis"),
        ("", "exactly: [hr], at_least: [hr]", "cases[0].expect.at_least", "not both"),
        ("", "exactly: [{urgency: soon}]", "cases[0].expect.exactly[0]", "the key need"),
        (
            "", "exactly: [{need: hr, excluded: [law]}]", "cases[0].expect.exactly[0].excluded",
            "a map of partners"
        ),
        (
            "", "exactly: [{need: hr, excluded: {law: rude}}]",
            "cases[0].expect.exactly[0].excluded.law", "consent, language, commune"
        ),
    ])
    func `that is wrong names the place and what was expected`(
        request: String,
        expect: String,
        path: String,
        expected: String
    ) throws {
        let fault = try #require(Self.faults(Self.entry(request, expect)).first)
        #expect(fault.path == path)
        #expect(fault.expected.contains(expected), "\(fault)")
        #expect(fault.file == "cases.yaml")
    }

    @Test func `bears a name that no other bears`() {
        let entry = Self.entry("", "crisis: false")
        let faults = Self.faults(entry + entry)
        #expect(faults.map(\.path) == ["cases[1].id"])
        #expect(faults.map(\.line) == [6])
    }

    private static func differences(
        _ expect: String,
        _ change: (inout Verdict) -> Void = { _ in }
    ) throws -> [String] {
        let entry = try #require(try cases(Self.entry("needs: [treasury.vat]", expect)).cases.first)
        let bundle = try Sample.bundle()
        let agency = try #require(entry.agency(under: bundle))
        var verdict = bundle.verdict(for: entry.referral, from: agency, at: entry.at)
        change(&verdict)
        return entry.differences(
            from: verdict,
            ruled: verdict.needs.map { [$0.rule] },
            under: bundle
        ).map(\.description)
    }

    @Test func `finds nothing where all is as it must be`() throws {
        let right = """
            crisis: false, danger: none, exactly: [{need: treasury.vat, urgency: soon,\
             class: standard, rules: [T05], first: [law]}], absent: [digital]
            """
        #expect(try Self.differences(right) == [])
    }

    @Test(arguments: [
        ("crisis: true", "crisis: expected true, found false"),
        ("danger: verify", "danger: expected verify, found none"),
        ("rules: [T98]", "rules: expected T98, found T05"),
        ("at_least: [hr]", "legs: expected one for hr, found treasury.vat"),
        ("exactly: []", "legs: expected no other than those told, found treasury.vat"),
        ("absent: [treasury]", "legs: expected none for treasury, found treasury.vat"),
        (
            "at_least: [{need: treasury.vat, urgency: crisis}]",
            "treasury.vat urgency: expected crisis, found soon"
        ),
        (
            "at_least: [{need: treasury.vat, class: psychological}]",
            "treasury.vat class: expected psychological, found standard"
        ),
        (
            "at_least: [{need: treasury.vat, rules: [T99]}]",
            "treasury.vat rules: expected T99, found T05"
        ),
        (
            "at_least: [{need: treasury.vat, first: [money]}]",
            "treasury.vat first: expected money, found law, money"
        ),
        (
            "at_least: [{need: treasury.vat, first: []}]",
            "treasury.vat first: expected none, found law, money"
        ),
        (
            "at_least: [{need: treasury.vat, excluded: {law: language}}]",
            "treasury.vat law: expected language, found none"
        ),
        (
            "at_least: [{need: treasury.vat, excluded: {calm: language}}]",
            "treasury.vat calm: expected language, found no candidate"
        ),
        (
            "at_least: [{need: treasury.vat, block: consent}]",
            "treasury.vat block: expected consent, found none"
        ),
        (
            "at_least: [{need: treasury.vat, evidence: inferred}]",
            "treasury.vat evidence: expected inferred, found declared"
        ),
    ])
    func `tells what is not as it must be`(expect: String, told: String) throws {
        #expect(try Self.differences(expect) == [told])
    }
}
