import Referrals
import Testing

@Suite struct `An instant` {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)),
        ("2020-03-23T13:56:01+01:00", 1_584_968_161_000_000),
        ("2020-03-23T12:56:01Z", 1_584_968_161_000_000),
        ("2020-03-23t12:56:01z", 1_584_968_161_000_000),
        ("2020-03-23T07:26:01-05:30", 1_584_968_161_000_000),
        ("1969-12-31T23:59:59Z", -1_000_000),
        ("2024-02-29T12:00:00Z", 1_709_208_000_000_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
        ("2020-03-23T12:56:01.5Z", 1_584_968_161_500_000),
        ("2020-03-23T12:56:01.000001Z", 1_584_968_161_000_001),
        ("2020-03-23T12:56:01.123456789Z", 1_584_968_161_123_456),
    ])
    func `is read from RFC 3339`(text: String, microseconds: Int64) {
        #expect(Moment(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2020-03-23", "2020-03-23T12:56:01", "2020-03-23 12:56:01Z", "2020-3-23T12:56:01Z",
        "2020-13-01T00:00:00Z", "2020-00-01T00:00:00Z", "2020-04-31T00:00:00Z",
        "2021-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2020-03-23T24:00:00Z",
        "2020-03-23T12:60:00Z", "2020-03-23T12:56:61Z", "2020-03-23T12:56Z",
        "2020-03-23T12:56:01.Z", "2020-03-23T12:56:01.1234567890Z", "2020-03-23T12:56:01,5Z",
        "2020-03-23T12:56:01+0100", "2020-03-23T12:56:01+01", "2020-03-23T12:56:01+24:00",
        "2020-03-23T12:56:01+01:60", "2020-03-23T12:56:01ZZ", "2020-03-23T12:56:01 Z",
        "+020-03-23T12:56:01Z", "２020-03-23T12:56:01Z", "20200323T125601Z",
    ])
    func `is not read from another form`(text: String) {
        #expect(Moment(rfc3339: text) == nil)
    }

    @Test(arguments: [
        ("2020-03-23T12:56:01Z", "2020-03-23T13:56:01+01:00"),
        ("2020-07-01T00:00:00Z", "2020-07-01T02:00:00+02:00"),
        ("2020-12-31T23:30:00Z", "2021-01-01T00:30:00+01:00"),
        ("2020-03-23T12:56:01.250Z", "2020-03-23T13:56:01.250+01:00"),
        ("2020-03-23T12:56:01.000001Z", "2020-03-23T13:56:01.000001+01:00"),
        ("1969-12-31T22:59:59.9Z", "1969-12-31T23:59:59.900+01:00"),
    ])
    func `is written in the time of Brussels`(text: String, written: String) {
        #expect(Moment(rfc3339: text)?.rfc3339 == written)
    }

    @Test func `is read back from what was written`() {
        for step in 0..<4_000 as Range<Int64> {
            let moment = Moment(microseconds: 1_577_836_800_000_000 + step * 123_456_789_123)
            #expect(Moment(rfc3339: moment.rfc3339) == moment)
        }
    }

    @Test func `that no year of four digits reaches is written as the nearest`() {
        #expect(Moment.distantFuture.rfc3339 == "9999-12-31T23:59:59.999999+01:00")
        #expect(Moment.distantPast.rfc3339 == "0000-01-01T01:00:00+01:00")
    }

    @Test func `later and earlier by a span stops at the ends of time`() {
        let now = Moment(seconds: 1_584_968_161)
        #expect(now + .hours(1) - .minutes(60) == now)
        #expect(now + .days(1) - now == .hours(24))
        #expect(Moment.distantFuture + .seconds(1) == .distantFuture)
        #expect(Moment.distantPast - .seconds(1) == .distantPast)
        #expect(Moment.distantPast + .seconds(-1) == .distantPast)
        #expect(Moment.distantFuture - .distantPast == Span(microseconds: .max))
        #expect(Moment.distantPast - .distantFuture == Span(microseconds: .min))
    }
}

@Suite struct `A span` {
    @Test(arguments: [
        (Int64(0), Int64(0)), (1, 1), (1_000, 1), (1_001, 2), (-1_500, -1), (-1, 0),
    ])
    func `is rounded up to whole milliseconds`(microseconds: Int64, milliseconds: Int64) {
        #expect(Span(microseconds: microseconds).wholeMilliseconds == milliseconds)
    }

    @Test func `counts in the units of the clock`() {
        #expect(Span.days(2) == .hours(48))
        #expect(Span.hours(1) == .minutes(60))
        #expect(Span.minutes(1) == .seconds(60))
        #expect(Span.seconds(1) == .milliseconds(1_000))
        #expect(Span.seconds(2) * 3 == .seconds(6))
        #expect(Span.seconds(1) < .minutes(1))
    }
}
