internal import CZeroMQ
internal import Glibc
internal import Synchronization

/// A thread of the operating system with a name, that runs one body and is joined.
///
/// Sockets, the disk and whatever else blocks live on threads of their own and never on the pool of
/// Swift's tasks. Signals are blocked in it before its first instruction.
public final class PlainThread: Sendable {
    private let thread: Mutex<pthread_t?>

    /// Starts a thread; the name is cut at 15 bytes, as the kernel does.
    public init(
        named name: String,
        stackBytes: Int = 1 << 20,
        body: sending @escaping () -> Void
    ) throws(ZeroMQFailure) {
        let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, body: body))
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setstacksize(&attributes, stackBytes)
        let mask = ThreadSignals.exchange(ThreadSignals.everySignal())
        defer { ThreadSignals.restore(mask) }
        var made = pthread_t()
        let status = unsafe pthread_create(
            &made,
            &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let start = unsafe Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
                unsafe pthread_setname_np(pthread_self(), start.name)
                start.body()
                return nil
            },
            start.toOpaque()
        )
        guard status == 0 else {
            unsafe start.release()
            throw ZeroMQFailure(code: status, call: "pthread_create \(name)")
        }
        thread = Mutex(made)
    }

    deinit {
        // A thread nobody joined goes on by itself and is freed when it ends.
        thread.withLock { thread in
            if let thread { pthread_detach(thread) }
        }
    }

    /// Waits until the body has returned; whoever calls again waits, too, or returns at once.
    public func join() {
        thread.withLock { thread in
            guard let running = thread else { return }
            precondition(pthread_equal(running, pthread_self()) == 0, "a thread cannot join itself")
            pthread_join(running, nil)
            thread = nil
        }
    }
}

/// What a new thread is given.
private final class ThreadStart {
    let name: String
    let body: () -> Void

    init(name: String, body: @escaping () -> Void) {
        self.name = String(decoding: name.utf8.prefix(15), as: UTF8.self)
        self.body = body
    }
}
