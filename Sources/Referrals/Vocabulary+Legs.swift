// Rendered from config/vocabulary.yaml: change that file and render again.

/// Where a leg stands.
public enum LegState: UInt8, CaseIterable, Sendable, Hashable {
    /// No partner holds it.
    case waiting = 1
    /// A partner is asked.
    case offered = 2
    /// A partner has taken it.
    case accepted = 3
    /// The partner works on it.
    case inProgress = 4
    /// The work waits.
    case onHold = 5
    /// The agency has asked the partner to stop.
    case cancelRequested = 6
    /// It has ended with an outcome.
    case closed = 7

    /// The word on the wire.
    public var name: String {
        switch self {
        case .waiting: "waiting"
        case .offered: "offered"
        case .accepted: "accepted"
        case .inProgress: "in_progress"
        case .onHold: "on_hold"
        case .cancelRequested: "cancel_requested"
        case .closed: "closed"
        }
    }

    /// Finds the value that bears a word on the wire.
    public init?(name: String) {
        for value in Self.allCases where value.name == name {
            self = value
            return
        }
        return nil
    }

    /// Finds the value whose word these bytes of UTF-8 spell.
    public init?(bytes: UnsafeRawBufferPointer) {
        for value in Self.allCases where Vocabulary.spells(bytes, value.name) {
            self = value
            return
        }
        return nil
    }
}

/// Why a leg is with no partner yet.
public enum WaitingReason: UInt8, CaseIterable, Sendable, Hashable {
    /// A partner has been asked.
    case awaitingAnswer = 1
    /// Every partner that could is closed now.
    case noPartnerOpen = 2
    /// Every partner that could is full.
    case allFull = 3
    /// No worker of a partner that could is connected.
    case noConsumerConnected = 4
    /// The queue is paused.
    case paused = 5
    /// The partner takes no more at a time.
    case rateLimited = 6
    /// The person has not consented to this need.
    case blockedByConsent = 7
    /// The agency must complete the request.
    case agencyDataMissing = 8
    /// Another leg comes first.
    case waitsForOtherLeg = 9
    /// Live requests go first.
    case bulkLane = 10
    /// The enterprise is outside the Region.
    case outOfRegion = 11
    /// No rule or no partner is left; people decide.
    case unrouted = 12
    /// The request could not be read; people look at it.
    case held = 13
    /// Too many attempts failed; people decide.
    case dead = 14

    /// The word on the wire.
    public var name: String {
        switch self {
        case .awaitingAnswer: "awaiting_answer"
        case .noPartnerOpen: "no_partner_open"
        case .allFull: "all_full"
        case .noConsumerConnected: "no_consumer_connected"
        case .paused: "paused"
        case .rateLimited: "rate_limited"
        case .blockedByConsent: "blocked_by_consent"
        case .agencyDataMissing: "agency_data_missing"
        case .waitsForOtherLeg: "waits_for_other_leg"
        case .bulkLane: "bulk_lane"
        case .outOfRegion: "out_of_region"
        case .unrouted: "unrouted"
        case .held: "held"
        case .dead: "dead"
        }
    }

    /// Finds the value that bears a word on the wire.
    public init?(name: String) {
        for value in Self.allCases where value.name == name {
            self = value
            return
        }
        return nil
    }

    /// Finds the value whose word these bytes of UTF-8 spell.
    public init?(bytes: UnsafeRawBufferPointer) {
        for value in Self.allCases where Vocabulary.spells(bytes, value.name) {
            self = value
            return
        }
        return nil
    }
}

/// What an agency is told of its cases when it follows them.
public enum ProgressType: UInt8, CaseIterable, Sendable, Hashable {
    /// A need of the case became a leg.
    case legOpened = 1
    /// A need joined a leg that was open already.
    case legJoined = 2
    /// A partner is asked.
    case offered = 3
    /// A partner has taken the leg.
    case accepted = 4
    /// A partner has not taken the leg.
    case declined = 5
    /// A partner has given the leg back unread.
    case returned = 6
    /// The connection of the partner ended and the leg went back.
    case lapsed = 7
    /// The partner did not answer in time.
    case expired = 8
    /// The leg is before the desk of last resort.
    case unrouted = 9
    /// A deadline has passed.
    case overdue = 10
    /// The partner tried to reach the person.
    case contacted = 11
    /// An appointment was made.
    case scheduled = 12
    /// The person did not come.
    case noShow = 13
    /// The work has begun.
    case started = 14
    /// The work waits.
    case onHold = 15
    /// The work goes on.
    case resumed = 16
    /// The partner has done the work.
    case completed = 17
    /// The work came to nothing.
    case failed = 18
    /// The partner passed the leg on.
    case redirected = 19
    /// The partner gave the leg back after accepting it.
    case declinedLate = 20
    /// The partner was asked to stop.
    case cancelRequested = 21
    /// The partner has stopped.
    case cancelConfirmed = 22
    /// The partner goes on.
    case cancelRefused = 23
    /// The leg was taken back from the partner.
    case recalled = 24
    /// The leg waits for consent or data from the agency.
    case blocked = 25
    /// What blocked the leg has gone.
    case released = 26
    /// The deadline of the leg came closer.
    case sharpened = 27
    /// The leg has ended with an outcome.
    case legClosed = 28
    /// A case was opened.
    case caseOpened = 29
    /// The case has ended with an outcome.
    case caseClosed = 30
    /// A closed case is open again.
    case caseReopened = 31
    /// A status was recorded.
    case statusRecorded = 32
    /// An event was corrected.
    case corrected = 33
    /// Consent was given or withdrawn.
    case consentChanged = 34

    /// The word on the wire.
    public var name: String {
        switch self {
        case .legOpened: "leg_opened"
        case .legJoined: "leg_joined"
        case .offered: "offered"
        case .accepted: "accepted"
        case .declined: "declined"
        case .returned: "returned"
        case .lapsed: "lapsed"
        case .expired: "expired"
        case .unrouted: "unrouted"
        case .overdue: "overdue"
        case .contacted: "contacted"
        case .scheduled: "scheduled"
        case .noShow: "no_show"
        case .started: "started"
        case .onHold: "on_hold"
        case .resumed: "resumed"
        case .completed: "completed"
        case .failed: "failed"
        case .redirected: "redirected"
        case .declinedLate: "declined_late"
        case .cancelRequested: "cancel_requested"
        case .cancelConfirmed: "cancel_confirmed"
        case .cancelRefused: "cancel_refused"
        case .recalled: "recalled"
        case .blocked: "blocked"
        case .released: "released"
        case .sharpened: "sharpened"
        case .legClosed: "leg_closed"
        case .caseOpened: "case_opened"
        case .caseClosed: "case_closed"
        case .caseReopened: "case_reopened"
        case .statusRecorded: "status_recorded"
        case .corrected: "corrected"
        case .consentChanged: "consent_changed"
        }
    }

    /// Finds the value that bears a word on the wire.
    public init?(name: String) {
        for value in Self.allCases where value.name == name {
            self = value
            return
        }
        return nil
    }

    /// Finds the value whose word these bytes of UTF-8 spell.
    public init?(bytes: UnsafeRawBufferPointer) {
        for value in Self.allCases where Vocabulary.spells(bytes, value.name) {
            self = value
            return
        }
        return nil
    }
}

extension Vocabulary {
    /// The lists of this file.
    static var legs: [List] {
        [
            List("leg_state", LegState.allCases.map(\.name)),
            List("waiting_reason", WaitingReason.allCases.map(\.name)),
            List("progress", ProgressType.allCases.map(\.name)),
        ]
    }
}
