/// What the rules of a calendar come to, worked out once: the windows of the week and the days that differ.
final class CalendarSheet: Sendable {
    let rules: CalendarRules
    /// For each weekday from Monday its windows, in order, none touching the next.
    let week: [[DayWindow]]
    /// The closures as days since 1970, in order, none touching the next.
    let closures: [ClosedRange<Int64>]
    let isAlwaysOpen: Bool

    /// The days with hours of their own, in order.
    private let special: [(day: Int64, windows: [DayWindow])]
    /// The holidays and their replacements of ``known``, in order.
    private let holidays: [Int64]
    /// Days fixed in place of holidays, in order.
    private let fixed: [Int64]

    /// The years whose holidays are worked out beforehand; those of others are when they are asked for.
    private static let known = 2020...2040

    init(_ rules: CalendarRules) {
        self.rules = rules
        let week = (0..<7).map { weekday in
            CalendarSheet.merged(
                rules.hours.filter { $0.holds(onWeekday: weekday) }.map(\.hours)
            )
        }
        self.week = week
        closures = CalendarSheet.merged(rules.closed)
        special = rules.special.map { ($0.date.daysSince1970, CalendarSheet.merged($0.hours)) }
            .sorted { $0.day < $1.day }
        fixed = rules.replaced.map(\.by.daysSince1970).sorted()
        holidays = CalendarSheet.known.flatMap { year in
            CalendarSheet.closedDays(of: year, under: rules, week)
        }
        isAlwaysOpen =
            rules.holidays == .none && rules.closed.isEmpty && rules.special.isEmpty
            && rules.replaced.isEmpty
            && week.allSatisfy { $0.first?.from == 0 && $0.first?.until == 24 * 60 }
    }

    /// The days from which on it may stay closed: where closures begin, and after days of special hours.
    var closings: [Int64] {
        closures.map(\.lowerBound) + special.map { $0.day + 1 }
    }

    /// The windows of a day.
    func windows(onDay day: Int64) -> [DayWindow] {
        if let index = special.firstIndex(where: { $0.day == day }) {
            return special[index].windows
        }
        if isClosed(day) || isHoliday(day) { return [] }
        return week[CalendarDate.weekday(of: day)]
    }

    /// Why a day differs from its weekday.
    func exception(onDay day: Int64) -> DayException? {
        if special.contains(where: { $0.day == day }) { return .special }
        if isClosed(day) { return .closed }
        guard isHoliday(day) else { return nil }
        let year = CalendarDate(daysSince1970: day).year
        return rules.holidays.days.first { $0.dayNumber(in: year) == day }
            .map { .holiday($0) } ?? .replacement
    }

    private func isClosed(_ day: Int64) -> Bool {
        var low = 0
        var high = closures.count
        while low < high {
            let middle = (low + high) / 2
            if closures[middle].upperBound < day { low = middle + 1 } else { high = middle }
        }
        return low < closures.count && closures[low].contains(day)
    }

    private func isHoliday(_ day: Int64) -> Bool {
        if CalendarSheet.contains(day, in: fixed) { return true }
        guard rules.holidays != .none else { return false }
        let year = CalendarDate(daysSince1970: day).year
        guard CalendarSheet.known.contains(year) else {
            return CalendarSheet.closedDays(of: year, under: rules, week).contains(day)
        }
        return CalendarSheet.contains(day, in: holidays)
    }

    private static func contains(_ day: Int64, in sorted: [Int64]) -> Bool {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == day
    }

