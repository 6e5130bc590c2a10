import Referrals

/// The `data` of a status, read in the order of its table: what is common, then what its kind has.
enum StatusFields {
    private static let common: [StaticString] = [
        "case", "agency_ref", "bce", "status", "at", "need", "by", "detail",
    ]

    /// Every field that some kind has of its own.
    private static let own: [StaticString] = [
        "result", "channel", "appointment_at", "legal", "instrument", "decision", "amount_band",
        "phase", "reason", "scope", "how", "recipients", "text_version", "expires", "outcome",
        "signal", "since",
    ]

    static func read(
        _ data: FieldObject,
        time: Moment,
        now: Moment?
    ) throws(FieldFault) -> StatusReport {
        let subject = try subject(data)
        let kind = try data.requiredWord("status", of: EventWords.statuses)
        let at = try data.requiredMoment("at")
        try data.refuseFuture(at, "at", now: now)
        let need = try data.word("need", of: EventWords.needs)
        _ = try data.name("by", max: 64)
        _ = try data.words("detail", max: 2000)
        let matter = try matter(kind, data, at: at, time: time)
        try refuseOthers(kind, data)
        return StatusReport(subject: subject, at: at, need: need, matter: matter)
    }

    private static func subject(_ data: FieldObject) throws(FieldFault) -> CaseName {
        let names: [StaticString] = ["case", "agency_ref", "bce"]
        let given = names.filter { data.has($0) }
        guard given.count == 1 else {
            let detail = "exactly one of case, agency_ref and bce is given"
            throw data.fault(.oneReference, given.first ?? "case", detail)
        }
        if let caseID = try ReferralFields.caseID(data) { return .reference(caseID) }
        if let value = data.document.member("agency_ref", of: data.node) {
            return .agencyRef(try ReferralFields.agencyRef(data, value))
        }
        guard let number = try EnterpriseFields.number(data, "bce") else {
            throw data.fault(.oneReference, "case", "the case must be named")
        }
        return .enterprise(number)
    }

    private static func matter(
        _ kind: StatusKind,
        _ data: FieldObject,
        at: Moment,
        time: Moment
    ) throws(FieldFault) -> StatusReport.Matter {
        switch kind {
        case .contacted:
            let result = try data.word("result", of: EventWords.contactResults)
            return .contacted(result, try data.word("channel", of: EventWords.channels))
        case .appointment:
            return .appointment(at: try data.requiredMoment("appointment_at"))
        case .noShow:
            return .noShow(appointment: try data.moment("appointment_at"))
        case .legalState:
            let legal = try data.requiredObject("legal", at: "/data/legal")
            return .legalState(try LegalFields.read(legal))
        case .aidDecided:
            return try aid(data)
        case .phase:
            return .phase(try data.requiredWord("phase", of: EventWords.phases))
        case .withdrawn:
            return .withdrawn(try outcome(data, "reason"))
        case .consentGiven:
            return .consentGiven(try ConsentFields.read(data, at: at, time: time))
        case .consentWithdrawn:
            let scope = try ConsentFields.scope(data)
            return .consentWithdrawn(scope, try data.partners("recipients"))
        case .closed:
            return .closed(try outcome(data, "outcome"))
        case .signal:
            let value = try data.required("signal")
            let signal = try SignalField.read(value, "signal", of: data)
            return .signal(signal, since: try data.date("since"))
        }
    }

    private static func aid(_ data: FieldObject) throws(FieldFault) -> StatusReport.Matter {
        let value = try data.required("instrument")
        try data.checkText(value, "instrument", max: 64)
        return .aidDecided(
            instrument: data.document.string(value) ?? "",
            try data.requiredWord("decision", of: EventWords.decisions),
            try data.word("amount_band", of: EventWords.amountBands)
        )
    }

    private static func outcome(
        _ data: FieldObject,
        _ name: StaticString
    ) throws(FieldFault) -> Outcome {
        let outcome = try data.requiredWord(name, of: EventWords.outcomes)
        let detail = data.document.member("detail", of: data.node)
        if outcome == .other, detail.map({ data.document.utf8Count($0) }) ?? 0 == 0 {
            throw data.fault(.detailRequired, "detail", "the outcome other needs a detail")
        }
        return outcome
    }

    /// Refuses the fields of other kinds, and those no kind has.
    private static func refuseOthers(
        _ kind: StatusKind,
        _ data: FieldObject
    ) throws(FieldFault) {
        let mine = fields(of: kind)
        let document = data.document
        for (key, _) in document.members(of: data.node)
        where !(mine + common).contains(where: { document.matches(key, $0) })
            && own.contains(where: { document.matches(key, $0) })
        {
            throw data.fault(.notApplicable, of: key, "a status \(kind.name) has no such field")
        }
        try data.refuseUnknown(besides: mine + common)
    }

    private static func fields(of kind: StatusKind) -> [StaticString] {
        switch kind {
        case .contacted: ["result", "channel"]
        case .appointment, .noShow: ["appointment_at"]
        case .legalState: ["legal"]
        case .aidDecided: ["instrument", "decision", "amount_band"]
        case .phase: ["phase"]
        case .withdrawn: ["reason"]
        case .consentGiven: ["scope", "how", "reason", "recipients", "text_version", "expires"]
        case .consentWithdrawn: ["scope", "recipients"]
        case .closed: ["outcome"]
        case .signal: ["signal", "since"]
        }
    }
}
