internal import Glibc

/// A folder held open, in which files are named: nobody can put another in its place meanwhile.
struct SystemFolder: ~Copyable {
    let path: String
    let descriptor: Int32

    /// Opens a folder, below another one if it is given.
    init(_ name: String, in parent: borrowing SystemFolder) throws(KeyringFailure) {
        try self.init(name, at: parent.descriptor, path: parent.path + "/" + name)
    }

    /// Opens the folder at this path.
    init(_ path: String) throws(KeyringFailure) {
        try self.init(path, at: AT_FDCWD, path: path)
    }

    private init(_ name: String, at parent: Int32, path: String) throws(KeyringFailure) {
        descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw .latest("open the folder \(path)") }
    }

    deinit {
        _ = Glibc.close(descriptor)
    }

    /// The folder of a path and the name in it.
    static func parts(of path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        return (folder, String(path[path.index(after: slash)...]))
    }

    /// Makes a folder in this one, open to whom `mode` says; one that is there stays as it is.
    func makeFolder(_ name: String, mode: mode_t) throws(KeyringFailure) {
        guard mkdirat(descriptor, name, mode) == 0 || errno == EEXIST else {
            throw .latest("make the folder \(path)/\(name)")
        }
    }

    /// What the system says of this folder.
    func status() throws(KeyringFailure) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .latest("look at \(path)") }
        return status
    }

    /// What the system says of a file of this folder, links followed; nil where there is none.
    func status(of name: String) -> stat? {
        var status = stat()
        return fstatat(descriptor, name, &status, 0) == 0 ? status : nil
    }

    /// The names in it, in order, but those that begin with a dot.
    func names() throws(KeyringFailure) -> [String] {
        // A second descriptor: the stream closes its own, and has a place of its own in the folder.
        let second = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard second >= 0 else { throw .latest("list \(path)") }
        guard let stream = fdopendir(second) else {
            let failure = KeyringFailure.latest("list \(path)")
            _ = Glibc.close(second)
            throw failure
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .latest("list \(path)") }
        return names.sorted()
    }

    /// The first bytes of a file, at most so many, and what the system says of it while it is open.
    ///
    /// It waits for nobody: a pipe is opened like a file, and its status says what it is.
    func read(
        _ name: String,
        most: Int,
        flags: Int32 = 0
    ) throws(KeyringFailure) -> (status: stat, bytes: [UInt8]) {
        let file = openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags)
        guard file >= 0 else { throw .latest("open \(path)/\(name)") }
        defer { _ = Glibc.close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .latest("look at \(path)/\(name)") }
        guard status.st_mode & S_IFMT == S_IFREG else { return (status, []) }
        var bytes = [UInt8](repeating: 0, count: most)
        var count = 0
        while count < most {
            let more = bytes.withUnsafeMutableBytes { room in
                Glibc.read(file, room.baseAddress.map { $0 + count }, most - count)
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw .latest("read \(path)/\(name)") }
            if more == 0 { break }
            count += more
        }
        bytes.removeSubrange(count...)
        return (status, bytes)
    }

    /// Writes a file whole beside its place, makes it survive the loss of power, and then names it.
    ///
    /// It has its mode from its first byte on. A reader finds the old file or the new one, never a
    /// half one; after a crash a name that begins with a dot may be left.
    func write(
        _ bytes: [UInt8],
        to name: String,
        mode: mode_t,
        replaces: Bool
    ) throws(KeyringFailure) {
        let draft = ".\(name).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
        let call = "write \(path)/\(name)"
        let file = openat(descriptor, draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw .latest(call) }
        var isNamed = false
        defer {
            _ = Glibc.close(file)
            if !isNamed { _ = unlinkat(descriptor, draft, 0) }
        }
        // Whatever the mask of the process says.
        guard fchmod(file, mode) == 0 else { throw .latest(call) }
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes { room in
                Glibc.write(file, room.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .latest(call) }
            start += written
        }
        guard fsync(file) == 0 else { throw .latest(call) }
        if replaces {
            guard renameat(descriptor, draft, descriptor, name) == 0 else { throw .latest(call) }
            isNamed = true
        } else {
            // A second name, unlike a rename, is refused where the name is taken.
            guard linkat(descriptor, draft, descriptor, name, 0) == 0 else { throw .latest(call) }
        }
        try sync()
    }

    /// Makes what it names survive the loss of power.
    func sync() throws(KeyringFailure) {
        guard fsync(descriptor) == 0 else { throw .latest("sync \(path)") }
    }
}

extension stat {
    /// Whether it is a file and neither folder, pipe nor device.
    var isFile: Bool { st_mode & S_IFMT == S_IFREG }

    /// Whether it is a folder.
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }

    /// Whether anybody on the machine may write to it.
    var isWritableByAll: Bool { st_mode & 0o002 != 0 }

    /// Who may do what, as `chmod` writes it: `640`.
    var permissions: String { String(st_mode & 0o7777, radix: 8) }

    /// Whether it belongs to this user or to root.
    var isOurs: Bool { st_uid == geteuid() || st_uid == 0 }
}
