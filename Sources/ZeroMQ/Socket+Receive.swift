internal import CZeroMQ
internal import Glibc

extension Socket {
    /// The next message that has arrived whole, or nil.
    ///
    /// A message past the bounds is read to its end and dropped, counted, and reported with its
    /// route, so that the sender can be answered.
    public func receive() throws(ZeroMQFailure) -> Received? {
        let socket = try unsafe open("zmq_msg_recv")
        guard try unsafe receiveFrame(from: socket) else { return nil }
        var frames = [copyOfFrame()]
        var bytes = frames[0].count
        var count = 1
        while unsafe zmq_msg_more(incoming) != 0 {
            guard try unsafe receiveFrame(from: socket) else {
                preconditionFailure("libzmq gave a part of a message without the rest of it")
            }
            count += 1
            bytes += unsafe zmq_msg_size(incoming)
            if count > options.framesKept || bytes > options.totalBytesMax {
                frames.removeSubrange(1...)
            } else {
                frames.append(copyOfFrame())
            }
        }
        let route = options.kind == .router ? frames[0] : []
        if count > options.framesKept {
            counts.tooManyFrames += 1
            return .tooManyFrames(route: route)
        }
        if bytes > options.totalBytesMax {
            counts.tooManyBytes += 1
            return .tooManyBytes(route: route)
        }
        counts.received += 1
        guard options.security.verifiesPeers else { return .message(frames) }
        let user = userOfFrame()
        if user == nil { counts.withoutUser += 1 }
        return .message(frames, user: user)
    }

    /// Receives one frame into `incoming`; false when there is none.
    ///
    /// It is never `zmq_recv`, which returns the true size of a frame it has cut.
    private func receiveFrame(
        from socket: UnsafeMutableRawPointer
    ) throws(ZeroMQFailure) -> Bool {
        while unsafe zmq_msg_recv(incoming, socket, ZMQ_DONTWAIT) < 0 {
            switch zmq_errno() {
            case EINTR: continue
            case EAGAIN: return false
            case let code: throw ZeroMQFailure(code: code, call: "zmq_msg_recv")
            }
        }
        return true
    }

    /// Whom the doorkeeper said the sender of the frame in `incoming` is.
    ///
    /// Asked on locked sockets alone: elsewhere a peer can say of itself that it is anybody.
    private func userOfFrame() -> UserId? {
        guard let text = unsafe zmq_msg_gets(incoming, "User-Id") else { return nil }
        return UserId(unsafe String(cString: text))
    }

    private func copyOfFrame() -> [UInt8] {
        let size = unsafe zmq_msg_size(incoming)
        guard size > 0, let data = unsafe zmq_msg_data(incoming) else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { room, filled in
            unsafe UnsafeMutableRawBufferPointer(room).baseAddress?
                .copyMemory(from: data, byteCount: size)
            filled = size
        }
    }
}
