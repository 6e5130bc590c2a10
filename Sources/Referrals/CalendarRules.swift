/// What a calendar is made of: the hours of a week, and the days that differ.
///
/// Of several rules for one day the first of these decides: special hours, closure, holiday or the day
/// that replaces one, the hours of its weekday.
public struct CalendarRules: Equatable, Sendable {
    /// Whose clock on the wall the hours are read from.
    public var zone: Zone
    /// The hours of a week; windows that overlap are one.
    public var hours: [ContactWindow]
    /// Which days of each year it closes on.
    public var holidays: Holidays
    /// What a holiday does that falls on a Saturday or Sunday on which it never opens.
    public var replacement: Replacement
    /// Days that were fixed in place of a holiday on a day off; they go before ``replacement``.
    public var replaced: [Replaced]
    /// Days on which it is closed besides.
    public var closed: [DateRange]
    /// Days with hours of their own.
    public var special: [SpecialDay]

    /// Rules of these parts.
    public init(
        zone: Zone = .brussels,
        hours: [ContactWindow],
        holidays: Holidays = .none,
        replacement: Replacement = .none,
        replaced: [Replaced] = [],
        closed: [DateRange] = [],
        special: [SpecialDay] = []
    ) {
        self.zone = zone
        self.hours = hours
        self.holidays = holidays
        self.replacement = replacement
        self.replaced = replaced
        self.closed = closed
        self.special = special
    }

    /// The holidays on which an organisation closes.
    public enum Holidays: UInt8, CaseIterable, Sendable {
        /// None: it goes on, as a listening line does.
        case none = 0
        /// The ten of the law.
        case legal = 1
        /// Those of the law and the four of the Region's services.
        case regional = 2

        /// The days of each year.
        public var days: [Holiday] {
            switch self {
            case .none: []
            case .legal: Holiday.legal
            case .regional: Holiday.allCases
            }
        }
    }

    /// What a holiday on a day off does.
    public enum Replacement: UInt8, CaseIterable, Sendable {
        /// Nothing more than what ``replaced`` says.
        case none = 0
        /// The next Monday to Friday that is no holiday is closed instead, as the law has it where
        /// nothing else was agreed.
        case nextWorkingDay = 1
        /// As many Mondays to Fridays from 27 to 31 December are closed, from the 27th on, as the
        /// Region's services do.
        case yearEnd = 2
    }

    /// A day fixed in place of a holiday.
    public struct Replaced: Hashable, Sendable {
        /// The holiday.
        public var holiday: CalendarDate
        /// The day that is closed in its place.
        public var by: CalendarDate

        /// `by` in place of `holiday`.
        public init(holiday: CalendarDate, by: CalendarDate) {
            self.holiday = holiday
            self.by = by
        }
    }

    /// A day with hours of its own, which go before all else.
    public struct SpecialDay: Hashable, Sendable {
        /// The day.
        public var date: CalendarDate
        /// Its hours; none closes it.
        public var hours: [DayWindow]

        /// These hours on a day.
        public init(date: CalendarDate, hours: [DayWindow]) {
            self.date = date
            self.hours = hours
        }
    }
}

/// Why rules make no calendar.
public enum CalendarFault: Error, Equatable, Sendable {
    /// The week has no hours: it would never open.
    case neverOpens
    /// From this day on it stays closed for more than ``BusinessCalendar/closedDaysMax`` days.
    case closedTooLong(CalendarDate)
}
