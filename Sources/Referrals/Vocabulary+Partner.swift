// Rendered from config/vocabulary.yaml: change that file and render again.

/// What a partner answers to an offer.
public enum AnswerVerb: UInt8, CaseIterable, Sendable, Hashable {
    /// The partner takes the leg.
    case accept = 1
    /// The partner does not take it and says why.
    case decline = 2
    /// The partner gives it back unread; no refusal.
    case `return` = 3

    /// The word on the wire.
    public var name: String {
        switch self {
        case .accept: "accept"
        case .decline: "decline"
        case .return: "return"
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

/// What a partner reports of a leg it has accepted.
public enum ReportVerb: UInt8, CaseIterable, Sendable, Hashable {
    /// It tried to reach the person.
    case contact = 1
    /// An appointment was made.
    case schedule = 2
    /// The person did not come.
    case noShow = 3
    /// The work has begun.
    case start = 4
    /// The work waits.
    case hold = 5
    /// The work goes on.
    case resume = 6
    /// The work is done.
    case complete = 7
    /// The work came to nothing.
    case fail = 8
    /// Another should do it.
    case redirect = 9
    /// It gives the leg back after all.
    case declineLate = 10
    /// It agrees that the leg is cancelled.
    case confirmCancel = 11
    /// It goes on although the agency asked to cancel.
    case refuseCancel = 12

    /// The word on the wire.
    public var name: String {
        switch self {
        case .contact: "contact"
        case .schedule: "schedule"
        case .noShow: "no_show"
        case .start: "start"
        case .hold: "hold"
        case .resume: "resume"
        case .complete: "complete"
        case .fail: "fail"
        case .redirect: "redirect"
        case .declineLate: "decline_late"
        case .confirmCancel: "confirm_cancel"
        case .refuseCancel: "refuse_cancel"
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

/// Why a partner does not take a leg.
public enum DeclineReason: UInt8, CaseIterable, Sendable, Hashable {
    /// It does not do this.
    case outOfScope = 1
    /// It has no room.
    case atCapacity = 2
    /// It has a conflict of interest.
    case conflict = 3
    /// It does not speak the language.
    case language = 4
    /// It could not reach the person.
    case unreachable = 5
    /// Somebody follows the person already.
    case alreadyFollowed = 6
    /// Another need comes first.
    case needsOtherFirst = 7
    /// None of these; a text says what.
    case other = 8

    /// The word on the wire.
    public var name: String {
        switch self {
        case .outOfScope: "out_of_scope"
        case .atCapacity: "at_capacity"
        case .conflict: "conflict"
        case .language: "language"
        case .unreachable: "unreachable"
        case .alreadyFollowed: "already_followed"
        case .needsOtherFirst: "needs_other_first"
        case .other: "other"
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

/// For whom a leg on hold waits.
public enum HoldReason: UInt8, CaseIterable, Sendable, Hashable {
    /// For a place with the partner.
    case waitlist = 1
    /// For the person; the clock stops.
    case waitingClient = 2
    /// For the partner itself.
    case partner = 3

    /// The word on the wire.
    public var name: String {
        switch self {
        case .waitlist: "waitlist"
        case .waitingClient: "waiting_client"
        case .partner: "partner"
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

/// What a partner is told of a leg without asking.
public enum NoticeKind: UInt8, CaseIterable, Sendable, Hashable {
    /// The leg was taken back.
    case recalled = 1
    /// The agency asks to cancel the leg.
    case cancelRequested = 2
    /// The agency has corrected the content.
    case contentChanged = 3
    /// The person has withdrawn consent.
    case consentWithdrawn = 4
    /// The queues of the partner have changed.
    case queuesChanged = 5
    /// A deadline of the leg comes near or has passed.
    case reminder = 6
    /// The case was erased; what is held of its words must be destroyed.
    case erased = 7

    /// The word on the wire.
    public var name: String {
        switch self {
        case .recalled: "recalled"
        case .cancelRequested: "cancel_requested"
        case .contentChanged: "content_changed"
        case .consentWithdrawn: "consent_withdrawn"
        case .queuesChanged: "queues_changed"
        case .reminder: "reminder"
        case .erased: "erased"
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
    static var partner: [List] {
        [
            List("answer_verb", AnswerVerb.allCases.map(\.name)),
            List("report_verb", ReportVerb.allCases.map(\.name)),
            List("decline_reason", DeclineReason.allCases.map(\.name)),
            List("hold_reason", HoldReason.allCases.map(\.name)),
            List("notice", NoticeKind.allCases.map(\.name)),
        ]
    }
}
