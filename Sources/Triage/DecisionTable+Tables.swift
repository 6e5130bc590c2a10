import Referrals

extension DecisionTable {
    /// What could be read of three tables.
    struct Tables {
        var safety: [SafetyRow] = []
        var classes: [ClassRow] = []
        var routing: [Rule] = []
    }

    /// Reads the three tables; nil when mistakes leave none.
    static func readTables(
        _ root: [String: Branch],
        of whole: Branch,
        _ directory: Directory.Draft?,
        _ deadlines: Deadlines.Draft?,
        _ reader: inout TreeReader
    ) -> Tables? {
        guard !root.isEmpty else { return nil }
        for table in RuleTable.allCases where root[table.name] == nil {
            reader.fault(whole, expected: "the key \(table.name)", found: "none")
        }
        var tables = Tables()
        var seen: Set<String> = []
        var isWhole = true
        let before = reader.faults.count
        let safety = reader.items(root["safety"])
        if safety.count > safetyMax, let branch = root["safety"] {
            reader.fault(branch, expected: "at most \(safetyMax) rows", found: "\(safety.count)")
        }
        for item in safety {
            if let row = safetyRow(item, &seen, &reader) {
                tables.safety.append(row)
            } else {
                isWhole = false
            }
        }
        let classes = reader.items(root["class"])
        for item in classes {
            if let row = classRow(item, deadlines, &seen, &reader) {
                tables.classes.append(row)
            } else {
                isWhole = false
            }
        }
        let routing = reader.items(root["routing"])
        reader.notEmpty(root["routing"], "at least the rule of last resort")
        for item in routing {
            if let row = routingRow(item, directory, &seen, &reader) {
                tables.routing.append(row)
            } else {
                isWhole = false
            }
        }
        // Rows with mistakes leave gaps that nobody made.
        guard isWhole, reader.faults.count == before else { return nil }
        if let branch = root["class"] {
            ClassCover.tell(tables.classes, classes, in: branch, &reader)
        }
        tellUseless(tables.routing, routing, &reader)
        tellCircles(tables.routing.map { ($0.families, $0.after) }, routing, &reader)
        return tables
    }

    private static let headKeys = ["id", "says", "source"]
    private static let headOptions = ["needs", "except", "when", "unless"]

    private static func head(
        _ fields: [String: Branch],
        among keys: [Condition.Key],
        _ seen: inout Set<String>,
        _ reader: inout TreeReader
    ) -> RowHead? {
        let id = reader.value(fields["id"], "1 to 15 of letters, digits, -, _ and .") { RuleID($0) }
        reader.once(&seen, fields["id"], id?.description)
        reader.notEmpty(fields["needs"], "at least one need, or no key for every need")
        reader.notEmpty(fields["except"], "at least one need, or no key for none")
        let needs = reader.needs(fields["needs"])
        let except = reader.needs(fields["except"])
        if let branch = fields["except"] ?? fields["needs"],
            !Need.allCases.contains(where: { $0.isOne(of: needs, except: except) })
        {
            reader.fault(branch, expected: "a need that is left", found: "none")
        }
        var conditions = Conditions()
        conditions.when = Condition.read(fields["when"], among: keys, &reader)
        conditions.unless = Condition.read(fields["unless"], among: keys, &reader)
        let says = fields["says"].flatMap { Saying.read($0, &reader) }
        let source = reader.text(fields["source"])
        guard let id, let says, let source else { return nil }
        return RowHead(
            id: id,
            needs: needs,
            except: except,
            conditions: conditions,
            says: says,
            source: source
        )
    }

    private static func safetyRow(
        _ branch: Branch,
        _ seen: inout Set<String>,
        _ reader: inout TreeReader
    ) -> SafetyRow? {
        let options = ["at_least", "adds", "show_lines"]
        let fields = reader.fields(branch, required: headKeys, optional: headOptions + options)
        let head = head(fields, among: Condition.Key.allCases, &seen, &reader)
        let atLeast = reader.urgency(fields["at_least"])
        let adds = reader.need(fields["adds"])
        let shows = reader.flag(fields["show_lines"])
        if fields["needs"] == nil, fields["when"] == nil, fields["unless"] == nil, !fields.isEmpty {
            reader.fault(branch, expected: "needs, when or unless", found: "none of them")
        }
        return head.map {
            SafetyRow($0, atLeast: atLeast, adds: adds, showsLines: shows ?? false)
        }
    }

    private static func classRow(
        _ branch: Branch,
        _ deadlines: Deadlines.Draft?,
        _ seen: inout Set<String>,
        _ reader: inout TreeReader
    ) -> ClassRow? {
        let fields = reader.fields(
            branch,
            required: headKeys + ["class", "urgency"],
            optional: headOptions
        )
        let head = head(fields, among: ClassCover.keys, &seen, &reader)
        let urgency = reader.urgency(fields["urgency"])
        let terms = deadlineClass(fields["class"], deadlines, &reader)
        guard let head, let urgency, let terms else { return nil }
        return ClassRow(head, deadlines: terms, urgency: urgency)
    }

    private static func routingRow(
        _ branch: Branch,
        _ directory: Directory.Draft?,
        _ seen: inout Set<String>,
        _ reader: inout TreeReader
    ) -> Rule? {
        let fields = reader.fields(
            branch,
            required: headKeys + ["queues"],
            optional: headOptions + ["after", "only_if", "stops"]
        )
        let head = head(fields, among: Condition.Key.allCases, &seen, &reader)
        let queues = queues(fields["queues"], directory, &reader)
        let after = families(fields["after"], &reader)
        let stops = reader.flag(fields["stops"])
        let onlyIf = fields["only_if"].map { StandingCondition.read($0, &reader) }
        guard let head else { return nil }
        return Rule(head, queues: queues, after: after, onlyIf: onlyIf, stops: stops ?? false)
    }

    /// Tells rules that are never reached, and a last one that does not fit every need.
    private static func tellUseless(
        _ rules: [Rule],
        _ items: [Branch],
        _ reader: inout TreeReader
    ) {
        var stopped: Set<Need> = []
        for (rule, item) in zip(rules, items) where !rule.isLastResort {
            let fits = Need.allCases.filter(rule.concerns)
            if stopped.isSuperset(of: fits) {
                reader.fault(
                    item,
                    expected: "a need at which no rule above stops in every case",
                    found: "none, so that this rule never adds a queue"
                )
            }
            if rule.conditions.isEmpty, rule.stops { stopped.formUnion(fits) }
        }
        if let rule = rules.last, let item = items.last, !rule.isLastResort {
            reader.fault(
                item,
                expected: "a last rule without needs, when and unless, which fits every need",
                found: "one that does not"
            )
        }
    }
}

extension Rule {
    /// The families whose needs wait for those of ``after``.
    fileprivate var families: [NeedFamily] {
        NeedFamily.allCases.filter { family in
            Need.allCases.contains { $0.family == family && concerns($0) }
        }
    }
}
