import Referrals
import Testing

@Suite struct `A time zone` {
    private func moment(_ text: String) throws -> Moment {
        try #require(Moment(rfc3339: text))
    }

    @Test(arguments: [
        ("2041-03-31T00:59:59Z", Int64(3_600)), ("2041-03-31T01:00:00Z", 7_200),
        ("2041-10-27T00:59:59Z", 7_200), ("2041-10-27T01:00:00Z", 3_600),
        ("2019-07-01T00:00:00Z", 7_200), ("2019-12-31T00:00:00Z", 3_600),
        ("2100-07-01T00:00:00Z", 7_200),
    ])
    func `goes on by the European rule outside its table`(text: String, offset: Int64) throws {
        #expect(Zone.brussels.offsetSeconds(at: try moment(text)) == offset)
    }

    @Test func `of a law that ends summer time keeps the last offset`() throws {
        let changes = [
            Zone.Change(second: 1_585_443_600, offset: 7_200),
            Zone.Change(second: 1_603_587_600, offset: 3_600),
        ]
        let zone = try #require(
            Zone(name: "X", standard: 3_600, changes: changes, beyond: .fixed)
        )
        #expect(zone.offsetSeconds(at: try moment("2020-07-01T00:00:00Z")) == 7_200)
        #expect(zone.offsetSeconds(at: try moment("2021-07-01T00:00:00Z")) == 3_600)
        #expect(zone.offsetSeconds(at: try moment("2019-07-01T00:00:00Z")) == 3_600)
    }

    @Test func `has its changes in order`() {
        let changes = [
            Zone.Change(second: 2, offset: 0), Zone.Change(second: 1, offset: 3_600),
        ]
        #expect(Zone(name: "X", standard: 0, changes: changes, beyond: .fixed) == nil)
        #expect(Zone(name: "X", standard: 86_400, changes: [], beyond: .fixed) == nil)
    }

    @Test(arguments: [
        ("2026-03-29", "2026-03-29T00:00:00+01:00"), ("2026-03-30", "2026-03-30T00:00:00+02:00"),
        ("2026-10-25", "2026-10-25T00:00:00+02:00"), ("2026-10-26", "2026-10-26T00:00:00+01:00"),
    ])
    func `begins a day at its own midnight`(day: String, start: String) throws {
        let date = try #require(Bytes.of(day) { try? CalendarDate(iso8601: $0) })
        #expect(Zone.brussels.start(of: date).rfc3339 == start)
    }

    @Test func `begins a day that has no midnight with its first instant`() throws {
        // Clocks went from 24:00 to 01:00 at the beginning of 1970-01-02.
        let zone = try #require(
            Zone(
                name: "X",
                standard: 0,
                changes: [Zone.Change(second: 86_400, offset: 3_600)],
                beyond: .fixed
            )
        )
        #expect(zone.start(of: CalendarDate(daysSince1970: 1)) == Moment(seconds: 86_400))
        #expect(zone.start(of: CalendarDate(daysSince1970: 2)) == Moment(seconds: 169_200))
    }
}

@Suite struct `A month after a day` {
    @Test(arguments: [
        ("2026-03-03", 1, "2026-04-03"), ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"), ("2026-12-31", 1, "2027-01-31"),
        ("2026-10-31", 1, "2026-11-30"), ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"), ("2026-01-31", 25, "2028-02-29"),
    ])
    func `is the same day, or the last of a shorter month`(day: String, count: Int, later: String)
        throws
    {
        let date = try #require(Bytes.of(day) { try? CalendarDate(iso8601: $0) })
        #expect(date.adding(months: count).iso8601 == later)
    }
}

@Suite struct `A holiday` {
    @Test(arguments: [
        (2025, "2025-04-21", "2025-05-29", "2025-06-09"),
        (2026, "2026-04-06", "2026-05-14", "2026-05-25"),
        (2027, "2027-03-29", "2027-05-06", "2027-05-17"),
        (2028, "2028-04-17", "2028-05-25", "2028-06-05"),
        (2035, "2035-03-26", "2035-05-03", "2035-05-14"),
        (2038, "2038-04-26", "2038-06-03", "2038-06-14"),
    ])
    func `that moves follows Easter`(year: Int, monday: String, ascension: String, whit: String) {
        #expect(Holiday.easterMonday.date(in: year).iso8601 == monday)
        #expect(Holiday.ascension.date(in: year).iso8601 == ascension)
        #expect(Holiday.whitMonday.date(in: year).iso8601 == whit)
    }

    @Test func `is one of ten of the law and four of the Region`() {
        #expect(Holiday.legal.count == 10)
        let regional = Holiday.allCases.filter(\.isRegional).map { $0.date(in: 2026).iso8601 }
        #expect(regional == ["2026-05-08", "2026-11-02", "2026-11-15", "2026-12-26"])
        #expect(Set(Holiday.allCases.map(\.name)).count == 14)
    }
}
