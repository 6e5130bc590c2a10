/// An instant on the caller's clock, in microseconds since 1970-01-01T00:00:00Z.
///
/// Nothing inside the rings reads a clock: it is told the time, so that a replay can tell it another.
public struct Moment: Comparable, Hashable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public var microseconds: Int64

    /// The instant `microseconds` after the beginning of 1970 in UTC.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The instant `seconds` after the beginning of 1970 in UTC.
    public init(seconds: Int64) {
        self.microseconds = seconds * 1_000_000
    }

    /// An instant after every deadline the exchange can set.
    public static let distantFuture = Moment(microseconds: .max)

    /// An instant before everything that was ever recorded.
    public static let distantPast = Moment(microseconds: .min)

    /// Whether the left instant is the earlier one.
    public static func < (left: Moment, right: Moment) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The instant `span` later; it stops at ``distantFuture`` rather than overflow.
    public static func + (moment: Moment, span: Span) -> Moment {
        let (sum, overflow) = moment.microseconds.addingReportingOverflow(span.microseconds)
        guard overflow else { return Moment(microseconds: sum) }
        return span.microseconds > 0 ? .distantFuture : .distantPast
    }

    /// The instant `span` earlier; it stops at ``distantPast`` rather than overflow.
    public static func - (moment: Moment, span: Span) -> Moment {
        let (difference, overflow) = moment.microseconds.subtractingReportingOverflow(
            span.microseconds
        )
        guard overflow else { return Moment(microseconds: difference) }
        return span.microseconds > 0 ? .distantPast : .distantFuture
    }

    /// The span from the right instant to the left one.
    public static func - (left: Moment, right: Moment) -> Span {
        let (difference, overflow) = left.microseconds.subtractingReportingOverflow(
            right.microseconds
        )
        guard overflow else { return Span(microseconds: difference) }
        return Span(microseconds: left.microseconds > right.microseconds ? .max : .min)
    }
}

/// A length of time in microseconds: what a deadline adds to an instant.
///
/// `Duration` of the standard library counts attoseconds in 128 bits; the journal needs eight bytes.
public struct Span: Comparable, Hashable, Sendable {
    /// The length in microseconds; negative is earlier.
    public var microseconds: Int64

    /// A length of `microseconds`.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// A length of `count` milliseconds.
    public static func milliseconds(_ count: Int64) -> Span { Span(microseconds: count * 1_000) }

    /// A length of `count` seconds.
    public static func seconds(_ count: Int64) -> Span { Span(microseconds: count * 1_000_000) }

    /// A length of `count` minutes.
    public static func minutes(_ count: Int64) -> Span { .seconds(count * 60) }

    /// A length of `count` hours.
    public static func hours(_ count: Int64) -> Span { .seconds(count * 3_600) }

    /// A length of `count` days of 24 hours.
    public static func days(_ count: Int64) -> Span { .hours(count * 24) }

    /// Whole milliseconds, rounded up, so that a wait of this length never ends early.
    public var wholeMilliseconds: Int64 {
        microseconds / 1_000 + (microseconds % 1_000 > 0 ? 1 : 0)
    }

    /// Whether the left length is the shorter one.
    public static func < (left: Span, right: Span) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The length `times` as long.
    public static func * (span: Span, times: Int64) -> Span {
        Span(microseconds: span.microseconds * times)
    }
}
