public import Referrals
import Triage

/// One need of one case, for its whole life: it has exactly one owner and one deadline until it is closed.
///
///      opened
///        |                 .---- lapsed, returned ----.
///        v                 v                          |
///     waiting ---------------------------------> offered
///      ^   |  handed to one session, or to one of    |   |
///      |   |  each queue once it was widened         |   | declined, expired, recalled:
///      |   |                                accepted |   | the choice is made again
///      |   '-- held back: no consent, another leg    |   v
///      |       first, the desk's affair              | waiting
///      |                                             v
///      |  declined late, redirected,            accepted <------ resume ------.
///      '-- recalled, silent, rerouted ---.       |    |                       |
///                                        |       |    '------- hold ----.     |
///                                        |       | reached, schedule,   v     |
///                                        |       | no_show, start     on hold |
///                                        |       v                      ^  |  |
///                                        '-- in progress <--- resume ---|--'--'
///                                        |       '----------- hold -----'
///                                        |
///                                        '-- cancel requested, from any of the three; refuse_cancel
///                                            leads back to where it came from
///
///     closed, with an outcome and for good: from waiting and offered by the agencies that ask for it, from
///     the others by the partner (complete, fail, redirect to a need, confirm_cancel), from any of them by a
///     supervisor, as the duplicate of a leg in a case that was merged with its own, or as its partner was
///     asked to stop it and never answered
///
/// The clock ends an assignment, never a leg, but the one that its silent partner was asked to stop. On hold for the person the partner's time stands still, and
/// the rest of it runs once the work goes on; on hold for anything else it runs on, and the hold's own end
/// counts beside it. A request for a need that is open joins its leg wherever that stands, but not one that
/// its partner was asked to stop.
public struct Leg: Equatable, Sendable {
    /// The leg.
    public let id: LegID
    /// What its need is and what a bundle made of it.
    var judged: Judged
    /// When some partner must have accepted: may only come earlier.
    ///
    /// It ends at an acceptance; when the partner gives the leg up after that, its class's time runs anew.
    public var due: Moment
    /// When the law presses harder on it, so that it is looked at again; nil when it does not.
    public var pressesAt: Moment?
    /// The agencies that ask for it, in the order in which they did; one that withdraws leaves the others.
    public var askedBy: [AgencyID]
    /// The events of the case that asked for it.
    public var requests: [UInt16]
    /// The queues that refused it, sent it on or let their time run out; no queue of their partners has it again.
    public var refusedBy: [QueueID]
    /// How often it was handed to a session.
    public var attempts: UInt16
    /// How often in a row the session that had it was gone before it answered.
    public var losses: UInt8
    /// Why it is dead; nil while it is not.
    public var death: DeathCause?
    /// The lane it came by; the live one, as soon as one request for it did.
    public var lane: Lane
    /// The families of the case's other legs that somebody must have accepted before it goes out.
    public let after: FamilySet
    /// When the present ``due`` began to run.
    public var dueFrom: Moment
    /// How many steps of its ladder were taken since then; once it is accepted, how often its partner was
    /// reminded since it last reported.
    public var steps: UInt8
    /// What its partner has reported on the way.
    public var progress: Progress
    /// Its place among legs of the same urgency and due time: the position that opened it.
    public let arrival: Position
    /// When it was opened.
    public let openedAt: Moment
    /// The deadlines that have passed unmet, as they were noted.
    public var overdue: [Overdue]
    /// Where it stands.
    public var state: State

    /// Where a leg stands.
    public enum State: Equatable, Sendable {
        /// It waits in a queue, or for what keeps it from all.
        case waiting(Waiting)
        /// One session has it and has not answered.
        case offered(Assignment, answerBy: Moment)
        /// The partner accepted.
        case accepted(Assignment, by: Moment)
        /// The partner is at work.
        case inProgress(Assignment, nextStep: Moment)
        /// The work stands still.
        case onHold(Assignment, HoldReason, until: Moment)
        /// The agency asked the partner to stop.
        case cancelRequested(Assignment, Outcome, nextStep: Moment)
        /// It ended; the partner is the one that had accepted it then, nil when none had.
        case closed(Outcome, DomainResult?, at: Moment, partner: PartnerID? = nil)

