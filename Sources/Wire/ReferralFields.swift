import Referrals

/// The `data` of a request, read in the order of its table.
enum ReferralFields {
    private static let known: [StaticString] = [
        "agency_ref", "case", "operator", "channel", "language", "interpreter_needed",
        "digital_access", "person", "enterprise", "needs", "note", "legal", "signals", "screening",
        "jobs_at_stake", "exclude_partners", "prefer_partner", "consent", "reply_by",
    ]

    /// The longest note, the event's or a need's.
    static let noteMax = 4000

    static func read(_ data: FieldObject, time: Moment) throws(FieldFault) -> Referral {
        let agencyRef = try agencyRef(data, try data.required("agency_ref"))
        let caseID = try caseID(data)
        _ = try data.name("operator", max: 64)
        let channel = try data.requiredWord("channel", of: EventWords.channels)
        let language = try language(data)
        let interpreterNeeded = try data.flag("interpreter_needed") ?? false
        let digitalAccess = try data.flag("digital_access")
        let reach = try PersonFields.read(try data.requiredObject("person", at: "/data/person"))
        let enterprise = try data.object("enterprise", at: "/data/enterprise")
        let known = try enterprise.map { (fields) throws(FieldFault) in
            try EnterpriseFields.read(fields)
        }
        let needs = try NeedFields.read(data)
        let note = try note(data, needs)
        let legal = try LegalFields.read(data.object("legal", at: "/data/legal"))
        let signals = try signals(data)
        let screening = try ScreeningFields.read(data.object("screening", at: "/data/screening"))
        let jobsAtStake = try data.whole("jobs_at_stake", in: 0...100_000)
        let excluded = try data.partners("exclude_partners")
        let preferred = try preferredPartner(data)
        let consent = try ConsentFields.read(
            try data.requiredObject("consent", at: "/data/consent"),
            time: time
        )
        let replyBy = try data.moment("reply_by")
        try data.refuseUnknown(besides: Self.known)
        return Referral(
            agencyRef: agencyRef,
            caseID: caseID,
            channel: channel,
            language: language,
            interpreterNeeded: interpreterNeeded,
            digitalAccess: digitalAccess,
            reach: reach,
            enterprise: known ?? Enterprise(),
            needs: needs,
            legal: legal,
            signals: signals,
            screening: screening,
            jobsAtStake: jobsAtStake,
            excludedPartners: excluded ?? [],
            preferredPartner: preferred,
            consent: consent,
            replyBy: replyBy,
            note: note
        )
    }

    /// The agency's own reference, 1 to 64 characters.
    static func agencyRef(
        _ data: FieldObject,
        _ value: JSONDocument.Node
    ) throws(FieldFault) -> Confidential<String> {
        try data.checkText(value, "agency_ref", max: 64)
        let text = data.document.string(value) ?? ""
        guard !text.isEmpty else {
            throw data.fault(.badValue, "agency_ref", "agency_ref has 1 to 64 characters")
        }
        return Confidential(text)
    }

    /// The reference of a case, if there is one.
    static func caseID(_ data: FieldObject) throws(FieldFault) -> CaseID? {
        guard let value = try data.name("case", max: 32) else { return nil }
        guard let caseID = CaseID(data.document.string(value) ?? "") else {
            throw data.fault(.badValue, "case", "case must be a reference, as in RL-2026-000123-7")
        }
        return caseID
    }

    private static func language(_ data: FieldObject) throws(FieldFault) -> LanguageCode {
        let detail = "language must be two lower-case letters of ISO 639-1"
        _ = try data.required("language")
        let language = try data.formed("language", .badValue, detail) { LanguageCode($0) }
        guard let language else { throw data.fault(.badValue, "language", detail) }
        return language
    }

    private static func note(
        _ data: FieldObject,
        _ needs: [NeedClaim]
    ) throws(FieldFault) -> Confidential<String>? {
        let value = try data.words("note", max: noteMax)
        if let value, data.document.utf8Count(value) > 0 {
            return data.document.string(value).map { Confidential($0) }
        }
        guard needs.allSatisfy({ $0.need != .other || $0.note != nil }) else {
            let detail = "the need other must be told in the note, or in its own"
            throw data.fault(.detailRequired, "note", detail)
        }
        return nil
    }

    private static func signals(_ data: FieldObject) throws(FieldFault) -> [Signal] {
        var signals: [Signal] = []
        for (index, item) in (try data.list("signals", max: 16) ?? []).enumerated() {
            let signal = try SignalField.read(item, "signals", of: data, item: index)
            if let signal, !signals.contains(signal) { signals.append(signal) }
        }
        return signals
    }

    private static func preferredPartner(_ data: FieldObject) throws(FieldFault) -> PartnerID? {
        let object = try data.object("prefer_partner", at: "/data/prefer_partner")
        guard let object else { return nil }
        let partner = try object.partner(try object.required("partner"), "partner")
        _ = try object.words("reason", max: 500)
        try object.refuseUnknown(besides: ["partner", "reason"])
        return partner
    }
}

/// A signal's code: one of the list, or one of the same form that counts for nothing yet.
enum SignalField {
    static func read(
        _ value: JSONDocument.Node,
        _ name: StaticString,
        of data: FieldObject,
        item: Int? = nil
    ) throws(FieldFault) -> Signal? {
        try data.checkText(value, name, max: .max, item: item)
        let document = data.document
        if let signal = document.withUTF8(of: value, { EventWords.signals.value(of: $0) }) {
            return signal
        }
        let isFormed = document.withUTF8(of: value) { bytes in
            (1...32).contains(bytes.count)
                && bytes.allSatisfy { byte in
                    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || byte == UInt8(ascii: "_")
                }
        }
        guard isFormed else {
            let detail = "a signal's code has 1 to 32 of a-z and the underscore"
            throw data.fault(.badValue, name, detail, item: item)
        }
        return nil
    }
}
