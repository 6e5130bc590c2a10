internal import Configuration
internal import Keyring
internal import Triage
internal import ZeroMQ

/// The keys that a station is given in files.
enum StationKey {
    /// Its own pair; the file is one that nobody else can read.
    static func own(_ path: String?) throws -> CurveKeyPair {
        guard let path else { throw StartFault(["no key of this station is told"], exitStatus: 78) }
        let own = try SecretFile(path: path).read()
        var characters = Array(own.secretKey.revealed.utf8)
        defer { CurveSecretKey.wipe(&characters) }
        guard let secret = CurveSecretKey(z85: characters) else {
            throw StartFault(["\(path) holds no secret key of CURVE"], exitStatus: 78)
        }
        let pair = try CurveKeyPair(of: secret)
        guard pair.publicKey.bytes == own.publicKey.bytes else {
            throw StartFault(["the two keys in \(path) do not belong together"], exitStatus: 78)
        }
        return pair
    }

    /// What a station that connects to the gateway needs: its own pair, and the gateway's key.
    static func link(_ settings: Settings) throws -> Security {
        guard !settings.isInsecure else { return .none }
        guard let named = settings.gatewayKey,
            let serverKey = CurvePublicKey(try ServerKey.read(named).bytes)
        else {
            throw StartFault(["the gateway's key is not told"], exitStatus: 78)
        }
        return .curveClient(keys: try own(settings.secretKey), serverKey: serverKey)
    }

    /// Whose key is in a file; nil where it does not say, or there are no keys.
    static func owner(_ settings: Settings) throws -> KeyOwner? {
        guard !settings.isInsecure, let path = settings.secretKey else { return nil }
        return try SecretFile(path: path).read().owner
    }
}
