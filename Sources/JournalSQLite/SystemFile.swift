import Glibc
import Journal

/// A file of the system, open until this value ends; each call either works or says why not.
@safe struct SystemFile: ~Copyable {
    let descriptor: Int32
    private let path: String

    init(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(JournalFailure) {
        descriptor = unsafe open(path, flags | O_CLOEXEC, mode)
        self.path = path
        guard descriptor >= 0 else { throw .system("open \(path)") }
    }

    deinit {
        _ = Glibc.close(descriptor)
    }

    func sync() throws(JournalFailure) {
        guard fsync(descriptor) == 0 else { throw .system("fsync \(path)") }
    }

    func write(_ bytes: [UInt8]) throws(JournalFailure) {
        let written = unsafe bytes.withUnsafeBytes { bytes in
            unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        }
        guard written == bytes.count else { throw .system("write \(path)") }
    }

    /// At most `limit` bytes from the start.
    func bytes(limit: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            count = unsafe max(0, pread(descriptor, buffer.baseAddress, limit, 0))
        }
    }

    func shorten(to length: Int) throws(JournalFailure) {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw .system("ftruncate \(path)") }
    }

    func status() throws(JournalFailure) -> stat {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .system("fstat \(path)") }
        return status
    }

    /// Makes what was written to a file, or what a directory names, survive the loss of power.
    static func sync(_ path: String) throws(JournalFailure) {
        let file = try SystemFile(path, O_RDONLY)
        try file.sync()
    }

    /// Writes the bytes of a file over themselves and makes them survive the loss of power.
    static func renew(_ path: String) throws(JournalFailure) {
        let file = try SystemFile(path, O_RDWR)
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        var offset: off_t = 0
        while true {
            let count = unsafe bytes.withUnsafeMutableBytes { bytes in
                unsafe pread(file.descriptor, bytes.baseAddress, bytes.count, offset)
            }
            guard count >= 0 else { throw .system("read \(path)") }
            if count == 0 { break }
            let written = unsafe bytes.withUnsafeBytes { bytes in
                unsafe pwrite(file.descriptor, bytes.baseAddress, count, offset)
            }
            guard written == count else { throw .system("write \(path)") }
            offset += off_t(count)
        }
        try file.sync()
    }

    static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }
}

extension JournalFailure {
    /// The failure that `errno` tells of.
    static func system(_ call: String, code: Int32 = errno) -> JournalFailure {
        JournalFailure(code: code, call: call, words: unsafe String(cString: strerror(code)))
    }
}
