public import Referrals

extension TriageCases {
    /// Reads the cases of a file, or tells every mistake in them.
    ///
    /// - Parameters:
    ///   - tree: the file.
    ///   - file: its name, for the mistakes.
    /// - Throws: ``BundleFaults``, in the order of the lines.
    public init(_ tree: Tree, file: String) throws(BundleFaults) {
        var reader = TreeReader(file: file)
        let root = reader.fields(Branch(root: tree), required: ["cases"])
        reader.notEmpty(root["cases"], "at least one case")
        var seen: Set<String> = []
        var cases: [TriageCase] = []
        for item in reader.items(root["cases"]) {
            if let found = TriageCase.read(item, &seen, &reader) { cases.append(found) }
        }
        guard reader.faults.isEmpty else { throw BundleFaults(reader.faults) }
        self.cases = cases
    }
}

extension TriageCase {
    /// When a case is judged that does not say: a Monday at ten, in Brussels.
    public static let usualTime = Moment(rfc3339: "2026-03-02T10:00:00+01:00")

    fileprivate static func read(
        _ branch: Branch,
        _ seen: inout Set<String>,
        _ reader: inout TreeReader
    ) -> TriageCase? {
        let fields = reader.fields(
            branch,
            required: ["id", "says", "request", "expect"],
            optional: ["at", "agency"]
        )
        let id = reader.text(fields["id"])
        reader.once(&seen, fields["id"], id)
        let says = reader.text(fields["says"])
        let told = reader.value(
            fields["at"],
            "a time with an offset, as in 2026-03-02T22:00:00+01:00"
        ) { Moment(rfc3339: $0) }
        let agency = reader.value(fields["agency"], "the name of an agency") { AgencyID($0) }
        guard let at = told ?? TriageCase.usualTime else { return nil }
        let referral = fields["request"].flatMap { RequestReader.read($0, at: at, &reader) }
        let expected = fields["expect"].map { ExpectationReader.read($0, &reader) }
        guard let id, let says, let referral, let expected else { return nil }
        return TriageCase(
            id: id,
            says: says,
            line: branch.tree.line,
            at: at,
            agency: agency,
            referral: referral,
            expected: expected
        )
    }
}

/// Reads a request in short form.
enum RequestReader {
    private static let keys = [
        "needs", "language", "channel", "interpreter", "digital", "commune", "postcode", "sector",
        "nace",
        "workers", "phase", "no_bce", "legal_state", "legal_as_of", "cessation", "signals",
        "screening", "jobs",
        "consent", "recipients", "consent_how", "excluded", "preferred", "reply_by", "note",
    ]

    static func read(_ branch: Branch, at: Moment, _ reader: inout TreeReader) -> Referral? {
        let fields = reader.fields(branch, optional: keys)
        let needs = needs(fields["needs"], &reader)
        let language = reader.value(fields["language"], "a code of ISO 639-1") { LanguageCode($0) }
        let channel = reader.word(fields["channel"], "a channel", Channel.allCases, \.name)
        var referral = Referral(
            agencyRef: Confidential("case"),
            channel: channel ?? .phone,
            language: language ?? .french,
            reach: .phone,
            needs: needs,
            consent: consent(fields, at: at, &reader)
        )
        referral.interpreterNeeded = reader.flag(fields["interpreter"]) ?? false
        referral.digitalAccess = reader.flag(fields["digital"])
        referral.enterprise = enterprise(fields, &reader)
        referral.legal = legal(fields, &reader)
        referral.signals = reader.values(
            fields["signals"],
            "an alarm signal",
            among: Signal.allCases.map(\.name)
        ) { Signal(name: $0) }
        referral.screening = reader.word(
            fields["screening"],
            "what a screening found",
            ScreeningResult.allCases,
            \.name
        )
        referral.jobsAtStake = reader.whole(fields["jobs"], 0...100_000).map(Int.init)
        referral.excludedPartners = reader.values(fields["excluded"], "a partner") { PartnerID($0) }
        referral.preferredPartner = reader.value(fields["preferred"], "a partner") { PartnerID($0) }
        referral.replyBy = reader.value(fields["reply_by"], "a time with an offset") {
            Moment(rfc3339: $0)
        }
        referral.note = reader.text(fields["note"]).map { Confidential($0) }
        return referral
    }

