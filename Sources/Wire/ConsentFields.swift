import Referrals

/// The consent of a request or of a status.
enum ConsentFields {
    private static let known: [StaticString] = [
        "scope", "how", "reason", "at", "recipients", "text_version", "by", "expires",
    ]

    /// The consent of a request, in an object of its own.
    static func read(_ consent: FieldObject, time: Moment) throws(FieldFault) -> Consent {
        _ = try consent.required("scope")
        let scope = try scope(consent) ?? []
        let how = try how(consent)
        let at = try consent.requiredMoment("at")
        try refuseLate(at, consent, time: time)
        let result = try rest(consent, scope, how, at)
        try consent.refuseUnknown(besides: known)
        return result
    }

    /// The consent that a status brings, whose `at` is the status's own.
    static func read(
        _ data: FieldObject,
        at: Moment,
        time: Moment
    ) throws(FieldFault) -> Consent {
        try refuseLate(at, data, time: time)
        _ = try data.required("scope")
        let scope = try scope(data) ?? []
        return try rest(data, scope, try how(data), at)
    }

    /// The families a consent names; nil if it names none at all.
    static func scope(_ consent: FieldObject) throws(FieldFault) -> FamilySet? {
        guard let items = try consent.list("scope", max: 16) else { return nil }
        var scope: FamilySet = []
        for (index, item) in items.enumerated() {
            scope.insert(
                FamilySet(
                    try consent.word(item, "scope", of: EventWords.families, item: index)
                )
            )
        }
        return scope
    }

    private static func how(_ consent: FieldObject) throws(FieldFault) -> ConsentHow {
        let how = try consent.requiredWord("how", of: EventWords.consents)
        let reason = try consent.words("reason", max: 500)
        if how == .vitalInterest, reason.map({ consent.document.utf8Count($0) }) ?? 0 == 0 {
            throw consent.fault(.detailRequired, "reason", "vital_interest needs a reason")
        }
        return how
    }

    private static func refuseLate(
        _ at: Moment,
        _ consent: FieldObject,
        time: Moment
    ) throws(FieldFault) {
        guard at > time else { return }
        throw consent.fault(.consentAfterTime, "at", "consent cannot lie after the event's time")
    }

    private static func rest(
        _ consent: FieldObject,
        _ scope: FamilySet,
        _ how: ConsentHow,
        _ at: Moment
    ) throws(FieldFault) -> Consent {
        let recipients = try consent.partners("recipients")
        _ = try consent.name("text_version", max: 32)
        _ = try consent.name("by", max: 64)
        let expires = try consent.date("expires")
        return Consent(scope: scope, recipients: recipients, how: how, at: at, expires: expires)
    }
}
