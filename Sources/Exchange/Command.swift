public import Referrals
public import Triage

/// What somebody asks of the exchange.
public enum Command: Sendable {
    /// An agency's request, judged.
    case request(RequestCommand)
    /// An agency's status.
    case status(StatusCommand)
    /// An agency's correction of a request or status of its own.
    case correct(CorrectCommand)
    /// A line that no dispatcher survived.
    case hold(HoldCommand)
    /// A partner's answer to an offer.
    case answer(AnswerCommand)
    /// A partner's report on its work.
    case report(ReportCommand)
    /// A partner opens the content of a leg again.
    case openContent(LegID, partner: PartnerID, by: String)
    /// A partner has read its notices up to a number.
    case acknowledge(PartnerID, through: UInt64)
    /// A supervisor's order.
    case order(OrderCommand)
}

/// A request to store.
public struct RequestCommand: Sendable {
    /// The agency.
    public var agency: AgencyID
    /// What stands for its id and content.
    public var event: Fingerprint
    /// What it asks.
    public var referral: Referral
    /// What triage made of it.
    public var verdict: Verdict
    /// The keyed hash of agency and reference.
    public var reference: LookupKey
    /// The keyed hash of the enterprise's own number.
    public var enterprise: LookupKey?
    /// What is to be sealed.
    public var content: Confidential<[UInt8]>
    /// The lane it came by.
    public var lane: Lane

    /// A request of these parts.
    public init(
        agency: AgencyID,
        event: Fingerprint,
        referral: Referral,
        verdict: Verdict,
        reference: LookupKey,
        enterprise: LookupKey?,
        content: Confidential<[UInt8]>,
        lane: Lane = .live
    ) {
        self.lane = lane
        self.agency = agency
        self.event = event
        self.referral = referral
        self.verdict = verdict
        self.reference = reference
        self.enterprise = enterprise
        self.content = content
    }
}

/// A status to store.
public struct StatusCommand: Sendable {
    /// The agency.
    public var agency: AgencyID
    /// What stands for its id and content.
    public var event: Fingerprint
    /// When the agency recorded it; nil where our clock is not believed, and so not compared with that.
    public var time: Moment?
    /// What it reports.
    public var report: StatusReport
    /// The keyed hash of the name by which the case is meant; nil when that is its reference.
    public var name: LookupKey?
    /// What is to be sealed.
    public var content: Confidential<[UInt8]>

    /// A status of these parts.
    public init(
        agency: AgencyID,
        event: Fingerprint,
        time: Moment?,
        report: StatusReport,
        name: LookupKey?,
        content: Confidential<[UInt8]>
    ) {
        self.agency = agency
        self.event = event
        self.time = time
        self.report = report
        self.name = name
        self.content = content
    }
}

/// A correction to store.
public struct CorrectCommand: Sendable {
    /// The agency.
    public var agency: AgencyID
    /// What stands for its id and content.
    public var event: Fingerprint
    /// The keyed hash of the event to correct.
    public var target: LookupKey
    /// The event as it is now.
    public var revised: Revised

    /// A correction of the event behind `target`.
    public init(agency: AgencyID, event: Fingerprint, target: LookupKey, revised: Revised) {
        self.agency = agency
        self.event = event
        self.target = target
        self.revised = revised
    }

    /// What a corrected event has become.
    public enum Revised: Sendable {
        /// A request, judged again, with the content to seal and the keyed hash of its enterprise.
        case request(Referral, Verdict, LookupKey?, content: Confidential<[UInt8]>)
        /// A status, with the content to seal.
        case status(StatusReport, content: Confidential<[UInt8]>)
        /// It was entered in error.
        case enteredInError
    }
}

/// A line to keep as it came.
public struct HoldCommand: Sendable {
    /// The agency that sent it.
    public var agency: AgencyID
    /// What stands for its id, or for its bytes where no id could be read.
    public var event: Fingerprint
    /// The line.
    public var content: Confidential<[UInt8]>

    /// A line of `agency`.
    public init(agency: AgencyID, event: Fingerprint, content: Confidential<[UInt8]>) {
        self.agency = agency
        self.event = event
        self.content = content
    }
}

/// A partner's answer.
public struct AnswerCommand: Sendable {
    /// The partner.
    public var partner: PartnerID
    /// The name under which the session works.
    public var consumer: String
    /// What stands for the id of the partner's line.
    public var event: Fingerprint
    /// The lease it answers.
    public var lease: LeaseID
    /// What it answers.
    public var verb: Verb

    /// An answer of `partner` to `lease`.
    public init(
        partner: PartnerID,
        consumer: String,
        event: Fingerprint,
        lease: LeaseID,
        verb: Verb
    ) {
        self.partner = partner
        self.consumer = consumer
        self.event = event
        self.lease = lease
        self.verb = verb
    }

    /// What a partner can answer.
    public enum Verb: Sendable {
        /// Yes; `by` is the pseudonym of who says so.
        case accept(by: String)
        /// No, for a reason, in words, with the partner it suggests.
        case decline(DeclineReason, text: Confidential<[UInt8]>?, suggested: PartnerID?)
        /// Give it to another session; no refusal.
        case giveBack
    }
}

/// A partner's report.
public struct ReportCommand: Sendable {
    /// The partner.
    public var partner: PartnerID
    /// What stands for the id of the partner's line.
    public var event: Fingerprint
    /// The leg.
    public var leg: LegID
    /// The time of the fact; nil = the time of record.
    public var at: Moment?
    /// What it reports.
    public var verb: PartnerReport
    /// The words that came with it, to be sealed.
    public var text: Confidential<[UInt8]>?

    /// A report of `partner` on `leg`.
    public init(
        partner: PartnerID,
        event: Fingerprint,
        leg: LegID,
        at: Moment?,
        verb: PartnerReport,
        text: Confidential<[UInt8]>? = nil
    ) {
        self.partner = partner
        self.event = event
        self.leg = leg
        self.at = at
        self.verb = verb
        self.text = text
    }
}