    private static func needs(_ branch: Branch?, _ reader: inout TreeReader) -> [NeedClaim] {
        var seen: Set<String> = []
        return reader.items(branch).compactMap { item in
            var claim: NeedClaim?
            if case .text = item.tree.content {
                claim = need(item, &reader).map { NeedClaim(need: $0) }
            } else {
                let fields = reader.fields(
                    item,
                    required: ["code"],
                    optional: ["urgency", "evidence"]
                )
                let need = need(fields["code"], &reader)
                let urgency = reader.word(
                    fields["urgency"],
                    "an urgency",
                    Urgency.allCases,
                    \.name
                )
                let evidence = reader.word(
                    fields["evidence"],
                    "an evidence",
                    Evidence.allCases,
                    \.name
                )
                claim = need.map {
                    NeedClaim(need: $0, urgency: urgency, evidence: evidence ?? .declared)
                }
            }
            reader.once(&seen, item, claim?.need.name)
            return claim
        }
    }

    static func need(_ branch: Branch?, _ reader: inout TreeReader) -> Need? {
        reader.word(branch, "a need", Need.allCases, \.name)
    }

    private static func consent(
        _ fields: [String: Branch],
        at: Moment,
        _ reader: inout TreeReader
    ) -> Consent {
        let families = reader.values(
            fields["consent"],
            "a family of needs",
            among: NeedFamily.allCases.map(\.name)
        ) { NeedFamily(name: $0) }
        let covered = fields["consent"] == nil ? NeedFamily.allCases : families
        let recipients = reader.values(fields["recipients"], "a partner") { PartnerID($0) }
        let how = reader.word(fields["consent_how"], "a way", ConsentHow.allCases, \.name)
        return Consent(
            scope: covered.reduce(into: []) { $0.formUnion(FamilySet($1)) },
            recipients: fields["recipients"] == nil ? nil : recipients,
            how: how ?? .oral,
            at: at
        )
    }

    private static func enterprise(
        _ fields: [String: Branch],
        _ reader: inout TreeReader
    ) -> Enterprise {
        var enterprise = Enterprise()
        enterprise.commune = reader.value(fields["commune"], "the NIS code of a commune") { text in
            var text = text
            return text.withUTF8 { Commune(UnsafeRawBufferPointer($0)) }
        }
        enterprise.postcode = reader.value(fields["postcode"], "a postcode") { text in
            var text = text
            return text.withUTF8 { Postcode(UnsafeRawBufferPointer($0)) }
        }
        enterprise.sector = reader.whole(fields["sector"], 1...99, of: "a division of NACE")
            .map { UInt8($0) }
        if let branch = fields["nace"] {
            enterprise.nace = nace(branch, &reader)
            enterprise.sector = enterprise.sector ?? enterprise.nace?.division
        }
        enterprise.size = reader.whole(fields["workers"], 0...1_000_000)
            .map { SizeBand(workers: Int($0)) }
        enterprise.phase = reader.word(fields["phase"], "a phase", Phase.allCases, \.name)
        enterprise.noNumber = reader.word(
            fields["no_bce"],
            "a reason for no enterprise number",
            NoBCE.allCases,
            \.name
        )
        return enterprise
    }

    private static func nace(_ branch: Branch, _ reader: inout TreeReader) -> NaceCode? {
        let fields = reader.fields(branch, required: ["code", "version"])
        let version = reader.word(
            fields["version"],
            "a version of NACE-BEL",
            NaceVersion.allCases,
            \.name
        )
        return reader.value(fields["code"], "2 to 5 digits of NACE-BEL") { digits in
            NaceCode(version: version ?? .nace2008, digits: digits)
        }
    }

