import Exchange
import Journal
import Referrals
import Triage

/// A second, naive model of the exchange: it hears each fact once it is on disk, in a list scanned from end to
/// end, and says what is not allowed after what came before.
///
/// It shares no code with the exchange. Where the exchange keeps queues, alarms and counts, this looks
/// through all legs; where the exchange decides, this only knows what may be decided.
struct NaiveModel {
    private(set) var legs: [NaiveLeg] = []
    private(set) var leases: [NaiveLease] = []
    private(set) var faults: [String] = []
    private var cases: [NaiveCase] = []
    private var notices: [(partner: PartnerID, last: UInt64, acknowledged: UInt64)] = []
    private var keys: [String] = []
    /// The cases that were erased.
    private var erased: [CaseID] = []
    private var term = Term(0)
    /// The rules in force, and their number.
    private var address: Digest?
    private(set) var rules: Int?
    /// Who has accepted what, and on which day in Brussels.
    private(set) var acceptances: [(partner: PartnerID, queue: QueueID, day: Int64)] = []
    /// How many offers and works have ended since the batch began.
    private(set) var endedInBatch = 0
    /// The partners of which somebody is there at times.
    private(set) var staffed: [PartnerID]
    /// What seldom happens, and how often it has.
    private(set) var counts: [Rarity: Int] = [:]
    /// Whether the wall clock is right, so that lengths of time can be told from facts.
    let isTimed: Bool
    private var lastLease: UInt64 = 0
    /// The offers that ended so that their partner must be told, and of which nobody was told yet.
    private var untold: [(leg: LegID, partner: PartnerID)] = []
    /// How far it has heard.
    private(set) var position = Position.origin

    init(isTimed: Bool, staffed: [PartnerID] = []) {
        self.isTimed = isTimed
        self.staffed = staffed
    }

    mutating func count(_ rarity: Rarity) { counts[rarity, default: 0] += 1 }

    /// The case of a leg.
    func file(of leg: LegID) -> NaiveCase? { cases.first { $0.id == leg.caseID } }

    mutating func fault(_ words: String) {
        if faults.count < 20 { faults.append("\(words), at \(position.number)") }
    }

    /// What was found since this was asked last.
    mutating func takeFaults() -> [String] {
        defer { faults = [] }
        return faults
    }

    func place(of id: LegID) -> Int? { legs.firstIndex { $0.id == id } }

    /// Hears a fact.
    mutating func hear(_ fact: Fact, at place: Position) {
        if place != position.next { fault("the fact at \(place.number) does not come next") }
        position = place
        switch fact.matter {
        case .recorderStarted(let new):
            if new <= term { fault("a recorder starts in an old term") }
            term = new
        case .bundleActivated(let files):
            // What came before it in the batch was made by the rules before it.
            checkLaw()
            address = files.address
            rules = Rules.number(at: files.address)
        case .requestStored(let stored): profile(stored.caseID, stored.profile, at: fact.at)
        case .corrected(let corrected): profile(corrected.caseID, corrected.profile, at: fact.at)
        case .statusStored(let stored): hear(stored, at: fact.at)
        case .cessationTold(let id, let day):
            guard let place = cases.firstIndex(where: { $0.id == id }) else { break }
            cases[place].ceased = day
            judgeAnew(id, at: fact.at)
        case .consentGiven, .consentWithdrawn, .contentOpened, .queueSet,
            .surgeSet, .clockAccepted, .casesMerged, .erasureAsked, .noteRead,
            .bankruptcyTold:
            break
        case .caseOpened(let opened):
            if cases.contains(where: { $0.id == opened.caseID }) {
                fault("\(opened.caseID) is opened twice")
            }
            cases.append(NaiveCase(id: opened.caseID))
        case .lineHeld(let held): hear(held)
        case .caseErased(let id): erase(id)
        case .caseReopened(let id): set(id, isOpen: true)
        case .caseClosed(let id): set(id, isOpen: false)
        case .legOpened(let opened):
            open(opened)
            edit(legs.count - 1) { $0.mustHeedLaw(at: fact.at) }
            checkDue(of: opened, at: fact.at)
        case .ordered(let order):
            if keys.contains(order.key) { fault("the order \(order.key) is obeyed twice") }
            keys.append(order.key)
        case .noticed(let notice): hear(notice)
        case .acknowledged(let partner, let through): acknowledge(partner, through)
        case .legJoined, .legPlaced, .offered, .accepted, .declined, .assignmentEnded, .reported,
            .cancelRequested, .legClosed, .overdue, .stepped, .died, .replayed, .legSharpened,
            .partnersExcluded:
            guard let id = fact.leg, let index = self.place(of: id) else {
                return fault("a fact is about a leg that was never opened")
            }
            hear(fact, about: index)
        }
    }

