/// The wall clock of Europe/Brussels, on which everything is told: ``Zone/brussels``.
public enum BrusselsTime {
    /// Seconds by which Brussels is ahead of UTC at an instant: 3600 in winter, 7200 in summer.
    public static func offsetSeconds(at moment: Moment) -> Int64 {
        Zone.brussels.offsetSeconds(at: moment)
    }

    /// The day that a calendar on a wall in Brussels shows at an instant.
    public static func date(at moment: Moment) -> CalendarDate {
        Zone.brussels.date(at: moment)
    }

    /// The first instant of a day in Brussels.
    ///
    /// The clock never changes at midnight: the evening before is on the same time.
    public static func start(of date: CalendarDate) -> Moment {
        let midnight = Moment(seconds: date.daysSince1970 * 86_400)
        return midnight - .seconds(offsetSeconds(at: midnight - .hours(2)))
    }
}

/// The quotient rounded towards minus infinity, so that instants before 1970 fall on the right day.
func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
}

extension CalendarDate {
    /// How many days before an instant it lies, in Brussels; 0 for one that is still to come.
    public func daysBefore(_ now: Moment) -> Int64 {
        max(0, BrusselsTime.date(at: now).daysSince1970 - daysSince1970)
    }
}
