public import Referrals
public import Triage

/// One thing that happened, as the journal keeps it: when it was recorded, who caused it, and what it was.
///
/// Facts hold codes and pseudonyms only and never change their meaning: rules, calendars and tables may
/// change after they were written, ``Switchboard/apply(_:at:)`` reads none of those.
public struct Fact: Equatable, Sendable {
    /// The time of record.
    public var at: Moment
    /// Who caused it.
    public var by: Author
    /// What happened.
    public var matter: Matter
    /// What it leaves beside the chain; nil when read back from the journal.
    public var beside: Beside?

    /// A fact of these parts.
    public init(at: Moment, by: Author, matter: Matter, beside: Beside? = nil) {
        self.at = at
        self.by = by
        self.matter = matter
        self.beside = beside
    }

    /// What can happen.
    public enum Matter: Equatable, Sendable {
        /// A recorder began to write in a new term.
        case recorderStarted(Term)
        /// Another bundle came into force.
        case bundleActivated(BundleFiles)
        /// A case was opened.
        case caseOpened(CaseOpened)
        /// A closed case was opened again by a new request.
        case caseReopened(CaseID)
        /// The last open leg of a case was closed.
        case caseClosed(CaseID)
        /// A request of an agency was stored.
        case requestStored(RequestStored)
        /// A status of an agency was stored.
        case statusStored(StatusStored)
        /// An agency corrected one of its events.
        case corrected(Corrected)
        /// The person agreed to more, as an agency reports.
        case consentGiven(CaseID, AgencyID, Consent)
        /// The person withdrew consent for these families and these partners; nil = all.
        case consentWithdrawn(CaseID, FamilySet?, [PartnerID]?)
        /// A need became a leg.
        case legOpened(LegOpened)
        /// A request asked for a need that was open already.
        case legJoined(LegJoined)
        /// A leg was put in a queue, or kept from all.
        case legPlaced(LegPlaced)
        /// A leg was handed to one session of a partner.
        case offered(Offered)
        /// The partner accepted.
        case accepted(Accepted)
        /// The partner declined.
        case declined(Declined)
        /// The hand-over ended without an answer or after one; the leg goes on.
        case assignmentEnded(AssignmentEnded)
        /// The partner reported on its work.
        case reported(Reported)
        /// The agency asked the partner that has accepted to stop.
        case cancelRequested(LegID, Outcome)
        /// The leg ended with an outcome.
        case legClosed(LegClosed)
        /// A deadline passed with nobody having done what it asked.
        case overdue(LegID, Overdue)
        /// A partner was told something that it must acknowledge.
        case noticed(Notice)
        /// A partner has read its notices up to this number.
        case acknowledged(PartnerID, through: UInt64)
        /// A partner opened the content of a leg.
        case contentOpened(LegID, by: String)
        /// A line that had killed two dispatchers was kept as it came, before a human.
        case lineHeld(LineHeld)
        /// A supervisor gave an order.
        case ordered(Ordered)
        /// A step of a leg's ladder was taken.
        case stepped(Stepped)
        /// A queue was opened, paused or begins to drain.
        case queueSet(QueueSet)
        /// The days of many requests at once began or ended.
        case surgeSet(SurgeSet)
        /// The clock on the wall is believed again.
        case clockAccepted(ClockAccepted)
        /// One case goes on in another of the same enterprise or person.
        case casesMerged(CaseID, into: CaseID)
        /// A leg was taken out of its queue because handing it out failed again and again.
        case died(LegID, DeathCause)
        /// A leg that was dead, held or without a partner is tried anew.
        case replayed(Replayed)
        /// A case was erased: what names it goes from memory and from beside the chain.
        case caseErased(CaseID)
        /// A supervisor asked for the erasure of a case, which another may order until an instant.
        case erasureAsked(CaseID, until: Moment)
        /// A leg has become more urgent than it was, or the law will press on it.
        case legSharpened(LegSharpened)
        /// An agency has told the day on which an enterprise's payments ceased.
        case cessationTold(CaseID, CalendarDate)
        /// An agency told the day on which the court declared the enterprise of a case bankrupt.
        case bankruptcyTold(CaseID, CalendarDate)
        /// The person does not want these partners to have a leg, as an event tells that came after it was opened.
        case partnersExcluded(LegID, [Candidate])
        /// Something was heard in the notes of a request.
        case noteRead(NoteRead)
    }
}

