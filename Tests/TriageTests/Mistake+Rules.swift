extension Mistake {
    static let ofRules = [
        Mistake(
            file: "triage.yaml",
            right: "    queues: [law, money]",
            wrong: "    quues: [law, money]",
            path: "rules[5].quues",
            expected: "one of the keys id, queues, urgency, class, says, source, needs, when,"
                + " at_least or after, perhaps queues",
            found: "\"quues\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "    needs: [treasury.vat]",
            wrong: "    colour: blue",
            path: "rules[5].colour",
            expected: "one of the keys id, queues, urgency, class, says, source, needs, when,"
                + " at_least or after",
            found: "\"colour\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "    needs: [treasury.vat]",
            wrong: "    needs: [treasury.vta]",
            path: "rules[5].needs[0]",
            expected: "a need or a family, perhaps treasury.vat",
            found: "\"treasury.vta\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "    needs: [treasury.vat]",
            wrong: "    needs: []",
            path: "rules[5].needs",
            expected: "at least one need, or no key for every need",
            found: "an empty list"
        ),
        Mistake(
            file: "triage.yaml",
            right: "    needs: [treasury.vat]",
            wrong: "    needs: treasury.vat",
            path: "rules[5].needs",
            expected: "a list",
            found: "\"treasury.vat\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "    queues: [law, money]",
            wrong: "    queues: [law, moneyy]",
            path: "rules[5].queues[1]",
            expected: "a queue of directory.yaml that is not the desk's, perhaps money",
            found: "\"moneyy\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "    queues: [law, money]",
            wrong: "    queues: [law, desk]",
            path: "rules[5].queues[1]",
            expected: "a queue of directory.yaml that is not the desk's",
            found: "\"desk\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "    queues: [law, money]",
            wrong: "    queues: [law, money, law]",
            path: "rules[5].queues[2]",
            expected: "each only once",
            found: "\"law\" again"
        ),
        Mistake(
            file: "triage.yaml",
            right: "  - id: T05",
            wrong: "  - id: T04",
            path: "rules[5].id",
            expected: "each name once",
            found: "\"T04\" again"
        ),
        Mistake(
            file: "triage.yaml",
            right: "  - id: T05",
            wrong: "  - id: T 5",
            path: "rules[5].id",
            expected: "1 to 15 of letters, digits, -, _ and .",
            found: "\"T 5\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "    urgency: soon",
            wrong: "    urgency: sooner",
            path: "rules[5].urgency",
            expected: "crisis, urgent, soon or normal, perhaps soon",
            found: "\"sooner\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "    urgency: urgent\n    at_least: urgent",
            wrong: "    urgency: normal\n    at_least: urgent",
            path: "rules[3].urgency",
            expected: "urgent or sooner, as at_least says",
            found: "\"normal\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "class: standard",
            wrong: "class: standrad",
            path: "rules[3].class",
            expected: "a class of deadlines.yaml, perhaps standard",
            found: "\"standrad\""
        ),
        Mistake(
            file: "triage.yaml",
            right: ", en: VAT.}",
            wrong: "}",
            path: "rules[5].says",
            expected: "the key en",
            found: "none"
        ),
        Mistake(
            file: "triage.yaml",
            right: "phase: [pre_creation, creation]",
            wrong: "phase: []",
            path: "rules[7].when.phase",
            expected: "at least one value",
            found: "an empty list"
        ),
        Mistake(
            file: "triage.yaml",
            right: "phase: [pre_creation, creation]",
            wrong: "phase: [pre_creation, creatoin]",
            path: "rules[7].when.phase[1]",
            expected: "a phase of an enterprise, perhaps creation",
            found: "\"creatoin\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "legal_state: [bankruptcy_summoned,",
            wrong: "legal_state: [bankrupcy_summoned,",
            path: "rules[4].when.legal_state[0]",
            expected: "a legal state, perhaps bankruptcy_summoned",
            found: "\"bankrupcy_summoned\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "no_bce: [manager_only]",
            wrong: "no_bce: [managers]",
            path: "rules[9].when.no_bce[0]",
            expected: "a reason for no enterprise number",
            found: "\"managers\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "  - id: T06\n    needs: [treasury]",
            wrong: "  - id: T06\n    needs: [treasury.vat]",
            path: "rules[6]",
            expected: "a need that no rule above decides in every case",
            found: "none, so that this rule never decides"
        ),
        Mistake(
            file: "triage.yaml",
            right: "  - id: T99\n",
            wrong: "  - id: T99\n    needs: [other]\n",
            path: "rules[11]",
            expected: "a last rule without needs and when, which fits every need",
            found: "one that does not"
        ),
        Mistake(
            file: "triage.yaml",
            right: "hours: mon-sun 0-24",
            wrong: "hours: always",
            path: "crisis_lines[0].hours",
            expected: "days and hours such as mon-sun 0-24",
            found: "\"always\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "language: fr",
            wrong: "language: french",
            path: "crisis_lines[0].language",
            expected: "a code of ISO 639-1",
            found: "\"french\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "    queues: [law, money]",
            wrong: "    after: [psychologic]\n    queues: [law, money]",
            path: "rules[5].after[0]",
            expected: "a family of needs, perhaps psychological",
            found: "\"psychologic\""
        ),
        Mistake(
            file: "triage.yaml",
            right: "    queues: [law, money]",
            wrong: "    after: []\n    queues: [law, money]",
            path: "rules[5].after",
            expected: "at least one family, or no key where nothing comes first",
            found: "an empty list"
        ),
    ]
}
