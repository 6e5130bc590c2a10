/// When an organisation is open: what turns a length of working time into an instant.
///
/// An instant is open when the clock on the wall shows a time within the hours of that day. So a day that
/// loses or gains an hour counts 23 or 25 of them, what does not exist on the wall never opens, and what
/// exists twice opens twice. A calendar always opens again: rules that do not are refused.
public struct BusinessCalendar: Equatable, Sendable {
    /// The longest that a calendar may stay closed, in days: a year and a month.
    ///
    /// Longer is a mistake in a date, or an organisation that has ended.
    public static let closedDaysMax = 400

    /// One copy behind each value, so that a partner's copy costs one count and no more.
    private let sheet: CalendarSheet

    /// The calendar of these rules.
    ///
    /// - Throws: ``CalendarFault`` for rules under which it would not open again.
    public init(_ rules: CalendarRules) throws(CalendarFault) {
        sheet = CalendarSheet(rules)
        guard sheet.week.contains(where: { !$0.isEmpty }) else { throw .neverOpens }
        for day in sheet.closings {
            let next = (0...Int64(BusinessCalendar.closedDaysMax)).first { count in
                !sheet.windows(onDay: day + count).isEmpty
            }
            guard next == nil else { continue }
            throw .closedTooLong(CalendarDate(daysSince1970: day))
        }
    }

    /// What it is made of.
    public var rules: CalendarRules { sheet.rules }

    /// Whether it never closes.
    public var isAlwaysOpen: Bool { sheet.isAlwaysOpen }

    /// The hours of a day on the wall; none when it is closed.
    public func windows(on date: CalendarDate) -> [DayWindow] {
        sheet.windows(onDay: date.daysSince1970)
    }

    /// Why a day has other hours than its weekday, or none; nil for a day as usual.
    public func exception(on date: CalendarDate) -> DayException? {
        sheet.exception(onDay: date.daysSince1970)
    }

    /// Whether it is open at an instant.
    public func isOpen(at moment: Moment) -> Bool {
        if isAlwaysOpen { return true }
        var walk = OpenWalk(sheet, from: moment)
        return walk.next().map { $0.start <= moment } ?? false
    }

    /// The first instant, from this one on, at which it is open: this one if it is open now.
    public func nextOpening(after moment: Moment) -> Moment {
        if isAlwaysOpen { return moment }
        var walk = OpenWalk(sheet, from: moment)
        return walk.next()?.start ?? .distantFuture
    }

    /// The first instant, from this one on, at which it is closed: this one if it is closed now.
    public func nextClosing(after moment: Moment) -> Moment {
        if isAlwaysOpen { return .distantFuture }
        var walk = OpenWalk(sheet, from: moment)
        var end = moment
        while let open = walk.next(), open.start <= end { end = open.end }
        return end
    }

    /// The instant by which it will have been open for a span: the earliest one.
    ///
    /// What ends with the day ends at the closing, not at the next opening. A span of nothing ends at once,
    /// and one that would take more than a century never.
    public func add(_ span: Span, from moment: Moment) -> Moment {
        guard span.microseconds > 0 else { return moment }
        if isAlwaysOpen { return moment + span }
        var walk = OpenWalk(sheet, from: moment)
        var left = span
        while let open = walk.next() {
            let length = open.end - open.start
            if left <= length { return open.start + left }
            left.microseconds -= length.microseconds
        }
        return .distantFuture
    }

    /// How long it is open between two instants; nothing when the second is not after the first.
    ///
    /// A century is counted at most.
    public func openTime(between first: Moment, _ second: Moment) -> Span {
        guard first < second else { return Span(microseconds: 0) }
        if isAlwaysOpen { return second - first }
        var walk = OpenWalk(sheet, from: first)
        var sum: Int64 = 0
        while let open = walk.next(), open.start < second {
            sum += (min(open.end, second) - open.start).microseconds
        }
        return Span(microseconds: sum)
    }

    /// The same as ``add(_:from:)``, with the hours that were counted.
    public func working(_ span: Span, from moment: Moment) -> Working {
        var working = Working(zone: rules.zone, span: span, from: moment, until: moment)
        var left = max(span, Span(microseconds: 0))
        guard left.microseconds > 0 else { return working }
        var walk = OpenWalk(sheet, from: moment)
        while left.microseconds > 0, let open = walk.next() {
            let length = min(open.end - open.start, left)
            working.append(Working.Piece(start: open.start, end: open.start + length))
            left.microseconds -= length.microseconds
        }
        working.until = left.microseconds > 0 ? .distantFuture : working.until
        return working
    }

    /// Whether two are made of the same rules.
    public static func == (left: BusinessCalendar, right: BusinessCalendar) -> Bool {
        left.sheet === right.sheet || left.sheet.rules == right.sheet.rules
    }
}

/// Why the hours of a day are not those of its weekday.
public enum DayException: Equatable, Sendable {
    /// It has hours of its own.
    case special
    /// It is within a closure.
    case closed
    /// It is a holiday.
    case holiday(Holiday)
    /// It is closed in place of a holiday that fell on a day off.
    case replacement
}
