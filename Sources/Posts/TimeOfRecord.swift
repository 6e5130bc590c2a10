public import Referrals

/// What the recorder says that the time is, and whether its wall clock bears it out.
///
/// All that is decided is decided by the recorder's time. The gateway goes on from it by its own steady clock, so
/// neither a wall clock of its own that is wrong, nor one that steps, ever makes an event of an agency come from
/// the future; while nobody has told the time, or it is not believed, no time is compared with it.
public struct TimeOfRecord: Equatable, Sendable {
    /// The time.
    public var at: Moment
    /// Whether the recorder's wall clock says so, too.
    public var isBelieved: Bool

    /// The time `at`.
    public init(at: Moment, isBelieved: Bool) {
        self.at = at
        self.isBelieved = isBelieved
    }
}

extension Gateway {
    /// The time by both clocks: that of record once it was told, else what the wall says, which is not believed.
    mutating func heed(_ reading: Instant) -> Instant {
        guard let clock else {
            isClockBelieved = false
            return reading
        }
        isClockBelieved = clock.time.isBelieved
        return Instant(
            wall: clock.time.at + (reading.steady - clock.toldAt),
            steady: reading.steady
        )
    }
}
