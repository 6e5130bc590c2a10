public import Referrals

/// What is written of a correction.
public struct Corrected: Equatable, Sendable {
    /// The case of the corrected event.
    public var caseID: CaseID
    /// The number of this event within the case.
    public var ordinal: UInt16
    /// The number of the event that is corrected.
    public var target: UInt16
    /// The agency that corrected it.
    public var agency: AgencyID
    /// The number of the new content; nil when the event was entered in error.
    public var content: UInt16?
    /// The profile as it is now; nil when the event was entered in error, or the case has none.
    public var profile: Profile?
    /// What the event tells of consent now; nil when it tells nothing of it, or was entered in error.
    public var consent: ConsentSaid.Matter?
    /// Whether the event names the case by an enterprise's own number now.
    public var namesEnterprise: Bool

    /// A correction of event `target`.
    public init(
        caseID: CaseID,
        ordinal: UInt16,
        target: UInt16,
        agency: AgencyID,
        content: UInt16?,
        profile: Profile?,
        consent: ConsentSaid.Matter? = nil,
        namesEnterprise: Bool = false
    ) {
        self.caseID = caseID
        self.ordinal = ordinal
        self.target = target
        self.agency = agency
        self.content = content
        self.profile = profile
        self.consent = consent
        self.namesEnterprise = namesEnterprise
    }
}