/// What a fact leaves beside the chain: it can be erased, the chain cannot.
public struct Beside: Equatable, Sendable {
    /// What is to be sealed with the case's key, and its number within the case.
    public var content: Content?
    /// Keyed hashes that name the case from now on, whatever becomes of its events.
    public var lookups: [LookupKey]
    /// The enterprise's number by which an event names the case from now on, where that is new.
    public var naming: Naming?
    /// The id that this fact has taken.
    public var event: Fingerprint?

    /// What stands beside a fact.
    public init(
        content: Content? = nil,
        lookups: [LookupKey] = [],
        naming: Naming? = nil,
        event: Fingerprint? = nil
    ) {
        self.content = content
        self.lookups = lookups
        self.naming = naming
        self.event = event
    }

    /// One piece of content of a case.
    public struct Content: Equatable, Sendable {
        /// Its number within the case, from 0.
        public var ordinal: UInt16
        /// Its bytes.
        public var bytes: Confidential<[UInt8]>

        /// Content `ordinal` of a case.
        public init(ordinal: UInt16, bytes: Confidential<[UInt8]>) {
            self.ordinal = ordinal
            self.bytes = bytes
        }
    }

    /// The name that one event gives its case, in place of the one that it gave before.
    public struct Naming: Equatable, Sendable {
        /// The number of the event within the case.
        public var event: UInt16
        /// The keyed hash of the enterprise's number; nil = the event names the case by none any more.
        public var key: LookupKey?

        /// `event` names its case by `key`.
        public init(event: UInt16, key: LookupKey?) {
            self.event = event
            self.key = key
        }
    }
}

/// What stands for an event in the journal: the keyed hash of its id and that of its content.
public struct Fingerprint: Hashable, Sendable {
    /// The keyed hash of sender and id.
    public var key: LookupKey
    /// The keyed hash of what was said; equal for the same content only.
    public var sameness: Digest

    /// A fingerprint of these hashes.
    public init(key: LookupKey, sameness: Digest) {
        self.key = key
        self.sameness = sameness
    }
}

/// Who caused a fact.
public enum Author: Equatable, Sendable {
    /// Relais itself: the clock, a lease that lapsed, a choice.
    case relais
    /// An agency.
    case agency(AgencyID)
    /// A partner, and the pseudonym of the person there, where one was given.
    case partner(PartnerID, by: String?)
    /// A supervisor.
    case supervisor(SupervisorID)
}

/// The files of a bundle, as they were when it was activated.
public struct BundleFiles: Equatable, Sendable {
    /// The digest of the names and bytes.
    public var address: Digest
    /// The files, by name.
    public var files: [File]

    /// The files whose digest is `address`.
    public init(address: Digest, files: [File]) {
        self.address = address
        self.files = files
    }

    /// One file.
    public struct File: Equatable, Sendable {
        /// Its path below the bundle's folder.
        public var name: String
        /// Its bytes.
        public var bytes: [UInt8]

        /// The file of this name.
        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }
}

/// What is written when a case is opened.
public struct CaseOpened: Equatable, Sendable {
    /// Its reference.
    public var caseID: CaseID
    /// The closed case of the same enterprise that it follows.
    public var follows: CaseID?

    /// The opening of `caseID`.
    public init(caseID: CaseID, follows: CaseID? = nil) {
        self.caseID = caseID
        self.follows = follows
    }
}

