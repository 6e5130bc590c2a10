import Referrals
import Testing

/// The instant of a wall time in Brussels, written with its offset.
private func at(_ text: String) -> Moment {
    guard let moment = Moment(rfc3339: text) else { preconditionFailure("a time of the tests") }
    return moment
}

private func day(_ text: String) -> CalendarDate {
    guard let date = Bytes.of(text, { try? CalendarDate(iso8601: $0) }) else {
        preconditionFailure("a day of the tests")
    }
    return date
}

private func hours(_ texts: String...) -> [ContactWindow] {
    texts.compactMap { text in Bytes.of(text) { ContactWindow($0) } }
}

private func calendar(_ rules: CalendarRules) throws -> BusinessCalendar {
    try BusinessCalendar(rules)
}

@Suite struct `Working time` {
    private let office: BusinessCalendar

    init() throws {
        office = try calendar(
            CalendarRules(
                hours: hours("mon-fri 9-12", "mon-fri 13-17"),
                holidays: .legal,
                replacement: .nextWorkingDay
            )
        )
    }

    @Test(arguments: [
        // Within a window, over noon, to the closing itself, over a weekend.
        (60, "2026-03-02T09:30:00+01:00", "2026-03-02T10:30:00+01:00"),
        (60, "2026-03-02T11:30:00+01:00", "2026-03-02T13:30:00+01:00"),
        (60, "2026-03-02T16:00:00+01:00", "2026-03-02T17:00:00+01:00"),
        (120, "2026-03-06T16:00:00+01:00", "2026-03-09T10:00:00+01:00"),
        // From before opening, from a Sunday, over Easter Monday and the change of the clock.
        (30, "2026-03-02T03:00:00+01:00", "2026-03-02T09:30:00+01:00"),
        (30, "2026-03-01T12:00:00+01:00", "2026-03-02T09:30:00+01:00"),
        (60, "2026-04-03T16:30:00+02:00", "2026-04-07T09:30:00+02:00"),
        (60, "2026-03-27T16:30:00+01:00", "2026-03-30T09:30:00+02:00"),
        // Assumption on a Saturday is replaced on Monday the 17th.
        (60, "2026-08-14T16:30:00+02:00", "2026-08-18T09:30:00+02:00"),
        (2_100, "2026-03-02T09:00:00+01:00", "2026-03-06T17:00:00+01:00"),
    ])
    func `goes on when it is open`(minutes: Int, from: String, due: String) {
        #expect(office.add(.minutes(Int64(minutes)), from: at(from)).rfc3339 == due)
        #expect(office.openTime(between: at(from), at(due)) == .minutes(Int64(minutes)))
    }

    @Test func `of nothing ends at once, also while it is closed`() {
        let night = at("2026-03-02T03:00:00+01:00")
        #expect(office.add(Span(microseconds: 0), from: night) == night)
        #expect(office.openTime(between: night, night - .days(3)) == Span(microseconds: 0))
    }

    @Test func `is told with the hours that were counted`() {
        let friday = at("2026-03-06T16:00:00+01:00")
        #expect(
            office.working(.hours(2), from: friday).description
                == "2 h: Fri 16:00-17:00 + Mon 09:00-10:00"
        )
    }

    @Test func `that was counted more than six days away is told with the date`() {
        let text = office.working(.minutes(90), from: at("2026-12-24T16:30:00+01:00")).description
        #expect(text == "1 h 30 min: Thu 16:30-17:00 + Mon 09:00-10:00")
        let long = office.working(.hours(40), from: at("2026-03-02T09:00:00+01:00"))
        #expect(
            long.description
                == "40 h: Mon 09:00-12:00 + Mon 13:00-17:00 + Tue 09:00-12:00 + Tue 13:00-17:00"
                + " + 7 more + Mon 9 Mar 13:00-15:00"
        )
        #expect(long.pieces.count == 12)
    }

    @Test func `of a day with another length is told with it`() throws {
        let always = try calendar(CalendarRules(hours: hours("mon-sun 0-24"), holidays: .legal))
        #expect(
            always.working(.hours(24), from: at("2026-03-29T00:00:00+01:00")).description
                == "24 h: Sun 00:00-24:00 (23 h) + Mon 00:00-01:00"
        )
        #expect(
            always.working(.hours(26), from: at("2026-10-25T00:00:00+02:00")).description
                == "26 h: Sun 00:00-24:00 (25 h) + Mon 00:00-01:00"
        )
    }

    @Test func `knows when it opens and closes next`() {
        let friday = at("2026-04-03T16:30:00+02:00")
        #expect(office.isOpen(at: friday))
        #expect(office.nextOpening(after: friday) == friday)
        #expect(office.nextClosing(after: friday).rfc3339 == "2026-04-03T17:00:00+02:00")
        let closed = at("2026-04-03T17:00:00+02:00")
        #expect(!office.isOpen(at: closed))
        #expect(office.nextClosing(after: closed) == closed)
        #expect(office.nextOpening(after: closed).rfc3339 == "2026-04-07T09:00:00+02:00")
    }

    @Test func `without end or from before all time is found all the same`() {
        #expect(
            office.add(Span(microseconds: .max), from: at("2026-03-02T09:00:00+01:00"))
                == .distantFuture
        )
        #expect(office.add(.hours(1), from: .distantFuture) == .distantFuture)
        #expect(office.nextOpening(after: .distantFuture) == .distantFuture)
        #expect(!office.isOpen(at: .distantFuture))
        #expect(office.add(.hours(1), from: .distantPast) > .distantPast)
    }
}

