import Glibc
package import Journal

/// What a journal asks of the place of its files, beside what SQLite itself does there.
///
/// Production has the system's; the simulator brings one of its own, whose disk fails as disks do.
package protocol Volume: Sendable {
    /// The name by which SQLite opens the file at a path.
    func databaseName(of path: String) -> String

    /// Whether there is a file.
    func exists(_ path: String) -> Bool

    /// Makes an empty file that nobody but its owner may read, unless there is one.
    func make(_ path: String) throws(JournalFailure)

    /// Makes what was written to a file, or what a directory names, survive the loss of power.
    func sync(_ path: String) throws(JournalFailure)

    /// Writes the bytes of a file over themselves and makes them survive the loss of power.
    ///
    /// What a failed flush has left is read as if it were on disk, and no other flush brings it there:
    /// only what is written again is flushed again.
    func renew(_ path: String) throws(JournalFailure)
}

/// The files of the system.
struct SystemVolume: Volume {
    func databaseName(of path: String) -> String { path }

    func exists(_ path: String) -> Bool { SystemFile.exists(path) }

    func make(_ path: String) throws(JournalFailure) {
        if !SystemFile.exists(path) { _ = try SystemFile(path, O_WRONLY | O_CREAT) }
    }

    func sync(_ path: String) throws(JournalFailure) { try SystemFile.sync(path) }

    func renew(_ path: String) throws(JournalFailure) { try SystemFile.renew(path) }
}
