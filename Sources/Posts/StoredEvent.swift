import Referrals
import Wire

/// Reads one field of an event as it was sealed.
enum StoredEvent {
    /// The agency's own reference; nil where the event has none.
    static func agencyRef(in content: Confidential<[UInt8]>) -> Confidential<String>? {
        do throws(JSONFault) {
            let document = try JSONDocument(parsing: content.exposed)
            guard let data = document.member("data", of: document.root),
                let node = document.member("agency_ref", of: data),
                let text = document.string(node)
            else { return nil }
            return Confidential(text)
        } catch {
            preconditionFailure("what was sealed was found good before")
        }
    }
}