    /// What must hold after a batch: it is decided whole.
    mutating func endBatch() {
        for (leg, partner) in untold {
            fault("\(partner) was not told that it has \(leg) no more")
        }
        untold = []
        endedInBatch = 0
        checkLaw()
        for leg in legs where !leg.isClosed {
            if leg.owesTerms { fault("\(leg.id) is more urgent, and has the times it had") }
            if leg.mustEnd { fault("\(leg.id) was to be stopped, and goes on") }
            if leg.engaged != nil, !leg.offers.isEmpty {
                fault("\(leg.id) is with one partner and offered to another")
            }
            if leg.offers.count > 1, !leg.isWidened { fault("\(leg.id) is offered twice") }
            let isNowhere = leg.engaged == nil && leg.offers.isEmpty && leg.queues.isEmpty
            if isNowhere, leg.hold == nil { fault("\(leg.id) is nowhere") }
            if leg.isDueUnsaid { fault("\(leg.id) came back, and nothing says when it is due") }
            if leg.isLost { fault("\(leg.id) is late, and not before the desk") }
        }
        for file in cases where file.isOpen {
            let its = legs.filter { $0.id.caseID == file.id }
            if !its.isEmpty, its.allSatisfy(\.isClosed) { fault("\(file.id) is open for nothing") }
        }
        for leg in legs where !leg.isClosed {
            if cases.contains(where: { $0.id == leg.id.caseID && !$0.isOpen }) {
                fault("\(leg.id) is open in a closed case")
            }
        }
    }

    /// Where the exchange tells another owner or deadline of a leg than the contract.
    mutating func compare(with board: Switchboard) {
        for index in legs.indices {
            let leg = legs[index]
            guard let other = board.leg(leg.id) else {
                if !leg.isClosed { fault("\(leg.id) is not in the exchange") }
                continue
            }
            if other.due != leg.due, !leg.isClosed {
                guard leg.engaged != nil else {
                    fault("\(leg.id) is due \(other.due.rfc3339), not \(leg.due.rfc3339)")
                    continue
                }
                legs[index].due = other.due
            }
            let mine = legs[index]
            if other.owner != mine.owner, !mine.waits(for: other.owner) {
                fault(
                    "\(leg.id) is \(other.state.name.name) with \(other.owner), not \(mine.owner)"
                )
            }
            if other.deadline != mine.deadline {
                let (told, known) = (other.deadline.rfc3339, mine.deadline.rfc3339)
                fault("\(leg.id), \(other.state.name.name), must move by \(told), not \(known)")
            }
        }
        for id in erased where board.cases.contains(id) { fault("\(id) is there and was erased") }
        let count = legs.count { !$0.isClosed }
        if board.openLegs != count { fault("\(board.openLegs) legs are open, not \(count)") }
    }

    private mutating func set(_ id: CaseID, isOpen: Bool) {
        guard let index = cases.firstIndex(where: { $0.id == id }) else {
            return fault("\(id) was never opened")
        }
        if cases[index].isOpen == isOpen { fault("\(id) is so already") }
        cases[index].isOpen = isOpen
    }

    private mutating func profile(_ id: CaseID, _ profile: Profile?, at now: Moment) {
        guard let profile, let index = cases.firstIndex(where: { $0.id == id }) else { return }
        cases[index].language = profile.language
        cases[index].needsInterpreter = profile.interpreterNeeded
        guard cases[index].legalState != profile.legalState else { return }
        cases[index].legalState = profile.legalState
        judgeAnew(id, at: now)
    }

