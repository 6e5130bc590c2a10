public import Referrals
public import Triage

/// All that facts have made of a switchboard, without what follows from it: what a snapshot keeps.
///
/// Queues, counts and alarms are made anew from the legs; keyed hashes and used ids come from the
/// journal's tables; who is there is nobody's to keep. Everything stands in a fixed order, so that two
/// equal states have the same bytes.
public struct SwitchboardState: Equatable, Sendable {
    /// The position of the last fact applied.
    public var position: Position
    /// The bundle that the facts have put in force.
    public var bundleAddress: Digest?
    /// The number of the last lease.
    public var lastLease: LeaseID
    /// The last case opened, which may have been erased since.
    public var lastCase: CaseID
    /// The cases in the order of their references.
    public var cases: Casebook
    /// What has passed through each queue, in the order of their names.
    public var traffic: [Traffic]
    /// What each partner was told, in the order of their names.
    public var told: [Told]
    /// The orders that were given, in the order of their keys.
    public var orders: [Order]
    /// The queues that are paused or drain, in the order of their names.
    public var standings: [QueueSet]
    /// The days of many requests at once, while they last.
    public var surge: SurgeSet?
    /// When the last fact was recorded; nil before the first.
    public var recordedAt: Moment?
    /// The erasures that one supervisor has asked for, in the order of their cases.
    public var erasures: [ErasureAsked]
    /// Every time a bundle came into force, in order.
    public var activations: [BundleActivation]

    /// A state of these parts.
    public init(
        position: Position,
        bundleAddress: Digest?,
        lastLease: LeaseID,
        lastCase: CaseID,
        cases: Casebook,
        traffic: [Traffic],
        told: [Told],
        orders: [Order],
        standings: [QueueSet] = [],
        surge: SurgeSet? = nil,
        recordedAt: Moment? = nil,
        erasures: [ErasureAsked] = [],
        activations: [BundleActivation] = []
    ) {
        self.position = position
        self.bundleAddress = bundleAddress
        self.lastLease = lastLease
        self.lastCase = lastCase
        self.cases = cases
        self.traffic = traffic
        self.told = told
        self.orders = orders
        self.standings = standings
        self.surge = surge
        self.recordedAt = recordedAt
        self.erasures = erasures
        self.activations = activations
    }

    /// One order that was given.
    public struct Order: Equatable, Sendable {
        /// Its key.
        public var key: String
        /// What it asked for.
        public var meaning: String

        /// An order under a key.
        public init(key: String, meaning: String) {
            self.key = key
            self.meaning = meaning
        }
    }

    /// What has passed through one queue.
    public struct Traffic: Equatable, Sendable {
        /// The queue.
        public var queue: QueueID
        /// How many legs were ever put in it.
        public var arrived: UInt64
        /// How many left it by an acceptance.
        public var taken: UInt64
        /// The last day for which acceptances were counted; nil before the first.
        public var day: CalendarDate?
        /// How many were accepted that day.
        public var takenThatDay: UInt32

        /// The traffic of `queue`.
        public init(
            queue: QueueID,
            arrived: UInt64,
            taken: UInt64,
            day: CalendarDate? = nil,
            takenThatDay: UInt32 = 0
        ) {
            self.queue = queue
            self.arrived = arrived
            self.taken = taken
            self.day = day
            self.takenThatDay = takenThatDay
        }
    }

    /// What one partner was told.
    public struct Told: Equatable, Sendable {
        /// The partner.
        public var partner: PartnerID
        /// Its notices.
        public var book: NoticeBook

        /// The notices of `partner`.
        public init(partner: PartnerID, book: NoticeBook) {
            self.partner = partner
            self.book = book
        }
    }
}

extension Switchboard {
    /// What facts have made so far.
    public var state: SwitchboardState {
        SwitchboardState(
            position: position,
            bundleAddress: bundleAddress,
            lastLease: LeaseID(lastLease),
            lastCase: lastCase,
            cases: cases,
            traffic: desks.values.sorted { $0.queue < $1.queue }.map { desk in
                SwitchboardState.Traffic(
                    queue: desk.queue,
                    arrived: desk.arrived,
                    taken: desk.taken,
                    day: desk.day,
                    takenThatDay: desk.takenThatDay
                )
            },
            told: notices.sorted { $0.key < $1.key }.map { partner, book in
                SwitchboardState.Told(partner: partner, book: book)
            },
            orders: orders.sorted { $0.key < $1.key }.map { key, meaning in
                SwitchboardState.Order(key: key, meaning: meaning)
            },
            standings: standings.values.sorted { $0.queue < $1.queue },
            surge: surge,
            recordedAt: recordedAt,
            erasures: erasures.values.sorted { $0.caseID < $1.caseID },
            activations: activations
        )
    }

    /// An exchange that goes on from a state, under these rules; keyed hashes and used ids are put back after.
    public init(state: SwitchboardState, bundle: Bundle) {
        self.init(bundle: bundle)
        position = state.position
        bundleAddress = state.bundleAddress
        lastLease = state.lastLease.number
        lastCase = state.lastCase
        for order in state.orders { orders[order.key] = order.meaning }
        for standing in state.standings { standings[standing.queue] = standing }
        surge = state.surge
        recordedAt = state.recordedAt
        for asked in state.erasures { erasures[asked.caseID] = asked }
        activations = state.activations
        for told in state.told { notices[told.partner] = told.book }
        for traffic in state.traffic {
            var desk = Desk(queue: traffic.queue)
            desk.arrived = traffic.arrived
            desk.taken = traffic.taken
            desk.day = traffic.day
            desk.takenThatDay = traffic.takenThatDay
            desks[traffic.queue] = desk
        }
        cases = state.cases
        var arrivals: [QueueID: [Arrival]] = [:]
        for file in state.cases.openOrMerged {
            if let into = file.merged { note(file.id, goneOnIn: into) }
            for leg in file.legs where !leg.state.isClosed { resume(leg, &arrivals) }
        }
        for (queue, those) in arrivals { desks.edit(queue) { $0.arrivals = Runs(those) } }
        returning = lists.sidelined
    }

    /// Puts an open leg back in its queue and before the clock.
    private mutating func resume(_ leg: Leg, _ arrivals: inout [QueueID: [Arrival]]) {
        openLegs += 1
        lists.enter(leg)
        if let lease = leg.state.engagement?.lease { engaged[lease] = LegWord(leg.id) }
        if let alarm = leg.alarm { alarms.insert(Alarm(at: alarm, leg: leg.id)) }
        switch leg.state {
        case .waiting(let waiting):
            for queue in [waiting.queue].compactMap(\.self) + waiting.also
            where waiting.stands(in: queue) {
                resume(in: queue) { desk in
                    desk.count(1, leg.need, hold: waiting.hold, isBulk: leg.place.isBulk)
                    desk.order.insert(leg.place)
                }
                arrivals[queue, default: []].append(Arrival(since: leg.waitsSince, leg: leg.id))
            }
            for offer in waiting.offers { resume(in: offer.assignment.queue) { $0.offered += 1 } }
            if waiting.queue == nil { nowhere.add(waiting.hold ?? .unrouted, 1) }
        case .offered(let assignment, _): resume(in: assignment.queue) { $0.offered += 1 }
        case .accepted(let assignment, _), .inProgress(let assignment, _),
            .onHold(let assignment, _, _), .cancelRequested(let assignment, _, _):
            resume(in: assignment.queue) { $0.open += 1 }
        case .closed: break
        }
    }

    private mutating func resume(in queue: QueueID, _ edit: (inout Desk) -> Void) {
        desks.enter(queue, edit)
    }
}
