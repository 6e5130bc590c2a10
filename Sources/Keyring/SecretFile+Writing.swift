internal import Glibc
public import Triage

extension SecretFile {
    /// Writes the secret key of a card into a new file, which nobody else can read from its first byte on.
    ///
    /// Its folder is made, closed to others, where it is not there.
    /// - Throws: why not; then there is no such file, or the one that was there before.
    public func write(_ secretKey: SecretKey, of card: KeyCard) throws(SecretRefusal) {
        guard mkdir(parts.folder, 0o700) == 0 || errno == EEXIST else {
            throw .unwritable(.latest("make the folder \(parts.folder)"))
        }
        let folder = try folder { .unwritable($0) }
        try checkFolder(folder)
        let bytes = Array(card.certificate(secretKey: secretKey).written.utf8)
        do throws(KeyringFailure) {
            try folder.write(bytes, to: parts.name, mode: 0o600, replaces: false)
        } catch {
            throw error.isPresence ? .alreadyThere(path: path) : .unwritable(error)
        }
    }

    /// Takes a file away that was just written, since what it was written for has failed.
    public func remove() {
        _ = unlink(path)
    }
}
