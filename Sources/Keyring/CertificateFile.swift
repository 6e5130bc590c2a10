internal import Glibc
public import Triage

/// A file with a certificate, wherever it lies and whoever made it: a partner's public one, say.
public enum CertificateFile {
    /// Whether there is a file of that name.
    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Reads a certificate.
    ///
    /// No text of a refusal repeats what stands in it as a key.
    /// - Throws: why it cannot be read, or every mistake in it.
    public static func read(_ path: String) throws(CertificateFault) -> Certificate {
        let bytes: [UInt8]
        do throws(KeyringFailure) {
            bytes = try self.bytes(of: path)
        } catch {
            throw .unreachable(error)
        }
        do throws(BundleFaults) {
            return try Certificate.read(bytes, file: path)
        } catch {
            throw .malformed(error)
        }
    }

    private static func bytes(of path: String) throws(KeyringFailure) -> [UInt8] {
        let (folder, name) = SystemFolder.parts(of: path)
        let (status, bytes) = try SystemFolder(folder).read(name, most: Certificate.bytesMax + 1)
        guard status.isFile else { throw KeyringFailure(code: EISDIR, call: "read \(path)") }
        return bytes
    }
}

/// Why a file is no certificate.
public enum CertificateFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// It cannot be read.
    case unreachable(KeyringFailure)
    /// It says something else.
    case malformed(BundleFaults)

    /// What is wrong, a line for each mistake.
    public var description: String {
        switch self {
        case .unreachable(let failure): failure.description
        case .malformed(let faults): faults.description
        }
    }
}
