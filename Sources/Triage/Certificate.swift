/// A certificate of CURVE as czmq and pyzmq keep it: a public key, perhaps its secret one, and words about it.
///
///     metadata
///         principal = "agency:1819"
///     curve
///         public-key = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
///
/// Sources: `zcert_save` of czmq, `zmq.auth.create_certificates` of pyzmq. Whether the two keys are a pair
/// is asked where the cryptography is.
public struct Certificate: Equatable, Sendable {
    /// The words about it, in the order of the file, each name once.
    public let remarks: [Remark]
    /// The public key.
    public let publicKey: PublicKey
    /// The secret key, in the file of whoever owns it and in no other.
    public let secretKey: SecretKey?

    /// A certificate of these; of two remarks of one name the first is kept, and the first ``remarksMax``.
    public init(_ remarks: [Remark], publicKey: PublicKey, secretKey: SecretKey? = nil) {
        var names: Set<String> = []
        self.remarks = Array(
            remarks.filter { names.insert($0.name).inserted }.prefix(Certificate.remarksMax)
        )
        self.publicKey = publicKey
        self.secretKey = secretKey
    }

    /// A name and a value in the section `metadata`.
    public struct Remark: Equatable, Sendable {
        /// Its name: 1 to 64 of letters, digits and `$-_@.&+/`.
        public let name: String
        /// Its value: at most ``valueBytesMax`` bytes, in one line.
        public let value: String

        /// A remark; nil when it could not be read again as it is.
        public init?(_ name: String, _ value: String) {
            guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(Property.isOfName),
                name.utf8.first != UInt8(ascii: "/"), name.utf8.last != UInt8(ascii: "/"),
                // pyzmq takes every line that begins so for the key.
                !Certificate.keyNames.contains(where: name.hasPrefix),
                value.utf8.count <= Certificate.valueBytesMax,
                !value.utf8.contains(where: Certificate.isControl)
            else { return nil }
            self.name = name
            self.value = value
            guard Remark.read(written) == value else { return nil }
        }

        /// The line in the file, without indent, in quotation marks that the value does not contain.
        fileprivate var written: String {
            if !value.contains("\"") { return "\(name) = \"\(value)\"" }
            return value.contains("'") ? "\(name) = \(value)" : "\(name) = '\(value)'"
        }

        private static func read(_ written: String) -> String? {
            do throws(Property.Fault) {
                return try Property.read(Array(written.utf8)[...], line: 1)?.value
            } catch {
                return nil
            }
        }
    }

    /// The most bytes of a file; a certificate has a few hundred.
    public static let bytesMax = 8_192
    /// The most remarks.
    public static let remarksMax = 32
    /// The most bytes of a remark's value.
    public static let valueBytesMax = 900
    /// The most bytes of a line: czmq reads no longer ones.
    static let lineBytesMax = 1_024
    /// The names in the section `curve`.
    static let keyNames = ["public-key", "secret-key"]

    static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != UInt8(ascii: "\t")) || byte == 0x7F
    }
}

extension Certificate {
    /// The file, as czmq and pyzmq write it but for the time: the same certificate is always the same bytes.
    public var written: String {
        var lines: [String]
        if secretKey == nil {
            lines = [
                "#   ZeroMQ CURVE Public Certificate",
                "#   Exchange it by a way that nobody else can write to, and compare the fingerprint",
                "#   by telephone.",
            ]
        } else {
            lines = [
                "#   ZeroMQ CURVE **Secret** Certificate",
                "#   Show it to nobody, and leave its permissions as they are.",
            ]
        }
        lines += ["", "metadata"]
        lines += remarks.map { "    \($0.written)" }
        lines += ["curve", "    public-key = \"\(publicKey)\""]
        if let secretKey { lines.append("    secret-key = \"\(secretKey.revealed)\"") }
        return lines.joined(separator: "\n") + "\n"
    }
}
