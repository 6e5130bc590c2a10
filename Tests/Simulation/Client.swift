import Referrals
import Wire

/// Somebody outside: it hears messages and its clock, and says what it wants done.
enum Client: Sendable {
    case agency(AgencyActor)
    case partner(PartnerActor)
    case supervisor(SupervisorActor)

    /// What a client hears.
    enum Input: Sendable {
        /// Its clock has come to the time it asked for.
        case looks
        case message(Reply, bytes: [UInt8])
        /// From now on it does what is right, and soon.
        case heals
        /// It sends everything again that it ever sent.
        case repeats
    }

    /// What a client wants done.
    enum Effect: Sendable {
        case send(seq: Int?, [UInt8])
        /// A new socket, with a new routing id.
        case reconnect
        case saw(Sight)
    }

    var principal: Principal {
        switch self {
        case .agency(let actor): .agency(actor.name)
        case .partner(let actor): .partner(actor.name)
        case .supervisor(let actor): .supervisor(actor.name)
        }
    }

    /// When it wants to look at its clock next.
    var looksAt: Moment {
        switch self {
        case .agency(let actor): actor.looksAt
        case .partner(let actor): actor.looksAt
        case .supervisor(let actor): actor.looksAt
        }
    }

    /// Whether it has nothing more to do.
    var isDone: Bool {
        switch self {
        case .agency(let actor): actor.isDone
        case .partner(let actor): actor.isDone
        case .supervisor(let actor): actor.isDone
        }
    }

    /// Steps whoever it is where it stands: a copy would have every array of it copied.
    mutating func step(_ input: Input, at now: Moment) -> [Effect] {
        switch consume self {
        case .agency(var actor):
            let effects = actor.step(input, at: now)
            self = .agency(actor)
            return effects
        case .partner(var actor):
            let effects = actor.step(input, at: now)
            self = .partner(actor)
            return effects
        case .supervisor(var actor):
            let effects = actor.step(input, at: now)
            self = .supervisor(actor)
            return effects
        }
    }
}

/// What a client saw, for the checker.
enum Sight: Sendable {
    /// An agency's event went out for the first time.
    case sent(AgencyID, id: String, line: [UInt8])
    case receipt(ReceiptSeen)
    /// A partner's line went out for the first time.
    case said(PartnerID, id: String)
    case answered(AnswerSeen)
    case offer([UInt8], isAgain: Bool, lease: String, PartnerID)
    /// A partner was told something that it must acknowledge.
    case noticed(PartnerID, kind: String, leg: String)
    /// An agency reads what became of its cases.
    case progress(AgencyID, type: String, leg: String)
    /// Something told of the journal up to this position.
    case told(Position)
    /// A supervisor was told that a case is erased.
    case erased(String)
    /// It does an operation of this number.
    case operation(Int)
    case rarity(Rarity)
    case fault(String)
}

/// One line of a receipt.
struct ReceiptSeen: Sendable {
    var agency: AgencyID
    var seq: Int
    var lane: Lane
    var id: String
    var line: [UInt8]
    var place: Int
    var code: Int
    var error: String?
    var isHeld: Bool
    /// Whether the case was erased.
    var isErased: Bool
    /// The case and legs that the receipt names, in one text.
    var first: String
    var point: JournalPoint?
    var isRepeat: Bool
}

/// What a partner's line was answered.
struct AnswerSeen: Sendable {
    var partner: PartnerID
    var id: String
    var isReport: Bool
    var verb: String
    var lease: String
    var leg: String
    var code: Int
}

