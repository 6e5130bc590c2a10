public import Referrals

/// What is written when a request joins an open leg.
public struct LegJoined: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// The agency that asks for it too.
    public var agency: AgencyID
    /// The event that asks.
    public var request: UInt16
    /// The urgency from now on; never lower than before.
    public var urgency: Urgency
    /// The due time from now on; never later than before.
    public var due: Moment
    /// The lane in which that event came: a live one lifts a leg out of the bulk lane.
    public var lane: Lane

    /// `agency` joins `leg`.
    public init(
        leg: LegID,
        agency: AgencyID,
        request: UInt16,
        urgency: Urgency,
        due: Moment,
        lane: Lane = .live
    ) {
        self.lane = lane
        self.leg = leg
        self.agency = agency
        self.request = request
        self.urgency = urgency
        self.due = due
    }
}

/// What is written when a leg is put in a queue: the choice, with what kept each candidate out.
public struct LegPlaced: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// The queue it waits in; nil when nothing may be handed out.
    public var queue: QueueID?
    /// Why it waits for a person at the desk, or at all; nil when it waits for its partner.
    public var hold: WaitingReason?
    /// The candidates passed over, in rank order, each with its reason.
    public var passedOver: [PassedOver]
    /// The further queues in which it stands at the same time; the first to accept has it.
    public var also: [QueueID]
    /// When some partner must have accepted, where that time begins anew with this; nil where it goes on.
    public var due: Moment?

    /// `leg` is put in `queue`.
    public init(
        leg: LegID,
        queue: QueueID?,
        hold: WaitingReason?,
        passedOver: [PassedOver],
        also: [QueueID] = [],
        due: Moment? = nil
    ) {
        self.leg = leg
        self.queue = queue
        self.hold = hold
        self.passedOver = passedOver
        self.also = also
        self.due = due
    }
}

/// A candidate that the choice did not fall on.
public struct PassedOver: Equatable, Sendable {
    /// Its queue.
    public var queue: QueueID
    /// Why.
    public var reason: Reason

    /// `queue` was passed over for `reason`.
    public init(queue: QueueID, reason: Reason) {
        self.queue = queue
        self.reason = reason
    }

    /// Why the exchange passed a candidate over.
    public enum Reason: UInt8, CaseIterable, Sendable {
        /// Triage had excluded it.
        case excluded = 1
        /// It refused this leg before, or let its time run out.
        case refusedBefore = 2
        /// The consent as it is now does not admit it.
        case consent = 3
        /// Today's directory has no such queue.
        case gone = 4
        /// It has as much as it may have.
        case full = 5
        /// It does not open in time.
        case closed = 6
        /// It is paused, or drains.
        case paused = 7
        /// By today's directory it does not speak the person's language.
        case language = 8
        /// A supervisor has just taken its offer back.
        case withdrawn = 9
        /// The case is not as the rule asks: somebody follows it, or nobody does.
        case standing = 10
    }
}
