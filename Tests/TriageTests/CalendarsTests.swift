import Referrals
import Testing

@testable import Triage

@Suite struct `The calendar of a partner` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    private func calendar(of partner: String) throws -> BusinessCalendar {
        let partner = try #require(bundle.directory.partner(named: Sample.partner(partner)))
        return try #require(partner.calendar)
    }

    private func isOpen(_ partner: String, _ text: String) throws -> Bool {
        try calendar(of: partner).isOpen(at: try #require(Moment(rfc3339: text)))
    }

    @Test(arguments: [
        // The desk has hours alone: legal holidays apply, and Monday for All Saints' Day on a Sunday.
        ("desk", "2026-03-02T09:00:00+01:00", true), ("desk", "2026-03-02T17:00:00+01:00", false),
        ("desk", "2026-04-06T10:00:00+02:00", false), ("desk", "2026-11-02T10:00:00+01:00", false),
        ("desk", "2026-05-08T10:00:00+02:00", true),
        // Law names the Region's calendar, and closes on a day of its own.
        ("law", "2026-03-05T16:00:00+01:00", true), ("law", "2026-03-06T16:00:00+01:00", false),
        ("law", "2026-12-23T11:00:00+01:00", true), ("law", "2026-12-23T13:00:00+01:00", false),
        ("law", "2026-07-21T10:00:00+02:00", false), ("law", "2026-11-02T10:00:00+01:00", false),
        ("law", "2026-09-28T10:00:00+02:00", false), ("law", "2026-09-29T10:00:00+02:00", true),
        // Money answers day and night, on holidays too.
        ("money", "2026-12-25T03:00:00+01:00", true),
        // North has its own hours under the holidays of the office.
        ("north", "2026-03-03T15:00:00+01:00", true), ("north", "2026-03-03T13:00:00+01:00", false),
        ("north", "2026-07-21T15:00:00+02:00", false),
        ("south", "2026-05-15T10:00:00+02:00", false), ("south", "2026-05-13T10:00:00+02:00", true),
    ])
    func `is that of its hours, or of the calendar it names`(
        partner: String,
        time: String,
        isOpen: Bool
    ) throws {
        #expect(try self.isOpen(partner, time) == isOpen)
    }

    @Test func `is not known where the directory says nothing`() throws {
        let calm = try #require(bundle.directory.partner(named: Sample.partner("calm")))
        #expect(calm.calendar == nil)
    }

    @Test func `never closes for whoever answers day and night`() throws {
        #expect(try calendar(of: "money").isAlwaysOpen)
    }

    @Test func `goes by the bundle's own table of a zone`() throws {
        let summer = try #require(bundle.calendars.named("summer"))
        let winter = try #require(Moment(rfc3339: "2030-01-01T00:00:00Z"))
        #expect(summer.rules.zone.offsetSeconds(at: winter) == 7_200)
        #expect(bundle.calendars.brussels == .brussels)
    }

    @Test func `of a bundle from before there were calendars is that of its hours`() throws {
        var files = SampleFiles.all
        files["calendars.yaml"] = nil
        files["directory.yaml"] = SampleFiles.directory
            .replacing("    calendar: region\n", with: "")
            .replacing("    calendar: office\n", with: "")
        let old = try Bundle(files: files.mapValues(Outline.read), address: Sample.address)
        #expect(old.calendars == Calendars())
        let desk = try #require(old.directory.partner(of: old.directory.desk)?.calendar)
        #expect(desk == (try calendar(of: "desk")))
    }
}
