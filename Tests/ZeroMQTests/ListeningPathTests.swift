import Glibc
import Testing
import ZeroMQ

@Suite(.timeLimit(Patience.most)) struct `An endpoint` {
    @Test func `that somebody listens at is refused, and the first is still reached`() throws {
        let folder = try Folder()
        let first = try listener(at: folder.endpoint)
        let failure = #expect(throws: ZeroMQFailure.self) { try listener(at: folder.endpoint) }
        #expect(failure?.code == EADDRINUSE)
        let dealer = try Socket(
            .clientDealer(maxMessageBytes: 1000, sendHighWater: 10),
            in: Context()
        )
        try dealer.connect(folder.endpoint)
        #expect(try dealer.sendOnceLinked([[UInt8]("question")]) == .sent)
        #expect(try first.nextFrames().last == [UInt8]("question"))
    }

    @Test func `is refused while the socket file alone is gone`() throws {
        let folder = try Folder()
        let first = try listener(at: folder.endpoint)
        unlink(folder.socket)
        #expect(throws: ZeroMQFailure.self) { try listener(at: folder.endpoint) }
        withExtendedLifetime(first) {}
    }

    @Test func `that is refused once is refused in the same context, too`() throws {
        let folder = try Folder()
        let context = try Context()
        let first = try listener(at: folder.endpoint, in: context)
        let failure = #expect(throws: ZeroMQFailure.self) {
            try listener(at: folder.endpoint, in: context)
        }
        #expect(failure?.code == EADDRINUSE)
        withExtendedLifetime(first) {}
    }

    @Test func `is free when its context has ended, and no lock is left`() throws {
        let folder = try Folder()
        let context = try Context()
        let first = try listener(at: folder.endpoint, in: context)
        first.close()
        context.terminate()
        #expect(access(folder.socket + ".lock", F_OK) != 0)
        _ = try listener(at: folder.endpoint)
    }

    @Test func `that a killed process left is free`() throws {
        let folder = try Folder()
        try listen(at: folder.socket, backlog: nil)
        _ = try listener(at: folder.endpoint)
    }

    @Test func `of somebody who knows no lock is refused`() throws {
        let folder = try Folder()
        let stranger = try listen(at: folder.socket, backlog: 1)
        let failure = #expect(throws: ZeroMQFailure.self) { try listener(at: folder.endpoint) }
        #expect(failure?.words == "Address already in use")
        close(stranger)
    }

    @Test func `is not taken from a file of another kind`() throws {
        let folder = try Folder()
        close(open(folder.socket, O_CREAT | O_WRONLY, 0o600))
        let failure = #expect(throws: ZeroMQFailure.self) { try listener(at: folder.endpoint) }
        #expect(failure?.code == EEXIST)
        #expect(access(folder.socket, F_OK) == 0)
    }

    @Test func `of TCP that is taken is said to be in use`() throws {
        let first = try BoundRouter()
        let options = SocketOptions.boundRouter(maxMessageBytes: 1000)
        let second = try Socket(options, in: first.context)
        let monitor = try second.monitor()
        let port = try #require(first.endpoint.split(separator: ":").last)
        let failure = #expect(throws: ZeroMQFailure.self) {
            try second.bind("tcp://127.0.0.1:\(port)")
        }
        #expect(failure?.words == "Address already in use")
        withExtendedLifetime(monitor) {}
    }

    private func listener(at endpoint: String, in context: Context? = nil) throws -> Socket {
        let options = SocketOptions.boundRouter(maxMessageBytes: 1000)
        let socket = try Socket(options, in: context ?? Context())
        try socket.bind(endpoint)
        return socket
    }

    /// Binds a socket of the kernel's; without a backlog it is closed at once, and its file stays.
    @discardableResult
    private func listen(at path: String, backlog: Int32?) throws -> Int32 {
        let end = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let status = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(end, address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(status == 0)
        if let backlog {
            try #require(Glibc.listen(end, backlog) == 0)
        } else {
            close(end)
        }
        return end
    }
}

/// A folder for the length of a test, and a place for a socket in it.
private final class Folder {
    let path: String

    init() throws {
        var template = Array("/tmp/zeromq-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw RawPeer.Broken(call: "mkdtemp", code: errno)
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        unlink(socket)
        unlink(socket + ".lock")
        rmdir(path)
    }

    var socket: String { path + "/desk" }
    var endpoint: String { "ipc://" + socket }
}
