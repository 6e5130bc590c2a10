import Journal
import Referrals

/// An identifier of Open Referral that is the same whenever the same thing is exported: a UUID of a name.
///
/// Version 8 of RFC 9562, of the first bytes of a SHA-256: whoever has imported a directory once finds the same
/// partners again, and nothing has to be remembered here.
struct HSDSIdentifier: Equatable {
    /// The UUID in its usual form.
    let text: String

    /// The identifier of what this names: a kind of thing and the way to it, as in `phone/ced`.
    init(_ name: String) {
        var bytes = Array(Digest.sha256(of: Array("relais.brussels/\(name)".utf8)).bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        self.text = String(decoding: text, as: UTF8.self)
    }
}
