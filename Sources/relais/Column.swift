import Referrals

/// One column of a list: the field of the rows that it shows, and how.
struct Column {
    /// What kind of thing it shows.
    enum Kind {
        /// Words, at the left; the first to be cut when room is short.
        case text
        /// What is typed again to ask more of it: never cut.
        case name
        /// Words that go on below, in the last column.
        case sentence
        /// A queue, and behind its name whether it is paused or draining: only the name is cut.
        case queue
        /// A number, at the right.
        case number
        /// A time, on the clock of Brussels.
        case time
        /// A time of these months, without its year.
        case day
    }

    /// The name of the field, which is the column's name in CSV.
    let field: String

    /// What stands above it in a table.
    let title: String

    /// What kind of thing it shows.
    let kind: Kind

    init(_ field: String, _ title: String, _ kind: Kind = .text) {
        self.field = field
        self.title = title
        self.kind = kind
    }

    /// Whether it may be narrower than what it shows.
    var canShrink: Bool {
        switch kind {
        case .text, .sentence, .queue: true
        case .name, .number, .time, .day: false
        }
    }

    /// What a row shows in it, in at most so many places, on as many lines as that takes.
    func lines(of row: Row, in width: Int) -> [String] {
        switch kind {
        case .sentence: JourneyTimeline.wrap(text(of: row), to: width)
        case .queue: [QueueName(row).text(at: WallClock.now(), in: width)]
        case .text, .name, .number, .time, .day: [PlainText.cut(text(of: row), to: width)]
        }
    }

    /// What a row shows in it, in a table.
    func text(of row: Row) -> String {
        switch kind {
        case .text, .sentence, .name, .number: row.words(field) ?? "-"
        case .queue: QueueName(row).text(at: WallClock.now())
        case .time: row.string(field).map(ClockTime.minutes) ?? "-"
        case .day: row.string(field).map { String(ClockTime.minutes($0).dropFirst(5)) } ?? "-"
        }
    }
}
