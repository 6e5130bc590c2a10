import Referrals
import Testing

@Suite struct `The clock of Brussels` {
    /// The Sundays on which the clocks change, from the tables published under directive 2000/84/EC.
    private static let changes: [(year: Int, march: Int, october: Int)] = [
        (2020, 29, 25), (2021, 28, 31), (2022, 27, 30), (2023, 26, 29), (2024, 31, 27),
        (2025, 30, 26), (2026, 29, 25), (2027, 28, 31), (2028, 26, 29), (2029, 25, 28),
        (2030, 31, 27), (2031, 30, 26), (2032, 28, 31), (2033, 27, 30), (2034, 26, 29),
        (2035, 25, 28),
    ]

    @Test(arguments: changes)
    func `goes forward at 01:00 UTC in March`(change: (year: Int, march: Int, october: Int)) throws
    {
        let moment = try #require(Moment(rfc3339: "\(change.year)-03-\(change.march)T01:00:00Z"))
        let before = moment - Span(microseconds: 1)
        #expect(BrusselsTime.offsetSeconds(at: before) == 3_600)
        #expect(BrusselsTime.offsetSeconds(at: moment) == 7_200)
        #expect(moment.rfc3339 == "\(change.year)-03-\(change.march)T03:00:00+02:00")
    }

    @Test(arguments: changes)
    func `goes back at 01:00 UTC in October`(change: (year: Int, march: Int, october: Int)) throws {
        let moment = try #require(Moment(rfc3339: "\(change.year)-10-\(change.october)T01:00:00Z"))
        let before = moment - Span(microseconds: 1)
        #expect(BrusselsTime.offsetSeconds(at: before) == 7_200)
        #expect(BrusselsTime.offsetSeconds(at: moment) == 3_600)
        #expect(moment.rfc3339 == "\(change.year)-10-\(change.october)T02:00:00+01:00")
    }

    @Test(arguments: [
        ("2020-03-23T22:59:59Z", "2020-03-23"), ("2020-03-23T23:00:00Z", "2020-03-24"),
        ("2020-06-30T21:59:59Z", "2020-06-30"), ("2020-06-30T22:00:00Z", "2020-07-01"),
        ("2020-12-31T23:00:00Z", "2021-01-01"), ("1969-12-31T22:59:59Z", "1969-12-31"),
    ])
    func `changes the day at its own midnight`(text: String, day: String) throws {
        let moment = try #require(Moment(rfc3339: text))
        #expect(BrusselsTime.date(at: moment).iso8601 == day)
    }
}

@Suite struct `A day of the calendar` {
    @Test func `follows the one before, from 1990 to 2040`() throws {
        var date = try #require(CalendarDate(year: 1990, month: 1, day: 1))
        let end = try #require(CalendarDate(year: 2041, month: 1, day: 1))
        #expect(date.weekday == 0)
        while date < end {
            let next = CalendarDate(daysSince1970: date.daysSince1970 + 1)
            let isNextDay =
                (next.year, next.month, next.day) == (date.year, date.month, date.day + 1)
            let isNextMonth =
                (next.year, next.month, next.day) == (date.year, date.month + 1, 1)
                && date.day == CalendarDate.daysInMonth(date.month, of: date.year)
            let isNextYear =
                (next.year, next.month, next.day) == (date.year + 1, 1, 1)
                && (date.month, date.day) == (12, 31)
            try #require(isNextDay || isNextMonth || isNextYear, "\(date.iso8601)")
            try #require(next.weekday == (date.weekday + 1) % 7)
            try #require(CalendarDate(year: next.year, month: next.month, day: next.day) == next)
            date = next
        }
        #expect(date == end)
    }

    @Test(arguments: [
        ("1970-01-01", Int64(0), 3), ("2000-02-29", 11_016, 1), ("2026-11-21", 20_778, 5),
        ("1969-12-31", -1, 2), ("0000-03-01", -719_468, 2), ("9999-12-31", 2_932_896, 4),
    ])
    func `has a number and a weekday`(text: String, days: Int64, weekday: Int) throws {
        let date = try #require(read(text))
        #expect(date.daysSince1970 == days)
        #expect(date.weekday == weekday)
        #expect(CalendarDate(daysSince1970: days) == date)
        #expect(date.iso8601 == text)
    }

    @Test(arguments: [
        "", "2021-02-29", "2020-02-30", "1900-02-29", "2020-04-31", "2020-00-10", "2020-13-01",
        "2020-01-00", "2020-1-1", "20200101", "2020-01-01 ", "2020/01/01", "-020-01-01",
    ])
    func `is none that the calendar does not have`(text: String) {
        #expect(read(text) == nil)
    }

    @Test func `has a month of the right length`() {
        #expect(CalendarDate.daysInMonth(2, of: 2024) == 29)
        #expect(CalendarDate.daysInMonth(2, of: 2100) == 28)
        #expect(CalendarDate.daysInMonth(2, of: 2000) == 29)
        #expect((1...12).map { CalendarDate.daysInMonth($0, of: 2023) }.reduce(0, +) == 365)
    }

    private func read(_ text: String) -> CalendarDate? {
        Bytes.of(text) { bytes in
            do throws(TimeFault) {
                return try CalendarDate(iso8601: bytes)
            } catch {
                return nil
            }
        }
    }
}
