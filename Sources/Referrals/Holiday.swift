/// A day of each year on which services close: the ten legal holidays, and the Region's four.
///
/// Sources: law of 4 January 1974, royal decree of 18 April 1974 (the legal ones); talent.brussels for
/// the regional services (the other four).
public enum Holiday: UInt8, CaseIterable, Sendable {
    /// 1 January.
    case newYear = 1
    /// The Monday after Easter.
    case easterMonday = 2
    /// 1 May.
    case labourDay = 3
    /// The 39th day after Easter, a Thursday.
    case ascension = 4
    /// The 50th day after Easter, a Monday.
    case whitMonday = 5
    /// 21 July.
    case nationalDay = 6
    /// 15 August.
    case assumption = 7
    /// 1 November.
    case allSaints = 8
    /// 11 November.
    case armistice = 9
    /// 25 December.
    case christmas = 10
    /// 8 May, of the Region.
    case irisDay = 11
    /// 2 November, of the Region.
    case allSouls = 12
    /// 15 November, of the Region.
    case kingsDay = 13
    /// 26 December, of the Region.
    case boxingDay = 14

    /// The ten of the law.
    public static let legal = allCases.filter { !$0.isRegional }

    /// Whether it is one of the Region's services alone.
    public var isRegional: Bool { rawValue >= Holiday.irisDay.rawValue }

    /// What people call it.
    public var name: String {
        switch self {
        case .newYear: "New Year's Day"
        case .easterMonday: "Easter Monday"
        case .labourDay: "Labour Day"
        case .ascension: "Ascension Day"
        case .whitMonday: "Whit Monday"
        case .nationalDay: "National Day"
        case .assumption: "Assumption"
        case .allSaints: "All Saints' Day"
        case .armistice: "Armistice Day"
        case .christmas: "Christmas"
        case .irisDay: "Iris Day"
        case .allSouls: "All Souls' Day"
        case .kingsDay: "King's Day"
        case .boxingDay: "Boxing Day"
        }
    }

    /// The day it is in a year.
    public func date(in year: Int) -> CalendarDate {
        CalendarDate(daysSince1970: dayNumber(in: year))
    }

    /// Days from 1970-01-01 to the day it is in a year.
    func dayNumber(in year: Int) -> Int64 {
        switch self {
        case .newYear: CalendarDate.daysSince1970(year: year, month: 1, day: 1)
        case .easterMonday: Holiday.easter(of: year) + 1
        case .labourDay: CalendarDate.daysSince1970(year: year, month: 5, day: 1)
        case .ascension: Holiday.easter(of: year) + 39
        case .whitMonday: Holiday.easter(of: year) + 50
        case .nationalDay: CalendarDate.daysSince1970(year: year, month: 7, day: 21)
        case .assumption: CalendarDate.daysSince1970(year: year, month: 8, day: 15)
        case .allSaints: CalendarDate.daysSince1970(year: year, month: 11, day: 1)
        case .armistice: CalendarDate.daysSince1970(year: year, month: 11, day: 11)
        case .christmas: CalendarDate.daysSince1970(year: year, month: 12, day: 25)
        case .irisDay: CalendarDate.daysSince1970(year: year, month: 5, day: 8)
        case .allSouls: CalendarDate.daysSince1970(year: year, month: 11, day: 2)
        case .kingsDay: CalendarDate.daysSince1970(year: year, month: 11, day: 15)
        case .boxingDay: CalendarDate.daysSince1970(year: year, month: 12, day: 26)
        }
    }

    /// Easter Sunday by the Gregorian computus.
    ///
    /// The "anonymous" algorithm: Nature, 20 April 1876.
    static func easter(of year: Int) -> Int64 {
        let golden = year % 19
        let century = year / 100
        let yearOfCentury = year % 100
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let toSunday =
            (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact
                - yearOfCentury % 4) % 7
        let shift = (golden + 11 * epact + 22 * toSunday) / 451
        let count = epact + toSunday - 7 * shift + 114
        return CalendarDate.daysSince1970(year: year, month: count / 31, day: count % 31 + 1)
    }
}
