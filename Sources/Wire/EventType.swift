/// The types of event that an agency can publish.
public enum EventType: CaseIterable, Sendable {
    /// A request for support.
    case referral
    /// Something that became known of a case after.
    case status
    /// A change to one's own stored event.
    case correction

    /// The type as it stands on the wire.
    public var name: StaticString {
        switch self {
        case .referral: "brussels.relais.referral.requested.v1"
        case .status: "brussels.relais.status.reported.v1"
        case .correction: "brussels.relais.correction.v1"
        }
    }
}
