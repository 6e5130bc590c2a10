internal import CZeroMQ

/// One libzmq socket, used and closed by the one thread that owns it.
///
/// It never blocks: what cannot be done at once is said, and waiting is for ``Poller``. It is a
/// class because a poller keeps the sockets it polls alive; it is not `Sendable`, so the compiler
/// sees to it that only a socket nobody else holds is handed to the thread that will own it.
///
/// A message has one payload frame, with all its records inside: every frame is boxed on its own,
/// and seven of them cost six times the throughput.
@safe public final class Socket {
    /// What the socket is and how it behaves.
    public let options: SocketOptions

    /// What passed through it so far.
    public internal(set) var counts = SocketCounts()

    /// The C handle, nil once closed.
    var handle: UnsafeMutableRawPointer?

    /// The one message received into: small ones live inside the C struct, so it has an address
    /// of its own and never moves.
    let incoming: UnsafeMutablePointer<zmq_msg_t>

    var monitoring: SocketMonitor?

    // Held for its lifetime: a context is not terminated by itself while it has sockets.
    let context: Context

    /// A socket with these options, all of them set before it can bind or connect.
    public init(_ options: SocketOptions, in context: Context) throws(ZeroMQFailure) {
        try options.security.requireSupport()
        let socket = try unsafe context.makeSocket(options.kind)
        self.options = options
        self.context = context
        unsafe handle = socket
        unsafe incoming = .allocate(capacity: 1)
        unsafe zmq_msg_init(incoming)
        for setting in options.settings {
            try unsafe setting.apply(to: socket)
        }
    }

    deinit {
        close()
        unsafe zmq_msg_close(incoming)
        unsafe incoming.deallocate()
    }

    /// Closes the socket; what it has not sent is forgotten.
    ///
    /// Later calls fail, but for closing again.
    public func close() {
        guard let closing = unsafe handle else { return }
        stopMonitor()
        unsafe zmq_close(closing)
        unsafe handle = nil
    }

    /// Listens at an endpoint that nobody else listens at.
    public func bind(_ endpoint: String) throws(ZeroMQFailure) {
        try context.claim(endpoint)
        guard try unsafe zmq_bind(open("zmq_bind"), endpoint) == 0 else {
            throw .latest("zmq_bind \(endpoint)")
        }
    }

    /// Ceases to listen at an endpoint; links that stand stay.
    public func unbind(_ endpoint: String) throws(ZeroMQFailure) {
        guard try unsafe zmq_unbind(open("zmq_unbind"), endpoint) == 0 else {
            throw .latest("zmq_unbind \(endpoint)")
        }
    }

    /// Begins to connect to an endpoint, and to connect again whenever the link breaks.
    public func connect(_ endpoint: String) throws(ZeroMQFailure) {
        guard try unsafe zmq_connect(open("zmq_connect"), endpoint) == 0 else {
            throw .latest("zmq_connect \(endpoint)")
        }
    }

    /// Asks a publisher for the messages whose first frame begins so.
    public func subscribe(to prefix: String) throws(ZeroMQFailure) {
        let socket = try unsafe open("zmq_setsockopt SUBSCRIBE")
        guard unsafe zmq_setsockopt(socket, ZMQ_SUBSCRIBE, prefix, prefix.utf8.count) == 0 else {
            throw .latest("zmq_setsockopt SUBSCRIBE")
        }
    }

    /// Where it was last bound or connected to, with the port the system chose.
    public func lastEndpoint() throws(ZeroMQFailure) -> String {
        let socket = try unsafe open("zmq_getsockopt LAST_ENDPOINT")
        var text = [UInt8](repeating: 0, count: 1024)
        var size = text.count
        guard unsafe zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, &text, &size) == 0 else {
            throw .latest("zmq_getsockopt LAST_ENDPOINT")
        }
        return String(decoding: text.prefix(max(0, size - 1)), as: UTF8.self)
    }

    /// The C handle, or the failure a call on a closed socket is.
    func open(_ call: StaticString) throws(ZeroMQFailure) -> UnsafeMutableRawPointer {
        guard let socket = unsafe handle else {
            throw ZeroMQFailure(code: ENOTSOCK, call: "\(call)")
        }
        return unsafe socket
    }
}

@available(*, unavailable, message: "a socket belongs to one thread")
extension Socket: Sendable {}
