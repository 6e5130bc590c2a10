internal import CZeroMQ
internal import Glibc

extension Socket {
    /// Gives libzmq a message of these frames, at least one.
    ///
    /// It takes all of them or none. Should it fail after the first frame was taken, the socket is
    /// closed: a half message must not be followed by another.
    public func send(_ frames: [[UInt8]]) throws(ZeroMQFailure) -> SendOutcome {
        precondition(!frames.isEmpty, "a message has at least one frame")
        let socket = try unsafe open("zmq_send")
        for index in frames.indices {
            let outcome = try unsafe sendFrame(
                frames[index],
                on: socket,
                isFirst: index == 0,
                isLast: index == frames.count - 1
            )
            guard outcome == .sent else { return outcome }
        }
        counts.sent += 1
        return .sent
    }

    /// Gives libzmq a message to be returned along the frames that came before the one it answers.
    ///
    /// That is a router's route, then the envelope the peer sent, empty frames and all.
    public func send(
        _ payload: [UInt8],
        along path: [[UInt8]]
    ) throws(ZeroMQFailure) -> SendOutcome {
        let socket = try unsafe open("zmq_send")
        for index in path.indices {
            let outcome = try unsafe sendFrame(
                path[index],
                on: socket,
                isFirst: index == 0,
                isLast: false
            )
            guard outcome == .sent else { return outcome }
        }
        let outcome = try unsafe sendFrame(
            payload,
            on: socket,
            isFirst: path.isEmpty,
            isLast: true
        )
        if outcome == .sent { counts.sent += 1 }
        return outcome
    }

    private func sendFrame(
        _ bytes: [UInt8],
        on socket: UnsafeMutableRawPointer,
        isFirst: Bool,
        isLast: Bool
    ) throws(ZeroMQFailure) -> SendOutcome {
        let flags = isLast ? ZMQ_DONTWAIT : ZMQ_DONTWAIT | ZMQ_SNDMORE
        while true {
            let status = unsafe bytes.withUnsafeBytes { buffer in
                unsafe zmq_send(socket, buffer.baseAddress, buffer.count, flags)
            }
            if status >= 0 { return .sent }
            let code = zmq_errno()
            if code == EINTR { continue }
            guard isFirst else {
                close()
                throw ZeroMQFailure(code: code, call: "zmq_send, amid a message")
            }
            if code == EAGAIN {
                counts.wouldBlock += 1
                return .wouldBlock
            }
            if code == EHOSTUNREACH {
                counts.unreachable += 1
                return .unreachable
            }
            throw ZeroMQFailure(code: code, call: "zmq_send")
        }
    }
}
