internal import CZeroMQ
internal import Glibc

/// The one place where a process hears its signals: in a thread that waits, never in a handler.
public final class SignalWaiter: Sendable {
    /// A signal a server answers to.
    public enum Signal: CaseIterable, Sendable {
        /// SIGHUP: read the files again.
        case hangUp
        /// SIGINT: stop.
        case interrupt
        /// SIGTERM: stop.
        case terminate

        var number: Int32 {
            switch self {
            case .hangUp: SIGHUP
            case .interrupt: SIGINT
            case .terminate: SIGTERM
            }
        }
    }

    private let descriptor: Int32

    /// A waiter; it blocks its signals in the calling thread and those this one starts.
    ///
    /// The main thread makes it before it starts any other: a signal goes to any thread that does
    /// not block it.
    public init() throws(ZeroMQFailure) {
        var mask = sigset_t()
        unsafe sigemptyset(&mask)
        for signal in Signal.allCases { unsafe sigaddset(&mask, signal.number) }
        _ = ThreadSignals.exchange(mask)
        descriptor = unsafe signalfd(-1, &mask, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
        guard descriptor >= 0 else { throw .latest("signalfd") }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Waits for a signal or the bell, at most so long (for ever, if negative).
    ///
    /// Nil when the bell rang (it is silenced) or the time is over.
    public func wait(orFor bell: WakeBell, milliseconds: Int) -> Signal? {
        var items = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let found = unsafe poll(&items, 2, Int32(clamping: milliseconds))
        precondition(found >= 0 || errno == EINTR, "the signals' descriptor cannot be polled")
        guard found > 0 else { return nil }
        if items[1].revents != 0 { bell.silence() }
        var heard = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        guard unsafe read(descriptor, &heard, size) == size else { return nil }
        return Signal.allCases.first { $0.number == Int32(heard.ssi_signo) }
    }
}
