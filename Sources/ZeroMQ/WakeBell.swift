internal import CZeroMQ
internal import Glibc
internal import Synchronization

/// What wakes a thread that waits in a poll: an eventfd that any thread may ring.
///
/// Rings coalesce: until the bell is silenced, only the first of them costs a system call. The
/// waiting thread first silences the bell and then looks at whatever it is rung for; that order
/// loses nothing, because who rings has put the thing there before.
public final class WakeBell: Sendable {
    let descriptor: Int32
    private let rung = Atomic(false)

    /// A silent bell.
    public init() throws(ZeroMQFailure) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        guard descriptor >= 0 else { throw .latest("eventfd") }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Wakes the thread that waits, or will wait, for this bell; legal from any thread.
    public func ring() {
        guard !rung.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var one: UInt64 = 1
        while unsafe write(descriptor, &one, 8) != 8 {
            // A full counter is a bell that rings already.
            if errno == EAGAIN { return }
            precondition(errno == EINTR, "the bell's eventfd cannot be written")
        }
    }

    /// Makes it silent again; for the thread that waits.
    ///
    /// The counter is emptied before the mark is taken off: the other way round, a ring between the
    /// two would be emptied too and leave the mark on for ever.
    public func silence() {
        var count: UInt64 = 0
        while unsafe read(descriptor, &count, 8) < 0, errno == EINTR {}
        _ = rung.exchange(false, ordering: .acquiringAndReleasing)
    }

    /// Waits for the bell, at most so long (for ever, if negative), and silences it.
    ///
    /// False when it did not ring; a signal may end the wait early.
    public func wait(milliseconds: Int) -> Bool {
        var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let found = unsafe poll(&item, 1, Int32(clamping: milliseconds))
        precondition(found >= 0 || errno == EINTR, "the bell's eventfd cannot be polled")
        guard found > 0 else { return false }
        silence()
        return true
    }
}
