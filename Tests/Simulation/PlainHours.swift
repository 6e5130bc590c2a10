import Referrals

/// When a partner of the simulation is open, in plain numbers: the rules make a calendar of them, and the
/// second model counts them minute by minute.
struct PlainHours {
    /// Minutes after midnight on the wall, from and until.
    typealias Window = (from: Int, until: Int)

    /// The hours of a day as usual.
    var windows: [Window]
    /// The days, since 1970, on which it is closed.
    var closed: [Int64] = []
    /// The days with hours of their own.
    var special: [Int64] = []
    /// Those hours.
    var specialWindows: [Window] = []
    /// Whether it closes on the ten legal holidays.
    var keepsHolidays = false

    /// The legal holidays of 2026.
    private static let holidays: [Int64] = [
        20_454, 20_549, 20_574, 20_587, 20_598, 20_655, 20_680, 20_758, 20_768, 20_812,
    ]

    /// Seconds since 1970 of the year that is known, and of the time in it by which the clocks are forward.
    private static let year: Range<Int64> = 1_767_225_600..<1_798_761_600
    private static let summer: Range<Int64> = 1_774_746_000..<1_792_890_000

    /// How many seconds the wall in Brussels is ahead; nil in another year than 2026.
    static func offset(at moment: Moment) -> Int64? {
        let second = moment.microseconds / 1_000_000
        guard year.contains(second) else { return nil }
        return summer.contains(second) ? 7_200 : 3_600
    }

    /// The day in Brussels, since 1970; nil in another year than 2026.
    static func day(at moment: Moment) -> Int64? {
        offset(at: moment).map { (moment.microseconds / 1_000_000 + $0) / 86_400 }
    }

    /// When a day begins in Brussels: no clock changes between midnight there and in Greenwich.
    static func start(of day: Int64) -> Moment? {
        let there = Moment(seconds: day * 86_400)
        return offset(at: there).map { there - Span.seconds($0) }
    }

    /// Whether it is open; nil in another year than 2026.
    func isOpen(at moment: Moment) -> Bool? {
        guard let offset = PlainHours.offset(at: moment) else { return nil }
        let wall = moment.microseconds / 1_000_000 + offset
        let (day, minute) = (wall / 86_400, Int(wall % 86_400 / 60))
        if special.contains(day) {
            return specialWindows.contains { $0.from <= minute && minute < $0.until }
        }
        if closed.contains(day) || keepsHolidays && PlainHours.holidays.contains(day) {
            return false
        }
        return windows.contains { $0.from <= minute && minute < $0.until }
    }

    /// When it has been open for a time, minute by minute; nil when that is not found within twelve days.
    func end(of span: Span, from begin: Moment) -> Moment? {
        var at = begin
        var left = span.microseconds
        for _ in 0..<12 * 1_440 {
            guard let isOpen = isOpen(at: at) else { return nil }
            let rest = 60_000_000 - at.microseconds % 60_000_000
            if isOpen {
                if left <= rest { return at + Span(microseconds: left) }
                left -= rest
            }
            at = at + Span(microseconds: rest)
        }
        return nil
    }

    /// When it opens, from an instant on; nil when that is not found within twelve days.
    func opening(after moment: Moment) -> Moment? {
        var at = moment
        for _ in 0..<12 * 1_440 {
            guard let isOpen = isOpen(at: at) else { return nil }
            if isOpen { return at }
            at = at + Span(microseconds: 60_000_000 - at.microseconds % 60_000_000)
        }
        return nil
    }
}
