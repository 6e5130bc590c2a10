import Glibc
import Testing

/// A peer that speaks ZMTP 3.0 over TCP by hand, and so can do what libzmq never would.
final class RawPeer {
    private let descriptor: Int32

    struct Broken: Error {
        let call: String
        let code: Int32
    }

    /// Connects to `tcp://…:port` on the loopback, and says nothing yet.
    init(to endpoint: String) throws {
        guard let port = endpoint.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw Broken(call: "no port in \(endpoint)", code: 0)
        }
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Broken(call: "connect", code: errno) }
    }

    deinit {
        close(descriptor)
    }

    /// Shakes hands as a DEALER under the NULL mechanism, to the end of the router's part.
    func greet(claiming claims: [(String, String)] = []) throws {
        try sayGreeting(claiming: claims)
        _ = try read(64)
        _ = try readFrame()
    }

    /// Says its own part of the handshake, and leaves the router's part unread.
    func sayGreeting(claiming claims: [(String, String)] = []) throws {
        let mechanism = [UInt8]("NULL") + [UInt8](repeating: 0, count: 16)
        try write([0xff] + [UInt8](repeating: 0, count: 8) + [0x7f, 3, 1])
        try write(mechanism + [UInt8](repeating: 0, count: 32))
        var ready: [UInt8] = [5] + [UInt8]("READY")
        for (name, value) in [("Socket-Type", "DEALER"), ("Identity", "")] + claims {
            ready += [UInt8(name.utf8.count)] + [UInt8](name)
            ready += [0, 0, 0, UInt8(value.utf8.count)] + [UInt8](value)
        }
        try write([4, UInt8(ready.count)] + ready)
    }

    /// One short frame that is a whole message.
    func send(_ bytes: [UInt8]) throws {
        try write([0, UInt8(bytes.count)] + bytes)
    }

    /// The next frame that is no command, whatever its flags.
    func nextPayload() throws -> [UInt8] {
        while true {
            let (flags, body) = try readFrame()
            if flags & 4 == 0 { return body }
        }
    }

    /// Whether so many bytes have come, awaited; they stay unread, so that leaving is a reset.
    func hasUnread(_ count: Int) -> Bool {
        var bytes = [UInt8](repeating: 0, count: count)
        return recv(descriptor, &bytes, count, Int32(MSG_PEEK | MSG_WAITALL)) == count
    }

    func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    descriptor,
                    buffer.baseAddress?.advanced(by: sent),
                    buffer.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { throw Broken(call: "send", code: errno) }
            sent += count
        }
    }

    private func readFrame() throws -> (flags: UInt8, body: [UInt8]) {
        let flags = try read(1)[0]
        let length = try read(flags & 2 == 0 ? 1 : 8).reduce(0) { $0 << 8 | Int($1) }
        return (flags, try read(length))
    }

    private func read(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                recv(descriptor, buffer.baseAddress?.advanced(by: done), count - done, 0)
            }
            guard got > 0 else { throw Broken(call: "recv", code: errno) }
            done += got
        }
        return bytes
    }
}
