public import Referrals
public import Triage

/// What is written when a need becomes a leg.
public struct LegOpened: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// The need.
    public var need: Need
    /// How it is known.
    public var evidence: Evidence
    /// How soon.
    public var urgency: Urgency
    /// When some partner must have accepted.
    public var due: Moment
    /// The times of its class.
    public var terms: Terms
    /// The bundle that judged it.
    public var bundle: Digest
    /// The rule that ranked the candidates.
    public var rule: RuleID
    /// The candidates in rank order.
    public var candidates: [Candidate]
    /// The agency that asked first.
    public var agency: AgencyID
    /// The event that asked for it.
    public var request: UInt16
    /// The lane in which that event came.
    public var lane: Lane
    /// The families of the case's other legs that somebody must have accepted before it goes out.
    public var after: FamilySet

    /// The opening of `leg`.
    public init(
        leg: LegID,
        need: Need,
        evidence: Evidence,
        urgency: Urgency,
        due: Moment,
        terms: Terms,
        bundle: Digest,
        rule: RuleID,
        candidates: [Candidate],
        agency: AgencyID,
        request: UInt16,
        lane: Lane = .live,
        after: FamilySet = []
    ) {
        self.leg = leg
        self.need = need
        self.evidence = evidence
        self.urgency = urgency
        self.due = due
        self.terms = terms
        self.bundle = bundle
        self.rule = rule
        self.candidates = candidates
        self.agency = agency
        self.request = request
        self.lane = lane
        self.after = after
    }
}

/// What is written when a leg is handed to a session.
public struct Offered: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// The hand-over's number.
    public var lease: LeaseID
    /// The queue it came from.
    public var queue: QueueID
    /// The partner.
    public var partner: PartnerID
    /// The name under which the session works.
    public var consumer: String
    /// When the partner must have answered.
    public var answerBy: Moment

    /// `leg` is offered under `lease`.
    public init(
        leg: LegID,
        lease: LeaseID,
        queue: QueueID,
        partner: PartnerID,
        consumer: String,
        answerBy: Moment
    ) {
        self.leg = leg
        self.lease = lease
        self.queue = queue
        self.partner = partner
        self.consumer = consumer
        self.answerBy = answerBy
    }
}

/// What is written when a partner accepts.
public struct Accepted: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// The lease under which it was accepted.
    public var lease: LeaseID
    /// When the first contact must have been reported.
    public var handleBy: Moment
    /// The day in Brussels for which the acceptance counts; nil where none was noted.
    public var day: CalendarDate?

    /// `leg` is accepted under `lease`.
    public init(leg: LegID, lease: LeaseID, handleBy: Moment, day: CalendarDate? = nil) {
        self.leg = leg
        self.lease = lease
        self.handleBy = handleBy
        self.day = day
    }
}

/// What is written when a partner declines; its words are sealed.
public struct Declined: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// The lease under which it was declined, before or after it was accepted.
    public var lease: LeaseID
    /// Why.
    public var reason: DeclineReason
    /// The partner it suggests instead.
    public var suggested: PartnerID?
    /// The number of its words within the case's content.
    public var content: UInt16?

    /// `leg` is declined under `lease`.
    public init(
        leg: LegID,
        lease: LeaseID,
        reason: DeclineReason,
        suggested: PartnerID? = nil,
        content: UInt16? = nil
    ) {
        self.leg = leg
        self.lease = lease
        self.reason = reason
        self.suggested = suggested
        self.content = content
    }
}

/// What is written when a hand-over ends other than by a refusal of the partner.
public struct AssignmentEnded: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// The lease that ended.
    public var lease: LeaseID
    /// Why.
    public var reason: Reason

    /// `lease` ended for `reason`.
    public init(leg: LegID, lease: LeaseID, reason: Reason) {
        self.leg = leg
        self.lease = lease
        self.reason = reason
    }

    /// Why a hand-over ended.
    public enum Reason: UInt8, CaseIterable, Sendable {
        /// The partner gave it back without refusing.
        case returned = 1
        /// The session was gone for longer than the grace; no refusal.
        case lapsed = 2
        /// The time to answer ran out: this partner is not asked again.
        case expired = 3
        /// It was taken back: the agency withdrew, or the person's consent.
        case recalled = 4
        /// The partner sent it on to another.
        case redirected = 5
        /// The partner accepted and was not heard of again.
        case silent = 6
        /// Another partner accepted first.
        case outrun = 7
        /// A supervisor gave it to another.
        case rerouted = 8
    }
}

