public import Referrals
public import Triage

/// What is written when a leg becomes more urgent than it was, or the law is found to press on it.
///
/// It follows the ``LegJoined`` of a request that brought it, and stands alone where the law or its clock did.
public struct LegSharpened: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// The urgency from now on; never lower than before.
    public var urgency: Urgency
    /// The times of that urgency's class, from now on.
    public var terms: Terms
    /// When some partner must have accepted, where that is sooner; nil where it stays.
    ///
    /// The rest of its ladder is climbed from now on.
    public var due: Moment?
    /// By when the partner that has it must act at the latest; nil where its time stays.
    public var until: Moment?
    /// When the law presses harder next; nil when it does not.
    public var presses: Moment?

    /// `leg` is sharpened to `urgency`.
    public init(
        leg: LegID,
        urgency: Urgency,
        terms: Terms,
        due: Moment? = nil,
        until: Moment? = nil,
        presses: Moment? = nil
    ) {
        self.leg = leg
        self.urgency = urgency
        self.terms = terms
        self.due = due
        self.until = until
        self.presses = presses
    }
}

extension Leg {
    /// Gives it the times of a sharper class, from an instant on.
    mutating func sharpen(_ sharpened: LegSharpened, at moment: Moment) {
        let isAtWork = state.engagement != nil
        if let due = sharpened.due {
            if due != self.due { overdue.removeAll { $0 == .due } }
            self.due = due
            dueFrom = moment
        }
        if !isAtWork, sharpened.terms.ladder != terms.ladder {
            // What is late has no step before it: each would bring it where it is.
            let all = UInt8(clamping: sharpened.terms.ladder.count)
            steps = overdue.contains(.due) ? all : 0
        }
        urgency = sharpened.urgency
        terms = sharpened.terms
        pressesAt = sharpened.presses
        if let until = sharpened.until { hasten(until) }
    }

    /// The partner at work has until then at most, whatever it does; of a time that is stopped not more is
    /// left than its class gives for a first contact.
    private mutating func hasten(_ until: Moment) {
        switch state {
        case .accepted(let assignment, let by):
            state = .accepted(assignment, by: min(by, until))
        case .inProgress(let assignment, let nextStep):
            state = .inProgress(assignment, nextStep: min(nextStep, until))
        case .onHold(let assignment, let reason, let end):
            if let clock = progress.paused?.clock { progress.paused?.clock = min(clock, until) }
            if let left = progress.left { progress.left = min(left, terms.handle) }
            state = .onHold(assignment, reason, until: min(end, until))
        case .waiting, .offered, .cancelRequested, .closed: break
        }
    }
}