        /// Whether the leg has ended.
        public var isClosed: Bool {
            switch self {
            case .closed: true
            case .waiting, .offered, .accepted, .inProgress, .onHold, .cancelRequested: false
            }
        }

        /// The state by its name on the wire.
        public var name: LegState {
            switch self {
            case .waiting(let waiting): waiting.offers.isEmpty ? .waiting : .offered
            case .offered: .offered
            case .accepted: .accepted
            case .inProgress: .inProgress
            case .onHold: .onHold
            case .cancelRequested: .cancelRequested
            case .closed: .closed
            }
        }

        /// The hand-over in force; nil while it waits and after its end.
        public var assignment: Assignment? {
            switch self {
            case .waiting, .closed: nil
            case .offered(let assignment, _), .accepted(let assignment, _),
                .inProgress(let assignment, _), .onHold(let assignment, _, _),
                .cancelRequested(let assignment, _, _):
                assignment
            }
        }

        /// The hand-over in force, once the partner has accepted it.
        public var engagement: Assignment? {
            switch self {
            case .waiting, .offered, .closed: nil
            case .accepted, .inProgress, .onHold, .cancelRequested: assignment
            }
        }

        /// The hand-over of this number, if it is in force, also where it is one of several.
        public func handOver(under lease: LeaseID) -> Assignment? {
            switch self {
            case .waiting(let waiting):
                waiting.offers.first { $0.assignment.lease == lease }?.assignment
            case .offered(let assignment, _), .accepted(let assignment, _),
                .inProgress(let assignment, _), .onHold(let assignment, _, _),
                .cancelRequested(let assignment, _, _):
                assignment.lease == lease ? assignment : nil
            case .closed: nil
            }
        }
    }

    /// What a waiting leg waits for.
    public struct Waiting: Equatable, Sendable {
        /// The queue; nil when nothing may be handed out.
        public var queue: QueueID?
        /// Why it does not wait for a partner of its own; nil when it does.
        public var hold: WaitingReason?
        /// Since when.
        public var since: Moment
        /// The further queues in which it stands once it was widened.
        public var also: [QueueID]
        /// The offers that are out while it stands in several queues, at most one a queue.
        public var offers: [OpenOffer]

        /// A leg that waits in `queue`.
        public init(
            queue: QueueID?,
            hold: WaitingReason?,
            since: Moment,
            also: [QueueID] = [],
            offers: [OpenOffer] = []
        ) {
            self.queue = queue
            self.hold = hold
            self.since = since
            self.also = also
            self.offers = offers
        }

        /// It no longer stands in a queue; what is left of the others goes on.
        mutating func leave(_ queue: QueueID) {
            also.removeAll { $0 == queue }
            guard self.queue == queue, !also.isEmpty else { return }
            self.queue = also.removeFirst()
        }

        /// Whether more than one queue may have it at once.
        var isWidened: Bool { !also.isEmpty || !offers.isEmpty }

        /// Whether it stands in a queue from which it can be handed out.
        public func stands(in queue: QueueID) -> Bool {
            guard self.queue == queue || also.contains(queue) else { return false }
            return !offers.contains { $0.assignment.queue == queue }
        }
    }

    /// One of several offers of a leg that are out at the same time.
    public struct OpenOffer: Equatable, Sendable {
        /// The hand-over.
        public var assignment: Assignment
        /// When that partner must have answered.
        public var answerBy: Moment

        /// An offer to be answered by an instant.
        public init(assignment: Assignment, answerBy: Moment) {
            self.assignment = assignment
            self.answerBy = answerBy
        }
    }

