public import Triage

/// The public key of the gateway, as whoever connects to it is given it: a card's file, or its forty characters.
public enum ServerKey {
    /// Reads a file of that name where there is one, and else the forty characters.
    ///
    /// - Throws: why it is no key of a gateway, and what to do.
    public static func read(_ text: String) throws(ServerKeyRefusal) -> PublicKey {
        guard CertificateFile.exists(text) else {
            guard let key = PublicKey(z85: text) else { throw .neither }
            return key
        }
        let certificate: Certificate
        do throws(CertificateFault) {
            certificate = try CertificateFile.read(text)
        } catch {
            throw .unreadable(error)
        }
        guard certificate.secretKey == nil else { throw .secret(path: text) }
        for remark in certificate.remarks {
            if remark.name == "principal", KeyOwner(remark.value)?.role != .gateway {
                throw .ofAnother(path: text, owner: remark.value)
            }
            if remark.name == "revoked-at" { throw .revoked(path: text, at: remark.value) }
        }
        return certificate.publicKey
    }
}

/// Why a text names no key of a gateway.
public enum ServerKeyRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// It is neither a file nor forty characters of Z85; the text is not repeated, lest it be a secret.
    case neither
    /// The file cannot be read, or is no certificate.
    case unreadable(CertificateFault)
    /// The file holds the gateway's secret key.
    case secret(path: String)
    /// The card is that of somebody else.
    case ofAnother(path: String, owner: String)
    /// The card was revoked.
    case revoked(path: String, at: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .neither:
            "the gateway's key is the file of its public card, or 40 characters of Z85:"
                + " `relais key export` gives both"
        case .unreadable(.unreachable(let failure)): "the gateway's key cannot be read: \(failure)"
        case .unreadable(.malformed(let faults)): faults.description
        case .secret(let path):
            "\(path) holds a secret key, and only its owner may keep it: the gateway's public card"
                + " ends in .key"
        case .ofAnother(let path, let owner): "\(path) is the card of \(owner), and of no gateway"
        case .revoked(let path, let time): "the gateway's key of \(path) was revoked at \(time)"
        }
    }

    /// The exit status of sysexits.h: 66 no input, 77 no permission, 78 configuration.
    public var exitStatus: Int32 {
        switch self {
        case .unreadable(.unreachable(let failure)): failure.isForbidden ? 77 : 66
        case .neither, .unreadable(.malformed), .secret, .ofAnother, .revoked: 78
        }
    }
}
