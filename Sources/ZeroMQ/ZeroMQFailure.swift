internal import CZeroMQ
internal import Glibc

/// A call to libzmq, or to the kernel beneath it, that did not succeed.
public struct ZeroMQFailure: Error, Equatable, Sendable {
    /// The number left in `errno`, or returned by the call.
    public let code: Int32

    /// What was called, and on what: `zmq_bind tcp://127.0.0.1:5570`.
    public let call: String

    /// What the library says of the code.
    public let words: String

    /// The context was shut down: the thread that sees this closes its sockets and ends.
    public var isShutdown: Bool { code == ETERM }

    /// Whether somebody listens there already, or libzmq has not let go of it yet.
    public var isAddressInUse: Bool { code == EADDRINUSE }

    /// The libzmq of this machine was built without what was asked of it, such as CURVE.
    public var isUnsupported: Bool { code == ENOTSUP }

    /// The failure of a call that left this code.
    init(code: Int32, call: String) {
        self.code = code
        self.call = call
        words = unsafe String(cString: zmq_strerror(code))
    }

    /// The failure of the call that has just returned: to be made before anything else is called.
    static func latest(_ call: @autoclosure () -> String) -> ZeroMQFailure {
        let code = zmq_errno()
        return ZeroMQFailure(code: code, call: call())
    }
}

extension ZeroMQFailure: CustomStringConvertible {
    /// The call, the words of the library, and the code.
    public var description: String { "\(call): \(words) (\(code))" }
}
