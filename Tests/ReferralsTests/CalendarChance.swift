import Referrals
import SplitMix
import Testing

/// Draws calendars, instants and spans, the awkward ones more often than life does.
struct CalendarChance {
    var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
    }

    /// The zones asked about; those without a table go by the European rule alone.
    private static let zones: [Zone] = [
        Zone.brussels, Zone.brussels, Zone.brussels, Zone.utc,
        Zone(name: "Europe/Lisbon", standard: 0, changes: [], beyond: .european),
        Zone(name: "Europe/Helsinki", standard: 7_200, changes: [], beyond: .european),
    ].compactMap { $0 }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[random.below(values.count)]
    }

    /// Minutes of a day, often those that the changes of the clock touch.
    private mutating func window() -> DayWindow {
        let usual: [(UInt16, UInt16)] = [
            (540, 1_020), (510, 1_020), (540, 720), (780, 1_020), (0, 1_440), (120, 180),
            (90, 150), (150, 180), (60, 240), (0, 120), (180, 240), (1_320, 1_440),
        ]
        if random.below(3) > 0 {
            let (from, until) = pick(usual)
            if let window = DayWindow(from: from, until: until) { return window }
        }
        while true {
            let from = UInt16(random.below(1_440))
            let until = UInt16(random.below(1_441))
            if let window = DayWindow(from: from, until: until) { return window }
        }
    }

    private mutating func day() -> CalendarDate {
        // 2019-12-01 and the 6,000 days after it.
        CalendarDate(daysSince1970: 18_231 + Int64(random.below(6_000)))
    }

    /// A calendar that opens.
    mutating func calendar() throws -> BusinessCalendar {
        var hours: [ContactWindow] = []
        for _ in 0...random.below(4) {
            let days: UInt8 = pick([
                0x1F, 0x1F, 0x3F, 0x7F, 0x60, UInt8(1 + random.below(127)), 1 << random.below(7),
            ])
            hours.append(ContactWindow(days: days, hours: window()))
        }
        var rules = CalendarRules(zone: pick(Self.zones), hours: hours)
        rules.holidays = pick([.none, .legal, .regional])
        rules.replacement = pick([.none, .nextWorkingDay, .yearEnd])
        for _ in 0..<random.below(4) {
            let holiday = pick(rules.holidays.days + [.christmas])
            let date = holiday.date(in: 2_020 + random.below(16))
            guard !rules.replaced.contains(where: { $0.holiday == date }) else { continue }
            let by = date.advanced(by: Int64(random.below(9) - 4))
            rules.replaced.append(CalendarRules.Replaced(holiday: date, by: by))
        }
        for _ in 0..<random.below(30) {
            let first = day()
            let last = first.advanced(by: Int64(pick([0, 0, 1, 4, 20])))
            if let range = DateRange(first: first, last: last) { rules.closed.append(range) }
        }
        for _ in 0..<random.below(20) {
            let date = day()
            guard !rules.special.contains(where: { $0.date == date }) else { continue }
            let windows = (0..<random.below(3)).map { _ in window() }
            rules.special.append(CalendarRules.SpecialDay(date: date, hours: windows))
        }
        return try BusinessCalendar(rules)
    }

    /// An instant of 2020 to 2035: around a change of the clock, around a day that differs, or any.
    mutating func moment(of rules: CalendarRules) -> Moment {
        let near: Int64
        switch random.below(10) {
        case 0..<4: near = pick(Zone.brussels.changes.filter { $0.second < 2_077_000_000 }).second
        case 4..<6:
            let holiday = pick(Holiday.allCases).date(in: 2_020 + random.below(16))
            near = holiday.daysSince1970 * 86_400
        case 6 where !rules.special.isEmpty:
            near = pick(rules.special).date.daysSince1970 * 86_400
        default: near = 1_577_836_800 + Int64(random.below(5_840 * 86_400))
        }
        let second = near + Int64(random.below(4 * 86_400)) - 2 * 86_400
        // Whole minutes, whole seconds and neither, by turns.
        switch random.below(3) {
        case 0: return Moment(seconds: second / 60 * 60)
        case 1: return Moment(seconds: second)
        default: return Moment(microseconds: second * 1_000_000 + Int64(random.below(1_000_000)))
        }
    }

    /// A span that a calendar is open for within some weeks.
    mutating func span(within calendar: BusinessCalendar) -> Span {
        let monday = Moment(seconds: 1_772_409_600)
        let week = calendar.openTime(between: monday, monday + .days(14)).microseconds / 2
        let most = Int(max(week * 3 / 2, 60_000_000))
        switch random.below(4) {
        case 0: return Span(microseconds: Int64(1 + random.below(most)))
        case 1: return .minutes(Int64(1 + random.below(min(most / 60_000_000, 600))))
        case 2: return .minutes(Int64(1 + random.below(most / 60_000_000)))
        // Exactly to a closing, which is where the day ends and not the next begins.
        default:
            return Span(microseconds: Int64(max(most / 60_000_000 / 30 * 30, 30)) * 60_000_000 / 4)
        }
    }
}
