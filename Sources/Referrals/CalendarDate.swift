/// A day of the Gregorian calendar, without a time or a zone.
public struct CalendarDate: Comparable, Hashable, Sendable {
    /// The year, 0 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// The day named by year, month and day of the month; nil when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDate.daysInMonth(month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day `count` days after 1970-01-01.
    ///
    /// Days from civil dates after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    public init(daysSince1970 count: Int64) {
        let shifted = count + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01; negative before it.
    public var daysSince1970: Int64 {
        CalendarDate.daysSince1970(year: year, month: month, day: day)
    }

    /// The day of the week, Monday being 0 and Sunday 6.
    public var weekday: Int { CalendarDate.weekday(of: daysSince1970) }

    /// The day `count` days later.
    public func advanced(by count: Int64) -> CalendarDate {
        CalendarDate(daysSince1970: daysSince1970 + count)
    }

    /// The same day of the month `count` months later, or the last day of a month that has no such day:
    /// a month after 31 January is 28 or 29 February.
    public func adding(months count: Int) -> CalendarDate {
        let months = Int64(year * 12 + month - 1 + count)
        let shifted = Int(floorDivide(months, 12))
        let month = Int(months - floorDivide(months, 12) * 12) + 1
        let day = min(day, CalendarDate.daysInMonth(month, of: shifted))
        return CalendarDate(
            daysSince1970: CalendarDate.daysSince1970(year: shifted, month: month, day: day)
        )
    }

    /// Days from 1970-01-01 to a day of any year.
    static func daysSince1970(year: Int, month: Int, day: Int) -> Int64 {
        let shiftedYear = Int64(month <= 2 ? year - 1 : year)
        let era = floorDivide(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let shiftedMonth = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day of the week of the day `count` days after 1970-01-01, Monday being 0 and Sunday 6.
    static func weekday(of count: Int64) -> Int {
        Int((((count + 3) % 7) + 7) % 7)
    }

    /// Whether the left day is the earlier one.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// The number of days of a month, 28 to 31.
    public static func daysInMonth(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
