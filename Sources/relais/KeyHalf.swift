import Triage
import ZeroMQ

/// A public key, with its secret half where that was made here.
struct KeyHalf {
    let publicKey: PublicKey
    let secretKey: SecretKey?

    /// A new pair, drawn by libzmq.
    static func make() throws -> KeyHalf {
        let pair: CurveKeyPair
        do {
            pair = try CurveKeyPair.make()
        } catch {
            throw Trouble(.bug, "no key can be made: \(error)")
        }
        var letters = pair.secretKey.z85()
        defer { CurveSecretKey.wipe(&letters) }
        guard let publicKey = PublicKey(z85: pair.publicKey.z85),
            let secretKey = SecretKey(z85: String(decoding: letters, as: UTF8.self))
        else { throw Trouble(.bug, "no key can be made: libzmq gave none") }
        return KeyHalf(publicKey: publicKey, secretKey: secretKey)
    }
}
