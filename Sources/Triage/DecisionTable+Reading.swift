import Referrals

extension DecisionTable {
    /// Reads `triage.yaml` against the directory and the deadlines, where those could be read at all.
    ///
    /// Nil when mistakes leave no table.
    static func read(
        _ tree: Tree,
        _ directory: Directory.Draft?,
        _ deadlines: Deadlines.Draft?,
        _ reader: inout TreeReader
    ) -> DecisionTable? {
        let tables = RuleTable.allCases.map(\.name)
        let root = reader.fields(
            Branch(root: tree),
            required: ["crisis_lines"],
            optional: tables + ["rules"]
        )
        reader.notEmpty(root["crisis_lines"], "at least one number for a crisis")
        let lines = reader.items(root["crisis_lines"]).compactMap { crisisLine($0, &reader) }
        guard let rules = root["rules"] else {
            let tables = readTables(root, of: Branch(root: tree), directory, deadlines, &reader)
            guard reader.faults.isEmpty, let tables else { return nil }
            return DecisionTable(
                safety: tables.safety,
                classes: tables.classes,
                routing: tables.routing,
                crisisLines: lines
            )
        }
        for name in tables {
            guard let table = root[name] else { continue }
            reader.fault(table, expected: "either rules or \(TreeReader.choice(tables)), not both")
        }
        return readOlder(rules, lines, directory, deadlines, &reader)
    }

    /// Reads a table of the older form.
    private static func readOlder(
        _ branch: Branch,
        _ lines: [CrisisNumber],
        _ directory: Directory.Draft?,
        _ deadlines: Deadlines.Draft?,
        _ reader: inout TreeReader
    ) -> DecisionTable? {
        reader.notEmpty(branch, "at least the rule of last resort")
        var seen: Set<String> = []
        var rows: [Row] = []
        let items = reader.items(branch)
        for item in items {
            rows.append(row(item, directory, deadlines, &seen, &reader))
        }
        tellUseless(rows, items, &reader)
        tellCircles(rows.map { ($0.families, $0.after) }, items, &reader)
        let rules = rows.compactMap(\.rule)
        guard reader.faults.isEmpty, rules.count == rows.count, !rules.isEmpty else { return nil }
        return DecisionTable(rules: rules, crisisLines: lines)
    }

    private static func crisisLine(_ branch: Branch, _ reader: inout TreeReader) -> CrisisNumber? {
        let fields = reader.fields(
            branch,
            required: ["label", "number", "hours", "source"],
            optional: ["language"]
        )
        let label = reader.text(fields["label"])
        let number = reader.text(fields["number"])
        let language = reader.value(fields["language"], "a code of ISO 639-1") {
            LanguageCode($0)
        }
        let hours = reader.value(fields["hours"], "days and hours such as mon-sun 0-24") { text in
            ContactWindow(text) == nil ? nil : text
        }
        reader.text(fields["source"])
        guard let label, let number, let hours else { return nil }
        return CrisisNumber(label: label, number: number, language: language, hours: hours)
    }

    /// What could be read of a rule: what it fits, also when the rest has mistakes.
    private struct Row {
        var needs: [Need] = []
        var isForEveryNeed = false
        var isUnconditional = false
        var after: FamilySet = []
        var rule: Rule?

        var isLastResort: Bool { isForEveryNeed && isUnconditional }

        func fits(_ need: Need) -> Bool {
            isForEveryNeed || needs.contains { $0 == need || $0.isWhole(need.family) }
        }

        /// The families whose needs wait for those of ``after``.
        var families: [NeedFamily] {
            NeedFamily.allCases.filter { family in
                isForEveryNeed || needs.contains { $0.family == family }
            }
        }
    }

