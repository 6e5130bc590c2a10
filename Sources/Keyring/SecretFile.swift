internal import Glibc
public import Triage

/// The file of one's own secret key: `secrets/agency-1819.1.key_secret`, closed to everybody else.
///
/// It is a file of permissions 600 or 400 in a folder of 700 or 500, both of this user or of root; or lies in
/// the folder that systemd makes for `LoadCredential=`, which is root's and lets this user in by a list of its own.
public struct SecretFile: Sendable {
    /// Where it is.
    public let path: String
    /// The folder that systemd made for us.
    private let credentials: String?

    /// The file at this path.
    public init(path: String) {
        self.init(
            path: path,
            credentials: getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) }
        )
    }

    init(path: String, credentials: String?) {
        self.path = path
        self.credentials = credentials
    }

    /// The name of the file of a secret key: `agency-1819.1.key_secret`.
    public static func name(of owner: KeyOwner, _ name: KeyCard.Name) -> String {
        "\(owner.role.rawValue)-\(owner.name).\(name).key_secret"
    }

    /// Reads the pair of keys.
    ///
    /// - Throws: why not: who else could have read it, or what is wrong with it.
    public func read() throws(SecretRefusal) -> OwnKey {
        let folder = try folder { .unreachable($0) }
        let (status, bytes) = try contents(of: folder)
        guard status.isFile else { throw .notAFile(path: path) }
        guard status.isOurs else { throw .ofAnother(path: path, user: status.st_uid) }
        let isCredential = try checkFolder(folder)
        let permissions = status.st_mode & 0o7777
        guard [0o600, 0o400].contains(permissions) || isCredential && permissions == 0o440 else {
            throw .openToOthers(path: path, permissions: status.permissions)
        }
        let certificate: Certificate
        do throws(BundleFaults) {
            certificate = try Certificate.read(bytes, file: path)
        } catch {
            throw .malformed(error)
        }
        guard let key = OwnKey(certificate) else { throw .noSecretKey(path: path) }
        return key
    }

    private func contents(
        of folder: borrowing SystemFolder
    ) throws(SecretRefusal) -> (stat, [UInt8]) {
        do throws(KeyringFailure) {
            let most = Certificate.bytesMax + 1
            return try folder.read(parts.name, most: most, flags: O_NOFOLLOW)
        } catch {
            throw error.code == ELOOP ? .notAFile(path: path) : .unreachable(error)
        }
    }

    /// The folder that it lies in.
    func folder(
        _ refusal: (KeyringFailure) -> SecretRefusal
    ) throws(SecretRefusal) -> SystemFolder {
        do throws(KeyringFailure) {
            return try SystemFolder(parts.folder)
        } catch {
            throw refusal(error)
        }
    }

    /// The folder and the name in it.
    var parts: (folder: String, name: String) { SystemFolder.parts(of: path) }

    /// Refuses a folder that others may look into, and says whether it is systemd's.
    @discardableResult
    func checkFolder(_ folder: borrowing SystemFolder) throws(SecretRefusal) -> Bool {
        let status: stat
        do throws(KeyringFailure) {
            status = try folder.status()
        } catch {
            throw .unreachable(error)
        }
        guard status.isOurs else { throw .ofAnother(path: folder.path, user: status.st_uid) }
        // What a folder hands on to those made in it, 2000, lets nobody in.
        let permissions = status.st_mode & 0o777
        if [0o700, 0o500].contains(permissions) { return isCredentials(status) }
        guard [0o550, 0o540].contains(permissions), isCredentials(status) else {
            throw .folderOpenToOthers(path: folder.path, permissions: status.permissions)
        }
        return true
    }

    private func isCredentials(_ status: stat) -> Bool {
        guard let credentials else { return false }
        var other = stat()
        return stat(credentials, &other) == 0 && other.st_dev == status.st_dev
            && other.st_ino == status.st_ino
    }
}
