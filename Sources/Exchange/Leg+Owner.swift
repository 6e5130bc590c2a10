public import Referrals

/// Who must act next on a leg.
public enum Owner: Equatable, Sendable {
    /// The desk of last resort.
    case desk
    /// A partner.
    case partner(PartnerID)
    /// The agency that asked.
    case agency(AgencyID)
    /// Nobody: the leg is closed.
    case nobody
}

extension Leg {
    /// Who must act next.
    ///
    /// Waiting: the desk of last resort; kept back for want of consent: the agency until `due`, then the
    /// desk; on hold: still the partner, who must end the hold, whoever it is that the work waits for.
    public var owner: Owner {
        switch state {
        case .waiting(let waiting):
            guard waiting.hold == .blockedByConsent || waiting.hold == .agencyDataMissing,
                !overdue.contains(.due), let agency = askedBy.first
            else { return .desk }
            return .agency(agency)
        case .offered(let assignment, _), .accepted(let assignment, _),
            .inProgress(let assignment, _), .onHold(let assignment, _, _),
            .cancelRequested(let assignment, _, _):
            return .partner(assignment.partner)
        case .closed:
            return .nobody
        }
    }
}
