import GRDBSQLite

/// SQLite's access to a disk of sectors: a VFS, registered as long as this lives.
///
/// Like the one of the system it says that a write leaves alone what lies beside it, which holds here:
/// a torn sector has its old bytes wherever it has not the new ones.
final class SectorAccess {
    let disk: SectorDisk
    private let access: UnsafeMutablePointer<sqlite3_vfs>
    fileprivate let methods: UnsafeMutablePointer<sqlite3_io_methods>
    private let name: UnsafeMutablePointer<CChar>

    init(_ disk: SectorDisk) {
        self.disk = disk
        access = .allocate(capacity: 1)
        methods = .allocate(capacity: 1)
        let words = disk.name.utf8CString
        name = .allocate(capacity: words.count)
        for (index, word) in words.enumerated() { (name + index).initialize(to: word) }
        methods.initialize(to: SectorAccess.fileMethods)
        access.initialize(to: SectorAccess.diskMethods)
        access.pointee.zName = UnsafePointer(name)
        access.pointee.pAppData = Unmanaged.passUnretained(self).toOpaque()
        let code = sqlite3_vfs_register(access, 0)
        precondition(code == SQLITE_OK, "SQLite takes another access to files")
    }

    deinit {
        sqlite3_vfs_unregister(access)
        access.deallocate()
        methods.deallocate()
        name.deallocate()
    }

    /// What SQLite has of an open file: first the part that it knows.
    private struct Opened {
        var base: sqlite3_file
        var file: Unmanaged<OpenedFile>?
    }

    /// An open file of the disk.
    private final class OpenedFile {
        let disk: SectorDisk
        let path: String

        init(_ disk: SectorDisk, _ path: String) {
            self.disk = disk
            self.path = path
        }
    }

    private static func opened(_ file: UnsafeMutablePointer<sqlite3_file>?) -> OpenedFile? {
        guard let file else { return nil }
        return UnsafeMutableRawPointer(file).assumingMemoryBound(to: Opened.self).pointee.file?
            .takeUnretainedValue()
    }

    private static func of(_ access: UnsafeMutablePointer<sqlite3_vfs>?) -> SectorAccess? {
        guard let data = access?.pointee.pAppData else { return nil }
        return Unmanaged<SectorAccess>.fromOpaque(data).takeUnretainedValue()
    }
}

// MARK: - The calls of SQLite

extension SectorAccess {
    private static var fileMethods: sqlite3_io_methods {
        var methods = sqlite3_io_methods()
        methods.iVersion = 1
        methods.xClose = { file in
            guard let file else { return SQLITE_OK }
            UnsafeMutableRawPointer(file).assumingMemoryBound(to: Opened.self).pointee.file?
                .release()
            return SQLITE_OK
        }
        methods.xRead = { file, buffer, count, offset in
            guard let opened = SectorAccess.opened(file) else { return SQLITE_IOERR }
            let buffer = UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))
            return opened.disk.withState { $0.read(opened.path, into: buffer, at: Int(offset)) }
        }
        methods.xWrite = { file, bytes, count, offset in
            guard let opened = SectorAccess.opened(file) else { return SQLITE_IOERR }
            let bytes = UnsafeRawBufferPointer(start: bytes, count: Int(count))
            return opened.disk.withState { $0.write(opened.path, bytes, at: Int(offset)) }
        }
        methods.xTruncate = { file, length in
            guard let opened = SectorAccess.opened(file) else { return SQLITE_IOERR }
            return opened.disk.withState { $0.shorten(opened.path, to: Int(length)) }
        }
        methods.xSync = { file, _ in
            guard let opened = SectorAccess.opened(file) else { return SQLITE_IOERR }
            return opened.disk.withState { $0.sync(opened.path) }
        }
        methods.xFileSize = { file, size in
            guard let opened = SectorAccess.opened(file) else { return SQLITE_IOERR }
            size?.pointee = opened.disk.withState { state in
                state.index(of: opened.path).map { Int64(state.files[$0].bytes.count) } ?? 0
            }
            return SQLITE_OK
        }
        // One connection has the disk: there is nobody to be kept out.
        methods.xLock = { _, _ in SQLITE_OK }
        methods.xUnlock = { _, _ in SQLITE_OK }
        methods.xCheckReservedLock = { _, isTaken in
            isTaken?.pointee = 0
            return SQLITE_OK
        }
        methods.xFileControl = { _, what, value in
            guard what == SQLITE_FCNTL_MMAP_SIZE else { return SQLITE_NOTFOUND }
            // Nothing here is read past these calls.
            value?.assumingMemoryBound(to: Int64.self).pointee = 0
            return SQLITE_OK
        }
        methods.xSectorSize = { _ in 4096 }
        methods.xDeviceCharacteristics = { _ in SQLITE_IOCAP_POWERSAFE_OVERWRITE }
        return methods
    }

    private static var diskMethods: sqlite3_vfs {
        var access = sqlite3_vfs()
        access.iVersion = 1
        access.szOsFile = Int32(MemoryLayout<Opened>.size)
        access.mxPathname = 256
        access.xOpen = { access, path, file, flags, given in
            SectorAccess.open(access, path, file, flags, given)
        }
        access.xDelete = { access, path, _ in
            guard let access = SectorAccess.of(access), let path else { return SQLITE_IOERR }
            let name = String(cString: path)
            return access.disk.withState { $0.delete(name) }
        }
        access.xAccess = { access, path, _, isThere in
            guard let access = SectorAccess.of(access), let path else { return SQLITE_IOERR }
            isThere?.pointee = access.disk.exists(String(cString: path)) ? 1 : 0
            return SQLITE_OK
        }
        access.xFullPathname = { _, path, room, full in
            guard let path, let full else { return SQLITE_CANTOPEN }
            let words = String(cString: path).utf8CString
            guard words.count <= Int(room) else { return SQLITE_CANTOPEN }
            for (index, word) in words.enumerated() { full[index] = word }
            return SQLITE_OK
        }
        access.xRandomness = { _, count, bytes in
            // SQLite asks the access of the system, which is the usual one, and never this.
            for index in 0..<Int(count) { bytes?[index] = 0 }
            return count
        }
        access.xSleep = { _, span in span }
        access.xCurrentTime = { _, days in
            days?.pointee = 2_461_000
            return SQLITE_OK
        }
        access.xGetLastError = { _, _, _ in 0 }
        return access
    }

    private static func open(
        _ access: UnsafeMutablePointer<sqlite3_vfs>?,
        _ path: UnsafePointer<CChar>?,
        _ file: UnsafeMutablePointer<sqlite3_file>?,
        _ flags: Int32,
        _ given: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        guard let file else { return SQLITE_CANTOPEN }
        // Without methods SQLite does not close what was not opened.
        file.pointee.pMethods = nil
        guard let access = SectorAccess.of(access), let path else { return SQLITE_CANTOPEN }
        let name = String(cString: path)
        // The system's access syncs the directory too when it first syncs a log that it has made.
        let isLog = flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL) != 0
        let isMade = flags & SQLITE_OPEN_CREATE != 0
        let code = access.disk.withState {
            $0.open(name, making: isMade, isNamedBySync: isLog).code
        }
        guard code == SQLITE_OK else { return code }
        let opened = OpenedFile(access.disk, name)
        UnsafeMutableRawPointer(file).initializeMemory(
            as: Opened.self,
            repeating: Opened(
                base: sqlite3_file(pMethods: UnsafePointer(access.methods)),
                file: Unmanaged.passRetained(opened)
            ),
            count: 1
        )
        given?.pointee = flags
        return SQLITE_OK
    }
}
