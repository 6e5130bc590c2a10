internal import Glibc

/// A path in the file system that the sockets of one context may listen at, and nobody else.
///
/// libzmq removes whatever is at the path before it binds: without this a second server takes the
/// place of one that lives, which then hears nobody new and is not told. So `PATH.lock` is locked
/// before the bind, and until libzmq can touch the path no more: until the context has ended.
final class ListeningPath: Sendable {
    let path: String
    private let descriptor: Int32

    /// Claims a path: fails with EADDRINUSE where somebody listens.
    init(_ path: String) throws(ZeroMQFailure) {
        self.path = path
        descriptor = try ListeningPath.lock(path + ".lock")
        try check()
    }

    deinit {
        unsafe unlink(path + ".lock")
        close(descriptor)
    }

    /// The path of an endpoint; nil when it has none, or libzmq chooses one that is new.
    static func path(of endpoint: String) -> String? {
        guard endpoint.hasPrefix("ipc://") else { return nil }
        let path = String(endpoint.dropFirst(6))
        return path.isEmpty || path == "*" || path.hasPrefix("@") ? nil : path
    }

    private static func lock(_ path: String) throws(ZeroMQFailure) -> Int32 {
        while true {
            let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
            let descriptor = unsafe open(path, flags, 0o600)
            guard descriptor >= 0 else { throw .latest("open \(path)") }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno == EWOULDBLOCK ? EADDRINUSE : errno
                close(descriptor)
                throw ZeroMQFailure(code: code, call: "flock \(path)")
            }
            // Whoever had it may have removed it between the two calls: then it locks nothing.
            var (locked, named) = (stat(), stat())
            if unsafe fstat(descriptor, &locked) == 0, unsafe stat(path, &named) == 0,
                locked.st_ino == named.st_ino, locked.st_dev == named.st_dev
            {
                return descriptor
            }
            close(descriptor)
        }
    }

    /// Fails unless there is nothing at the path, or a socket at which nobody listens any more.
    ///
    /// A file of another kind is somebody's work, and one who listens may know nothing of our lock.
    func check() throws(ZeroMQFailure) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ZeroMQFailure(code: EEXIST, call: "bind \(path)")
        }
        switch knock() {
        case ECONNREFUSED, ENOENT: return
        case 0, EAGAIN, EPROTOTYPE: throw ZeroMQFailure(code: EADDRINUSE, call: "bind \(path)")
        case let code: throw ZeroMQFailure(code: code, call: "connect \(path)")
        }
    }

    /// What the kernel says of an attempt to connect; 0 when it came about.
    private func knock() -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let end = socket(AF_UNIX, kind, 0)
        guard end >= 0 else { return errno }
        defer { close(end) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { place in
            guard bytes.count < place.count else { return false }
            unsafe place.copyBytes(from: bytes)
            return true
        }
        guard fits else { return ENAMETOOLONG }
        let status = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(end, address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return status == 0 ? 0 : errno
    }
}
