public import Referrals

/// What one event told of the person's consent.
///
/// A case keeps these as they came and works out from all of them what it allows: an event that is
/// corrected says something else in its place, one that was entered in error says nothing any more, and
/// what was withdrawn later stays withdrawn.
public struct ConsentSaid: Equatable, Sendable {
    /// The number of the event within its case.
    public var event: UInt16
    /// The agency that sent it.
    public var agency: AgencyID
    /// What it told.
    public var matter: Matter

    /// `event` of `agency` told this.
    public init(event: UInt16, agency: AgencyID, matter: Matter) {
        self.event = event
        self.agency = agency
        self.matter = matter
    }

    /// What an event can tell of consent.
    public enum Matter: Equatable, Sendable {
        /// A request came with this consent.
        case asked(Consent)
        /// The person agreed to more; the partners that it names are admitted again.
        case given(Consent)
        /// The person withdrew consent for these families and these partners; nil = all.
        case withdrawn(FamilySet?, [PartnerID]?)
    }
}

extension Case {
    /// Whether some consent lets a leg of this need, asked by these agencies, go to some partner.
    public func consentCovers(_ need: Need, askedBy: [AgencyID], at moment: Moment) -> Bool {
        allows(need.family, nil, askedBy, at: moment)
    }

    /// Whether some consent lets a leg of this need, asked by these agencies, go to this partner.
    public func consentAdmits(
        _ partner: PartnerID,
        need: Need,
        askedBy: [AgencyID],
        at moment: Moment
    ) -> Bool {
        allows(need.family, partner, askedBy, at: moment)
    }

    /// Whether what was said, the newest first, lets help of a family be asked of a partner; nil = of any.
    private func allows(
        _ family: NeedFamily,
        _ partner: PartnerID?,
        _ askedBy: [AgencyID],
        at moment: Moment
    ) -> Bool {
        var withdrawn: FamilySet?
        var isReadmitted = false
        var isAgreed = false
        for said in consents.reversed() {
            switch said.matter {
            case .withdrawn(let families, nil):
                withdrawn = (withdrawn ?? []).union(families ?? FamilySet(rawValue: .max))
            case .withdrawn(let families, let barred?):
                guard let partner, !isReadmitted, barred.contains(partner) else { continue }
                if families?.covers(family) ?? true { return false }
            case .given(let consent):
                if let partner, consent.scope.covers(family),
                    consent.recipients?.contains(partner) == true
                {
                    isReadmitted = true
                }
                isAgreed =
                    isAgreed
                    || askedBy.contains(said.agency)
                        && consent.allows(family, partner, without: withdrawn, at: moment)
            case .asked(let consent):
                isAgreed =
                    isAgreed
                    || askedBy.contains(said.agency)
                        && consent.allows(family, partner, without: withdrawn, at: moment)
            }
        }
        return isAgreed
    }
}

extension Consent {
    /// Whether it still lets help of a family be asked of a partner, less what was withdrawn since.
    ///
    /// A vital interest no longer stands in for a consent that was expressly withdrawn.
    fileprivate func allows(
        _ family: NeedFamily,
        _ partner: PartnerID?,
        without withdrawn: FamilySet?,
        at moment: Moment
    ) -> Bool {
        guard partner.map(admits) ?? true else { return false }
        guard let withdrawn else { return covers(family, at: moment) }
        var left = self
        left.scope.subtract(withdrawn)
        if left.how == .vitalInterest { left.how = .oral }
        return left.covers(family, at: moment)
    }
}
