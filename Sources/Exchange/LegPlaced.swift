public import Referrals
public import Triage

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
