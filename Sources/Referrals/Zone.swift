/// A time zone: by how much its clocks are ahead of UTC, and the instants at which that changes.
///
/// The changes are a table, as the IANA database has them; outside the table a rule goes on, or nothing
/// changes any more. So that another law needs no other program, a bundle may bring its own table.
public struct Zone: Hashable, Sendable {
    /// Its name in the IANA database: `Europe/Brussels`.
    public let name: String
    /// Seconds ahead of UTC before the first change, where no rule says otherwise.
    public let standard: Int64
    /// The changes, earliest first.
    public let changes: [Change]
    /// What goes on before the first change and after the last.
    public let beyond: Beyond

    /// A change of the clocks.
    public struct Change: Hashable, Sendable {
        /// When, in seconds since 1970 in UTC.
        public let second: Int64
        /// Seconds ahead of UTC from then on.
        public let offset: Int64

        /// A change to `offset` at `second`.
        public init(second: Int64, offset: Int64) {
            self.second = second
            self.offset = offset
        }
    }

    /// What holds outside the table of changes.
    public enum Beyond: UInt8, Sendable {
        /// Nothing changes.
        case fixed
        /// Summer time of one hour from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last
        /// Sunday of October (directive 2000/84/EC).
        case european
    }

    /// A zone of this table; nil unless its changes are in order and its offsets within a day.
    public init?(name: String, standard: Int64, changes: [Change], beyond: Beyond) {
        guard abs(standard) < Zone.day, changes.allSatisfy({ abs($0.offset) < Zone.day }),
            zip(changes, changes.dropFirst()).allSatisfy({ $0.second < $1.second })
        else { return nil }
        self.name = name
        self.standard = standard
        self.changes = changes
        self.beyond = beyond
    }

    /// Seconds by which the zone is ahead of UTC at an instant.
    public func offsetSeconds(at moment: Moment) -> Int64 {
        stretch(at: floorDivide(moment.microseconds, 1_000_000)).offset
    }

    /// The day that a calendar on a wall shows at an instant.
    public func date(at moment: Moment) -> CalendarDate {
        let local = floorDivide(moment.microseconds, 1_000_000) + offsetSeconds(at: moment)
        return CalendarDate(daysSince1970: floorDivide(local, Zone.day))
    }

    /// The first instant of a day on the wall: its midnight, or what comes first where there is none.
    public func start(of date: CalendarDate) -> Moment {
        let local = date.daysSince1970 * Zone.day
        var stretch = stretch(at: local - 2 * Zone.day)
        while local - stretch.offset >= stretch.end { stretch = self.stretch(at: stretch.end) }
        return Moment(seconds: max(local - stretch.offset, stretch.start))
    }

    /// A time between two changes, in seconds since 1970, in which the offset is one and the same.
    struct Stretch {
        var start: Int64
        var end: Int64
        var offset: Int64
    }

    static let day: Int64 = 86_400

    /// The stretch in which a second lies.
    func stretch(at second: Int64) -> Stretch {
        guard let first = changes.first, let last = changes.last else {
            return stretchBeyond(second, offset: standard)
        }
        if second < first.second {
            var stretch = stretchBeyond(second, offset: standard)
            stretch.end = min(stretch.end, first.second)
            return stretch
        }
        if second >= last.second {
            var stretch = stretchBeyond(second, offset: last.offset)
            stretch.start = max(stretch.start, last.second)
            return stretch
        }
        var low = 0
        var high = changes.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].second <= second { low = middle } else { high = middle }
        }
        return Stretch(
            start: changes[low].second,
            end: changes[high].second,
            offset: changes[low].offset
        )
    }

    private func stretchBeyond(_ second: Int64, offset: Int64) -> Stretch {
        guard beyond == .european else { return Stretch(start: .min, end: .max, offset: offset) }
        let year = CalendarDate(daysSince1970: floorDivide(second, Zone.day)).year
        let begin = Zone.european(month: 3, of: year)
        let end = Zone.european(month: 10, of: year)
        if second < begin {
            let last = Zone.european(month: 10, of: year - 1)
            return Stretch(start: last, end: begin, offset: standard)
        }
        if second < end {
            return Stretch(start: begin, end: end, offset: standard + 3_600)
        }
        let next = Zone.european(month: 3, of: year + 1)
        return Stretch(start: end, end: next, offset: standard)
    }

    /// The second of the European change in March or October, both of which have 31 days.
    private static func european(month: Int, of year: Int) -> Int64 {
        let last = CalendarDate.daysSince1970(year: year, month: month, day: 31)
        return (last - Int64((CalendarDate.weekday(of: last) + 1) % 7)) * day + 3_600
    }
}
