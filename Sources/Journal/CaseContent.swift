public import Referrals

/// One piece of content of a case, unsealed: who the person is and what they said.
///
/// A store seals it with the case's own key before it touches a disk; erasing the case destroys that
/// key.
public struct CaseContent: Equatable, Sendable {
    /// Where it belongs.
    public var id: ContentID
    /// Its bytes.
    public var bytes: Confidential<[UInt8]>

    /// Content `id` with these bytes.
    public init(id: ContentID, bytes: Confidential<[UInt8]>) {
        self.id = id
        self.bytes = bytes
    }
}
