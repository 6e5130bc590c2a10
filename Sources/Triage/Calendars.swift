public import Referrals

/// The calendars of a bundle, by name, and the clock on the wall by which its rules count days.
public struct Calendars: Equatable, Sendable {
    /// The zones that the bundle brings, in the order of the file.
    public let zones: [Zone]
    /// The calendars, in the order of the file.
    public let calendars: [NamedCalendar]

    /// These calendars; none for a bundle from before there were any.
    public init(zones: [Zone] = [], calendars: [NamedCalendar] = []) {
        self.zones = zones
        self.calendars = calendars
    }

    /// The calendar of this name; nil when there is none.
    public func named(_ name: String) -> BusinessCalendar? {
        calendars.first { $0.name == name }?.calendar
    }

    /// The clock of the Region: the bundle's own table for it, else the one of this program.
    public var brussels: Zone { zone(named: Zone.brussels.name) ?? .brussels }

    /// The zone of this name, the bundle's before this program's; nil when neither knows it.
    public func zone(named name: String) -> Zone? {
        zones.first { $0.name == name } ?? [Zone.brussels, Zone.utc].first { $0.name == name }
    }

    /// The calendar of a partner of which the directory gives hours alone.
    ///
    /// The legal holidays apply, and the next working day for one on a weekend, unless it never closes: who
    /// answers day and night answers on holidays too.
    static func rules(of hours: [ContactWindow], in zone: Zone) -> CalendarRules {
        let minutes = (0..<7).map { weekday in
            hours.contains { $0.holds(onWeekday: weekday) && $0.from == 0 && $0.until == 24 * 60 }
        }
        guard minutes.contains(false) else { return CalendarRules(zone: zone, hours: hours) }
        return CalendarRules(
            zone: zone,
            hours: hours,
            holidays: .legal,
            replacement: .nextWorkingDay
        )
    }
}

/// A calendar that partners of the directory may name.
public struct NamedCalendar: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// What it says.
    public let calendar: BusinessCalendar

    /// A calendar of this name.
    public init(name: String, calendar: BusinessCalendar) {
        self.name = name
        self.calendar = calendar
    }
}
