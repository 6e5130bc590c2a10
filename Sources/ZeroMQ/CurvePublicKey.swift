/// The half of a pair of keys that others may know: it tells who somebody is, or who a server is.
public struct CurvePublicKey: Hashable, Sendable {
    /// How many bytes a key has, public or secret.
    public static let byteCount = 32

    /// The key itself.
    public let bytes: [UInt8]

    /// A key of exactly 32 bytes; nil for any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// A key from its 40 characters; nil for what is none.
    public init?(z85: String) {
        guard let bytes = Z85.decode(Array(z85.utf8)) else { return nil }
        self.init(bytes)
    }

    /// Its 40 characters.
    public var z85: String { String(decoding: Z85.encode(bytes), as: UTF8.self) }
}

extension CurvePublicKey: CustomStringConvertible {
    /// Its 40 characters.
    public var description: String { z85 }
}
