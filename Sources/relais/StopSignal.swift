import ZeroMQ

/// Whether somebody asked this program to stop: SIGINT, SIGTERM, or a terminal that was closed.
///
/// It is made before anything that starts a thread, because a signal goes to any thread that does
/// not block it.
final class StopSignal {
    private let waiter: SignalWaiter
    private let bell: WakeBell
    private var count = 0

    init() throws {
        waiter = try SignalWaiter()
        bell = try WakeBell()
    }

    /// How often it was asked so far.
    var times: Int {
        while waiter.wait(orFor: bell, milliseconds: 0) != nil { count += 1 }
        return count
    }

    /// Waits so long, or until it is asked.
    func wait(milliseconds: Int) {
        if waiter.wait(orFor: bell, milliseconds: milliseconds) != nil { count += 1 }
    }
}
