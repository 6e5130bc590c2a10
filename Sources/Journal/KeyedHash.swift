public import Referrals

internal import struct Crypto.HMAC
internal import struct Crypto.SHA256
internal import struct Crypto.SymmetricKey

/// What a lookup key stands for: the same text under another name gives another key.
public enum LookupName: UInt8, CaseIterable, Sendable {
    /// An enterprise number.
    case enterprise = 1
    /// A telephone number.
    case phone = 2
    /// An agency's own reference of a case.
    case agencyReference = 3
    /// An agency's id of an event.
    case event = 4
    /// A partner's id of a line of its own.
    case partnerLine = 5
}

/// Pseudonyms under a key of the journal: HMAC-SHA-256, prepared once and used for each text.
public struct KeyedHash: Sendable {
    private let prepared: HMAC<SHA256>

    /// The hash under a key of 32 bytes.
    public init(key: Confidential<[UInt8]>) {
        precondition(key.exposed.count == 32, "a keyed hash has a key of 32 bytes")
        prepared = HMAC<SHA256>(key: SymmetricKey(data: key.exposed))
    }

    /// The key that stands for a text: the first 16 bytes of the hash.
    ///
    /// Hashed are the name in a byte, the length of the sender's name in a byte (0 without one), the
    /// sender's name and the text.
    public func lookupKey(
        _ name: LookupName,
        of text: Confidential<[UInt8]>,
        sender: String = ""
    ) -> LookupKey {
        let senderName = Array(sender.utf8)
        precondition(senderName.count <= 64, "a name has at most 64 bytes")
        var message: [UInt8] = [name.rawValue, UInt8(senderName.count)]
        message.reserveCapacity(2 + senderName.count + text.exposed.count)
        message += senderName
        message += text.exposed
        let words = digest(of: message).words
        return LookupKey(high: words.0, low: words.1)
    }

    /// What tells whether two events say the same: the hash of their canonical bytes.
    public func sameness(of canonical: Confidential<[UInt8]>) -> Digest {
        digest(of: canonical.exposed)
    }

    private func digest(of message: [UInt8]) -> Digest {
        var hasher = prepared
        hasher.update(data: message)
        return hasher.finalize().withUnsafeBytes { bytes in
            guard let digest = Digest(bytes: bytes) else {
                preconditionFailure("an HMAC-SHA-256 has thirty-two bytes")
            }
            return digest
        }
    }
}
