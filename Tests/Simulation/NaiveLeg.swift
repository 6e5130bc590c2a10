import Exchange
import Journal
import Referrals
import Triage

/// A leg as the second model sees it: written down once more from the contract, not from the exchange.
struct NaiveLeg {
    let id: LegID
    let need: Need
    var terms: Terms
    var lane: Lane
    let after: FamilySet
    let arrival: Position
    var urgency: Urgency
    var due: Moment
    /// When that was said last, where it was by what joined it: it may have passed before.
    var dueSaidAt = Moment.distantPast
    var agencies: [AgencyID]
    /// The queues it waits in.
    var queues: [QueueID] = []
    var hold: WaitingReason?
    /// The offers that are out.
    var offers: [Offer] = []
    /// The partner that accepted, until it gives the leg up.
    var engaged: Offer?
    /// The time of the one that accepted; nil while it is stopped.
    var clock: Moment?
    /// When the hold ends on which its work stands still.
    var holdEnds: Moment?
    /// By when it must say whether it stops, as it was asked to.
    var stopBy: Moment?
    /// The partners that may not have it any more, whatever the reason and the queue.
    var refusers: [PartnerID] = []
    /// The partners that the person does not want.
    var unwanted: [PartnerID]
    /// The queues that triage ranked and excluded from nothing.
    let candidates: [QueueID]
    var missed: [Overdue] = []
    var isClosed = false
    var isWidened = false
    /// Whether its partner was reminded since it last said anything.
    var isReminded = false
    /// Whether it came back from a partner that had accepted it, and nothing has said yet when it is due.
    var isDueUnsaid = false
    /// What a sharper request must still bring with it before the batch ends: the terms of its class.
    var owesTerms = false
    /// Whether it must end with the batch, for nobody may have it after the one that was asked to stop.
    var mustEnd = false
    /// Since when it must be due as the law says, until the batch ends, and whether it must be as urgent too, for it
    /// is new or its day is; and the rules under which it was so last.
    var mustHeedLawAt: Moment?
    var lawIsNew = false
    var heededUnder: Int?

    /// When it came back last, and since when it stands where it stands, or had been handed out alone from there.
    var backAt = Moment.distantPast
    var standsSince = Moment.distantPast
    /// Whether no hand-over brought it forward, and nobody has ordered to try it again since.
    var isDead = false
    /// How often in a row whoever had an offer of it was gone before it answered, since it was last dead.
    var losses = 0
    /// How often it was offered, since it was last replayed.
    var handOvers = 0

    /// Whether the desk leaves it alone for an hour, because it was lost there too or passed on too often; not where
    /// either was told by a clock that has been set back since, and no longer than one of them says.
    func mustRest(at now: Moment) -> Bool {
        isSpent && max(backAt, standsSince) <= now && now < min(backAt, standsSince) + .hours(1)
    }

    /// Whether it may: a new place lets the hour begin anew, and one that rested when the clock was set back is
    /// looked at when that is accepted.
    func mayRest(at now: Moment) -> Bool {
        isSpent && now < max(backAt, standsSince) + .hours(1)
    }

    private var isSpent: Bool { isDead && (losses > 0 || handOvers > 64) }

    /// Before the batch ends it is as urgent, and due, as the law says.
    mutating func mustHeedLaw(at now: Moment) {
        mustHeedLawAt = now
        lawIsNew = true
        heededUnder = nil
    }

    struct Offer: Equatable {
        var lease: LeaseID
        var queue: QueueID
        var partner: PartnerID
        var answerBy: Moment
    }

    init(_ opened: LegOpened, at position: Position) {
        id = opened.leg
        need = opened.need
        terms = opened.terms
        lane = opened.lane
        after = opened.after
        arrival = position
        urgency = opened.urgency
        due = opened.due
        agencies = [opened.agency]
        candidates = opened.candidates.filter { $0.exclusion == nil }.map(\.queue)
        unwanted = opened.candidates.filter { $0.exclusion == .unwanted }.map(\.partner)
    }

    /// Who must act next: the desk unless exactly one partner or the agency must.
    var owner: Owner {
        if isClosed { return .nobody }
        if let engaged { return .partner(engaged.partner) }
        if offers.count == 1, !isWidened { return .partner(offers[0].partner) }
        let waitsForAgency = hold == .blockedByConsent || hold == .agencyDataMissing
        if offers.isEmpty, waitsForAgency, !missed.contains(.due), let agency = agencies.first {
            return .agency(agency)
        }
        return .desk
    }

    /// Whether it waits for one of the agencies that ask for it: which of them stopped asking it does not hear.
    func waits(for other: Owner) -> Bool {
        guard case .agency = owner, case .agency(let agency) = other else { return false }
        return agencies.contains(agency)
    }

    /// By when.
    var deadline: Moment {
        if isClosed { return .distantFuture }
        if engaged != nil {
            if let stopBy { return stopBy }
            guard let holdEnds else { return clock ?? .distantFuture }
            return min(holdEnds, clock ?? holdEnds)
        }
        if offers.count == 1, !isWidened { return offers[0].answerBy }
        return due
    }

    /// Whether it is late for its acceptance, and stands nowhere where somebody would see it.
    var isLost: Bool {
        guard !isClosed, engaged == nil, offers.isEmpty, missed.contains(.due) else { return false }
        return hold != .dead && !queues.contains { Rules.owner(of: $0) == Rules.partner("desk") }
    }

    /// Whether the deadline has passed, and nothing that follows from it was written.
    func isForgotten(at now: Moment) -> Bool {
        guard !isClosed, deadline < now else { return false }
        guard engaged == nil else { return true }
        if offers.contains(where: { $0.answerBy < now }) { return true }
        return due < now && !missed.contains(.due)
    }
}

/// A case as the second model sees it.
struct NaiveCase {
    let id: CaseID
    var isOpen = true
    /// What is known of its person and enterprise; nil before anything is.
    var language: LanguageCode?
    var needsInterpreter = false
    var legalState: LegalState?
    /// The day on which it ceased to pay, as it was told last.
    var ceased: CalendarDate?
}

/// A hand-over for its whole life: from which place of the journal to which it is in force.
struct NaiveLease {
    let lease: LeaseID
    let leg: LegID
    let partner: PartnerID
    let from: Position
    /// Where it was accepted.
    var acceptedAt: Position?
    /// Where it ended; accepted or not.
    var to: Position?

    /// Whether an answer to it is due at every place of a range.
    func isOpen(all range: ClosedRange<Position>) -> Bool {
        from <= range.lowerBound && (acceptedAt ?? to).map { $0 > range.upperBound } ?? true
    }

    /// Whether the partner is at work on it at every place of a range.
    func isEngaged(all range: ClosedRange<Position>) -> Bool {
        guard let acceptedAt else { return false }
        return acceptedAt <= range.lowerBound && to.map { $0 > range.upperBound } ?? true
    }
}
