import Referrals

/// One column of a list: the field of the rows that it shows, and how.
struct Column {
    /// What kind of thing it shows.
    enum Kind {
        /// Words, at the left; the first to be cut when room is short.
        case text
        /// What is typed again to ask more of it: never cut.
        case name
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

    /// What a row shows in it, in a table.
    func text(of row: Row) -> String {
        switch kind {
        case .text, .name, .number: row.words(field) ?? "-"
        case .time: row.string(field).map(ClockTime.minutes) ?? "-"
        case .day: row.string(field).map { String(ClockTime.minutes($0).dropFirst(5)) } ?? "-"
        }
    }
}