/// What is written of a request, in codes; its words are sealed.
public struct RequestStored: Equatable, Sendable {
    /// The case it belongs to.
    public var caseID: CaseID
    /// The number of this event within the case, from 0.
    public var ordinal: UInt16
    /// The agency that asked.
    public var agency: AgencyID
    /// The legs it asked for, new and joined, in the order of its needs.
    public var legs: [UInt16]
    /// What a partner may know before it accepts.
    public var profile: Profile
    /// What the person agreed to.
    public var consent: Consent
    /// Whether it names the case by an enterprise's own number.
    public var namesEnterprise: Bool
    /// The number of its content within the case.
    public var content: UInt16

    /// A request stored with these codes.
    public init(
        caseID: CaseID,
        ordinal: UInt16,
        agency: AgencyID,
        legs: [UInt16],
        profile: Profile,
        consent: Consent,
        namesEnterprise: Bool,
        content: UInt16
    ) {
        self.caseID = caseID
        self.ordinal = ordinal
        self.agency = agency
        self.legs = legs
        self.profile = profile
        self.consent = consent
        self.namesEnterprise = namesEnterprise
        self.content = content
    }
}

/// What a partner may know of a case before it accepts: enough to say yes or no, nothing that names.
public struct Profile: Equatable, Sendable {
    /// The person's language.
    public var language: LanguageCode
    /// Whether an interpreter is needed.
    public var interpreterNeeded: Bool
    /// The NACE division.
    public var sector: UInt8?
    /// How many people the enterprise employs.
    public var size: SizeBand?
    /// Where it is.
    public var commune: Commune?
    /// Where it is in its life.
    public var phase: Phase?
    /// Where it stands before the law.
    public var legalState: LegalState
    /// Its alarm signals.
    public var signals: [Signal]
    /// How the person can be reached.
    public var reach: Reach
    /// Whether the person can use the internet; nil = not known.
    public var digitalAccess: Bool?

    /// What may be known from a referral.
    public init(of referral: Referral) {
        language = referral.language
        interpreterNeeded = referral.interpreterNeeded
        sector = referral.enterprise.sector
        size = referral.enterprise.size
        commune = referral.enterprise.place
        phase = referral.enterprise.phase
        legalState = referral.legal.state
        signals = referral.signals
        reach = referral.reach
        digitalAccess = referral.digitalAccess
    }

    /// A profile of these parts, for a codec.
    public init(
        language: LanguageCode,
        interpreterNeeded: Bool,
        sector: UInt8?,
        size: SizeBand?,
        commune: Commune?,
        phase: Phase?,
        legalState: LegalState,
        signals: [Signal],
        reach: Reach,
        digitalAccess: Bool?
    ) {
        self.language = language
        self.interpreterNeeded = interpreterNeeded
        self.sector = sector
        self.size = size
        self.commune = commune
        self.phase = phase
        self.legalState = legalState
        self.signals = signals
        self.reach = reach
        self.digitalAccess = digitalAccess
    }
}

/// What is written of a status; its words are sealed.
public struct StatusStored: Equatable, Sendable {
    /// The case it belongs to.
    public var caseID: CaseID
    /// The number of this event within the case.
    public var ordinal: UInt16
    /// The agency that reported.
    public var agency: AgencyID
    /// The kind of status.
    public var kind: StatusKind
    /// The time of the fact.
    public var factAt: Moment
    /// The need it concerns; nil = the whole case.
    public var need: Need?
    /// The legal state it tells.
    public var legalState: LegalState?
    /// The phase it tells.
    public var phase: Phase?
    /// The signal it tells.
    public var signal: Signal?
    /// The number of its content within the case.
    public var content: UInt16

    /// A status stored with these codes.
    public init(
        caseID: CaseID,
        ordinal: UInt16,
        agency: AgencyID,
        kind: StatusKind,
        factAt: Moment,
        need: Need? = nil,
        legalState: LegalState? = nil,
        phase: Phase? = nil,
        signal: Signal? = nil,
        content: UInt16
    ) {
        self.caseID = caseID
        self.ordinal = ordinal
        self.agency = agency
        self.kind = kind
        self.factAt = factAt
        self.need = need
        self.legalState = legalState
        self.phase = phase
        self.signal = signal
        self.content = content
    }
}
