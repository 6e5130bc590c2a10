internal import CZeroMQ

/// One option of a socket and the value it must have.
struct OptionSetting {
    /// A value, in the width libzmq wants it in.
    enum Value: Equatable {
        case int(Int32)
        case long(Int64)
    }

    let name: StaticString
    let option: Int32
    let value: Value
    /// libzmq cannot tell the value of some options back; tests prove those by what they do.
    let canBeReadBack: Bool

    init(_ name: StaticString, _ option: Int32, _ value: Value, canBeReadBack: Bool = true) {
        self.name = name
        self.option = option
        self.value = value
        self.canBeReadBack = canBeReadBack
    }

    /// Sets the option, and reads it back where that is possible.
    func apply(to socket: UnsafeMutableRawPointer) throws(ZeroMQFailure) {
        let status: Int32
        switch value {
        case .int(var number):
            status = unsafe zmq_setsockopt(socket, option, &number, MemoryLayout<Int32>.size)
        case .long(var number):
            status = unsafe zmq_setsockopt(socket, option, &number, MemoryLayout<Int64>.size)
        }
        guard status == 0 else { throw .latest("zmq_setsockopt \(name)") }
        guard canBeReadBack else { return }
        guard try unsafe read(from: socket) == value else {
            throw ZeroMQFailure(code: EINVAL, call: "zmq_setsockopt \(name), read back")
        }
    }

    /// The value the socket has now.
    func read(from socket: UnsafeMutableRawPointer) throws(ZeroMQFailure) -> Value {
        let status: Int32
        let found: Value
        switch value {
        case .int:
            var number: Int32 = 0
            var size = MemoryLayout<Int32>.size
            status = unsafe zmq_getsockopt(socket, option, &number, &size)
            found = .int(number)
        case .long:
            var number: Int64 = 0
            var size = MemoryLayout<Int64>.size
            status = unsafe zmq_getsockopt(socket, option, &number, &size)
            found = .long(number)
        }
        guard status == 0 else { throw .latest("zmq_getsockopt \(name)") }
        return found
    }
}
