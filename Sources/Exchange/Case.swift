public import Referrals

/// The journey of one enterprise or person through all its requests.
///
///          request that finds no case,
///          line kept as it came                last leg closed
///     none ----------------------------> open ------------------> closed
///                                        ^ |                       |  |
///                                        | |  by its reference or  |  |
///                                        '-+-- its agency's, or by-'  |
///                                          |   a correction: reopened |
///                                          v                          v
///                                        merged <---------------------'
///                                           its name means another case from then on
///
///     closed ----> erased, on the orders of two supervisors, with all that have gone on in it: it is no more
///
/// A merged case keeps the legs it had: it is open while one of them is, and closed after. Requests and
/// statuses that name it go to the case in which it goes on, and reopen that; only a correction of what it
/// holds itself may still add a need to it. An enterprise's number alone reopens nothing: what comes by it
/// opens a case that follows the closed one.
public struct Case: Equatable, Sendable {
    /// Its reference.
    public let id: CaseID
    /// The closed case of the same enterprise that it follows.
    public let follows: CaseID?
    /// The case in which it goes on; nil while it stands for itself.
    public var merged: CaseID?
    /// When it was opened.
    public let openedAt: Moment
    /// When it was last closed; nil while it is open.
    public var closedAt: Moment?
    /// The agencies that may see it, in the order in which they came.
    public var agencies: [AgencyID]
    /// The events stored in it, by their number.
    public var events: [CaseEvent]
    /// Its legs; leg n stands at n - 1.
    public var legs: [Leg]
    /// What was said of the person's consent, in the order of the events that said it.
    public var consents: [ConsentSaid]
    /// What a partner may know before it accepts, as of now.
    public var profile: Profile?
    /// The day on which payments ceased, as it was told last: the deadlines of the law run from it.
    public var cessation: CalendarDate?
    /// The day for which an agency told last that the enterprise was bankrupt.
    ///
    /// Rules may ask how long ago that was whenever a queue is chosen. Another day moves it; nothing takes it back,
    /// and it stays with its case where that is merged with another.
    public var bankruptcy: CalendarDate?
    /// How many pieces of content it has.
    public var contentCount: UInt16
    /// How often its content changed after it was first given.
    public var revision: UInt16
    /// The positions of its facts, in order.
    public var history: [Position]

    /// Whether an enterprise number of its own names it.
    public var namesEnterprise: Bool { events.contains(where: \.namesEnterprise) }

    /// Whether some leg of it is still to be closed.
    public var isOpen: Bool { closedAt == nil }

    /// The leg that a new request for a need joins; nil when there is none.
    ///
    /// Not one that its partner was asked to stop: whoever asks now is not to lose it to that.
    public func openLeg(for need: Need, besides other: LegID? = nil) -> Leg? {
        legs.first { leg in
            guard leg.need == need, leg.id != other else { return false }
            switch leg.state {
            case .waiting, .offered, .accepted, .inProgress, .onHold: return true
            case .cancelRequested, .closed: return false
            }
        }
    }

    /// The leg of this number; nil when the case has none such.
    public func leg(_ ordinal: UInt16) -> Leg? {
        guard ordinal >= 1, Int(ordinal) <= legs.count else { return nil }
        return legs[Int(ordinal) - 1]
    }

    /// Whether this agency may see the case.
    public func isVisible(to agency: AgencyID) -> Bool { agencies.contains(agency) }
}

extension Case {
    /// A case opened at an instant.
    public init(id: CaseID, follows: CaseID?, openedAt: Moment) {
        self.id = id
        self.follows = follows
        self.openedAt = openedAt
        agencies = []
        events = []
        legs = []
        consents = []
        contentCount = 0
        revision = 1
        history = []
    }
}

/// One event stored in a case.
public struct CaseEvent: Equatable, Sendable {
    /// The agency that sent it.
    public var agency: AgencyID
    /// What it is.
    public var kind: Kind
    /// The legs it asked for.
    public var legs: [UInt16]
    /// The number of its content as it is now; nil when it was entered in error.
    public var content: UInt16?
    /// Whether it names the case by an enterprise's own number.
    public var namesEnterprise: Bool
    /// When it was recorded.
    public var at: Moment

    /// An event of a case.
    public init(
        agency: AgencyID,
        kind: Kind,
        legs: [UInt16],
        content: UInt16?,
        namesEnterprise: Bool = false,
        at: Moment
    ) {
        self.at = at
        self.namesEnterprise = namesEnterprise
        self.agency = agency
        self.kind = kind
        self.legs = legs
        self.content = content
    }

    /// The kinds of event.
    public enum Kind: UInt8, Sendable {
        /// A request.
        case request = 1
        /// A status.
        case status = 2
        /// A correction.
        case correction = 3
        /// A line kept as it came.
        case held = 4
        /// An agency of a case that was merged with this one came with it.
        case merged = 5
    }
}