    private static func row(
        _ branch: Branch,
        _ directory: Directory.Draft?,
        _ deadlines: Deadlines.Draft?,
        _ seen: inout Set<String>,
        _ reader: inout TreeReader
    ) -> Row {
        let fields = reader.fields(
            branch,
            required: ["id", "queues", "urgency", "class", "says", "source"],
            optional: ["needs", "when", "at_least", "after"]
        )
        var row = Row(
            isForEveryNeed: fields["needs"] == nil,
            isUnconditional: fields["when"] == nil
        )
        let id = reader.value(fields["id"], "1 to 15 of letters, digits, -, _ and .") { RuleID($0) }
        reader.once(&seen, fields["id"], id?.description)
        reader.notEmpty(fields["needs"], "at least one need, or no key for every need")
        row.needs = reader.needs(fields["needs"])
        var conditions = Conditions()
        conditions.when = Condition.read(
            fields["when"],
            among: [.language, .legalState, .phase, .noBCE],
            isOlder: true,
            &reader
        )
        let queues = queues(fields["queues"], directory, &reader)
        let (urgency, atLeast) = urgencies(fields, &reader)
        row.after = families(fields["after"], &reader)
        let terms = deadlineClass(fields["class"], deadlines, &reader)
        let says = fields["says"].flatMap { Saying.read($0, &reader) }
        let source = reader.text(fields["source"])
        guard let id, let urgency, let terms, let says else { return row }
        row.rule = Rule(
            RowHead(
                id: id,
                needs: row.needs,
                conditions: conditions,
                says: says,
                source: source ?? ""
            ),
            queues: queues,
            urgency: urgency,
            atLeast: atLeast,
            deadlines: terms,
            after: row.after
        )
        return row
    }

    static func families(_ branch: Branch?, _ reader: inout TreeReader) -> FamilySet {
        reader.notEmpty(branch, "at least one family, or no key where nothing comes first")
        let families = reader.values(
            branch,
            "a family of needs",
            among: NeedFamily.allCases.map(\.name)
        ) { NeedFamily(name: $0) }
        return families.reduce(into: []) { $0.formUnion(FamilySet($1)) }
    }

    static func queues(
        _ branch: Branch?,
        _ directory: Directory.Draft?,
        _ reader: inout TreeReader
    ) -> [QueueID] {
        let known = directory?.partners.filter(\.isRanked).flatMap(\.queues) ?? []
        return reader.values(
            branch,
            "a queue of directory.yaml that is not the desk's",
            among: known.map(\.description)
        ) { text in
            QueueID(text).flatMap { directory?.serves($0) == false ? nil : $0 }
        }
    }

    static func deadlineClass(
        _ branch: Branch?,
        _ deadlines: Deadlines.Draft?,
        _ reader: inout TreeReader
    ) -> DeadlineClass? {
        let classes = deadlines?.names ?? []
        let name = reader.value(branch, "a class of deadlines.yaml", among: classes) {
            deadlines == nil || classes.contains($0) ? $0 : nil
        }
        return deadlines?.classes.first { $0.name == name }
    }

    private static func urgencies(
        _ fields: [String: Branch],
        _ reader: inout TreeReader
    ) -> (urgency: Urgency?, atLeast: Urgency?) {
        let urgency = reader.urgency(fields["urgency"])
        let atLeast = reader.urgency(fields["at_least"])
        if let branch = fields["urgency"], let urgency, let atLeast,
            urgency.raised(to: atLeast) != urgency
        {
            reader.fault(branch, expected: "\(atLeast.name) or sooner, as at_least says")
        }
        return (urgency, atLeast)
    }

    /// Tells rules by which needs would wait for each other, whatever else they ask for: of each rule the
    /// families whose needs wait, and those that come first.
    static func tellCircles(
        _ rules: [(families: [NeedFamily], after: FamilySet)],
        _ items: [Branch],
        _ reader: inout TreeReader
    ) {
        var order = FamilyOrder()
        for (rule, item) in zip(rules, items) where !rule.after.isEmpty {
            for family in rule.families { order.put(family, after: rule.after) }
            guard let family = rule.families.first(where: order.isCircular) else { continue }
            reader.fault(
                item,
                expected: "families that never wait, by this rule and those above, for each other",
                found: "\(family.name), which would wait for itself"
            )
            return
        }
    }

    /// Tells rules that can never decide, and a last one that does not fit every need.
    private static func tellUseless(_ rows: [Row], _ items: [Branch], _ reader: inout TreeReader) {
        var decided: Set<Need> = []
        for (place, row) in rows.enumerated() where place < rows.count - 1 || !row.isLastResort {
            let item = items[place]
            let fits = Need.allCases.filter(row.fits)
            if !fits.isEmpty, decided.isSuperset(of: fits) {
                reader.fault(
                    item,
                    expected: "a need that no rule above decides in every case",
                    found: "none, so that this rule never decides"
                )
            }
            if row.isUnconditional { decided.formUnion(fits) }
        }
        if let row = rows.last, let item = items.last, !row.isLastResort {
            reader.fault(
                item,
                expected: "a last rule without needs and when, which fits every need",
                found: "one that does not"
            )
        }
    }
}
