public import Referrals

extension EventDecoder {
    /// Reads a request once more from what was sealed of it: the canonical bytes of `type` and `data`.
    ///
    /// When its consent was given was judged when it came in, and is not judged again.
    /// - Parameter content: what was sealed.
    /// - Returns: the request; nil where it is no request, or none that is taken today.
    public static func request(sealed content: Confidential<[UInt8]>) -> Referral? {
        do {
            let document = try JSONDocument(parsing: content.exposed)
            guard let type = document.member("type", of: document.root),
                document.matches(type, EventType.referral.name),
                let data = document.member("data", of: document.root)
            else { return nil }
            let fields = FieldObject(document, data, at: "/data")
            return try ReferralFields.read(fields, time: .distantFuture)
        } catch {
            return nil
        }
    }
}