@Suite struct `The change of the clock` {
    @Test(arguments: [
        // A whole day has 23 and 25 hours.
        ("sun 0-24", "2026-03-29T00:00:00+01:00", 1_380),
        ("sun 0-24", "2026-10-25T00:00:00+02:00", 1_500),
        // What the wall does not show does not open; what it shows twice opens twice.
        ("sun 2-3", "2026-03-29T00:00:00+01:00", 0), ("sun 2-3", "2026-10-25T00:00:00+02:00", 120),
        ("sun 1:30-2:30", "2026-03-29T00:00:00+01:00", 30),
        ("sun 1:30-2:30", "2026-10-25T00:00:00+02:00", 90),
        ("sun 2:30-3:30", "2026-03-29T00:00:00+01:00", 30),
        ("sun 2:30-3:30", "2026-10-25T00:00:00+02:00", 90),
        ("sun 9-17", "2026-03-29T00:00:00+01:00", 480),
    ])
    func `gives a window the time that passes`(window: String, midnight: String, open: Int) throws {
        let sunday = try calendar(CalendarRules(hours: hours(window)))
        let start = at(midnight)
        #expect(sunday.openTime(between: start, start + .hours(26)) == .minutes(Int64(open)))
    }

    @Test func `moves a span from a window that does not exist to the next that does`() throws {
        let sunday = try calendar(CalendarRules(hours: hours("sun 2-3")))
        let due = sunday.add(.minutes(10), from: at("2026-03-29T00:00:00+01:00"))
        #expect(due.rfc3339 == "2026-04-05T02:10:00+02:00")
    }

    @Test func `opens a window twice that the wall shows twice`() throws {
        let sunday = try calendar(CalendarRules(hours: hours("sun 2-2:30")))
        let first = at("2026-10-25T02:10:00+02:00")
        #expect(sunday.add(.minutes(20), from: first).rfc3339 == "2026-10-25T02:30:00+02:00")
        #expect(sunday.add(.minutes(30), from: first).rfc3339 == "2026-10-25T02:10:00+01:00")
        #expect(!sunday.isOpen(at: at("2026-10-25T02:45:00+02:00")))
        #expect(sunday.isOpen(at: at("2026-10-25T02:15:00+01:00")))
    }
}

@Suite struct `A day that differs` {
    private func dates(_ rules: CalendarRules, in month: ClosedRange<String>) throws -> [String] {
        let calendar = try calendar(rules)
        var closed: [String] = []
        var date = day(month.lowerBound)
        while date <= day(month.upperBound) {
            if calendar.windows(on: date).isEmpty, date.weekday < 5 { closed.append(date.iso8601) }
            date = date.advanced(by: 1)
        }
        return closed
    }

    private let week = hours("mon-fri 9-17")