/// What is written of a partner's report; its words are sealed.
public struct Reported: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// What was reported.
    public var verb: ReportVerb
    /// The time of the fact.
    public var factAt: Moment
    /// When the next step is due after it; nil when the deadline stays.
    public var nextStep: Moment?
    /// The outcome of the attempt to reach the person.
    public var contact: ContactResult?
    /// Why the work stands still.
    public var hold: HoldReason?
    /// The number of its words within the case's content.
    public var content: UInt16?
    /// The appointment that was made, or missed.
    public var appointment: Moment?
    /// What was left of the time that a hold for the person stops.
    public var left: Span?
    /// Whether a hold stops all of the partner's time, and leads back to work that has begun.
    ///
    /// Every hold of the first version did, and none of today's: those say what is left, or that the time runs
    /// on. So it is never written, and known by the version that a fact was written in.
    public var stopsAll = false

    /// A report on `leg`.
    public init(
        leg: LegID,
        verb: ReportVerb,
        factAt: Moment,
        nextStep: Moment? = nil,
        contact: ContactResult? = nil,
        hold: HoldReason? = nil,
        content: UInt16? = nil,
        appointment: Moment? = nil,
        left: Span? = nil
    ) {
        self.leg = leg
        self.verb = verb
        self.factAt = factAt
        self.nextStep = nextStep
        self.contact = contact
        self.hold = hold
        self.content = content
        self.appointment = appointment
        self.left = left
    }
}

/// What is written when a leg ends.
public struct LegClosed: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// With what outcome.
    public var outcome: Outcome
    /// What came of it in the field's own terms.
    public var result: DomainResult?

    /// `leg` ends with `outcome`.
    public init(leg: LegID, outcome: Outcome, result: DomainResult? = nil) {
        self.leg = leg
        self.outcome = outcome
        self.result = result
    }
}

/// Which deadline passed.
public enum Overdue: UInt8, CaseIterable, Sendable {
    /// No partner has accepted.
    case due = 1
    /// The partner has not made contact.
    case handle = 2
    /// The partner has not reported its next step.
    case nextStep = 3
    /// The hold has lasted as long as it may.
    case hold = 4
}

/// What a partner is told, and must acknowledge.
public struct Notice: Equatable, Sendable {
    /// The partner.
    public var partner: PartnerID
    /// Its number among that partner's notices, from 1.
    public var number: UInt64
    /// What it tells.
    public var kind: NoticeKind
    /// The leg it concerns.
    public var leg: LegID?
    /// When it was written.
    public var at: Moment

    /// Notice `number` to `partner`.
    public init(partner: PartnerID, number: UInt64, kind: NoticeKind, leg: LegID?, at: Moment) {
        self.partner = partner
        self.number = number
        self.kind = kind
        self.leg = leg
        self.at = at
    }
}

/// What is written of a line that no dispatcher survived.
public struct LineHeld: Equatable, Sendable {
    /// The case made for it.
    public var caseID: CaseID
    /// Its only leg.
    public var leg: LegID
    /// The agency that sent it.
    public var agency: AgencyID
    /// When the desk must have looked at it.
    public var due: Moment
    /// The times of its class.
    public var terms: Terms
    /// The desk's queue.
    public var desk: QueueID
    /// The bundle in force.
    public var bundle: Digest
    /// The rule of last resort.
    public var rule: RuleID

    /// A line held in a case of its own.
    public init(
        caseID: CaseID,
        leg: LegID,
        agency: AgencyID,
        due: Moment,
        terms: Terms,
        desk: QueueID,
        bundle: Digest,
        rule: RuleID
    ) {
        self.caseID = caseID
        self.leg = leg
        self.agency = agency
        self.due = due
        self.terms = terms
        self.desk = desk
        self.bundle = bundle
        self.rule = rule
    }
}
