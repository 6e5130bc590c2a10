extension Mistake {
    private static func inLaw(
        _ lines: String,
        below: Int,
        path: String,
        expected: String,
        found: String
    ) -> Mistake {
        Mistake(
            file: "directory.yaml",
            right: "    cost: free\n",
            wrong: lines + "\n",
            below: below,
            path: "partners[2].\(path)",
            expected: expected,
            found: found
        )
    }

    static let ofEligibility = [
        inLaw(
            "    stages: [active, dificulty]",
            below: 0,
            path: "stages[1]",
            expected: "a phase of an enterprise, perhaps difficulty",
            found: "\"dificulty\""
        ),
        inLaw(
            "    stages: []",
            below: 0,
            path: "stages",
            expected: "at least one, or no key where it is not known",
            found: "an empty list"
        ),
        inLaw(
            "    sizes: ['1-6']",
            below: 0,
            path: "sizes[0]",
            expected: "a size: 0, 1-5, 6-9, 10-49 or 50+, perhaps 1-5",
            found: "\"1-6\""
        ),
        inLaw(
            "    valid_from: '2026-13-01'",
            below: 0,
            path: "valid_from",
            expected: "a day YYYY-MM-DD",
            found: "\"2026-13-01\""
        ),
        inLaw(
            "    valid_from: '2026-03-01'\n    valid_until: '2026-02-28'",
            below: 1,
            path: "valid_until",
            expected: "a day from 2026-03-01, valid_from, on",
            found: "\"2026-02-28\""
        ),
        inLaw(
            "    eligibility:\n      - instead: money",
            below: 1,
            path: "eligibility[0]",
            expected: "the key says",
            found: "none"
        ),
        inLaw(
            "    eligibility:\n      - says: {fr: a, nl: b}",
            below: 1,
            path: "eligibility[0].says",
            expected: "the key en",
            found: "none"
        ),
        inLaw(
            "    eligibility:\n      - says: {fr: a, nl: b, en: c}\n        instead: mony",
            below: 2,
            path: "eligibility[0].instead",
            expected: "another partner of this file, perhaps money",
            found: "\"mony\""
        ),
        inLaw(
            "    eligibility:\n      - says: {fr: a, nl: b, en: c}\n        instead: law",
            below: 2,
            path: "eligibility[0].instead",
            expected: "another partner of this file",
            found: "\"law\""
        ),
        inLaw(
            "    eligibility:\n      - says: {fr: a, nl: b, en: c}\n        only: {sector: ['4']}",
            below: 2,
            path: "eligibility[0].only.sector[0]",
            expected: "a division of NACE, two digits in quotes, 01 to 99",
            found: "\"4\""
        ),
        inLaw(
            "    eligibility:\n      - says: {fr: a, nl: b, en: c}\n        not: {legal_state: [broke]}",
            below: 2,
            path: "eligibility[0].not.legal_state[0]",
            expected: "a legal state",
            found: "\"broke\""
        ),
        inLaw(
            "    cost: {fr: gratuit, nl: gratis}",
            below: 0,
            path: "cost",
            expected: "the key en",
            found: "none"
        ),
        inLaw(
            "    says: {fr: Le droit., en: Law.}",
            below: 0,
            path: "says",
            expected: "the key nl",
            found: "none"
        ),
        Mistake(
            file: "directory.yaml",
            right: "      - {code: insolvency, level: expert}",
            wrong: "      - {code: insolvency, level: expert, contact: {fax: '2'}}",
            path: "partners[2].needs[0].contact.fax",
            expected: "one of the keys phone, email, site or address",
            found: "\"fax\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "    desk: true\n",
            wrong: "    desk: true\n    stages: [active]\n",
            below: 1,
            path: "partners[0].stages",
            expected: "no condition for the desk of last resort",
            found: "a list"
        ),
    ]
}
