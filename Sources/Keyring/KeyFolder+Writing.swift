internal import Glibc
public import Triage

extension KeyFolder {
    /// Makes the folder, and one for each role, where they are not there yet.
    public func make() throws(KeyringFailure) {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw .latest("make the folder \(path)")
        }
        let folder = try SystemFolder(path)
        for role in KeyRole.allCases { try folder.makeFolder(role.rawValue, mode: 0o755) }
        try folder.sync()
    }

    /// Adds the card of a new key, and gives its file's name; a reader finds it whole or not at all.
    ///
    /// - Throws: a file of that name is there, or the system's failure; then nothing was changed.
    public func add(_ card: KeyCard) throws(KeyringFailure) -> String {
        let file = KeyFolder.file(of: card.owner, card.name)
        try write(card, to: file, replaces: false)
        return file
    }

    /// Puts another card into a file that is there; a reader finds the old one or the new one.
    ///
    /// - Throws: the system's failure; then nothing was changed.
    public func replace(_ file: String, with card: KeyCard) throws(KeyringFailure) {
        try write(card, to: file, replaces: true)
    }

    /// Does something while nobody else who asks for the same changes the folder.
    ///
    /// It waits for whoever is at it.
    /// - Throws: the folder is not there or closed to us, or what `change` throws.
    public func exclusively<Result>(_ change: () throws -> Result) throws -> Result {
        let folder = try SystemFolder(path)
        while flock(folder.descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw KeyringFailure.latest("lock \(path)") }
        }
        // The lock ends with the descriptor.
        return try change()
    }

    private func write(
        _ card: KeyCard,
        to file: String,
        replaces: Bool
    ) throws(KeyringFailure) {
        // Only the certificate without a secret key can be had of a card.
        let bytes = Array(card.certificate().written.utf8)
        let parts = file.split(separator: "/").map { String($0) }
        let top = try SystemFolder(path)
        guard parts.count == 2 else {
            throw KeyringFailure(code: EINVAL, call: "write \(path)/\(file)")
        }
        let folder = try SystemFolder(parts[0], in: top)
        try folder.write(bytes, to: parts[1], mode: 0o644, replaces: replaces)
    }
}
