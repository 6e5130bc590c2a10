public import Triage

/// Why a file of a secret key is not read, or not written, and what to do.
public enum SecretRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file, or its folder, is not there or closed to us.
    case unreachable(KeyringFailure)
    /// It is a link, a folder, a pipe or a device.
    case notAFile(path: String)
    /// Others than its owner may read or write it.
    case openToOthers(path: String, permissions: String)
    /// Others than its owner may look into its folder.
    case folderOpenToOthers(path: String, permissions: String)
    /// The file or the folder belongs to this user, neither us nor root.
    case ofAnother(path: String, user: UInt32)
    /// It is no certificate; what is wrong with it repeats nothing of the key.
    case malformed(BundleFaults)
    /// It is a public certificate.
    case noSecretKey(path: String)
    /// It is to be made, and something of its name is there.
    case alreadyThere(path: String)
    /// It could not be written.
    case unwritable(KeyringFailure)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unreachable(let failure):
            return "the secret key cannot be read: \(failure)"
        case .notAFile(let path):
            return "\(path) is a link or no file: name the file of the secret key itself"
        case .openToOthers(let path, let permissions):
            return
                "\(path) is open to others (\(permissions)): if nobody has read it, chmod 600 \(path);"
                + " else make a new key and revoke this one"
        case .folderOpenToOthers(let path, let permissions):
            return
                "the folder of the secret key is open to others (\(permissions)): chmod 700 \(path)"
        case .ofAnother(let path, let user):
            return "\(path) belongs to the user \(user): let the one who runs this own it, chown"
                + " --recursive"
        case .malformed(let faults):
            return faults.description
        case .noSecretKey(let path):
            return
                "\(path) is the public card: the secret key is in the file that ends in .key_secret"
        case .alreadyThere(let path):
            return "\(path) is there already, and no secret key is written over another"
        case .unwritable(let failure):
            return "the secret key cannot be written: \(failure)"
        }
    }

    /// The exit status of sysexits.h: 66 no input, 73 cannot create, 77 no permission, 78 configuration.
    public var exitStatus: Int32 {
        switch self {
        case .unreachable(let failure): failure.isForbidden ? 77 : 66
        case .openToOthers, .folderOpenToOthers, .ofAnother: 77
        case .notAFile, .malformed, .noSecretKey: 78
        case .alreadyThere, .unwritable: 73
        }
    }
}
