public import Referrals
public import Triage

/// What is written of a supervisor's order.
public struct Ordered: Equatable, Sendable {
    /// The order.
    public var verb: String
    /// Why it was given.
    public var reason: String
    /// The key that makes it idempotent.
    public var key: String
    /// What it was given for, in codes and pseudonyms; empty for an order without arguments.
    public var subject: String

    /// An order given for a reason.
    public init(verb: String, reason: String, key: String, subject: String = "") {
        self.verb = verb
        self.reason = reason
        self.key = key
        self.subject = subject
    }
}

/// What is written when a step of the ladder is taken, or a partner that has accepted is reminded.
public struct Stepped: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// The number of the step, from 0, among those of the leg's ladder.
    public var step: UInt8
    /// What it does.
    public var action: LadderAction
    /// The last deadline of the partner that had accepted and is reminded; nil before an acceptance.
    public var until: Moment?

    /// Step `step` of `leg`.
    public init(leg: LegID, step: UInt8, action: LadderAction, until: Moment? = nil) {
        self.leg = leg
        self.step = step
        self.action = action
        self.until = until
    }
}

/// What is written when a queue is opened, paused or drained.
public struct QueueSet: Equatable, Sendable {
    /// The queue.
    public var queue: QueueID
    /// How it stands from now on.
    public var standing: Standing
    /// When it opens again of itself; nil = when somebody orders it.
    public var until: Moment?

    /// `queue` stands so.
    public init(queue: QueueID, standing: Standing, until: Moment? = nil) {
        self.queue = queue
        self.standing = standing
        self.until = until
    }

    /// How a queue stands.
    public enum Standing: UInt8, CaseIterable, Sendable {
        /// Legs are put in it and handed out.
        case open = 1
        /// Legs are put in it, none is handed out.
        case paused = 2
        /// No leg is put in it, what waits goes elsewhere, what is out is finished.
        case draining = 3
    }
}

/// What is written when the days of many requests at once begin or end.
public struct SurgeSet: Equatable, Sendable {
    /// Whether they begin.
    public var isOn: Bool
    /// When they end of themselves; nil = when somebody orders it.
    public var until: Moment?

    /// They begin, or end.
    public init(isOn: Bool, until: Moment? = nil) {
        self.isOn = isOn
        self.until = until
    }
}

/// What is written when the clock on the wall is believed again.
public struct ClockAccepted: Equatable, Sendable {
    /// The time that was believed until then.
    public var believed: Moment
    /// The time by the clock on the wall.
    public var wall: Moment

    /// `wall` is believed instead of `believed`.
    public init(believed: Moment, wall: Moment) {
        self.believed = believed
        self.wall = wall
    }
}

/// Why a leg is dead: a person at the desk must look at it.
public enum DeathCause: UInt8, CaseIterable, Sendable {
    /// Every session that got it was gone before it answered.
    case lostTooOften = 1
    /// It went from partner to partner and none kept it.
    case passedOnTooOften = 2
}

/// What is written when a leg is tried anew.
public struct Replayed: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// Whether the queues that refused it are asked again.
    public var forgetsRefusals: Bool

    /// `leg` is tried anew.
    public init(leg: LegID, forgetsRefusals: Bool) {
        self.leg = leg
        self.forgetsRefusals = forgetsRefusals
    }
}
