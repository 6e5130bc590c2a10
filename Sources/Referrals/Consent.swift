/// What the person agreed to have shared, with whom, and how that was asked.
public struct Consent: Equatable, Sendable {
    /// The families of needs that may be handed on; empty = asked and not given.
    public var scope: FamilySet
    /// The only partners it may go to; nil = any that serves the scope.
    public var recipients: [PartnerID]?
    /// How it was given; `vitalInterest` stands in for it where a life is at stake.
    public var how: ConsentHow
    /// When it was given.
    public var at: Moment
    /// The last day it holds; nil = until withdrawn.
    public var expires: CalendarDate?

    /// A consent of these parts.
    public init(
        scope: FamilySet,
        recipients: [PartnerID]? = nil,
        how: ConsentHow,
        at: Moment,
        expires: CalendarDate? = nil
    ) {
        self.scope = scope
        self.recipients = recipients
        self.how = how
        self.at = at
        self.expires = expires
    }

    /// Whether a need of this family may be handed on at an instant, to some partner at least.
    ///
    /// A vital interest stands in for consent whatever the scope (GDPR art. 9(2)(c)).
    public func covers(_ family: NeedFamily, at moment: Moment) -> Bool {
        guard how != .vitalInterest else { return true }
        guard scope.covers(family) else { return false }
        guard let expires else { return true }
        return BrusselsTime.date(at: moment) <= expires
    }

    /// Whether this partner may receive what the scope covers.
    public func admits(_ partner: PartnerID) -> Bool {
        guard let recipients else { return true }
        return recipients.contains(partner)
    }
}
