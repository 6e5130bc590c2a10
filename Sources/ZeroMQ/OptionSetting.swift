internal import CZeroMQ

/// One option of a socket and the value it must have.
struct OptionSetting {
    /// A value, in the width libzmq wants it in.
    enum Value: Equatable {
        case int(Int32)
        case long(Int64)
        case text(String)
        case publicKey(CurvePublicKey)
        case secretKey(CurveSecretKey)
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
        case .text(let text):
            status = unsafe zmq_setsockopt(socket, option, text, text.utf8.count)
        case .publicKey(let key):
            status = unsafe zmq_setsockopt(socket, option, key.bytes, key.bytes.count)
        case .secretKey(let key):
            status = key.withBytes { unsafe zmq_setsockopt(socket, option, $0, $0.count) }
        }
        guard status == 0 else { throw .latest("zmq_setsockopt \(name)") }
        guard canBeReadBack else { return }
        guard try unsafe read(from: socket) == value else {
            throw ZeroMQFailure(code: EINVAL, call: "zmq_setsockopt \(name), read back")
        }
    }

    /// The value the socket has now; nil for what is no value of this kind.
    func read(from socket: UnsafeMutableRawPointer) throws(ZeroMQFailure) -> Value? {
        switch value {
        case .int:
            var number: Int32 = 0
            var size = MemoryLayout<Int32>.size
            let status = unsafe zmq_getsockopt(socket, option, &number, &size)
            guard status == 0 else { throw .latest("zmq_getsockopt \(name)") }
            return .int(number)
        case .long:
            var number: Int64 = 0
            var size = MemoryLayout<Int64>.size
            let status = unsafe zmq_getsockopt(socket, option, &number, &size)
            guard status == 0 else { throw .latest("zmq_getsockopt \(name)") }
            return .long(number)
        case .text:
            // It ends with a zero, which is counted.
            let bytes = try unsafe readBytes(from: socket, atMost: 256)
            return .text(String(decoding: bytes.dropLast(), as: UTF8.self))
        case .publicKey:
            let bytes = try unsafe readBytes(from: socket, atMost: CurvePublicKey.byteCount)
            return CurvePublicKey(bytes).map { .publicKey($0) }
        case .secretKey:
            var bytes = try unsafe readBytes(from: socket, atMost: CurvePublicKey.byteCount)
            defer { CurveSecretKey.wipe(&bytes) }
            return CurveSecretKey(bytes).map { .secretKey($0) }
        }
    }

    private func readBytes(
        from socket: UnsafeMutableRawPointer,
        atMost room: Int
    ) throws(ZeroMQFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: room)
        var size = room
        guard unsafe zmq_getsockopt(socket, option, &bytes, &size) == 0 else {
            throw .latest("zmq_getsockopt \(name)")
        }
        bytes.removeSubrange(min(size, room)...)
        return bytes
    }
}
