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
        let phrase = JourneyPhrase(row)
        var shown = phrase.told.union(["at", "by", "what", "case", "position"])
        var sentence = phrase.words
        for (field, before) in inSentence {
            guard !shown.contains(field), let value = row.words(field), !value.isEmpty else {
                continue
            }
            if field == "leg", row.string("need") != nil { continue }
            if field == "need", row.string("status") != nil { continue }
            let isNeed = field == "need"
            sentence += " " + before + (isNeed ? JourneyPhrase.need(row) ?? value : value)
            shown.insert(field)
        }
        for field in row.fields where !shown.contains(field) && field != "leg" {
            guard let value = row.words(field), !value.isEmpty else { continue }
            sentence += ", \(PlainText.spaced(field)) \(ClockTime.minutes(value))"
        }
        return sentence
    }

    /// The fields that belong into the sentence itself, and the word before each.
    private static let inSentence = [
        ("status", ""), ("need", ""), ("leg", ""), ("partner", "with "), ("queue", "in "),
        ("outcome", "as "),
        ("reason", "because "),
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
