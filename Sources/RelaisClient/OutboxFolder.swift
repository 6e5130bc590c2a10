internal import Glibc

/// The directory of an outbox, which one process has at a time and only its owner may look into.
final class OutboxFolder {
    let path: String
    private let lock: Int32

    /// Makes the directory if it is not there, and locks it.
    init(_ path: String) throws(OutboxFailure) {
        self.path = path
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw .latest("mkdir \(path)", in: path) }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .latest("open \(path)", in: path) }
        defer { close(folder) }
        try OutboxFolder.check(folder, path)
        let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .latest("open \(path)/lock", in: path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let failure = OutboxFailure.latest("flock \(path)/lock", in: path)
            close(descriptor)
            throw isHeld ? .inUse(directory: path) : failure
        }
        lock = descriptor
    }

    deinit {
        close(lock)
    }

    /// Refuses what belongs to another account, or is open to one.
    static func check(_ descriptor: Int32, _ path: String) throws(OutboxFailure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .latest("stat \(path)", in: path) }
        guard status.st_uid == geteuid() else {
            throw .ofAnother(path: path, account: status.st_uid)
        }
        guard status.st_mode & 0o077 == 0 else {
            let permissions = String(status.st_mode & 0o777, radix: 8)
            throw .openToOthers(path: path, permissions: permissions)
        }
    }

    /// The numbers of its files, in order.
    func numbers() throws(OutboxFailure) -> [Int] {
        guard let stream = opendir(path) else { throw .latest("opendir \(path)", in: path) }
        defer { closedir(stream) }
        var numbers: [Int] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { room in
                String(decoding: room.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let number = OutboxFile.number(of: name) { numbers.append(number) }
        }
        return numbers.sorted()
    }

    /// Makes the names in it survive the loss of power.
    func sync() throws(OutboxFailure) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .latest("open \(path)", in: path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .latest("fsync \(path)", in: path) }
    }
}
