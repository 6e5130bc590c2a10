/// What a partner reports of its work on a leg it has accepted.
public enum PartnerReport: Equatable, Sendable {
    /// The person was called or written to.
    case contact(ContactResult)
    /// An appointment was made.
    case schedule(Moment)
    /// The person did not come to an appointment.
    case noShow(Moment)
    /// The work began.
    case start
    /// The work stands still, until an instant at most 30 days ahead.
    case hold(HoldReason, until: Moment?)
    /// The work goes on.
    case resume
    /// The work is done.
    case complete(Outcome, DomainResult?)
    /// The work came to nothing.
    case fail(Outcome)
    /// Another partner should have it.
    case redirect(to: PartnerID, Outcome)
    /// Another kind of help is needed.
    case reorient(to: NeedFamily, Outcome)
    /// The partner gives up what it had accepted.
    case declineLate(DeclineReason)
    /// The partner agrees to stop.
    case confirmCancel
    /// The partner does not agree to stop.
    case refuseCancel(DeclineReason)

    /// The verb by its name on the wire.
    public var name: ReportVerb {
        switch self {
        case .contact: .contact
        case .schedule: .schedule
        case .noShow: .noShow
        case .start: .start
        case .hold: .hold
        case .resume: .resume
        case .complete: .complete
        case .fail: .fail
        case .redirect, .reorient: .redirect
        case .declineLate: .declineLate
        case .confirmCancel: .confirmCancel
        case .refuseCancel: .refuseCancel
        }
    }
}
