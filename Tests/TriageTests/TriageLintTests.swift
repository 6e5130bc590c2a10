import Referrals
import Testing
import Triage

@Suite struct `What in the rules deserves a second look` {
    private static func lint(
        _ change: (inout [String: String]) -> Void = { _ in },
        naming rules: [String]
    ) throws -> [String] {
        var texts = SampleFiles.all
        change(&texts)
        let files = texts.mapValues { Outline.read($0) }
        let bundle = try Bundle(files: files, address: .zero)
        let names = rules.joined(separator: ", ")
        let cases = try TriageCases(
            Outline.read(
                """
                cases:
                  - id: a
                    says: All.
                    request: {}
                    expect:
                      rules: [\(names)]
                """
            ),
            file: "cases.yaml"
        )
        return TriageLint(bundle, files: files, cases: cases, casesFile: "cases.yaml").warnings
            .map { "\($0.check.rawValue) \($0)" }
    }

    private static let rules = [
        "T01", "T02", "T03", "T04", "T04.state", "T05", "T06", "T12", "T14", "T15", "T16",
        "T99",
    ]

    @Test func `is a rule that no case names, with its line`() throws {
        let all = try Self.lint(naming: Self.rules)
        #expect(!all.contains { $0.hasPrefix("no_") }, "\(all)")
        let found = try Self.lint(naming: Self.rules.filter { $0 != "T05" })
        #expect(found.count { $0.hasPrefix("no_case triage.yaml:") } == 1)
        #expect(found.contains { $0.hasSuffix(": no case names the rule T05") })
    }

    @Test func `is a case that names a rule which is not there`() throws {
        let found = try Self.lint(naming: Self.rules + ["T98"])
        #expect(
            found.contains {
                $0.hasPrefix("no_rule cases.yaml:6:")
                    && $0.hasSuffix("the case a names the rule T98, which is not there")
            },
            "\(found)"
        )
    }

    @Test func `is a partner that no rule ranks`() throws {
        let found = try Self.lint(naming: Self.rules)
        let ranked = try Self.lint(
            {
                $0["triage.yaml"] = $0["triage.yaml"]?.replacing("[law, money]", with: "[money]")
                    .replacing("[money, law]", with: "[money]")
                    .replacing("queues: [law]", with: "queues: [money]")
            },
            naming: Self.rules
        )
        #expect(!found.contains { $0.contains("no rule ranks law") })
        #expect(
            ranked.contains {
                $0.hasPrefix("unranked directory.yaml:") && $0.contains("no rule ranks law")
            },
            "\(ranked)"
        )
    }

    /// Above R8 stand R2, which adds law and money for treasury.vat, and R5, which adds hub.coaching only where
    /// somebody follows the case.
    @Test(arguments: [
        ("needs: [treasury.vat]\n    queues: [money]", true),
        ("needs: [treasury.vat]\n    queues: [money, law]\n    when: {language: [fr]}", true),
        ("needs: [treasury.vat]\n    queues: []", false),
        ("needs: [treasury.vat]\n    queues: [money]\n    stops: true", false),
        ("needs: [treasury.vat]\n    queues: [money]\n    after: [social]", false),
        ("needs: [treasury.vat]\n    queues: [money, calm]", false),
        ("needs: [treasury.vat, hr]\n    queues: [money]", false),
        ("needs: [psychological]\n    queues: [calm]", false),
        ("needs: [rebound]\n    queues: [hub.coaching]", false),
    ])
    func `is a rule all of whose queues were added above it`(row: String, isDead: Bool) throws {
        let says = "\n    says: {fr: a, nl: b, en: c}\n    source: a test\n"
        let found = try Self.lint(
            {
                $0["triage.yaml"] = SampleTables.triage.replacing(
                    "  - id: R9",
                    with: "  - id: R8\n    \(row)\(says)  - id: R9"
                )
            },
            naming: Self.rules
        )
        let told = found.filter { $0.hasPrefix("dead_rule") }
        #expect(told.contains { $0.contains("the rule R8 adds no queue") } == isDead, "\(told)")
        #expect(told.count == (isDead ? 1 : 0), "\(told)")
    }

    @Test func `is a need that only the last resort takes`() throws {
        let found = try Self.lint(naming: Self.rules)
        #expect(found.contains { $0.hasSuffix("only the rule T99 takes legal.lease") }, "\(found)")
        #expect(!found.contains { $0.hasSuffix("takes treasury.vat") })
    }

    @Test func `is a sentence that is the same in two languages`() throws {
        let found = try Self.lint(
            { $0["triage.yaml"] = $0["triage.yaml"]?.replacing("en: VAT.}", with: "en: La TVA.}") },
            naming: Self.rules
        )
        #expect(
            found.contains {
                $0.hasPrefix("unsaid triage.yaml:") && $0.contains("T05 says the same in fr and en")
            },
            "\(found)"
        )
    }
}
