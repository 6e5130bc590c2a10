public import Referrals

/// Why the exchange did not do what it was asked; nothing has changed.
public enum Refusal: Error, Equatable, Sendable {
    /// The case is unknown, or not the asker's: name another.
    case caseUnknown
    /// No request bears the reference yet: send the request, or this again later.
    case referenceNotYetKnown
    /// No request has come with the reference for a day: it will not be waited for.
    case referenceUnknown
    /// Several open cases bear the number, or two names are of two cases: name one by one.
    case ambiguous
    /// The case is of another enterprise: leave the case out, or correct the number.
    case enterpriseDiffers
    /// A leg is open: withdraw instead, and a partner that has accepted is asked.
    case legsOpen
    /// The id was used for other content: take a new one.
    case idReused
    /// The event to correct is unknown or not the asker's.
    case eventUnknown
    /// This cannot be corrected.
    case notCorrectable
    /// The lease has ended: the leg is another's, or will be offered again.
    case leaseLost
    /// The leg is unknown or not the partner's.
    case legUnknown
    /// The leg stands in a state that does not allow this; these verbs it does.
    case wrongState(LegState, allowed: [ReportVerb])
    /// The directory has no such partner, or it takes nothing.
    case partnerUnknown
    /// The case has as many events, legs or pieces of content as a case can have: open another.
    case caseFull
    /// The two cases cannot be one: they are the same, or one is a trial, or it goes on elsewhere.
    case cannotMerge
    /// The directory has no such queue: name another.
    case queueUnknown
    /// The queue is that of the last resort, which is never closed: end its workers instead.
    case lastResort
    /// The queue drains: resume it first, or name another.
    case queueDrains
    /// The time until which it should hold has passed: name a later one, or none.
    case untilPassed
    /// A hold would last longer than a hold may: it ends at this instant at the latest.
    case holdTooLong(Moment)
    /// No consent admits the partner: the agency must ask the person first.
    case noConsent
    /// The person asked that this partner not have the leg: name another.
    case unwanted(PartnerID)
    /// The partner has refused the leg: name another, or replay it with all asked again.
    case refusedBefore
    /// The leg stands in a state in which this cannot be ordered; these orders can.
    case notNow(LegState, allowed: [OrderVerb])

    /// The refusal by its name on the wire.
    public var name: ErrorName {
        switch self {
        case .caseUnknown, .eventUnknown, .legUnknown, .queueUnknown: .notFound
        case .referenceNotYetKnown: .referenceNotYetKnown
        case .referenceUnknown: .referenceUnknown
        case .ambiguous: .ambiguous
        case .enterpriseDiffers: .enterpriseDiffers
        case .legsOpen: .legsOpen
        case .idReused: .idReused
        case .notCorrectable: .notCorrectable
        case .leaseLost: .leaseLost
        case .wrongState, .queueDrains, .notNow: .wrongState
        case .partnerUnknown: .unknownPartner
        case .caseFull: .tooMany
        case .cannotMerge: .badValue
        case .lastResort: .lastResort
        case .untilPassed, .holdTooLong: .outOfRange
        case .noConsent, .unwanted: .noConsent
        case .refusedBefore: .refusedBefore
        }
    }
}
