public import Triage

/// One's own pair of keys, as its secret file holds it.
///
/// Whether the two belong together is asked where the cryptography is.
public struct OwnKey: Equatable, Sendable {
    /// What others may know.
    public let publicKey: PublicKey
    /// What they must not.
    public let secretKey: SecretKey
    /// Whose it is, as far as the file says it; those that pyzmq makes do not.
    public let owner: KeyOwner?
    /// What its owner calls it, as far as the file says it.
    public let name: KeyCard.Name?

    /// The pair in a certificate; nil where that is a public one.
    public init?(_ certificate: Certificate) {
        guard let secretKey = certificate.secretKey else { return nil }
        func remark(_ name: String) -> String? {
            certificate.remarks.first { $0.name == name }?.value
        }
        publicKey = certificate.publicKey
        self.secretKey = secretKey
        owner = remark("principal").flatMap { KeyOwner($0) }
        name = remark("key-name").flatMap { KeyCard.Name($0) }
    }
}
