public import Referrals
public import Triage

/// The exchange: every case and leg, every queue, who is there, and the rules in force.
///
/// `decide` looks and returns facts, or refuses; ``apply(_:at:)`` is the only thing that changes what facts
/// made; ``nextDeadline`` is the only timer. After a crash the same facts, applied in the same order, give
/// the same state. What is not made by facts is ``presence`` and ``bundle``.
public struct Switchboard: Sendable {
    /// Every case, open or closed, that was not erased.
    public internal(set) var cases = Casebook()
    /// Every queue that ever held a leg.
    public internal(set) var desks = Desks()
    /// What each partner was told.
    public internal(set) var notices: [PartnerID: NoticeBook] = [:]
    /// The position of the last fact applied.
    public internal(set) var position: Position = .origin
    /// When the last fact applied was recorded; nil before the first.
    public internal(set) var recordedAt: Moment?
    /// The address of the bundle that the facts have put in force; nil before the first.
    public internal(set) var bundleAddress: Digest?
    /// Every time a bundle came into force, in order.
    ///
    /// They are kept for good, as the journal keeps the bundles: any of them may be put in force again.
    public internal(set) var activations: [BundleActivation] = []
    /// The orders that were given, what each asked for under its key.
    ///
    /// They are kept for good: the contract names no end of them, and supervisors give few orders.
    public internal(set) var orders: [String: String] = [:]
    /// The queues that are paused or drain.
    public internal(set) var standings: [QueueID: QueueSet] = [:]
    /// The days of many requests at once, while they last.
    public internal(set) var surge: SurgeSet?
    /// The erasures that one supervisor has asked for and none has ordered after.
    public internal(set) var erasures: [CaseID: ErasureAsked] = [:]
    /// How many legs are open.
    public internal(set) var openLegs = 0
    /// The legs that stand in no queue, by what they wait for.
    var nowhere = WaitingTally()

    /// Keyed hashes with the case that each named last; kept beside the chain, so erasable.
    public internal(set) var lookups = Shelves<LookupKey, CaseID>()
    /// The ids that agencies and partners have used; kept beside the chain.
    public internal(set) var taken = Shelves<LookupKey, TakenID>()

    /// Who is there.
    public var presence = Presence()
    /// The rules in force, which `decide` reads and `apply` does not.
    public var bundle: Bundle

    var alarms = Line<Alarm>()
    /// What the clock would decide if it were believed; ``due(at:steady:isClockBelieved:)`` sets it aside.
    var postponed = Line<Alarm>()
    var isClockDoubted = false
    /// The leg that a partner has under each lease it accepted.
    var engaged = Shelves<LeaseID, LegWord>()
    /// The legs that are asked for as lists.
    var lists = LegLists()
    /// Legs set aside at a hand-out because their consent had run out, with the time of that.
    var withheld: [Alarm] = []
    /// Legs before the desk for want of a queue that drained, to be chosen for anew: it may take again.
    var returning = LegSet()
    /// Dead legs set aside at a hand-out for a while, with the end of that.
    var resting = Line<Alarm>()
    /// The partners that this look at the clock has reminded of what waits for them.
    var reminded: Set<PartnerID> = []
    /// Every case that a key names, in the order in which it came to, where it names several.
    var namesakes: [LookupKey: [CaseID]] = [:]
    /// The enterprise's number by which an event names its case, where it names it by one.
    var numbers = Shelves<EventPlace, LookupKey>()
    /// The cases that have gone on in each, as their own words say.
    var absorbed: [CaseID: [CaseID]] = [:]
    var lastLease: UInt64 = 0
    var lastCase = CaseID(rawValue: 0)

    /// An exchange before its first fact, under these rules.
    public init(bundle: Bundle) {
        self.bundle = bundle
    }

    /// The longest a partner may hold a leg before it must say what is next.
    public static let holdMax = Span.days(30)

    /// The longest a partner that has made an appointment may leave a leg without a word: two months, so that
    /// a mistyped year hides nobody.
    public static let appointmentMax = Span.days(60)

    /// How far the clocks of others may be ahead of ours: what lies no further ahead has happened.
    static let clockTolerance = Span.minutes(5)

    /// The leg of this name; nil when there is none.
    public func leg(_ id: LegID) -> Leg? {
        cases.leg(id)
    }

    /// The id behind this key, when it was used before.
    public func takenID(_ key: LookupKey) -> TakenID? { taken[key] }

    /// Puts back a used id that was read from the journal's tables.
    public mutating func restore(_ key: LookupKey, taken id: TakenID) {
        taken[key] = id
    }

    /// When something is due of itself; nil when nothing is.
    public var nextDeadline: Moment? {
        mutating get {
            if let withheld = withheld.first { return withheld.at }
            // What was set aside while the clock was doubted is taken up at once when it is believed.
            if !isClockDoubted, postponed.first != nil { return .distantPast }
            var next = isClockDoubted ? nil : nextStanding
            if let at = postponed.first?.at, at != .distantFuture { next = min(next ?? at, at) }
            if let rested = resting.first { next = min(next ?? rested.at, rested.at) }
            while let alarm = alarms.first {
                if leg(alarm.leg)?.alarm == alarm.at { return min(next ?? alarm.at, alarm.at) }
                alarms.removeFirst()
            }
            return next
        }
    }
}

/// An id that was used, and by what.
public struct TakenID: Equatable, Sendable {
    /// The first eight bytes of the keyed hash of what was said under it.
    ///
    /// The journal keeps all thirty-two. Whoever has not its key cannot choose two contents whose hashes
    /// begin alike, and that two do so by chance happens once in 2^64 repetitions of an id.
    private var sameness: UInt64
    /// The case's word times 65536, plus the number of the event; no case has the word 0.
    private var place: UInt64

    /// An id used for event `event` of `caseID`.
    public init(sameness: Digest, caseID: CaseID?, event: UInt16) {
        self.sameness = sameness.words.0
        place = (caseID?.place ?? 0) | UInt64(event)
    }

    /// The case; nil once it was erased.
    public var caseID: CaseID? { place >> 16 == 0 ? nil : CaseID(rawValue: place >> 16) }

    /// The number of the event within the case.
    public var event: UInt16 {
        get { UInt16(truncatingIfNeeded: place) }
        set { place = (place >> 16) << 16 | UInt64(newValue) }
    }

    /// Whether what was said under it has this keyed hash.
    public func says(_ sameness: Digest) -> Bool { self.sameness == sameness.words.0 }
}

/// What one partner was told and has not acknowledged.
public struct NoticeBook: Equatable, Sendable {
    /// The number of the last notice.
    public var last: UInt64 = 0
    /// The notices that are not acknowledged, in order.
    public var pending: [Notice] = []

    /// A partner that was told nothing.
    public init() {}
}
