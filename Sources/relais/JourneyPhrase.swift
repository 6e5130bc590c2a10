/// How a timeline tells a fact: a sentence without its subject, in which `{field}` stands for a field.
struct JourneyPhrase {
    /// The sentence so far; what else the row has follows it.
    let words: String

    /// The fields that it has told.
    let told: Set<String>

    /// The phrase of a row; a fact that is not known here is called by its own name.
    init(_ row: Row) {
        let what = row.string("what") ?? "-"
        let kind = JourneyPhrase.kinds[what]
        var told: Set<String> = []
        var phrase = JourneyPhrase.phrases[what]
        if let kind, let value = row.string(kind),
            let ofKind = JourneyPhrase.phrases["\(what).\(value)"]
        {
            phrase = ofKind
            told.insert(kind)
        }
        var words = phrase ?? PlainText.spaced(what)
        for field in ["partner", "need", "queue", "notice", "standing", "step", "verb"]
        where words.contains("{\(field)}") {
            let value = field == "need" ? JourneyPhrase.need(row) : row.string(field)
            words = words.replacing("{\(field)}", with: value ?? "it")
            told.formUnion(field == "need" ? ["need", "leg"] : [field])
        }
        self.words = words
        self.told = told
    }

    /// The need of a leg and, behind it, which leg of the case it is: `treasury.vat (/1)`.
    static func need(_ row: Row) -> String? {
        guard let leg = row.string("leg") else { return row.string("need") }
        guard let need = row.string("need") else { return leg }
        return leg.firstIndex(of: "/").map { "\(need) (\(leg[$0...]))" } ?? need
    }

    /// Whether a fact of this name has a phrase.
    static func knows(_ what: String) -> Bool { phrases[what] != nil }

    /// The field that says of which kind a fact is.
    private static let kinds = [
        "assignment_ended": "reason", "died": "reason", "note_read": "danger", "noticed": "notice",
        "overdue": "deadline", "reported": "verb", "stepped": "step",
    ]

    /// What the facts are called, and their kinds.
    private static let phrases: [String: String] = [
        "request_stored": "asked for help",
        "status_stored": "reported",
        "corrected": "corrected what it had sent",
        "consent_given": "recorded consent",
        "consent_withdrawn": "recorded that consent is withdrawn",
        "case_opened": "opened the case",
        "case_reopened": "opened the case again",
        "case_closed": "closed the case",
        "cases_merged": "had one case go on in another",
        "case_erased": "erased the case",
        "erasure_asked": "asked for the case to be erased",
        "cessation_told": "told the day on which payments ceased",
        "bankruptcy_told": "told the day on which the court declared the bankruptcy",
        "partners_excluded": "asked that {partners} not have {need}",
        "leg_opened": "opened a leg for",
        "leg_joined": "joined an open leg for",
        "leg_placed": "placed",
        "leg_closed": "closed",
        "sharpened": "brought the deadline closer of",
        "offered": "offered",
        "accepted": "accepted",
        "declined": "declined",
        "assignment_ended": "took back",
        "assignment_ended.returned": "gave back, unread,",
        "assignment_ended.lapsed": "took back, as the connection was lost,",
        "assignment_ended.expired": "took back, unanswered in time,",
        "assignment_ended.redirected": "passed on",
        "assignment_ended.silent": "took back, as nothing was heard of it,",
        "assignment_ended.outrun": "took back, as another was first,",
        "assignment_ended.rerouted": "took away, to give it to another,",
        "reported": "reported on",
        "reported.contact": "tried to reach the person for",
        "reported.schedule": "made an appointment for",
        "reported.no_show": "met nobody at the appointment for",
        "reported.start": "began work on",
        "reported.hold": "put on hold",
        "reported.resume": "went on with",
        "reported.complete": "finished",
        "reported.fail": "came to nothing with",
        "reported.redirect": "passed on",
        "reported.decline_late": "gave back, after accepting,",
        "reported.confirm_cancel": "stopped",
        "reported.refuse_cancel": "goes on, though asked to stop, with",
        "cancel_requested": "asked the partner to stop with",
        "noticed": "told {partner} of {need}: {notice}",
        "noticed.recalled": "told {partner} that {need} was taken back",
        "noticed.cancel_requested": "told {partner} to stop with {need}",
        "noticed.content_changed": "told {partner} that the content of {need} has changed",
        "noticed.consent_withdrawn": "told {partner} that consent is withdrawn for {need}",
        "noticed.queues_changed": "told {partner} that its queues have changed",
        "noticed.reminder": "reminded {partner} of {need}",
        "acknowledged": "read its notices",
        "overdue": "passed a deadline of",
        "overdue.due": "passed, with nobody to accept it, the deadline of",
        "overdue.handle_by": "passed, without contact, the deadline of",
        "overdue.next_step": "passed, without news, the next step of",
        "overdue.hold": "passed the end of the hold of",
        "stepped": "went on with {need} to {step}",
        "stepped.remind": "reminded of",
        "stepped.widen": "let more partners have",
        "stepped.offer_to_several": "let several be offered at once",
        "stepped.desk": "put before the desk of last resort",
        "died": "took for dead",
        "died.lost_too_often": "took for dead, lost too often by whoever got it,",
        "died.passed_on_too_often": "took for dead, passed on too often,",
        "replayed": "placed anew, as if just asked for,",
        "content_opened": "opened the content of",
        "note_read": "read the note",
        "note_read.none": "read the note",
        "note_read.verify": "read the note: somebody must ask whether a life is in danger",
        "note_read.crisis": "read the note: crisis suspected",
        "line_held": "held, before a human, a line that could not be read",
        "ordered": "ordered {verb}",
        "queue_set": "set {queue} to be {standing}",
        "surge_set": "began or ended the rules for a rush",
        "clock_accepted": "accepted the clock as right",
        "recorder_started": "began to record",
        "bundle_activated": "put rules in force",
    ]
}
