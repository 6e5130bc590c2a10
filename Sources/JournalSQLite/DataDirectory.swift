import Glibc
public import Journal

/// The directory of one journal, held by one process: its lock, its reserve of disk space and its
/// database.
///
///     lock            who holds the directory: process and host
///     reserve         space that is given back when the disk is full
///     journal.db      the journal, with `-wal` beside it
///
/// Nobody but the owner may look inside (0700). It lives as long as its journal does.
public final class DataDirectory: Sendable {
    /// The space kept for answers and closes when the disk is full, 64 MB.
    public static let usualReserveBytes = 64 << 20

    /// Where it is.
    public let path: String
    let volume: any Volume
    private let reserveBytes: Int
    /// Who holds the directory; nil on a volume of which no other process knows.
    private let lock: SystemFile?

    /// Makes the directory if need be, locks it, and sees that its reserve fits.
    ///
    /// Where a journal was begun, a reserve that no longer fits is no refusal: a start on a full disk
    /// must still be able to answer and to close. Where none was, the reserve is put aside when one
    /// begins, so that a first start that is refused leaves no 64 MB behind.
    public init(
        _ path: String,
        reserveBytes: Int = usualReserveBytes
    ) throws(StartRefusal) {
        self.path = path
        self.reserveBytes = reserveBytes
        volume = SystemVolume()
        try refusing { () throws(JournalFailure) in try Self.make(path) }
        lock = try Self.locked(path)
        if isNew {
            let fits = try refusing { () throws(JournalFailure) in
                if try hasReserve() { return true }
                return try freeBytes() >= reserveBytes
            }
            guard fits else { throw noRoom }
        } else {
            _ = try refusing { () throws(JournalFailure) in try restoreReserve() }
        }
    }

    /// A directory on a volume that this process alone knows: nobody to keep out, and no reserve.
    package init(_ path: String, on volume: any Volume) {
        self.path = path
        self.volume = volume
        reserveBytes = 0
        lock = nil
    }

    /// Puts the reserve aside before a journal begins.
    func putReserveAside() throws(StartRefusal) {
        guard isNew, reserveBytes > 0 else { return }
        let isWhole = try refusing { () throws(JournalFailure) in try restoreReserve() }
        guard isWhole else { throw noRoom }
    }

    private var noRoom: StartRefusal {
        .failed(.system("reserve space in \(path)", code: ENOSPC))
    }

    /// Whether no journal was ever begun in it.
    public var isNew: Bool { !volume.exists(journalPath) }

    /// The database.
    var journalPath: String { path + "/journal.db" }

    /// The log of what was written and is not in the database yet.
    var logPath: String { journalPath + "-wal" }

    private var reservePath: String { path + "/reserve" }

    /// The bytes that can still be written where the directory lies.
    public func freeBytes() throws(JournalFailure) -> Int {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { throw .system("statvfs \(path)") }
        return Int(clamping: status.f_bavail) * Int(clamping: status.f_frsize)
    }

    /// Whether the reserve is there, all of it.
    public func hasReserve() throws(JournalFailure) -> Bool {
        guard SystemFile.exists(reservePath) else { return false }
        let status = try SystemFile(reservePath, O_RDONLY).status()
        return Int(status.st_size) >= reserveBytes
            && Int(status.st_blocks) * 512 >= reserveBytes
    }

    /// Gives the reserve to whoever writes next; nothing happens if it is spent already.
    public func spendReserve() throws(JournalFailure) {
        guard SystemFile.exists(reservePath) else { return }
        try SystemFile(reservePath, O_WRONLY).shorten(to: 0)
    }

    /// Puts the reserve aside again if that leaves `spare` bytes free; false if it does not.
    public func restoreReserve(leaving spare: Int = 0) throws(JournalFailure) -> Bool {
        if try hasReserve() { return true }
        guard try freeBytes() >= reserveBytes + spare else { return false }
        let file = try SystemFile(reservePath, O_WRONLY | O_CREAT)
        let code = posix_fallocate(file.descriptor, 0, off_t(reserveBytes))
        if code == ENOSPC {
            try file.shorten(to: 0)
            return false
        }
        guard code == 0 else { throw .system("posix_fallocate \(reservePath)", code: code) }
        try file.sync()
        try sync()
        return true
    }

    /// Lets another process have the directory; the end of this value does the same.
    func release() {
        switch lock {
        case .some(let lock): _ = flock(lock.descriptor, LOCK_UN)
        case .none: break
        }
    }

    /// Makes the names in the directory survive the loss of power.
    func sync() throws(JournalFailure) {
        try volume.sync(path)
    }

    private static func make(_ path: String) throws(JournalFailure) {
        if unsafe mkdir(path, 0o700) == 0 {
            try SystemFile.sync(path + "/..")
        } else if errno != EEXIST {
            throw .system("mkdir \(path)")
        }
        guard unsafe chmod(path, 0o700) == 0 else { throw .system("chmod \(path)") }
    }

    /// The lock is `flock` on an open file, so that the end of the process releases it, however it
    /// comes; the text in it is for whoever is refused.
    private static func locked(_ path: String) throws(StartRefusal) -> SystemFile {
        let file = try refusing { () throws(JournalFailure) in
            try SystemFile(path + "/lock", O_RDWR | O_CREAT)
        }
        if flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK else { throw .failed(.system("flock \(path)/lock")) }
            let text = String(decoding: file.bytes(limit: 512), as: UTF8.self)
            let holder = text.split(separator: "\n").first.map(String.init)
            throw .inUse(directory: path, holder: holder ?? "another process")
        }
        try refusing { () throws(JournalFailure) in
            try file.shorten(to: 0)
            try file.write(Array("process \(getpid()) on \(hostName())\n".utf8))
        }
        return file
    }
}

private func hostName() -> String {
    var name = utsname()
    guard unsafe uname(&name) == 0 else { return "this host" }
    return unsafe withUnsafeBytes(of: name.nodename) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
