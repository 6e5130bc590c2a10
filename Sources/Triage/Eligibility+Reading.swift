import Referrals

extension Eligibility {
    /// The keys of a partner that say whom it serves.
    static let keys = ["stages", "sizes", "eligibility", "valid_from", "valid_until"]

    /// Who helps instead, as a condition says, and where it says so: the partner may come later in the file.
    struct Instead {
        /// Where it stands.
        var branch: Branch
        /// The partner that asks for something.
        var of: PartnerID
        /// The one that helps instead.
        var name: PartnerID
    }

    /// Reads whom a partner serves; nil where nothing is said of it.
    static func read(
        _ fields: [String: Branch],
        of partner: PartnerID?,
        _ insteads: inout [Instead],
        _ reader: inout TreeReader
    ) -> Eligibility? {
        for key in ["stages", "sizes", "eligibility"] {
            reader.notEmpty(fields[key], "at least one, or no key where it is not known")
        }
        let stages = phases(fields["stages"], &reader)
        let sizes = sizes(fields["sizes"], &reader)
        var conditions: [EligibilityCondition] = []
        for item in reader.items(fields["eligibility"]) {
            guard let condition = condition(item, of: partner, &insteads, &reader) else { continue }
            conditions.append(condition)
        }
        let from = reader.value(fields["valid_from"], "a day YYYY-MM-DD") { CalendarDate($0) }
        let until = reader.value(fields["valid_until"], "a day YYYY-MM-DD") { CalendarDate($0) }
        if let from, let until, until < from, let branch = fields["valid_until"] {
            reader.fault(branch, expected: "a day from \(from.iso8601), valid_from, on")
        }
        guard keys.contains(where: { fields[$0] != nil }) else { return nil }
        return Eligibility(
            stages: stages,
            sizes: sizes,
            conditions: conditions,
            validFrom: from,
            validUntil: until
        )
    }

    private static func condition(
        _ branch: Branch,
        of partner: PartnerID?,
        _ insteads: inout [Instead],
        _ reader: inout TreeReader
    ) -> EligibilityCondition? {
        let fields = reader.fields(
            branch,
            required: ["says"],
            optional: ["only", "not", "instead"]
        )
        let only = test(fields["only"], &reader)
        let never = test(fields["not"], &reader)
        let instead = reader.value(fields["instead"], "the name of a partner") { PartnerID($0) }
        if let instead, let partner, let branch = fields["instead"] {
            insteads.append(Instead(branch: branch, of: partner, name: instead))
        }
        guard let says = fields["says"].flatMap({ Saying.read($0, &reader) }) else { return nil }
        return EligibilityCondition(only: only, never: never, says: says, instead: instead)
    }

    private static func test(_ branch: Branch?, _ reader: inout TreeReader) -> EligibilityTest {
        var test = EligibilityTest()
        guard let branch else { return test }
        let keys = ["phase", "size", "sector", "no_bce", "legal_state"]
        let fields = reader.fields(branch, optional: keys)
        if fields.isEmpty, case .map(let entries) = branch.tree.content, entries.isEmpty {
            reader.fault(branch, expected: "at least one of \(TreeReader.choice(keys))")
        }
        for key in keys { reader.notEmpty(fields[key], "at least one value") }
        test.phases = phases(fields["phase"], &reader)
        test.sizes = sizes(fields["size"], &reader)
        test.divisions = reader.values(
            fields["sector"],
            "a division of NACE, two digits in quotes, 01 to 99"
        ) { text in
            guard text.utf8.count == 2, let division = UInt8(text), division > 0 else { return nil }
            return division
        }
        test.noNumbers = reader.values(
            fields["no_bce"],
            "a reason for no enterprise number",
            among: NoBCE.allCases.map(\.name)
        ) { NoBCE(name: $0) }
        test.legalStates = reader.values(
            fields["legal_state"],
            "a legal state",
            among: LegalState.allCases.map(\.name)
        ) { LegalState(name: $0) }
        return test
    }

    private static func phases(_ branch: Branch?, _ reader: inout TreeReader) -> [Phase] {
        reader.values(branch, "a phase of an enterprise", among: Phase.allCases.map(\.name)) {
            Phase(name: $0)
        }
    }

    private static func sizes(_ branch: Branch?, _ reader: inout TreeReader) -> [SizeBand] {
        let names = SizeBand.allCases.map(\.name)
        return reader.values(branch, "a size: \(TreeReader.choice(names))", among: names) { text in
            SizeBand.allCases.first { $0.name == text }
        }
    }
}

extension Directory.Draft {
    /// Tells conditions that send people to nobody: who helps instead is another partner that takes people.
    func check(_ insteads: [Eligibility.Instead], _ reader: inout TreeReader) {
        for instead in insteads {
            let known = partners.filter { !$0.isTest && $0.name != instead.of }
            guard !known.contains(where: { $0.name == instead.name }) else { continue }
            let nearest = Spelling.nearest(
                to: instead.name.description,
                among: known.map(\.name.description)
            )
            let expected = "another partner of this file"
            reader.fault(
                instead.branch,
                expected: nearest.map { "\(expected), perhaps \($0)" } ?? expected
            )
        }
    }
}
