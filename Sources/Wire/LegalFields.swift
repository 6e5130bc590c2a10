import Referrals

/// Where an enterprise stands before the law, in a request or a status.
enum LegalFields {
    private static let known: [StaticString] = ["state", "as_of", "source", "cessation_date"]

    static func read(_ legal: FieldObject?) throws(FieldFault) -> Legal {
        guard let legal else { return Legal() }
        let state = try legal.word("state", of: EventWords.legalStates)
        let asOf = try legal.date("as_of")
        let source = try legal.word("source", of: EventWords.legalSources)
        let cessation = try legal.date("cessation_date", isNullable: true)
        try legal.refuseUnknown(besides: known)
        return Legal(state: state ?? .unknown, asOf: asOf, source: source, cessation: cessation)
    }
}

/// What an operator's screening for suicide found.
enum ScreeningFields {
    private static let known: [StaticString] = ["done", "result", "at", "by"]

    /// The result; nil if none was done.
    ///
    /// A result beside `done: false` counts: a life is worth more than the contradiction.
    static func read(_ screening: FieldObject?) throws(FieldFault) -> ScreeningResult? {
        guard let screening else { return nil }
        let done = try screening.required("done")
        try screening.expect(.bool, done, "done")
        let result = try screening.word("result", of: EventWords.screenings)
        if screening.document.bool(done) == true, result == nil {
            throw screening.fault(.fieldRequired, "result", "a screening done has a result")
        }
        _ = try screening.moment("at")
        _ = try screening.name("by", max: 64)
        try screening.refuseUnknown(besides: known)
        return result
    }
}