/// What seldom happens and must have happened in some seed, else the simulation looks the wrong way.
public enum Rarity: String, CaseIterable, Sendable {
    /// A lease was answered after it had ended.
    case lateAnswer
    /// An event was stored in one life and answered 202 in a later one.
    case duplicateAcrossCrash
    /// A crash came between a commit and its acknowledgement.
    case crashAfterCommit
    /// A crash came while a batch was written, and it was lost.
    case crashLostBatch
    /// A leg was not given to a partner that the person does not want.
    case partnerUnwanted
    /// A leg was declined by all and came to the desk.
    case declinedToExhaustion
    /// A partner came back and still held a lease.
    case reattachedHeld
    /// A partner came back and had lost a lease.
    case reattachedLost
    /// A status was deferred and then stored.
    case deferredThenStored
    /// A message was judged again under other rules.
    case judgedAgain
    /// A line killed two dispatchers and was held.
    case lineHeld
    /// An offer was sent again under its lease.
    case offerAgain
    /// A partner's line was answered 202.
    case lineRepeated
    /// An id was used for other content.
    case idReused
    /// A leg passed its deadline in a queue and came to the desk.
    case overdueToDesk
    /// An offer expired.
    case offerExpired
    /// A lease lapsed with its session.
    case leaseLapsed
    /// A partner was asked to stop.
    case cancelRequested
    /// A correction changed what the person agreed to.
    case consentCorrected
    /// A correction took a leg back from a partner.
    case correctionRecalled
    /// A correction gave a case another enterprise number, or took its number away.
    case numberCorrected
    /// An agency was told that the disk is full.
    case diskFull
    /// A start went on from a snapshot.
    case snapshotStart
    /// A session took a consumer's name from another.
    case tookOver
    /// A partner was told that its session has ended.
    case sessionEnded
    /// The link between gateway and recorder broke.
    case stationsParted
    /// A dispatcher died by itself.
    case dispatcherDied
    /// A gateway died by itself.
    case gatewayDied
    /// Somebody was told that the recorder is not there.
    case notReady
    /// An agency sent what was cut off or mangled.
    case garbageSent
    /// A link stood still in one direction.
    case linkHeldOneWay
    /// Links stood still one after the other.
    case linksSwizzled
    /// The server stood still and went on.
    case serverPaused
    /// The power was cut.
    case powerCut
    /// A write failed.
    case diskFailed
    /// A start found what a failed write had left.
    case unsyncedFound
    /// A bit of the journal changed, and a start saw it.
    case bitFlipped
    /// A request joined a leg that was open already.
    case legJoined
    /// A closed case was opened again.
    case caseReopened
    /// A leg waited for a consent.
    case blockedByConsent
    /// A leg waited for another of its case.
    case waitedForOther
    /// A leg stood in several queues at once.
    case widened
    /// A leg was offered to several at once.
    case offeredToSeveral
    /// A leg was accepted by one while another had an offer of it.
    case outrun
    /// A step of a ladder was taken.
    case stepped
    /// A partner was reminded after it had accepted.
    case reminded
    /// A leg was taken from a partner that had fallen silent.
    case fellSilent
    /// A leg was dead: nobody had lived to answer it, or it was passed on too often.
    case died
    /// A partner gave an offer back.
    case givenBack
    /// A partner sent a leg on to another.
    case redirected
    /// A partner named another when it declined.
    case suggested
    /// A partner declined what it had accepted.
    case declinedLate
    /// A partner stopped as it was asked to.
    case cancelConfirmed
    /// Work stood still and went on.
    case resumed
    /// A leg that was accepted was closed as a whole.
    case completed
    /// Work failed.
    case failed
    /// An agency closed what nobody had accepted.
    case closedUnaccepted
    /// Consent was withdrawn while a partner had a leg.
    case consentRecalled
    /// The deadline for a first contact passed.
    case handleMissed
    /// Other rules came into force while legs were open.
    case rulesChanged
    /// A partner was told that other queues are its own.
    case queuesChanged
    /// A supervisor's order was obeyed.
    case ordered
    /// A fact was written as the version before did.
    case oldFactWritten
    /// The wall clock was set wrong by more than can be believed.
    case clockLeapt
    /// What the production store gave back was compared with the model.
    case storeCompared
    /// The power was cut over sectors that were not on disk, and some were torn.
    case sectorsTorn
    /// A start found a log with a torn end, and none of the batch that was being written.
    case tornLogRecovered
    /// A sync failed.
    case syncFailed
    /// A start died while it put the store in order.
    case startDied
    /// A case was erased.
    case erased
    /// A start erased once more what a crash had left of an erased case.
    case erasedAtStart
    /// An event was sent again whose case was erased.
    case erasedIDUsed
    /// A partner was passed over because it had all it takes.
    case partnerFull
    /// A partner was passed over because it opens too late.
    case partnerClosed
    /// A partner was passed over because it does not speak the language.
    case partnerSpokeNot
    /// A partner accepted the last that it takes a day.
    case dayTaken
    /// A time was longer for the hours by which it counts.
    case waitedForHours
    /// A time was counted by hours across a change of the clocks.
    case clockChanged
    /// A leg became more urgent.
    case sharpened
    /// A leg became more urgent while a partner had it.
    case sharpenedAtWork
    /// An agency told the day on which payments ceased.
    case legalDayTold
    /// A leg was due under the law.
    case lawPressed
    /// A leg became more urgent because the law's day came nearer.
    case lawStepped
}
