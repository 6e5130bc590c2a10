public import Referrals

internal import struct Crypto.SHA256

extension Digest {
    /// The SHA-256 of these bytes.
    public static func sha256(of bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes { sha256(of: $0) }
    }

    /// The SHA-256 of these bytes.
    public static func sha256(of bytes: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return Digest(hasher)
    }
}

extension Digest {
    /// What a hash has come to.
    init(_ hasher: SHA256) {
        self = hasher.finalize().withUnsafeBytes { bytes in
            guard let digest = Digest(bytes: bytes) else {
                preconditionFailure("a SHA-256 has thirty-two bytes")
            }
            return digest
        }
    }
}
