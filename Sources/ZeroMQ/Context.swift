internal import CZeroMQ
internal import Synchronization

/// One libzmq context: its I/O threads, and the sockets made in it.
///
/// Each exposure zone has a context of its own, so that a flood of handshakes from outside cannot
/// hold up the sockets inside. All contexts of a process are made at its start and terminated at
/// its exit: libzmq 4.3.4 races in its cryptography when contexts come and go.
///
/// To stop: ``shutdown()`` makes every call on its sockets fail with `isShutdown`, each owner then
/// closes its own sockets, and ``terminate()`` waits for the last of them. Every socket has linger
/// 0, so nothing else is waited for; whatever must not be lost is on disk, not in a socket.
///
/// libzmq stops the process by design when it meets what it cannot handle (no file descriptor left
/// for a socket, a broken invariant). That is accepted: the journal is the truth, and a restart
/// replays it. The process never forks with a live context; it spawns.
public final class Context: Sendable {
    /// The C handle.
    @safe struct Handle {
        let pointer: UnsafeMutableRawPointer
    }

    // A context is the one thing of libzmq that any thread may use; the lock is there so that
    // nobody uses it after `terminate` took it away.
    private let handle: Mutex<Handle?>

    // The paths its sockets listen at: kept until libzmq has removed the last of them.
    private let paths = Mutex<[ListeningPath]>([])

    /// A context with this number of I/O threads: 1, or 2 for the outside when there are 4 cores.
    public init(ioThreads: Int = 1) throws(ZeroMQFailure) {
        guard let pointer = unsafe zmq_ctx_new() else { throw .latest("zmq_ctx_new") }
        for (option, value) in [(ZMQ_IO_THREADS, Int32(ioThreads)), (ZMQ_BLOCKY, 0)] {
            guard unsafe zmq_ctx_set(pointer, option, value) == 0 else {
                let failure = ZeroMQFailure.latest("zmq_ctx_set \(option)")
                unsafe zmq_ctx_term(pointer)
                throw failure
            }
        }
        handle = Mutex(unsafe Handle(pointer: pointer))
    }

    deinit {
        terminate()
    }

    /// The version of libzmq in use, such as 4.3.4.
    public static var libraryVersion: String {
        var major: Int32 = 0
        var minor: Int32 = 0
        var patch: Int32 = 0
        unsafe zmq_version(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }

    /// Fails with `isUnsupported` where libzmq was built without this: "curve", for instance.
    static func require(_ capability: String) throws(ZeroMQFailure) {
        guard unsafe zmq_has(capability) == 1 else {
            throw ZeroMQFailure(code: ENOTSUP, call: "zmq_has \(capability)")
        }
    }

    /// Makes every call on the sockets of this context fail from now on; legal from any thread.
    public func shutdown() {
        handle.withLock { handle in
            guard let handle else { return }
            while unsafe zmq_ctx_shutdown(handle.pointer) != 0, zmq_errno() == EINTR {}
        }
    }

    /// Waits until every socket of this context has been closed by its owner, and frees it.
    ///
    /// A thread that calls this while it owns an open socket waits for ever; sockets keep their
    /// context alive, so a context that merely goes out of use never waits.
    public func terminate() {
        let last = handle.withLock { handle in
            let taken = handle
            handle = nil
            return taken
        }
        guard let last else { return }
        while unsafe zmq_ctx_term(last.pointer) != 0, zmq_errno() == EINTR {}
        paths.withLock { $0 = [] }
    }

    /// Makes sure that nobody else listens at an endpoint; the kernel does so where it is no path.
    func claim(_ endpoint: String) throws(ZeroMQFailure) {
        guard let path = ListeningPath.path(of: endpoint) else { return }
        try paths.withLock { (paths) throws(ZeroMQFailure) in
            if let path = paths.first(where: { $0.path == path }) { return try path.check() }
            paths.append(try ListeningPath(path))
        }
    }

    /// A raw socket of this kind.
    func makeSocket(_ kind: SocketKind) throws(ZeroMQFailure) -> UnsafeMutableRawPointer {
        let made = handle.withLock { handle in
            guard let handle else { return Made.failed(ETERM) }
            guard let socket = unsafe zmq_socket(handle.pointer, kind.number) else {
                return Made.failed(zmq_errno())
            }
            return unsafe Made.socket(Handle(pointer: socket))
        }
        switch made {
        case .socket(let handle): return unsafe handle.pointer
        case .failed(let code): throw ZeroMQFailure(code: code, call: "zmq_socket \(kind)")
        }
    }

    private enum Made {
        case socket(Handle)
        case failed(Int32)
    }
}
