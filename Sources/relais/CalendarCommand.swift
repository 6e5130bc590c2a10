import ArgumentParser
import Referrals
import Triage
import Wire

/// `relais calendar`: when a partner is open, day by day, and why it is not.
struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Shows when a partner is open, day by day, and why it is not.",
        discussion: """
            Without a name: every partner, and when it opens next. With the name of a partner, or \
            of a calendar of calendars.yaml: its days, a row each, with the holidays, closures and \
            days of special hours as they fall. What is not known is taken to be open always.

            EXAMPLES
              relais calendar
              relais calendar un-pass --from 2026-12-21 --days 14
              relais calendar region -o csv --bundle config/bundle
            """
    )

    @Argument(help: "The name of a partner or of a calendar.")
    var name: String?

    @Option(
        help: ArgumentHelp("The first day; today without.", valueName: "day"),
        transform: CalendarCommand.day
    )
    var from: CalendarDate?

    @Option(help: "How many days, 1 to 3660.")
    var days = 14

    @OptionGroup var rules: RulesOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...3_660).contains(days) else {
            throw ValidationError("--days is a number from 1 to 3660")
        }
    }

    func run() throws {
        let bundle = try rules.read()
        let listing = try name.map { try self.days(of: $0, in: bundle) } ?? partners(of: bundle)
        if output.format == .table {
            var output = StandardOutput()
            try output.writeLine(rules.line(on: bundle))
            try output.flush()
        }
        try Question.show(listing, as: output.format)
    }

    private func partners(of bundle: Bundle) -> Listing {
        let now = from.map { bundle.calendars.brussels.start(of: $0) } ?? WallClock.now()
        return Listing(
            columns: [
                Column("partner", "PARTNER"), Column("open", "OPEN"),
                Column("opens_at", "OPENS", .time), Column("closes_at", "CLOSES", .time),
            ],
            rows: bundle.directory.partners.compactMap { partner in
                var writer = JSONWriter()
                writer.beginObject()
                writer.member("partner", partner.name.description)
                let isOpen = partner.calendar?.isOpen(at: now) ?? true
                writer.member("open", partner.calendar == nil ? "unknown" : isOpen ? "yes" : "no")
                writer.key("opens_at")
                if isOpen {
                    writer.null()
                } else {
                    time(partner.calendar?.nextOpening(after: now), &writer)
                }
                writer.key("closes_at")
                if isOpen {
                    time(partner.calendar?.nextClosing(after: now), &writer)
                } else {
                    writer.null()
                }
                writer.endObject()
                return Row(writer.bytes)
            }
        )
    }

    private func time(_ moment: Moment?, _ writer: inout JSONWriter) {
        guard let moment, moment != .distantFuture else { return writer.null() }
        writer.string(moment.rfc3339)
    }

    private func days(of name: String, in bundle: Bundle) throws -> Listing {
        let partner = PartnerID(name).flatMap { bundle.directory.partner(named: $0) }
        guard let calendar = partner.map(\.calendar) ?? bundle.calendars.named(name) else {
            let words =
                partner == nil
                ? "neither a partner nor a calendar is called \(PlainText.clean(name))"
                : "the directory knows no hours of \(PlainText.clean(name)): it is taken to be open"
            throw Trouble(.dataRefused, words)
        }
        let first = from ?? calendar.rules.zone.date(at: WallClock.now())
        return Listing(
            columns: [
                Column("day", "DAY"), Column("weekday", "WEEKDAY"), Column("hours", "HOURS"),
                Column("why", "WHY"),
            ],
            rows: (0..<days).compactMap { count in
                CalendarCommand.row(first.advanced(by: Int64(count)), in: calendar)
            }
        )
    }

    private static func row(_ date: CalendarDate, in calendar: BusinessCalendar) -> Row? {
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let hours = calendar.windows(on: date).map { "\(clock($0.from))-\(clock($0.until))" }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("day", date.iso8601)
        writer.member("weekday", weekdays[date.weekday])
        writer.member("hours", hours.isEmpty ? "closed" : hours.joined(separator: ", "))
        writer.key("why")
        if let exception = calendar.exception(on: date) {
            writer.string(exception.told)
        } else {
            writer.null()
        }
        writer.endObject()
        return Row(writer.bytes)
    }

    private static func clock(_ minutes: UInt16) -> String {
        func two(_ number: UInt16) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    private static func day(_ text: String) throws -> CalendarDate {
        guard let date = CalendarDate(text) else {
            throw ValidationError("--from is a day, as in 2026-12-21")
        }
        return date
    }
}

extension DayException {
    fileprivate var told: String {
        switch self {
        case .special: "special hours"
        case .closed: "closed"
        case .holiday(let holiday): holiday.name
        case .replacement: "in place of a holiday"
        }
    }
}
