import Foundation
import Journal

/// The files of a journal, copied while another process may be writing them.
///
/// Nobody but the one connection of a recorder may open the database, not even to read. Its files can be read
/// as files, though: what a checkpoint moves into the database stands in the log until the log begins anew, and
/// a log that begins anew has another header. So a database copied before its log is mended by that log, torn
/// pages and all, if the log's header is the same before and after. Where there is no log the database is as
/// it was if nobody wrote it meanwhile.
final class CopiedFiles {
    /// A folder that nobody but its owner may look into; it goes with this value.
    let folder: String

    /// How often a copy is begun anew before it is given up: the log begins anew each 64 MB at most.
    private static let attemptsMax = 16
    private static let blockBytes = 1 << 20
    private static let headerBytes = 32

    /// The database.
    var database: String { folder + "/journal.db" }

    /// Copies the journal in `data` into a new folder below `parent`.
    init(of data: String, below parent: String) throws(JournalFailure) {
        var template = Array((parent + "/relais-copy-XXXXXX").utf8CString)
        let made = unsafe template.withUnsafeMutableBufferPointer { name in
            unsafe name.baseAddress.flatMap { unsafe mkdtemp($0) }
                .map { unsafe String(cString: $0) }
        }
        guard let made else { throw .system("mkdtemp \(parent)") }
        folder = made
        for _ in 0..<Self.attemptsMax where try isWhole(afterCopying: data) {
            return
        }
        throw JournalFailure(
            code: EBUSY,
            call: "copy \(data)",
            words: "more is written than can be copied meanwhile"
        )
    }

    deinit {
        _ = unsafe unlink(folder + "/journal.db")
        _ = unsafe unlink(folder + "/journal.db-wal")
        _ = unsafe rmdir(folder)
    }

    /// Whether both files, copied now, belong together.
    private func isWhole(afterCopying data: String) throws(JournalFailure) -> Bool {
        let before = try Stamp(of: data)
        try Self.copy(data + "/journal.db", to: database)
        if SystemFile.exists(data + "/journal.db-wal") {
            try Self.copy(data + "/journal.db-wal", to: database + "-wal")
        }
        let after = try Stamp(of: data)
        return after == before
    }

    private static func copy(_ path: String, to target: String) throws(JournalFailure) {
        let source = try SystemFile(path, O_RDONLY)
        let file = try SystemFile(target, O_WRONLY | O_CREAT | O_TRUNC)
        var block = [UInt8](repeating: 0, count: blockBytes)
        while true {
            let count = unsafe block.withUnsafeMutableBytes { block in
                unsafe Glibc.read(source.descriptor, block.baseAddress, block.count)
            }
            guard count >= 0 else { throw .system("read \(path)") }
            if count == 0 { return }
            let written = unsafe block.withUnsafeBytes { block in
                unsafe Glibc.write(file.descriptor, block.baseAddress, count)
            }
            guard written == count else { throw .system("write \(target)") }
        }
    }

    /// What tells whether the log has begun anew, or, where there is none, whether the database was written.
    private struct Stamp: Equatable {
        var header: [UInt8] = []
        var seconds = 0
        var nanoseconds = 0

        init(of data: String) throws(JournalFailure) {
            let path = data + "/journal.db"
            if SystemFile.exists(path + "-wal") {
                header = try SystemFile(path + "-wal", O_RDONLY).bytes(limit: headerBytes)
            }
            guard header.isEmpty else { return }
            let written = try SystemFile(path, O_RDONLY).status().st_mtim
            seconds = written.tv_sec
            nanoseconds = written.tv_nsec
        }
    }
}
