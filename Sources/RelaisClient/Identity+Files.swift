public import Keyring
internal import Triage
public import ZeroMQ

extension Identity {
    /// By the keys in these files.
    ///
    /// - Parameters:
    ///   - path: one's own secret certificate, `*.key_secret`, which nobody else may read.
    ///   - text: the file of the gateway's public card, `*.key`, or the 40 characters of its key.
    /// - Throws: what is wrong with them, and what to do.
    public init(keyFile path: String, serverKey text: String) throws(KeyFileRefusal) {
        let server: PublicKey
        do throws(ServerKeyRefusal) {
            server = try ServerKey.read(text)
        } catch {
            throw .server(error)
        }
        guard let serverKey = CurvePublicKey(server.bytes) else {
            preconditionFailure("a public key has 32 bytes")
        }
        self = .keys(try Identity.pair(ofFile: path), serverKey: serverKey)
    }

    /// The pair of keys in a secret certificate, `*.key_secret`, which nobody else may read.
    ///
    /// - Throws: what is wrong with it, and what to do.
    public static func pair(ofFile path: String) throws(KeyFileRefusal) -> CurveKeyPair {
        let own: OwnKey
        do throws(SecretRefusal) {
            own = try SecretFile(path: path).read()
        } catch {
            throw .own(error)
        }
        var characters = Array(own.secretKey.revealed.utf8)
        defer { CurveSecretKey.wipe(&characters) }
        guard let key = CurveSecretKey(z85: characters) else { throw .unpaired(path: path) }
        let pair: CurveKeyPair
        do throws(ZeroMQFailure) {
            pair = try CurveKeyPair(of: key)
        } catch {
            throw .unusable(error)
        }
        guard pair.publicKey.bytes == own.publicKey.bytes else { throw .unpaired(path: path) }
        return pair
    }
}

/// Why files of keys are of no use to a client.
public enum KeyFileRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// One's own secret key cannot be read, or must not be used.
    case own(SecretRefusal)
    /// The gateway's key is none.
    case server(ServerKeyRefusal)
    /// The public and the secret key in this file do not belong together.
    case unpaired(path: String)
    /// libzmq of this machine has no keys.
    case unusable(ZeroMQFailure)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .own(let refusal): refusal.description
        case .server(let refusal): refusal.description
        case .unpaired(let path): "the two keys in \(path) do not belong together"
        case .unusable(let failure): "\(failure)"
        }
    }

    /// The exit status of sysexits.h: 66 no input, 70 software, 77 no permission, 78 configuration.
    public var exitStatus: Int32 {
        switch self {
        case .own(let refusal): refusal.exitStatus
        case .server(let refusal): refusal.exitStatus
        case .unpaired: 78
        case .unusable: 70
        }
    }
}