    @Test func `is each legal holiday, or the next working day for one on a weekend`() throws {
        let rules = CalendarRules(hours: week, holidays: .legal, replacement: .nextWorkingDay)
        #expect(
            try dates(rules, in: "2026-01-01"..."2026-12-31") == [
                "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-07-21",
                "2026-08-17", "2026-11-02", "2026-11-11", "2026-12-25",
            ]
        )
        // 25 and 26 December 2021 were Saturday and Sunday.
        let regional = CalendarRules(hours: week, holidays: .regional, replacement: .nextWorkingDay)
        #expect(
            try dates(regional, in: "2021-12-24"..."2021-12-31") == ["2021-12-27", "2021-12-28"]
        )
    }

    @Test func `is made up for at the end of the year by the Region's services`() throws {
        // 1, 2 and 15 November 2025 were on weekends.
        let rules = CalendarRules(hours: week, holidays: .regional, replacement: .yearEnd)
        #expect(
            try dates(rules, in: "2025-11-01"..."2025-12-31") == [
                "2025-11-11", "2025-12-25", "2025-12-26", "2025-12-29", "2025-12-30", "2025-12-31",
            ]
        )
    }

    @Test func `can be fixed in place of a holiday`() throws {
        var rules = CalendarRules(hours: week, holidays: .legal, replacement: .nextWorkingDay)
        rules.replaced = [
            CalendarRules.Replaced(holiday: day("2026-08-15"), by: day("2026-08-14"))
        ]
        #expect(try dates(rules, in: "2026-08-01"..."2026-08-31") == ["2026-08-14"])
    }

    @Test func `is no holiday where the day off is a working day`() throws {
        let rules = CalendarRules(
            hours: hours("mon-sat 9-17"),
            holidays: .legal,
            replacement: .nextWorkingDay
        )
        // Assumption 2026 is a Saturday, on which this calendar works: closed itself, and replaced by none.
        #expect(try dates(rules, in: "2026-08-01"..."2026-08-31").isEmpty)
        #expect(try calendar(rules).windows(on: day("2026-08-15")).isEmpty)
    }

    @Test func `goes before the week, and special hours before all`() throws {
        var rules = CalendarRules(hours: week, holidays: .legal)
        rules.closed = [try #require(Bytes.of("2026-12-24/2026-12-31") { DateRange($0) })]
        let short = try #require(DayWindow(from: 540, until: 720))
        rules.special = [
            CalendarRules.SpecialDay(date: day("2026-12-25"), hours: [short]),
            CalendarRules.SpecialDay(date: day("2026-12-23"), hours: []),
        ]
        let made = try calendar(rules)
        #expect(made.windows(on: day("2026-12-23")).isEmpty)
        #expect(made.windows(on: day("2026-12-24")).isEmpty)
        #expect(made.windows(on: day("2026-12-25")) == [short])
        #expect(made.exception(on: day("2026-12-24")) == .closed)
        #expect(made.exception(on: day("2026-12-25")) == .special)
        #expect(made.exception(on: day("2027-01-01")) == .holiday(.newYear))
        #expect(made.exception(on: day("2026-12-22")) == nil)
    }

    @Test func `of a year outside the table is worked out as well`() throws {
        let rules = CalendarRules(hours: week, holidays: .legal, replacement: .nextWorkingDay)
        #expect(
            try dates(rules, in: "2050-12-01"..."2050-12-31") == ["2050-12-26"],
            "Christmas 2050 is a Sunday"
        )
        #expect(try calendar(rules).exception(on: day("2050-12-26")) == .replacement)
    }
}

@Suite struct `Rules for a calendar` {
    @Test func `that never opens are refused`() {
        #expect(throws: CalendarFault.neverOpens) {
            try BusinessCalendar(CalendarRules(hours: []))
        }
    }

    @Test func `that close it for more than a year and a month are refused`() throws {
        let long = try #require(Bytes.of("2026-01-01/2027-02-28") { DateRange($0) })
        #expect(throws: CalendarFault.closedTooLong(day("2026-01-01"))) {
            try BusinessCalendar(CalendarRules(hours: hours("mon-fri 9-17"), closed: [long]))
        }
        let year = try #require(Bytes.of("2026-01-01/2026-12-31") { DateRange($0) })
        let closed = try BusinessCalendar(
            CalendarRules(hours: hours("mon 9-10"), closed: [year])
        )
        let opens = closed.nextOpening(after: at("2025-12-30T00:00:00+01:00"))
        #expect(opens.rfc3339 == "2027-01-04T09:00:00+01:00")
    }

    @Test(arguments: [
        ("2026-12-24", "2026-12-24", "2026-12-24"),
        ("2026-07-20/2026-08-07", "2026-07-20", "2026-08-07"),
    ])
    func `name days and ranges of days`(text: String, first: String, last: String) throws {
        let range = try #require(Bytes.of(text) { DateRange($0) })
        #expect(range == DateRange(first: day(first), last: day(last)))
        #expect(range.contains(day(first)) && range.contains(day(last)))
        #expect(!range.contains(day(last).advanced(by: 1)))
    }

    @Test(arguments: [
        "", "2026-02-30", "2026-08-07/2026-07-20", "2026-07-20/", "/", "2026-07-20..2026-07-21",
    ])
    func `name no days otherwise`(text: String) {
        #expect(Bytes.of(text) { DateRange($0) } == nil)
    }

    @Test func `that never close are always open`() throws {
        let always = try calendar(CalendarRules(hours: hours("mon-sun 0-12", "mon-sun 12-24")))
        #expect(always.isAlwaysOpen)
        let night = at("2026-12-25T03:00:00+01:00")
        #expect(always.add(.hours(1), from: night) == night + .hours(1))
        #expect(always.nextClosing(after: night) == .distantFuture)
        let holidays = try calendar(CalendarRules(hours: hours("mon-sun 0-24"), holidays: .legal))
        #expect(!holidays.isAlwaysOpen)
    }
}
