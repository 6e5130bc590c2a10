import ArgumentParser
import Glibc
import JournalSQLite

/// What the disk and the tables give without a server.
enum BenchDisk {
    /// How often a second 4 KB can be appended to a file and flushed.
    static func syncs(in folder: String) throws -> Double {
        let path = folder + "/syncs"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Trouble(.inputOutput, "\(path) cannot be written") }
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 0x52, count: 4_096)
        let start = BenchTimes.now()
        var count = 0
        while BenchTimes.now() - start < 1_000_000 {
            guard write(file, block, block.count) == block.count, fdatasync(file) == 0 else {
                throw Trouble(.inputOutput, "\(path) cannot be written")
            }
            count += 1
        }
        return Double(count) * 1_000_000 / Double(BenchTimes.now() - start)
    }

    /// How many seconds the rows of a finished journal take, written in so many commits by SQLite alone.
    static func floor(of data: String, in folder: String, commits: Int) throws -> Double {
        do throws(StartRefusal) {
            let floor = try JournalFloor(of: DataDirectory(data))
            let directory = try DataDirectory(folder + "/floor", reserveBytes: 1 << 20)
            let start = BenchTimes.now()
            try floor.write(into: directory, commits: commits)
            return Double(BenchTimes.now() - start) / 1_000_000
        } catch {
            throw Trouble(.inputOutput, "the floor cannot be measured: \(error)")
        }
    }

    /// How many bytes a journal has on disk, of the database and its log.
    static func bytes(of data: String) -> Int {
        ["journal.db", "journal.db-wal"].reduce(0) { sum, name in
            var status = stat()
            return stat(data + "/" + name, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }
}
