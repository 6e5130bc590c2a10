import Glibc
import Referrals

/// What the clock on the wall says.
enum WallClock {
    /// The time now, in microseconds.
    static func now() -> Moment {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Moment(microseconds: Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000)
    }
}
