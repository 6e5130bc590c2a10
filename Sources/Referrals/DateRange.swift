/// Days one after the other, the first and the last of them included: a closure in August.
public struct DateRange: Hashable, Sendable {
    /// The first day.
    public let first: CalendarDate
    /// The last day.
    public let last: CalendarDate

    /// The days from `first` to `last`; nil when the last comes before the first.
    public init?(first: CalendarDate, last: CalendarDate) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// Reads a day, `2026-12-24`, or two with a slash, `2026-07-20/2026-08-07`; nil for another form.
    public init?(_ text: UnsafeRawBufferPointer) {
        func date(_ part: Slice<UnsafeRawBufferPointer>) -> CalendarDate? {
            do throws(TimeFault) {
                return try CalendarDate(iso8601: UnsafeRawBufferPointer(rebasing: part))
            } catch {
                return nil
            }
        }
        let slash = text.firstIndex(of: UInt8(ascii: "/"))
        guard let first = date(text[..<(slash ?? text.endIndex)]),
            let last = slash.map({ date(text[($0 + 1)...]) }) ?? first
        else { return nil }
        self.init(first: first, last: last)
    }

    /// Whether a day is one of them.
    public func contains(_ date: CalendarDate) -> Bool { first <= date && date <= last }
}
