internal import Glibc

/// One file of an outbox: records one after the other, nothing ever changed but its torn end.
final class OutboxFile {
    let path: String
    let number: Int

    /// How many bytes of records it has.
    private(set) var count = 0

    private let directory: String
    private let descriptor: Int32
    private var synced = 0

    /// Opens a file, or makes it; nobody but the owner can read it.
    init(_ number: Int, in directory: String) throws(OutboxFailure) {
        self.number = number
        self.directory = directory
        path = directory + "/" + OutboxFile.name(number)
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else { throw .latest("open \(path)", in: directory) }
        descriptor = opened
        do throws(OutboxFailure) {
            try OutboxFolder.check(descriptor, path)
        } catch {
            close(opened)
            throw error
        }
    }

    deinit {
        close(descriptor)
    }

    static func name(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits + ".outbox"
    }

    /// The number in a file's name; nil for a file of another kind.
    static func number(of name: String) -> Int? {
        guard name.hasSuffix(".outbox"), let number = Int(name.dropLast(7)),
            OutboxFile.name(number) == name
        else { return nil }
        return number
    }

    /// Reads all records; the last file's torn end is cut.
    ///
    /// What was on disk when something later was written is not torn: that is damage.
    func load(isLast: Bool, _ body: (OutboxRecord) throws(OutboxFailure) -> Void)
        throws(OutboxFailure)
    {
        let bytes = try contents()
        while count < bytes.count, let found = OutboxRecord.read(bytes, at: count) {
            if let record = found.record { try body(record) }
            count = found.end
        }
        if count < bytes.count {
            guard isLast, !isWitnessed(bytes) else { throw .damaged(file: path, at: count) }
            guard ftruncate(descriptor, off_t(count)) == 0 else {
                throw .latest("ftruncate \(path)", in: directory)
            }
        }
        // What a killed process wrote may be in memory only, and is now about to be relied upon.
        if isLast { try sync() }
        synced = count
    }

    /// Whether a record after the break says that the break was on disk before.
    private func isWitnessed(_ bytes: [UInt8]) -> Bool {
        var place = count + 1
        while place + OutboxRecord.headBytes <= bytes.count {
            if bytes[place] == 0x52, let found = OutboxRecord.read(bytes, at: place) {
                if found.synced > count { return true }
                place = found.end
            } else {
                place += 1
            }
        }
        return false
    }

    /// Appends records, all or none; each is given how much is on disk, and where it will stand.
    func append(_ records: [(record: OutboxRecord, line: [UInt8])]) throws(OutboxFailure) -> [Int] {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for (record, line) in records {
            bytes += record.encoded(synced: synced, line: line)
            ends.append(count + bytes.count)
        }
        var written = 0
        while written < bytes.count {
            let result = bytes.withUnsafeBytes { room in
                pwrite(
                    descriptor,
                    room.baseAddress.map { $0 + written },
                    room.count - written,
                    off_t(count + written)
                )
            }
            if result < 0, errno == EINTR { continue }
            guard result > 0 else {
                let failure = OutboxFailure.latest("write \(path)", in: directory)
                // Should this fail as well, the next append writes over what is left there.
                _ = ftruncate(descriptor, off_t(count))
                throw failure
            }
            written += result
        }
        count += bytes.count
        return ends
    }

    /// Returns when all that was appended is on disk.
    func sync() throws(OutboxFailure) {
        while fdatasync(descriptor) != 0 {
            guard errno == EINTR else { throw .latest("fdatasync \(path)", in: directory) }
        }
        synced = count
    }

    /// Takes back what was appended and is not on disk.
    func cutToSynced() {
        // What stays all the same is a whole record, and whoever sent it again does no harm.
        if ftruncate(descriptor, off_t(synced)) == 0 { count = synced }
    }

    /// Bytes of the file.
    func read(_ range: Range<Int>) throws(OutboxFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var done = 0
        while done < bytes.count {
            let result = bytes.withUnsafeMutableBytes { room in
                pread(
                    descriptor,
                    room.baseAddress.map { $0 + done },
                    room.count - done,
                    off_t(range.lowerBound + done)
                )
            }
            if result < 0, errno == EINTR { continue }
            guard result >= 0 else { throw .latest("read \(path)", in: directory) }
            guard result > 0 else { throw .damaged(file: path, at: range.lowerBound + done) }
            done += result
        }
        return bytes
    }

    private func contents() throws(OutboxFailure) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .latest("stat \(path)", in: directory) }
        return try read(0..<Int(status.st_size))
    }

    /// Removes the file; whoever has it open keeps it until then.
    func remove() throws(OutboxFailure) {
        guard unlink(path) == 0 || errno == ENOENT else {
            throw .latest("unlink \(path)", in: directory)
        }
    }
}
