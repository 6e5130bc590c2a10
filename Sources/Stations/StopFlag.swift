internal import Synchronization

/// Says to threads that they should come to an end.
final class StopFlag: Sendable {
    private let raised = Mutex(false)

    /// Whether it was raised.
    var isRaised: Bool { raised.withLock { $0 } }

    /// Raises it, for good.
    func raise() {
        raised.withLock { $0 = true }
    }
}