    /// The leg with one partner.
    ///
    ///     handed out        accept
    ///    ----------> offered -----> accepted <---> in progress <---> on hold
    ///                   |               |               |               |
    ///                   |               '------ cancel requested -------'   with the way back
    ///                   v               v
    ///                ended by        ended by
    ///                decline         complete, fail, confirm_cancel, redirect to a need: with the leg
    ///                return          decline_late, redirect to a partner: by the partner, refused
    ///                lapse           silence: by the clock, after a reminder, refused
    ///                expiry          recall: consent was withdrawn
    ///                recall          rerouting: by a supervisor
    ///                outrun
    ///
    /// Whoever declines, gives up, redirects, is silent or lets the time to answer run out is not asked again
    /// for this leg. A lapse, a return, a recall and being outrun by another partner are no refusals.
    public struct Assignment: Equatable, Sendable {
        /// The hand-over's number.
        public var lease: LeaseID
        /// The queue it came from.
        public var queue: QueueID
        /// The partner.
        public var partner: PartnerID
        /// The name under which the session worked that took it.
        public var consumer: String
        /// Why it had waited for a person at the desk; it waits for that again if it comes back unanswered.
        public var hold: WaitingReason?

        /// `lease` to `partner`.
        public init(
            lease: LeaseID,
            queue: QueueID,
            partner: PartnerID,
            consumer: String,
            hold: WaitingReason? = nil
        ) {
            self.hold = hold
            self.lease = lease
            self.queue = queue
            self.partner = partner
            self.consumer = consumer
        }
    }

    /// Why it waits for a person at the desk, or did when it was handed out; nil when it did not.
    public var hold: WaitingReason? {
        if case .waiting(let waiting) = state { return waiting.hold }
        return state.assignment?.hold
    }

    /// When somebody must have acted; ``Moment/distantFuture`` once the leg is closed.
    public var deadline: Moment {
        switch state {
        case .waiting: due
        case .offered(_, let answerBy): answerBy
        case .accepted(_, let handleBy): handleBy
        case .inProgress(_, let nextStep): nextStep
        case .onHold(_, _, let until): min(until, progress.paused?.clock ?? until)
        case .cancelRequested(_, _, let nextStep): nextStep
        case .closed: .distantFuture
        }
    }

    /// When the clock next has something to do for it; nil when it is with the desk, and late.
    ///
    /// Before an acceptance that is the first time to answer of what is out, the next step of the ladder, or
    /// `due`, whichever comes first; after it the deadline, at which the partner is reminded or loses it. On
    /// the way the law may press harder, unless its partner was asked to stop.
    public var alarm: Moment? {
        switch state {
        case .waiting(let waiting):
            var alarm = overdue.contains(.due) ? nextStepDue : min(due, nextStepDue ?? due)
            for offer in waiting.offers { alarm = min(alarm ?? offer.answerBy, offer.answerBy) }
            return pressesAt.map { min(alarm ?? $0, $0) } ?? alarm
        case .offered(_, let answerBy):
            let due = overdue.contains(.due) ? answerBy : min(due, answerBy)
            return min(due, nextStepDue ?? due, pressesAt ?? due)
        case .accepted, .inProgress, .onHold: return min(deadline, pressesAt ?? deadline)
        case .cancelRequested: return deadline
        case .closed: return nil
        }
    }
}

extension Leg {
    /// A leg that has just been opened and waits to be placed.
    public init(_ opened: LegOpened, at moment: Moment, arrival: Position) {
        id = opened.leg
        judged = Judged(
            need: opened.need,
            evidence: opened.evidence,
            urgency: opened.urgency,
            terms: opened.terms,
            bundle: opened.bundle,
            rule: opened.rule,
            candidates: opened.candidates
        )
        due = opened.due
        askedBy = [opened.agency]
        requests = [opened.request]
        refusedBy = []
        attempts = 0
        losses = 0
        death = nil
        lane = opened.lane
        after = opened.after
        dueFrom = moment
        steps = 0
        progress = Progress()
        self.arrival = arrival
        openedAt = moment
        overdue = []
        state = .waiting(Waiting(queue: nil, hold: nil, since: moment))
    }
}
