internal import CZeroMQ
internal import Glibc

/// Which threads signals may interrupt: none but the one that waits for them.
public enum ThreadSignals {
    /// Faults of the program itself: the kernel gives them to the thread that made them, and a crash
    /// that cannot be caught leaves no trace.
    private static let faults = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT]

    /// Blocks every signal but faults in the calling thread and those it starts from now on.
    ///
    /// The main thread calls it before it starts any other.
    public static func blockAll() {
        _ = exchange(everySignal())
    }

    /// The mask of every signal but faults.
    static func everySignal() -> sigset_t {
        var mask = sigset_t()
        unsafe sigfillset(&mask)
        for fault in faults { unsafe sigdelset(&mask, fault) }
        return mask
    }

    /// Blocks these signals in the calling thread, and gives the mask that was in force before.
    static func exchange(_ mask: sigset_t) -> sigset_t {
        var blocked = mask
        var before = sigset_t()
        let status = unsafe pthread_sigmask(SIG_BLOCK, &blocked, &before)
        precondition(status == 0, "a thread's signal mask can always be set")
        return before
    }

    /// Puts a mask back.
    static func restore(_ mask: sigset_t) {
        var former = mask
        let status = unsafe pthread_sigmask(SIG_SETMASK, &former, nil)
        precondition(status == 0, "a thread's signal mask can always be set")
    }
}
