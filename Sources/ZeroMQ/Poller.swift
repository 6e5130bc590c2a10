internal import CZeroMQ

/// What one socket thread waits on: its sockets and one bell.
///
/// A socket thread owns all sockets of its zone; nobody else touches them. It waits here and
/// nowhere else, then drains every socket that is readable and every mailbox of its bell, hands
/// over without waiting, and comes back. It takes no lock that is held during a wait, no file and
/// no database, so it always reads. Other threads speak to it through mailboxes, a batch a
/// wake: no actor and no hop per message.
///
/// It is `zmq_poll`, which is level-triggered; the descriptor of a socket (`ZMQ_FD`) is
/// edge-triggered, every call on the socket eats the edge, and so it is not offered.
@safe public final class Poller {
    /// The sockets, in the order of their indices.
    public let sockets: [Socket]

    private let bell: WakeBell?
    private let items: UnsafeMutableBufferPointer<zmq_pollitem_t>

    /// A poller of these sockets, at most 63, and of a bell.
    public init(_ sockets: [Socket], bell: WakeBell?) {
        precondition(sockets.count < 64, "a poller has at most 63 sockets")
        self.sockets = sockets
        self.bell = bell
        unsafe items = .allocate(capacity: sockets.count + 1)
        unsafe items.initialize(repeating: zmq_pollitem_t())
        for index in sockets.indices {
            unsafe items[index].events = Int16(ZMQ_POLLIN)
        }
        unsafe items[sockets.count].fd = bell?.descriptor ?? -1
        unsafe items[sockets.count].events = Int16(ZMQ_POLLIN)
    }

    deinit {
        unsafe items.deallocate()
    }

    /// Whether to wait, too, until a socket can send; to be asked only while something is unsent.
    public func watchWritable(_ isWatched: Bool, at index: Int) {
        precondition(sockets.indices.contains(index), "a poller knows its sockets by index")
        unsafe items[index].events = Int16(isWatched ? ZMQ_POLLIN | ZMQ_POLLOUT : ZMQ_POLLIN)
    }

    /// Waits for a socket or the bell, at most so long (for ever, if negative).
    ///
    /// A bell that rang is silenced: the caller looks at what it is rung for. Nothing may be ready
    /// before the time is over, after a signal.
    public func wait(milliseconds: Int) throws(ZeroMQFailure) -> Readiness {
        for index in sockets.indices {
            unsafe items[index].socket = try unsafe sockets[index].open("zmq_poll")
        }
        let count = Int32(sockets.count + (bell == nil ? 0 : 1))
        let found = unsafe zmq_poll(items.baseAddress, count, milliseconds)
        guard found > 0 else {
            guard found < 0 else { return Readiness() }
            let code = zmq_errno()
            guard code == EINTR else { throw ZeroMQFailure(code: code, call: "zmq_poll") }
            return Readiness()
        }
        var readiness = Readiness()
        for index in sockets.indices {
            let events = Int32(unsafe items[index].revents)
            if events & ZMQ_POLLIN != 0 { readiness.readable |= 1 << UInt64(index) }
            if events & ZMQ_POLLOUT != 0 { readiness.writable |= 1 << UInt64(index) }
        }
        if let bell, unsafe items[sockets.count].revents != 0 {
            bell.silence()
            readiness.bellRang = true
        }
        return readiness
    }
}

@available(*, unavailable, message: "a poller belongs to the thread of its sockets")
extension Poller: Sendable {}
