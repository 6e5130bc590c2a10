/// The wall clock of Europe/Brussels.
///
/// Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of
/// October (directive 2000/84/EC, in force since 2002; the same rule held from 1996). Before 1996 the
/// rule is applied all the same: no instant of the journal is that old.
public enum BrusselsTime {
    /// Seconds by which Brussels is ahead of UTC at an instant: 3600 in winter, 7200 in summer.
    public static func offsetSeconds(at moment: Moment) -> Int64 {
        let year = CalendarDate(daysSince1970: floorDivide(moment.microseconds, dayMicroseconds))
            .year
        let start = lastSunday(of: 3, in: year) * 86_400 + 3_600
        let end = lastSunday(of: 10, in: year) * 86_400 + 3_600
        let seconds = floorDivide(moment.microseconds, 1_000_000)
        return seconds >= start && seconds < end ? 7_200 : 3_600
    }

    /// The day that a calendar on a wall in Brussels shows at an instant.
    public static func date(at moment: Moment) -> CalendarDate {
        let local = floorDivide(moment.microseconds, 1_000_000) + offsetSeconds(at: moment)
        return CalendarDate(daysSince1970: floorDivide(local, 86_400))
    }

    private static let dayMicroseconds: Int64 = 86_400_000_000

    private static func lastSunday(of month: Int, in year: Int) -> Int64 {
        let days = CalendarDate.daysInMonth(month, of: year)
        guard let last = CalendarDate(year: min(max(year, 0), 9_999), month: month, day: days)
        else {
            preconditionFailure("a month ends on one of its days")
        }
        return last.daysSince1970 - Int64((last.weekday + 1) % 7)
    }
}

/// The quotient rounded towards minus infinity, so that instants before 1970 fall on the right day.
func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
}
