import Referrals

extension Calendars {
    /// Reads `calendars.yaml`.
    static func read(_ tree: Tree, _ reader: inout TreeReader) -> Draft {
        let root = reader.fields(Branch(root: tree), required: ["calendars"], optional: ["zones"])
        var draft = Draft()
        var zoneNames: Set<String> = []
        for item in reader.items(root["zones"]) {
            if let zone = zone(item, &zoneNames, &reader) { draft.zones.append(zone) }
        }
        let zones = Calendars(zones: draft.zones)
        var names: Set<String> = []
        for item in reader.items(root["calendars"]) {
            let fields = reader.fields(
                item,
                required: ["name", "says", "source", "hours"],
                optional: ["zone", "holidays", "replacement", "replaced", "closed", "special"]
            )
            let name = reader.value(fields["name"], "1 to 32 of a-z, 0-9, _ and -", plainName)
            reader.once(&names, fields["name"], name)
            reader.text(fields["says"])
            reader.text(fields["source"])
            let known = zones.zones.map(\.name) + [Zone.brussels.name, Zone.utc.name]
            let zone = reader.value(fields["zone"], "a zone of this file", among: known) {
                zones.zone(named: $0)
            }
            let before = reader.faults.count
            let rules = rules(fields, in: zone ?? zones.brussels, &reader)
            guard let name else { continue }
            draft.names.append(name)
            guard reader.faults.count == before,
                let calendar = reader.calendar(rules, at: fields["hours"], fields["closed"])
            else { continue }
            draft.calendars.append(NamedCalendar(name: name, calendar: calendar))
        }
        return draft
    }

    /// What a file says, mistakes apart, so that the other files can be read against it all the same.
    struct Draft {
        /// The zones without mistakes.
        var zones: [Zone] = []
        /// The names of all calendars, also of those with mistakes.
        var names: [String] = []
        /// The calendars without mistakes.
        var calendars: [NamedCalendar] = []

        var made: Calendars { Calendars(zones: zones, calendars: calendars) }
    }

    /// A name of a class or calendar.
    static func plainName(_ text: String) -> String? {
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x61...0x7A, 0x30...0x39, 0x5F, 0x2D: true
            default: false
            }
        }
        return isName && (1...32).contains(text.utf8.count) ? text : nil
    }

    private static func zone(
        _ branch: Branch,
        _ names: inout Set<String>,
        _ reader: inout TreeReader
    ) -> Zone? {
        let fields = reader.fields(
            branch,
            required: ["name", "source", "offset_minutes", "changes", "then"]
        )
        let name = reader.text(fields["name"])
        reader.once(&names, fields["name"], name)
        reader.text(fields["source"])
        let offset = reader.whole(fields["offset_minutes"], -1_080...1_080, of: "whole minutes")
        var changes: [Zone.Change] = []
        for item in reader.items(fields["changes"]) {
            let said = reader.fields(item, required: ["at", "offset_minutes"])
            let at = reader.value(said["at"], "a time such as 2026-03-29T01:00:00Z") {
                Moment(rfc3339: $0)
            }
            let to = reader.whole(said["offset_minutes"], -1_080...1_080, of: "whole minutes")
            guard let at, let to else { continue }
            let second = at.microseconds / 1_000_000
            if let last = changes.last, second <= last.second {
                reader.fault(item, expected: "a change after the one before it")
                continue
            }
            changes.append(Zone.Change(second: second, offset: to * 60))
        }
        let then = reader.value(fields["then"], "european or fixed") { text in
            switch text {
            case "european": Zone.Beyond.european
            case "fixed": .fixed
            default: nil
            }
        }
        guard let name, let offset, let then else { return nil }
        return Zone(name: name, standard: offset * 60, changes: changes, beyond: then)
    }

    private static func rules(
        _ fields: [String: Branch],
        in zone: Zone,
        _ reader: inout TreeReader
    ) -> CalendarRules {
        var rules = CalendarRules(zone: zone, hours: reader.hours(fields["hours"]))
        rules.holidays =
            reader.value(fields["holidays"], "none, legal or regional") { text in
                switch text {
                case "none": CalendarRules.Holidays.none
                case "legal": .legal
                case "regional": .regional
                default: nil
                }
            } ?? .legal
        rules.replacement =
            reader.value(fields["replacement"], "none, next_working_day or year_end") { text in
                switch text {
                case "none": CalendarRules.Replacement.none
                case "next_working_day": .nextWorkingDay
                case "year_end": .yearEnd
                default: nil
                }
            } ?? (rules.holidays == .regional ? .yearEnd : .nextWorkingDay)
        for item in reader.items(fields["replaced"]) {
            let said = reader.fields(item, required: ["holiday", "by"])
            let holiday = reader.value(said["holiday"], "a day YYYY-MM-DD") { CalendarDate($0) }
            let by = reader.value(said["by"], "a day YYYY-MM-DD") { CalendarDate($0) }
            guard let holiday, let by, let branch = said["holiday"] else { continue }
            if !rules.holidays.days.contains(where: { $0.date(in: holiday.year) == holiday }) {
                reader.fault(branch, expected: "a holiday of this calendar")
            }
            rules.replaced.append(CalendarRules.Replaced(holiday: holiday, by: by))
        }
        rules.closed = reader.closures(fields["closed"])
        var days: Set<String> = []
        for item in reader.items(fields["special"]) {
            let said = reader.fields(item, required: ["on", "hours"])
            let date = reader.value(said["on"], "a day YYYY-MM-DD") { CalendarDate($0) }
            reader.once(&days, said["on"], date?.iso8601)
            let hours = reader.values(said["hours"], "hours such as 9-12") { DayWindow($0) }
            guard let date else { continue }
            rules.special.append(CalendarRules.SpecialDay(date: date, hours: hours))
        }
        return rules
    }
}

extension TreeReader {
    /// The hours of a week.
    mutating func hours(_ branch: Branch?) -> [ContactWindow] {
        notEmpty(branch, "at least one of days and hours")
        return values(branch, "days and hours such as mon-fri 9-17") { ContactWindow($0) }
    }

    /// Days and ranges of days.
    mutating func closures(_ branch: Branch?) -> [DateRange] {
        values(branch, "a day YYYY-MM-DD, or two with a slash between them") { text in
            var copy = text
            return copy.withUTF8 { DateRange(UnsafeRawBufferPointer($0)) }
        }
    }

    /// The calendar of rules; nil and a mistake for one that does not open again.
    mutating func calendar(
        _ rules: CalendarRules,
        at hours: Branch?,
        _ closed: Branch?
    ) -> BusinessCalendar? {
        do throws(CalendarFault) {
            return try BusinessCalendar(rules)
        } catch {
            switch error {
            case .neverOpens:
                guard let hours else { return nil }
                fault(hours, expected: "hours at which it opens", found: "none")
            case .closedTooLong(let date):
                guard let branch = closed ?? hours else { return nil }
                let most = BusinessCalendar.closedDaysMax
                fault(
                    branch,
                    expected: "closures of at most \(most) days in a row",
                    found: "a longer one from \(date.iso8601) on"
                )
            }
            return nil
        }
    }
}

extension DayWindow {
    /// Reads hours from a string; nil when they have another form.
    init?(_ text: String) {
        var copy = text
        guard let window = copy.withUTF8({ DayWindow(UnsafeRawBufferPointer($0)) }) else {
            return nil
        }
        self = window
    }
}
