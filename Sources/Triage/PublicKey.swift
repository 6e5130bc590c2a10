import Referrals

/// The public half of a CURVE key: thirty-two bytes, written as forty characters of Z85.
public struct PublicKey: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The thirty-two bytes.
    public let bytes: [UInt8]

    /// The key of these bytes; nil unless there are thirty-two, not all zero.
    ///
    /// Thirty-two zeros are what czmq writes where there is no key.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32, bytes.contains(where: { $0 != 0 }) else { return nil }
        self.bytes = bytes
    }

    /// The key written in Z85; nil for any other text.
    public init?(z85 text: String) {
        guard let bytes = Z85.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// Forty characters of Z85.
    public var description: String { Z85.encode(bytes) ?? "" }

    /// Whether the left key's bytes come first.
    public static func < (left: PublicKey, right: PublicKey) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

/// The secret half of a CURVE key: it prints as a dash, and only who writes or uses it reads ``revealed``.
public struct SecretKey: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The forty characters of Z85, for the file and for the socket.
    public let revealed: String

    /// The key written in Z85; nil unless it says thirty-two bytes, not all zero.
    public init?(z85 text: String) {
        guard PublicKey(z85: text) != nil else { return nil }
        revealed = text
    }

    /// A dash.
    public var description: String { "–" }

    /// A dash.
    public var debugDescription: String { "–" }

    /// A mirror without children, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
