import ArgumentParser
import Glibc
import Triage
import ZeroMQ

/// The files of the keys that a client of the command line is given.
enum KeyFile {
    /// The pair of keys in a secret certificate, which nobody but its owner may read.
    static func own(_ path: String) throws -> CurveKeyPair {
        let (bytes, permissions) = try contents(of: path)
        guard permissions & 0o077 == 0 else {
            throw Trouble(
                .noPermission,
                "\(path) is open to others: if nobody has read it, chmod 600 \(path); else make a new"
                    + " key and have this one revoked"
            )
        }
        let certificate = try certificate(bytes, path)
        guard let secret = certificate.secretKey else {
            throw Trouble(
                .configuration,
                "\(path) is a public card: the secret key is in the file that ends in .key_secret"
            )
        }
        var characters = Array(secret.revealed.utf8)
        defer { CurveSecretKey.wipe(&characters) }
        guard let key = CurveSecretKey(z85: characters) else {
            throw Trouble(.configuration, "\(path) holds no secret key of CURVE")
        }
        let pair: CurveKeyPair
        do {
            pair = try CurveKeyPair(of: key)
        } catch {
            throw Trouble(.bug, "libzmq: \(error)")
        }
        guard pair.publicKey.bytes == certificate.publicKey.bytes else {
            throw Trouble(.configuration, "the two keys in \(path) do not belong together")
        }
        return pair
    }

    /// The gateway's public key: in the file of its card, or in its 40 characters.
    static func server(_ text: String) throws -> CurvePublicKey {
        let key: PublicKey
        if access(text, F_OK) == 0 {
            let certificate = try certificate(contents(of: text).bytes, text)
            guard certificate.secretKey == nil else {
                throw Trouble(
                    .configuration,
                    "\(text) holds a secret key, and only its owner may keep it: the gateway's public"
                        + " card ends in .key"
                )
            }
            key = certificate.publicKey
        } else if let found = PublicKey(z85: text) {
            key = found
        } else {
            // The text is not repeated: it may be a secret that was put at the wrong place.
            throw Trouble(
                .configuration,
                "--server-key is the file of the gateway's public card, or the 40 characters of its key"
            )
        }
        guard let found = CurvePublicKey(key.bytes) else {
            throw Trouble(.configuration, "--server-key holds no key of CURVE")
        }
        return found
    }

    private static func certificate(_ bytes: [UInt8], _ path: String) throws -> Certificate {
        do throws(BundleFaults) {
            return try Certificate.read(bytes, file: path)
        } catch {
            throw Trouble(.configuration, lines: error.faults.map { "\($0)" })
        }
    }

    private static func contents(of path: String) throws -> (bytes: [UInt8], permissions: UInt32) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Trouble(.configuration, "\(path) is no file")
        }
        var bytes = [UInt8](repeating: 0, count: Certificate.bytesMax + 1)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw unreadable(path) }
        return (Array(bytes.prefix(count)), status.st_mode & 0o777)
    }

    private static func unreadable(_ path: String) -> Trouble {
        let code = errno
        return Trouble(
            code == EACCES ? .noPermission : .noInput,
            "the key \(path) cannot be read: \(String(cString: strerror(code)))"
        )
    }
}