    /// The holidays of a year and the days that replace those on days off, in order.
    ///
    /// No replacement leaves its year: the last holiday is 26 December.
    private static func closedDays(
        of year: Int,
        under rules: CalendarRules,
        _ week: [[DayWindow]]
    ) -> [Int64] {
        let holidays = Set(rules.holidays.days.map { $0.dayNumber(in: year) })
        var closed = holidays
        let fixed = Set(rules.replaced.map(\.holiday.daysSince1970))
        var left = 0
        for day in holidays.sorted() {
            let weekday = CalendarDate.weekday(of: day)
            guard weekday >= 5, week[weekday].isEmpty, !fixed.contains(day) else { continue }
            switch rules.replacement {
            case .none: break
            case .nextWorkingDay:
                var next = day + 1
                while CalendarDate.weekday(of: next) >= 5 || closed.contains(next) { next += 1 }
                closed.insert(next)
            case .yearEnd: left += 1
            }
        }
        let afterBoxingDay = Holiday.boxingDay.dayNumber(in: year) + 1
        for day in afterBoxingDay..<(afterBoxingDay + 5) where left > 0 {
            guard CalendarDate.weekday(of: day) < 5, closed.insert(day).inserted else { continue }
            left -= 1
        }
        return closed.sorted()
    }

    /// The same hours in order, those that overlap or touch as one.
    private static func merged(_ windows: [DayWindow]) -> [DayWindow] {
        var merged: [DayWindow] = []
        for window in windows.sorted(by: { ($0.from, $0.until) < ($1.from, $1.until) }) {
            if let last = merged.last, window.from <= last.until {
                guard
                    let both = DayWindow(from: last.from, until: max(last.until, window.until))
                else { continue }
                merged[merged.count - 1] = both
            } else {
                merged.append(window)
            }
        }
        return merged
    }

    private static func merged(_ ranges: [DateRange]) -> [ClosedRange<Int64>] {
        let days = ranges.map { $0.first.daysSince1970...$0.last.daysSince1970 }
        var merged: [ClosedRange<Int64>] = []
        for range in days.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
                let end = max(last.upperBound, range.upperBound)
                merged[merged.count - 1] = last.lowerBound...end
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

/// Goes through the open time of a calendar from an instant on, piece by piece.
///
/// Each piece lies within one window of one day and between two changes of the clock, so that the wall
/// and the instants run alike. The pieces come in order and never overlap.
struct OpenWalk {
    private let sheet: CalendarSheet
    private let from: Moment
    private var stretch: Zone.Stretch
    private var day: Int64
    private var windows: [DayWindow]
    private var index = 0

    /// The day after which nothing is counted any more.
    private let last: Int64

    /// The most days of a walk, a century: no deadline is that far away, and no walk without an end.
    private static let daysMax: Int64 = 36_525

    /// The last day of any walk, in the year 8998: instants end long after it.
    private static let lastDay: Int64 = 2_567_000

    /// What is before is walked from here: the year 0.
    private static let firstSecond: Int64 = -62_000_000_000

    init(_ sheet: CalendarSheet, from moment: Moment) {
        self.sheet = sheet
        from = moment
        let second = max(floorDivide(moment.microseconds, 1_000_000), OpenWalk.firstSecond)
        stretch = sheet.rules.zone.stretch(at: second)
        day = floorDivide(second + stretch.offset, Zone.day)
        last = min(day + OpenWalk.daysMax, OpenWalk.lastDay)
        windows = day > last ? [] : sheet.windows(onDay: day)
    }

    /// The next open piece; nil only after a century without an end.
    mutating func next() -> (start: Moment, end: Moment)? {
        while day <= last {
            while index < windows.count {
                let window = windows[index]
                index += 1
                let midnight = day * Zone.day - stretch.offset
                let start = max(midnight + Int64(window.from) * 60, stretch.start)
                let end = min(midnight + Int64(window.until) * 60, stretch.end)
                guard start < end else { continue }
                let open = max(Moment(seconds: start), from)
                guard open < Moment(seconds: end) else { continue }
                return (open, Moment(seconds: end))
            }
            day += 1
            index = 0
            if day * Zone.day - stretch.offset >= stretch.end {
                stretch = sheet.rules.zone.stretch(at: stretch.end)
                day = floorDivide(stretch.start + stretch.offset, Zone.day)
            }
            windows = sheet.windows(onDay: day)
        }
        return nil
    }
}
