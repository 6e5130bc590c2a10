/// The journey of a case as a timeline in words: when, who, what.
struct JourneyTimeline {
    private static let timeWidth = 8
    private static let whoWidth = 14

    /// The rows of the journey, oldest first.
    let rows: [Row]

    /// The lines of the timeline; a day stands above what happened in it.
    func lines(width: Int) -> [String] {
        var lines: [String] = []
        var day = ""
        for row in rows {
            let at = ClockTime.dayAndTime(row.string("at") ?? "")
            if at.day != day {
                if !lines.isEmpty { lines.append("") }
                lines.append(at.day)
                day = at.day
            }
            lines += entry(row, at: at.time, width: width)
        }
        return lines
    }

    private func entry(_ row: Row, at time: String, width: Int) -> [String] {
        let who = PlainText.cut(JourneyTimeline.who(row), to: JourneyTimeline.whoWidth)
        let margin =
            "  " + PlainText.pad(time, to: JourneyTimeline.timeWidth) + "  "
            + PlainText.pad(who, to: JourneyTimeline.whoWidth) + "  "
        let wrapped = JourneyTimeline.wrap(
            JourneyTimeline.what(row),
            to: max(20, width - margin.count)
        )
        let indent = String(repeating: " ", count: margin.count)
        return wrapped.indices.map { ($0 == 0 ? margin : indent) + wrapped[$0] }
    }

    /// Who did it, without the role before the name.
    static func who(_ row: Row) -> String {
        guard let by = row.string("by") else { return row.string("partner") ?? "relais" }
        return by.split(separator: ":").last.map(String.init) ?? by
    }

    /// What happened, as a sentence without its subject; names it does not know are said as they are.
    static func what(_ row: Row) -> String {
        let what = row.string("what") ?? "-"
        var shown: Set<String> = ["at", "by", "what", "case", "position"]
        var sentence =
            phrases[what] ?? PlainText.spaced(what)
        for (field, before) in inSentence {
            guard let value = row.words(field), !value.isEmpty else { continue }
            if field == "leg", row.string("need") != nil { continue }
            if field == "need", row.string("status") != nil { continue }
            sentence += " " + before + value
            shown.insert(field)
        }
        for field in row.fields where !shown.contains(field) && field != "leg" {
            guard let value = row.words(field), !value.isEmpty else { continue }
            let isTime = field == "due" || field.hasSuffix("_by") || field.hasSuffix("_at")
            let name = PlainText.spaced(field)
            sentence += ", \(name) \(isTime ? ClockTime.minutes(value) : value)"
        }
        return sentence
    }

    /// The fields that belong into the sentence itself, and the word before each.
    private static let inSentence = [
        ("status", ""), ("need", ""), ("leg", ""), ("partner", "with "), ("queue", "in "),
        ("outcome", "as "),
        ("reason", "because "),
    ]

    /// What the facts are called in a timeline; a fact that is not here is called by its own name.
    private static let phrases = [
        "request_stored": "asked for help",
        "status_stored": "reported",
        "status_recorded": "reported",
        "corrected": "corrected what it had sent",
        "consent_given": "recorded consent",
        "consent_withdrawn": "recorded that consent is withdrawn",
        "consent_changed": "recorded consent given or withdrawn",
        "case_opened": "opened the case",
        "case_reopened": "opened the case again",
        "case_closed": "closed the case",
        "leg_opened": "opened a leg for",
        "leg_joined": "joined an open leg for",
        "leg_placed": "placed",
        "leg_closed": "closed",
        "unrouted": "put before the desk of last resort",
        "blocked": "waits for consent or data:",
        "released": "is no longer held up:",
        "sharpened": "brought the deadline closer of",
        "offered": "offered",
        "accepted": "accepted",
        "declined": "declined",
        "returned": "gave back, unread,",
        "lapsed": "lost its connection, and gave back",
        "expired": "did not answer in time for",
        "recalled": "took back",
        "redirected": "passed on",
        "contacted": "tried to reach the person for",
        "scheduled": "made an appointment for",
        "no_show": "met nobody at the appointment for",
        "started": "began work on",
        "on_hold": "put on hold",
        "resumed": "went on with",
        "completed": "finished",
        "failed": "came to nothing with",
        "declined_late": "gave back, after accepting,",
        "cancel_requested": "asked the partner to stop",
        "cancel_confirmed": "stopped",
        "cancel_refused": "goes on with",
        "overdue": "passed a deadline of",
        "content_opened": "opened the content of",
        "line_held": "held, before a human, a line that could not be read",
    ]

    /// Breaks a sentence between words into lines of at most so many places.
    static func wrap(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ").flatMap({ pieces(of: $0, width) }) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
    }

    /// A word, or, if it is longer than a line, its pieces.
    private static func pieces(of word: Substring, _ width: Int) -> [Substring] {
        var rest = word
        var pieces: [Substring] = []
        while rest.count > width {
            pieces.append(rest.prefix(width))
            rest = rest.dropFirst(width)
        }
        return pieces + [rest]
    }
}
