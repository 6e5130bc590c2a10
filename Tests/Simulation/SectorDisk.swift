import GRDBSQLite
import Journal
import JournalSQLite
import Synchronization

/// A disk in memory, of sectors, for one process at a time: what that has not made it sync may be lost.
///
/// The process ends at any of its operations, and the files stay as they were seen; without power each
/// sector that was not synced is kept, lost or torn. A file that is deleted is gone at once.
final class SectorDisk: Volume {
    /// What fails next, once.
    enum Trouble: Sendable {
        /// A write, after some that do not.
        case write(after: Int)
        /// A sync: what is pending is called settled and is not on disk.
        case sync
        /// Each write that makes a file longer.
        case full
    }

    /// What the disk holds, and what will become of the next operations.
    struct State: Sendable {
        var files: [SectorFile] = []
        var trouble: Trouble?
        /// After so many operations the process ends.
        var operationsLeft: Int?
        /// Whether the process has ended: nothing it does counts any more.
        var isOver = false
        /// How many operations there were.
        var operations = 0
        var syncsFailed = 0
        /// Whether it says to have synced, and has not.
        var lies = false
    }

    /// Under which name SQLite knows it.
    let name: String
    private let state: Mutex<State>

    private static let number = Mutex(0)

    init(lies: Bool = false) {
        let number = SectorDisk.number.withLock { number in
            number += 1
            return number
        }
        name = "relais-sectors-\(number)"
        var state = State()
        state.lies = lies
        self.state = Mutex(state)
    }

    func withState<Result: Sendable>(_ work: (inout sending State) -> sending Result) -> Result {
        state.withLock(work)
    }

    /// The power fails.
    func losePower(_ chance: inout Chance) -> SectorFile.Loss {
        let share = chance.within(0...100)
        var lot = chance
        chance = chance.fork(1)
        return withState { state in
            var loss = SectorFile.Loss()
            state.files.removeAll { file in !file.isNamed && lot.percent(50) }
            for index in state.files.indices {
                loss = loss + state.files[index].losePower(&lot, keeping: share)
                state.files[index].isNamed = true
            }
            return loss
        }
    }

    /// Another process begins.
    func revive() {
        withState { state in
            state.isOver = false
            state.operationsLeft = nil
            state.trouble = nil
        }
    }
}

// MARK: - The files beside SQLite

extension SectorDisk {
    func databaseName(of path: String) -> String { "file:\(path)?vfs=\(name)" }

    func exists(_ path: String) -> Bool {
        withState { $0.index(of: path) != nil }
    }

    func make(_ path: String) throws(JournalFailure) {
        try check(withState { $0.open(path, making: true, isNamedBySync: false).code }, "make")
    }

    func sync(_ path: String) throws(JournalFailure) {
        try check(withState { $0.sync(path) }, "sync")
    }

    func renew(_ path: String) throws(JournalFailure) {
        try check(withState { $0.renew(path) }, "renew")
        try sync(path)
    }

    private func check(_ code: Int32, _ call: String) throws(JournalFailure) {
        guard code != SQLITE_OK else { return }
        throw JournalFailure(code: code, call: call, words: "the simulated disk fails")
    }
}

// MARK: - Operations

extension SectorDisk.State {
    static let ioError = SQLITE_IOERR

    func index(of path: String) -> Int? { files.firstIndex { $0.path == path } }

    /// One operation more; false when the process has ended before it is done.
    private mutating func goesOn() -> Bool {
        guard !isOver else { return false }
        operations += 1
        guard let left = operationsLeft else { return true }
        operationsLeft = left - 1
        if left <= 0 { isOver = true }
        return !isOver
    }

    mutating func open(
        _ path: String,
        making: Bool,
        isNamedBySync: Bool
    ) -> (code: Int32, index: Int) {
        if let index = index(of: path) { return (isOver ? Self.ioError : SQLITE_OK, index) }
        guard making else { return (SQLITE_CANTOPEN, 0) }
        guard goesOn() else { return (Self.ioError, 0) }
        files.append(SectorFile(path, isNamedBySync: isNamedBySync))
        return (SQLITE_OK, files.count - 1)
    }

    mutating func delete(_ path: String) -> Int32 {
        guard goesOn() else { return Self.ioError }
        guard let index = index(of: path) else { return SQLITE_OK }
        files.remove(at: index)
        return SQLITE_OK
    }

    /// Reads what is there; what lies behind the end is zero.
    func read(_ path: String, into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int32 {
        guard !isOver, let index = index(of: path) else { return Self.ioError }
        return files[index].bytes.withUnsafeBytes { bytes in
            let start = min(offset, bytes.count)
            let end = min(offset + buffer.count, bytes.count)
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            guard end - start < buffer.count else { return SQLITE_OK }
            UnsafeMutableRawBufferPointer(rebasing: buffer[(end - start)...])
                .initializeMemory(as: UInt8.self, repeating: 0)
            return SQLITE_IOERR | (2 << 8)
        }
    }

    mutating func write(_ path: String, _ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
        guard let index = index(of: path) else { return Self.ioError }
        guard !isOver else { return Self.ioError }
        guard goesOn() else {
            // A process that ends within a write leaves the first sectors of it.
            let part = bytes.count / 2 / SectorFile.sector * SectorFile.sector
            files[index].write(UnsafeRawBufferPointer(rebasing: bytes[..<part]), at: offset)
            return Self.ioError
        }
        switch trouble {
        case .write(0):
            trouble = nil
            return SQLITE_IOERR | (3 << 8)
        case .write(let after): trouble = .write(after: after - 1)
        case .full:
            if offset + bytes.count > files[index].bytes.count { return SQLITE_FULL }
        case .sync, nil: break
        }
        files[index].write(bytes, at: offset)
        return SQLITE_OK
    }

    mutating func shorten(_ path: String, to length: Int) -> Int32 {
        guard goesOn(), let index = index(of: path) else { return Self.ioError }
        files[index].shorten(to: length)
        return SQLITE_OK
    }

    mutating func renew(_ path: String) -> Int32 {
        guard goesOn(), let index = index(of: path) else { return Self.ioError }
        files[index].renew()
        return SQLITE_OK
    }

    /// Syncs a file, or the names that lie in a directory.
    mutating func sync(_ path: String) -> Int32 {
        guard goesOn() else { return Self.ioError }
        guard let index = index(of: path) else {
            for index in files.indices where files[index].path.hasPrefix(path + "/") {
                files[index].isNamed = true
            }
            return SQLITE_OK
        }
        if case .sync = trouble {
            trouble = nil
            syncsFailed += 1
            files[index].failToSync()
            return SQLITE_IOERR | (4 << 8)
        }
        if !lies { files[index].sync() }
        return SQLITE_OK
    }
}