    private mutating func hear(_ status: StatusStored, at now: Moment) {
        guard let state = status.legalState,
            let index = cases.firstIndex(where: { $0.id == status.caseID }),
            let known = cases[index].legalState, known != state
        else { return }
        cases[index].legalState = state
        judgeAnew(status.caseID, at: now)
    }

    /// Another day or state is told: before the batch ends all legs of the case are as the law says.
    private mutating func judgeAnew(_ id: CaseID, at now: Moment) {
        for index in legs.indices where legs[index].id.caseID == id {
            edit(index) { $0.mustHeedLaw(at: now) }
        }
    }

    private mutating func erase(_ id: CaseID) {
        let its = legs.filter { $0.id.caseID == id }
        if !cases.contains(where: { $0.id == id }) { fault("\(id) is erased and is not there") }
        if !its.allSatisfy(\.isClosed) { fault("\(id) is erased with an open leg") }
        cases.removeAll { $0.id == id }
        legs.removeAll { $0.id.caseID == id }
        erased.append(id)
    }

    private mutating func hear(_ held: LineHeld) {
        let opened = LegOpened(
            leg: held.leg,
            need: .other,
            evidence: .inferred,
            urgency: .urgent,
            due: held.due,
            terms: held.terms,
            bundle: held.bundle,
            rule: held.rule,
            candidates: [],
            agency: held.agency,
            request: 0
        )
        cases.append(NaiveCase(id: held.caseID))
        open(opened)
        legs[legs.count - 1].queues = [held.desk]
        legs[legs.count - 1].hold = .held
    }

    private mutating func open(_ opened: LegOpened) {
        if place(of: opened.leg) != nil { fault("\(opened.leg) is opened twice") }
        if opened.due <= .distantPast || opened.due == .distantFuture {
            fault("\(opened.leg) is due never")
        }
        if let address, opened.bundle != address {
            fault("\(opened.leg) was judged by other rules")
        }
        legs.append(NaiveLeg(opened, at: position))
    }

    private mutating func hear(_ notice: Notice) {
        untold.removeAll { $0.partner == notice.partner && $0.leg == notice.leg }
        if let index = notices.firstIndex(where: { $0.partner == notice.partner }) {
            if notice.number != notices[index].last + 1 {
                fault("\(notice.partner) gets notice \(notice.number) out of turn")
            }
            notices[index].last = notice.number
        } else {
            if notice.number != 1 { fault("\(notice.partner) has no first notice") }
            notices.append((notice.partner, notice.number, 0))
        }
    }

    private mutating func acknowledge(_ partner: PartnerID, _ through: UInt64) {
        guard let index = notices.firstIndex(where: { $0.partner == partner }),
            through <= notices[index].last
        else { return fault("\(partner) acknowledges what it was never told") }
        notices[index].acknowledged = max(notices[index].acknowledged, through)
    }

    /// The partners that have not acknowledged all they were told.
    var behind: [PartnerID] {
        notices.filter { $0.acknowledged < $0.last }.map(\.partner)
    }

    /// A leg as it is now, to be changed.
    mutating func edit(_ index: Int, _ change: (inout NaiveLeg) -> Void) { change(&legs[index]) }

    /// An offer goes out under a number that no other had.
    mutating func begin(_ lease: NaiveLease) {
        if lease.lease.number <= lastLease { fault("\(lease.lease) was given before") }
        lastLease = max(lastLease, lease.lease.number)
        leases.append(lease)
    }

    mutating func accept(_ offer: NaiveLeg.Offer, at now: Moment) {
        if let day = PlainHours.day(at: now) {
            acceptances.append((offer.partner, offer.queue, day))
        }
        if isDayOver(offer.queue, at: now) { count(.dayTaken) }
        guard let index = leases.lastIndex(where: { $0.lease == offer.lease }) else { return }
        leases[index].acceptedAt = position
    }

    mutating func end(_ lease: LeaseID) {
        endedInBatch += 1
        guard let index = leases.lastIndex(where: { $0.lease == lease }) else { return }
        leases[index].to = position
    }

    /// Whoever had a leg must be told that it has it no more.
    mutating func mustTell(_ partner: PartnerID, of leg: LegID) { untold.append((leg, partner)) }
}
