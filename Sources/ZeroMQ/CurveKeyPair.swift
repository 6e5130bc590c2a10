internal import CZeroMQ

/// A public key and the secret it belongs to.
public struct CurveKeyPair: Equatable, Sendable {
    /// What others may know.
    public let publicKey: CurvePublicKey

    /// What they must not.
    public let secretKey: CurveSecretKey

    /// The pair of a secret that is known already.
    public init(of secretKey: CurveSecretKey) throws(ZeroMQFailure) {
        try Context.require("curve")
        var characters = secretKey.z85()
        defer { CurveSecretKey.wipe(&characters) }
        // Not appended to: what an array leaves behind when it grows is not wiped.
        var secret = [UInt8](repeating: 0, count: Self.textBytes)
        defer { CurveSecretKey.wipe(&secret) }
        for index in characters.indices { secret[index] = characters[index] }
        var text = [CChar](repeating: 0, count: Self.textBytes)
        let status = unsafe secret.withUnsafeBytes { secret in
            unsafe zmq_curve_public(
                &text,
                secret.baseAddress?.assumingMemoryBound(to: CChar.self)
            )
        }
        guard status == 0 else { throw .latest("zmq_curve_public") }
        publicKey = try Self.publicKey(text, from: "zmq_curve_public")
        self.secretKey = secretKey
    }

    private init(publicKey: CurvePublicKey, secretKey: CurveSecretKey) {
        self.publicKey = publicKey
        self.secretKey = secretKey
    }

    /// A new pair, drawn by the library's own source of randomness.
    public static func make() throws(ZeroMQFailure) -> CurveKeyPair {
        try Context.require("curve")
        var text = [CChar](repeating: 0, count: textBytes)
        var secret = [UInt8](repeating: 0, count: textBytes)
        defer { CurveSecretKey.wipe(&secret) }
        let status = unsafe secret.withUnsafeMutableBytes { secret in
            unsafe zmq_curve_keypair(
                &text,
                secret.baseAddress?.assumingMemoryBound(to: CChar.self)
            )
        }
        guard status == 0 else { throw .latest("zmq_curve_keypair") }
        var characters = Array(secret.dropLast())
        defer { CurveSecretKey.wipe(&characters) }
        guard let secretKey = CurveSecretKey(z85: characters) else {
            throw ZeroMQFailure(code: EINVAL, call: "zmq_curve_keypair, read")
        }
        let publicKey = try publicKey(text, from: "zmq_curve_keypair")
        return CurveKeyPair(publicKey: publicKey, secretKey: secretKey)
    }

    /// 40 characters and the zero that ends them in C.
    private static let textBytes = 41

    private static func publicKey(
        _ text: [CChar],
        from call: StaticString
    ) throws(ZeroMQFailure) -> CurvePublicKey {
        let characters = text.dropLast().map { UInt8(bitPattern: $0) }
        guard let key = CurvePublicKey(z85: String(decoding: characters, as: UTF8.self)) else {
            throw ZeroMQFailure(code: EINVAL, call: "\(call), read")
        }
        return key
    }
}