    private static func legal(_ fields: [String: Branch], _ reader: inout TreeReader) -> Legal {
        let state = reader.word(
            fields["legal_state"],
            "a legal state",
            LegalState.allCases,
            \.name
        )
        let cessation = reader.value(fields["cessation"], "a day, as in 2026-03-03") {
            CalendarDate($0)
        }
        let asOf = reader.value(fields["legal_as_of"], "a day, as in 2026-03-03") {
            CalendarDate($0)
        }
        return Legal(state: state ?? .unknown, asOf: asOf, cessation: cessation)
    }
}

/// Reads what must come of a request.
private enum ExpectationReader {
    static func read(_ branch: Branch, _ reader: inout TreeReader) -> TriageCase.Expected {
        let fields = reader.fields(
            branch,
            optional: ["crisis", "danger", "rules", "exactly", "at_least", "absent"]
        )
        if fields.isEmpty, case .map = branch.tree.content {
            reader.fault(branch, expected: "something that must come of it")
        }
        if let both = fields["at_least"], fields["exactly"] != nil {
            reader.fault(both, expected: "exactly or at_least, not both", found: "both")
        }
        var expected = TriageCase.Expected()
        expected.isCrisis = reader.flag(fields["crisis"])
        expected.danger = reader.word(fields["danger"], "a danger", Danger.allCases, \.name)
        expected.rules = rules(fields["rules"], &reader)
        expected.isExact = fields["exactly"] != nil
        expected.legs = reader.items(fields["exactly"] ?? fields["at_least"])
            .compactMap { leg($0, &reader) }
        expected.absent = reader.values(
            fields["absent"],
            "a family of needs",
            among: NeedFamily.allCases.map(\.name)
        ) { NeedFamily(name: $0) }
        return expected
    }

    private static func leg(_ branch: Branch, _ reader: inout TreeReader) -> TriageCase.Leg? {
        if case .text = branch.tree.content {
            return RequestReader.need(branch, &reader).map { TriageCase.Leg(need: $0) }
        }
        let fields = reader.fields(
            branch,
            required: ["need"],
            optional: ["urgency", "class", "evidence", "rules", "first", "excluded", "block"]
        )
        let need = RequestReader.need(fields["need"], &reader)
        let urgency = reader.word(fields["urgency"], "an urgency", Urgency.allCases, \.name)
        let className = reader.text(fields["class"], "a class of deadlines.yaml")
        let evidence = reader.word(fields["evidence"], "an evidence", Evidence.allCases, \.name)
        let rules = rules(fields["rules"], &reader)
        let first = reader.values(fields["first"], "a queue") { QueueID($0) }
        let excluded = excluded(fields["excluded"], &reader)
        let block = reader.word(fields["block"], "a block", Block.allCases, \.word)
        return need.map { need in
            TriageCase.Leg(
                need: need,
                urgency: urgency,
                className: className,
                evidence: evidence,
                rules: rules,
                first: fields["first"] == nil ? nil : first,
                excluded: excluded,
                block: block
            )
        }
    }

    private static func rules(_ branch: Branch?, _ reader: inout TreeReader) -> [TriageCase.Mention]
    {
        reader.items(branch).compactMap { item in
            reader.value(item, "the name of a rule") { RuleID($0) }.map { rule in
                TriageCase.Mention(rule: rule, line: item.tree.line, column: item.tree.column)
            }
        }
    }

    /// Partners, each with what excludes it.
    private static func excluded(
        _ branch: Branch?,
        _ reader: inout TreeReader
    ) -> [TriageCase.Excluded] {
        guard let branch else { return [] }
        guard case .map(let entries) = branch.tree.content else {
            reader.fault(branch, expected: "a map of partners, each with what excludes it")
            return []
        }
        return entries.compactMap { entry in
            let path = "\(branch.path).\(entry.key)"
            let key = Branch(
                tree: Tree(line: entry.line, column: entry.column, content: .text(entry.key)),
                path: path
            )
            let partner = reader.value(key, "a partner") { PartnerID($0) }
            let why = reader.word(
                Branch(tree: entry.value, path: path),
                "what excludes it",
                Exclusion.allCases,
                \.word
            )
            guard let partner, let why else { return nil }
            return TriageCase.Excluded(partner: partner, exclusion: why)
        }
    }
}
