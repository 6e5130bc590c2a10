/// One event that an agency published, decoded and found good.
public struct AgencyEvent: Equatable, Sendable {
    /// The agency's id for it: 1 to 64 of ASCII 21 to 7E, unique per agency for ever.
    public var id: String
    /// The agency that sent it.
    public var agency: AgencyID
    /// When the agency recorded it.
    public var time: Moment
    /// The W3C trace context it came with, carried on as sent.
    public var traceParent: String?
    /// The canonical bytes (RFC 8785) of its `type` and `data`: what is sealed, and what decides sameness.
    public var content: Confidential<[UInt8]>
    /// What it says.
    public var matter: Matter

    /// An event of these parts.
    public init(
        id: String,
        agency: AgencyID,
        time: Moment,
        traceParent: String? = nil,
        content: Confidential<[UInt8]>,
        matter: Matter
    ) {
        self.id = id
        self.agency = agency
        self.time = time
        self.traceParent = traceParent
        self.content = content
        self.matter = matter
    }

    /// The three types of event.
    public enum Matter: Equatable, Sendable {
        /// `brussels.relais.referral.requested.v1`.
        case referral(Referral)
        /// `brussels.relais.status.reported.v1`.
        case status(StatusReport)
        /// `brussels.relais.correction.v1`.
        case correction(Correction)
    }
}
