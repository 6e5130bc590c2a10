import Crypto
import Foundation
import Journal
import Referrals

/// How content is sealed: ChaCha20-Poly1305 with the key of its case.
///
/// The nonce is the content's number in eight bytes and the writer's term in four. The number is
/// never used twice in a journal; the term keeps apart what a failed commit may have left in the log
/// and what the next start writes under the same number. Authenticated with it are the case and the
/// number. Stored are the term, the sealed bytes and the tag of 16 bytes: the number is the row's.
enum ContentSeal {
    /// The bytes to store.
    static func seal(
        _ content: CaseContent,
        with key: SymmetricKey,
        in term: Term
    ) throws(JournalFailure) -> Data {
        do {
            let number = content.id.rawValue
            let nonce = number.bigEndianBytes + (term.number << 32).bigEndianBytes.prefix(4)
            let box = try ChaChaPoly.seal(
                content.bytes.exposed,
                using: key,
                nonce: ChaChaPoly.Nonce(data: nonce),
                authenticating: content.id.caseID.rawValue.bigEndianBytes + number.bigEndianBytes
            )
            return box.combined.dropFirst(8)
        } catch {
            throw JournalFailure(code: 0, call: "seal content", words: "the cipher refused it")
        }
    }

    /// What was sealed at this place with this key; nil if it was not.
    static func open(
        _ stored: [UInt8],
        at id: ContentID,
        with key: SymmetricKey
    ) -> CaseContent? {
        let number = id.rawValue.bigEndianBytes
        let bound = id.caseID.rawValue.bigEndianBytes + number
        guard let box = try? ChaChaPoly.SealedBox(combined: number + stored),
            let bytes = try? ChaChaPoly.open(box, using: key, authenticating: bound)
        else { return nil }
        return CaseContent(id: id, bytes: Confidential([UInt8](bytes)))
    }
}
