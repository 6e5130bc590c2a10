internal import Glibc
internal import Posts
internal import Referrals

/// The two clocks of the machine, read at the edge and passed inward.
enum Clocks {
    /// The time now by both.
    static func read() -> Instant {
        Instant(wall: read(CLOCK_REALTIME), steady: read(CLOCK_BOOTTIME))
    }

    private static func read(_ clock: clockid_t) -> Moment {
        var time = timespec()
        let status = clock_gettime(clock, &time)
        precondition(status == 0, "the machine has its clocks")
        return Moment(
            microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
        )
    }
}
