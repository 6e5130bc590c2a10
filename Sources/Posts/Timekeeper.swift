public import Referrals

/// The time of record: what the clock on the wall says, as long as the clock that nobody can set bears it out.
///
///                a step of more than 2 minutes, or a start
///                more than a minute behind the journal
///     believed ------------------------------------------> doubted
///        ^                                                    |
///        '----------------------------------------------------'
///          accepted by a supervisor, or it says again what was counted
///
/// While it is believed the time is what the wall says. While it is doubted the time goes on from the last one
/// that was believed, by the steady clock: so a deadline that ran on runs on, and none that was far
/// is suddenly past. A wall clock that comes back to that time of itself is believed again, for then nothing
/// speaks against it: by a minute at most, so that what is doubted for a little more is not believed for a little less.
///
/// The steady clock must count the sleep of the machine, as `CLOCK_BOOTTIME` does and `CLOCK_MONOTONIC` does
/// not: else every wake-up would look like a step. Its origin means nothing and may be another after each
/// start, so nothing of it outlives a life. A virtual machine that was halted and goes on later is a step like
/// any other, since both its clocks stood still and only one is put right.
public struct Timekeeper: Equatable, Sendable {
    /// The largest step that is believed.
    ///
    /// What a time server corrects in passing, and a leap second, are far below it; an operator's mistyped hour
    /// and a day lost by a battery are far above.
    public static let stepMax = Span.minutes(2)
    /// How far behind the last fact of the journal a start may be.
    ///
    /// A recorder on another machine takes over with its own clock, and a minute is more than two that are kept by
    /// a time server ever differ.
    public static let behindMax = Span.minutes(1)
    /// How fast the wall may drift from the steady clock, in millionths, and be followed for ever.
    ///
    /// A time server slews by 500 at most. What goes faster adds up, and is a step when it comes to ``stepMax``.
    public static let driftMax: Int64 = 1_000

    /// The time of record, as of the last reading.
    public private(set) var time: Moment
    /// What the clocks said when they were last read.
    public private(set) var reading: Instant
    /// Since when, by the time of record, the wall is not believed; nil while it is.
    public private(set) var doubtedSince: Moment?
    /// What the wall would say if it had not stepped since it was last believed.
    private var expected: Moment
    /// When, by the steady clock, ``expected`` last followed the wall.
    private var followedAt: Moment

    /// What a reading of the clocks, or a supervisor, has changed.
    public enum Change: Equatable, Sendable {
        /// The wall is not believed any more.
        case doubted
        /// It says again what was counted, and is believed.
        case cameBack
    }

    /// The time of record at a start.
    ///
    /// - Parameters:
    ///   - reading: what the clocks say.
    ///   - lastFact: when the last fact of the journal was recorded; nil for an empty one.
    public init(at reading: Instant, lastFact: Moment?) {
        self.reading = reading
        time = reading.wall
        expected = reading.wall
        followedAt = reading.steady
        if let lastFact, reading.wall < lastFact - Timekeeper.behindMax {
            time = lastFact
            expected = lastFact
            doubtedSince = lastFact
        }
    }

    /// Whether the wall is believed.
    public var isBelieved: Bool { doubtedSince == nil }

    /// How far the wall is ahead of the time of record.
    public var ahead: Span { reading.wall - time }

    /// The time by which what peers say of times is judged; nil where they are not compared with it.
    public var judging: Moment? { isBelieved ? time : nil }

    /// Both clocks were read: ``time`` is now the time of that.
    public mutating func read(_ reading: Instant) -> Change? {
        // A steady clock that ran back would be a fault of the machine: then no time has passed.
        let passed = max(.seconds(0), reading.steady - self.reading.steady)
        self.reading = reading
        expected = expected + passed
        let step = reading.wall - expected
        guard doubtedSince == nil else {
            time = time + passed
            guard Timekeeper.isWithin(step, Timekeeper.behindMax) else { return nil }
            believe()
            return .cameBack
        }
        guard Timekeeper.isWithin(step, Timekeeper.stepMax) else {
            time = time + passed
            doubtedSince = time
            return .doubted
        }
        time = reading.wall
        follow(step)
        return nil
    }

    /// Lets the expectation follow the wall, as fast as it may drift; once a second, for of what passes between two
    /// readings under load whole microseconds would be left over.
    private mutating func follow(_ step: Span) {
        let passed = reading.steady - followedAt
        guard passed >= .seconds(1) else { return }
        followedAt = reading.steady
        let drift = Span(microseconds: passed.microseconds / 1_000_000 * Timekeeper.driftMax)
        expected = expected + min(max(step, drift * -1), drift)
    }

    /// A supervisor says that the wall is right; told is the time of record before, nil where it was believed.
    public mutating func accept() -> Moment? {
        guard doubtedSince != nil else { return nil }
        let before = time
        believe()
        return before
    }

    private static func isWithin(_ step: Span, _ most: Span) -> Bool {
        step <= most && step >= most * -1
    }

    private mutating func believe() {
        time = reading.wall
        expected = reading.wall
        followedAt = reading.steady
        doubtedSince = nil
    }
}
