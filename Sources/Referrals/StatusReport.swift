/// What an agency reports of a case it has sent, or of one it may see.
public struct StatusReport: Equatable, Sendable {
    /// Which case is meant.
    public var subject: CaseName
    /// The time of the fact, not of its report.
    public var at: Moment
    /// The need it concerns; nil = the whole case.
    public var need: Need?
    /// What is reported.
    public var matter: Matter

    /// A report of this.
    public init(subject: CaseName, at: Moment, need: Need? = nil, matter: Matter) {
        self.subject = subject
        self.at = at
        self.need = need
        self.matter = matter
    }

    /// One kind of status with its own fields.
    public enum Matter: Equatable, Sendable {
        /// The person was called or written to.
        case contacted(ContactResult?, Channel?)
        /// An appointment was made.
        case appointment(at: Moment)
        /// The person did not come.
        case noShow(appointment: Moment?)
        /// The enterprise's legal state changed.
        case legalState(Legal)
        /// An aid was decided on: instrument, decision, band of the amount.
        case aidDecided(instrument: String, AidDecision, AmountBand?)
        /// The enterprise entered another phase of its life.
        case phase(Phase)
        /// The agency takes its request back.
        case withdrawn(Outcome)
        /// The person agreed to more.
        case consentGiven(Consent)
        /// The person withdrew consent: these families, these partners; nil = all.
        case consentWithdrawn(FamilySet?, [PartnerID]?)
        /// The agency closes what no partner has accepted.
        case closed(Outcome)
        /// An alarm signal was seen; nil = one whose code we do not know.
        case signal(Signal?, since: CalendarDate?)
    }

    /// The kind, by its name on the wire.
    public var kind: StatusKind {
        switch matter {
        case .contacted: .contacted
        case .appointment: .appointment
        case .noShow: .noShow
        case .legalState: .legalState
        case .aidDecided: .aidDecided
        case .phase: .phase
        case .withdrawn: .withdrawn
        case .consentGiven: .consentGiven
        case .consentWithdrawn: .consentWithdrawn
        case .closed: .closed
        case .signal: .signal
        }
    }
}

/// One of the three names by which a case can be meant.
public enum CaseName: Equatable, Sendable {
    /// Its reference.
    case reference(CaseID)
    /// The agency's own reference.
    case agencyRef(Confidential<String>)
    /// The enterprise's number; several open cases may bear it.
    case enterprise(EnterpriseNumber)
}

/// A change that an agency makes to one of its own stored events.
public struct Correction: Equatable, Sendable {
    /// The id of the event to correct.
    public var event: String
    /// The merge patch (RFC 7396) on its `data`, as JSON; nil = it was entered in error.
    public var patch: Confidential<[UInt8]>?

    /// A correction of `event`.
    public init(event: String, patch: Confidential<[UInt8]>?) {
        self.event = event
        self.patch = patch
    }
}
