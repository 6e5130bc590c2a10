/// What an agency asks for one person or enterprise: the codes that triage and the exchange work on.
///
/// Who the person is, how to reach them and what they said is not here: that stays in the event's
/// content, which the journal seals. The notes alone come along, covered, for triage to read.
public struct Referral: Equatable, Sendable {
    /// The agency's own reference; it names one case of that agency.
    public var agencyRef: Confidential<String>
    /// The case to add to, where the agency named one.
    public var caseID: CaseID?
    /// How the person came to the agency.
    public var channel: Channel
    /// The person's language.
    public var language: LanguageCode
    /// Whether an interpreter is needed.
    public var interpreterNeeded: Bool
    /// Whether the person can use the internet; nil = not known.
    public var digitalAccess: Bool?
    /// How the person can be reached.
    public var reach: Reach
    /// What is known of the enterprise.
    public var enterprise: Enterprise
    /// The needs, at most eight, each code once.
    public var needs: [NeedClaim]
    /// Where the enterprise stands before the law.
    public var legal: Legal
    /// Alarm signals that are known to us, in the order given.
    public var signals: [Signal]
    /// What the screening for suicide found; nil = not done.
    public var screening: ScreeningResult?
    /// Jobs at stake; nil = not known.
    public var jobsAtStake: Int?
    /// Partners that must not get it.
    public var excludedPartners: [PartnerID]
    /// The partner the agency asks for.
    public var preferredPartner: PartnerID?
    /// What the person agreed to.
    public var consent: Consent
    /// A wish: may shorten a deadline, never lengthen it.
    public var replyBy: Moment?
    /// The agency's note for the whole referral.
    public var note: Confidential<String>?

    /// A referral of these parts.
    public init(
        agencyRef: Confidential<String>,
        caseID: CaseID? = nil,
        channel: Channel,
        language: LanguageCode,
        interpreterNeeded: Bool = false,
        digitalAccess: Bool? = nil,
        reach: Reach,
        enterprise: Enterprise = Enterprise(),
        needs: [NeedClaim],
        legal: Legal = Legal(),
        signals: [Signal] = [],
        screening: ScreeningResult? = nil,
        jobsAtStake: Int? = nil,
        excludedPartners: [PartnerID] = [],
        preferredPartner: PartnerID? = nil,
        consent: Consent,
        replyBy: Moment? = nil,
        note: Confidential<String>? = nil
    ) {
        self.agencyRef = agencyRef
        self.caseID = caseID
        self.channel = channel
        self.language = language
        self.interpreterNeeded = interpreterNeeded
        self.digitalAccess = digitalAccess
        self.reach = reach
        self.enterprise = enterprise
        self.needs = needs
        self.legal = legal
        self.signals = signals
        self.screening = screening
        self.jobsAtStake = jobsAtStake
        self.excludedPartners = excludedPartners
        self.preferredPartner = preferredPartner
        self.consent = consent
        self.replyBy = replyBy
        self.note = note
    }
}

/// The ways in which a person can be reached, without saying at which number or address.
public struct Reach: OptionSet, Hashable, Sendable {
    /// One bit a way.
    public let rawValue: UInt8

    /// The ways of these bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// A telephone number was given.
    public static let phone = Reach(rawValue: 1)
    /// An e-mail address was given.
    public static let email = Reach(rawValue: 2)
    /// Through the agency only.
    public static let agency = Reach(rawValue: 4)
}

/// What a referral says of the enterprise, in codes.
public struct Enterprise: Equatable, Sendable {
    /// Its own number.
    public var number: EnterpriseNumber?
    /// The number of the cooperative that hosts it; it never merges cases.
    public var host: EnterpriseNumber?
    /// Why it has no number.
    public var noNumber: NoBCE?
    /// The NACE division: the first two digits of its activity.
    public var sector: UInt8?
    /// Its activity in all digits that were given, and of which version of NACE-BEL; nil where only the
    /// division is known.
    public var nace: NaceCode?
    /// How many people it employs.
    public var size: SizeBand?
    /// Where it is, when the commune was given.
    public var commune: Commune?
    /// Its postcode: a hint when the commune was not given.
    public var postcode: Postcode?
    /// Where it is in its life.
    public var phase: Phase?

    /// An enterprise of which this is known; the sector is that of the activity, unless given.
    public init(
        number: EnterpriseNumber? = nil,
        host: EnterpriseNumber? = nil,
        noNumber: NoBCE? = nil,
        sector: UInt8? = nil,
        nace: NaceCode? = nil,
        size: SizeBand? = nil,
        commune: Commune? = nil,
        postcode: Postcode? = nil,
        phase: Phase? = nil
    ) {
        self.number = number
        self.host = host
        self.noNumber = noNumber
        self.sector = sector ?? nace?.division
        self.nace = nace
        self.size = size
        self.commune = commune
        self.postcode = postcode
        self.phase = phase
    }

    /// The commune given, else the one its postcode hints at.
    public var place: Commune? { commune ?? postcode?.commune }

    /// Whether it is known to lie outside the Region.
    public var isOutsideRegion: Bool {
        if let commune { return !commune.isInRegion }
        if let postcode { return !postcode.isInRegion }
        return false
    }
}

/// One need, as the agency declared it.
public struct NeedClaim: Equatable, Sendable {
    /// Which need.
    public var need: Need
    /// How soon; nil = the class's default.
    public var urgency: Urgency?
    /// How it is known.
    public var evidence: Evidence
    /// Since when.
    public var since: CalendarDate?
    /// The agency's note for this need alone.
    public var note: Confidential<String>?

    /// A need claimed in these words.
    public init(
        need: Need,
        urgency: Urgency? = nil,
        evidence: Evidence = .declared,
        since: CalendarDate? = nil,
        note: Confidential<String>? = nil
    ) {
        self.need = need
        self.urgency = urgency
        self.evidence = evidence
        self.since = since
        self.note = note
    }
}

/// Where an enterprise stands before the law, and who says so.
public struct Legal: Equatable, Sendable {
    /// The state; `unknown` when nothing was said.
    public var state: LegalState
    /// The day it was so.
    public var asOf: CalendarDate?
    /// Who says so.
    public var source: LegalSource?
    /// The day payments ceased, which starts the month within which a bankruptcy must be filed.
    public var cessation: CalendarDate?

    /// The day for which it is said to be bankrupt; nil where it is not, or nobody said when.
    public var bankruptcy: CalendarDate? { state == .bankrupt ? asOf : nil }

    /// How many days ago the court declared a bankruptcy, in Brussels; nil where it did not, or nobody said when.
    public func bankruptDays(at now: Moment) -> Int64? {
        bankruptcy.map { $0.daysBefore(now) }
    }

    /// A legal state of these parts.
    public init(
        state: LegalState = .unknown,
        asOf: CalendarDate? = nil,
        source: LegalSource? = nil,
        cessation: CalendarDate? = nil
    ) {
        self.state = state
        self.asOf = asOf
        self.source = source
        self.cessation = cessation
    }
}
