import ArgumentParser
import Keyring
import Triage
import ZeroMQ

/// The files of the keys that a client of the command line is given.
enum KeyFile {
    /// The pair of keys in a secret certificate, which nobody but its owner may read.
    static func own(_ path: String) throws -> CurveKeyPair {
        let own: OwnKey
        do throws(SecretRefusal) {
            own = try SecretFile(path: path).read()
        } catch {
            throw Trouble(error)
        }
        var characters = Array(own.secretKey.revealed.utf8)
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
        guard pair.publicKey.bytes == own.publicKey.bytes else {
            throw Trouble(.configuration, "the two keys in \(path) do not belong together")
        }
        return pair
    }

    /// The gateway's public key: in the file of its card, or in its 40 characters.
    static func server(_ text: String) throws -> CurvePublicKey {
        let key: PublicKey
        do throws(ServerKeyRefusal) {
            key = try ServerKey.read(text)
        } catch {
            throw Trouble(error)
        }
        guard let found = CurvePublicKey(key.bytes) else {
            throw Trouble(.configuration, "--server-key holds no key of CURVE")
        }
        return found
    }
}
