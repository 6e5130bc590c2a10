internal import Glibc
internal import Triage

/// A file of the folder of cards, as a look at its folder shows it without opening it.
struct ListedFile: Equatable, Sendable {
    /// Its name below the folder of cards: `agency/1819.1.key`.
    let file: String
    /// The folder of its role; nil where it lies elsewhere.
    let role: KeyRole?
    /// Whether it is named as a secret key is.
    let isSecret: Bool
    /// Whether everybody may write into the folder that it lies in.
    let isInOpenFolder: Bool
    /// What tells that it is another, or has other bytes; nil for a link that leads nowhere.
    let look: Look?

    /// What the system says of a file.
    struct Look: Equatable, Sendable {
        let inode: UInt64
        let mode: UInt32
        let size: Int
        let written: [Int]
        /// Unlike the time of writing this one cannot be set to what it was.
        let changed: [Int]

        init(_ status: stat) {
            inode = UInt64(status.st_ino)
            mode = status.st_mode
            size = Int(status.st_size)
            written = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
            changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
        }
    }
}

extension SystemFolder {
    /// The cards, and what is named like a secret key, in this folder and in those below it.
    func listedFiles() throws(KeyringFailure) -> [ListedFile] {
        var files: [ListedFile] = []
        for name in try names() {
            guard status(of: name)?.isFolder == true else {
                if let file = listed(name, nil) { files.append(file) }
                continue
            }
            do throws(KeyringFailure) {
                files += try listedFiles(below: name)
            } catch {
                // A folder of no role may be closed to us, like the lost+found of a disk of its own.
                if KeyRole(rawValue: name) != nil { throw error }
            }
        }
        return files
    }

    private func listedFiles(below name: String) throws(KeyringFailure) -> [ListedFile] {
        let folder = try SystemFolder(name, in: self)
        let isOpen = try folder.status().isWritableByAll
        var files: [ListedFile] = []
        for file in try folder.names() {
            if let file = folder.listed(file, name, isOpen: isOpen) { files.append(file) }
        }
        return files
    }

    /// A file of this folder, whose own name is told unless it is that of the cards; nil for other files.
    private func listed(_ name: String, _ folder: String?, isOpen: Bool = false) -> ListedFile? {
        let isSecret = name.hasSuffix(KeyFolder.secretEnding)
        guard isSecret || name.hasSuffix(KeyFolder.ending) else { return nil }
        return ListedFile(
            file: folder.map { "\($0)/\(name)" } ?? name,
            role: folder.flatMap { KeyRole(rawValue: $0) },
            isSecret: isSecret,
            isInOpenFolder: isOpen,
            look: status(of: name).map { ListedFile.Look($0) }
        )
    }
}
