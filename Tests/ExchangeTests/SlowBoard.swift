import Exchange
import Referrals
import Triage

/// What waits and who is there, kept as plain lists and searched from end to end: slow, and plain to see.
///
/// It learns of legs by the facts alone and of sessions by being told, and must agree with the
/// switchboard on what is handed out next, and to whom.
struct SlowBoard {
    struct Entry {
        var leg: LegID
        var urgency: Urgency
        var due: Moment
        var term: Span
        var arrival: Position
        /// The queues that may have it until somebody has accepted.
        var queues: [QueueID] = []
        /// The offers that are out, each from one of those queues, or from one before.
        var offers: [LeaseID: QueueID] = [:]
        /// The queue from which it was accepted.
        var accepted: QueueID?
        var hold: WaitingReason?
        /// The partners that the person does not want.
        var unwanted: [PartnerID] = []

        func stands(in queue: QueueID) -> Bool {
            accepted == nil && queues.contains(queue) && !offers.values.contains(queue)
        }
    }

    struct Seat {
        var session: SessionID
        var queues: [QueueID]
        var through: UInt64
        var sent: UInt64 = 0
        var leases: Set<LeaseID> = []
    }

    private(set) var entries: [Entry] = []
    /// The queues that are paused or drain.
    private(set) var shut: Set<QueueID> = []
    var seats: [Seat] = []

    mutating func apply(_ fact: Fact, at position: Position) {
        switch fact.matter {
        case .legOpened(let opened):
            entries.append(
                Entry(
                    leg: opened.leg,
                    urgency: opened.urgency,
                    due: opened.due,
                    term: opened.terms.due,
                    arrival: position,
                    unwanted: opened.candidates.filter { $0.exclusion == .unwanted }
                        .map(\.partner)
                )
            )
        case .lineHeld(let held):
            entries.append(
                Entry(
                    leg: held.leg,
                    urgency: .urgent,
                    due: held.due,
                    term: held.terms.due,
                    arrival: position,
                    queues: [held.desk],
                    hold: .held
                )
            )
        case .legJoined(let joined):
            edit(joined.leg) {
                $0.urgency = joined.urgency
                $0.due = joined.due
            }
        case .partnersExcluded(let leg, let unwanted):
            edit(leg) { $0.unwanted += unwanted.map(\.partner) }
        case .legSharpened(let sharpened):
            edit(sharpened.leg) {
                $0.urgency = sharpened.urgency
                $0.term = sharpened.terms.due
                $0.due = sharpened.due ?? $0.due
            }
        case .legPlaced(let placed):
            edit(placed.leg) {
                $0.queues = (placed.queue.map { [$0] } ?? []) + placed.also
                $0.hold = placed.hold
                $0.due = placed.due ?? $0.due
            }
        case .offered(let offer): edit(offer.leg) { $0.offers[offer.lease] = offer.queue }
        case .accepted(let accepted):
            edit(accepted.leg) {
                $0.accepted = $0.offers[accepted.lease]
                $0.offers = [:]
            }
            release(accepted.lease)
        case .declined(let declined):
            comeBack(declined.leg, declined.lease, refused: true, at: fact.at)
        case .assignmentEnded(let ended):
            let isRefused = ended.reason == .expired
            comeBack(ended.leg, ended.lease, refused: isRefused, at: fact.at)
        case .queueSet(let set):
            if set.standing == .open { shut.remove(set.queue) } else { shut.insert(set.queue) }
        case .legClosed(let closed): entries.removeAll { $0.leg == closed.leg }
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
            .requestStored, .statusStored, .corrected, .consentGiven, .consentWithdrawn, .reported,
            .cancelRequested, .overdue, .noticed, .acknowledged, .contentOpened, .ordered, .stepped,
            .surgeSet, .clockAccepted, .casesMerged, .died, .replayed,
            .caseErased, .erasureAsked, .cessationTold, .bankruptcyTold, .noteRead:
            break
        }
    }

    private mutating func comeBack(
        _ leg: LegID,
        _ lease: LeaseID,
        refused isRefused: Bool,
        at moment: Moment
    ) {
        release(lease)
        edit(leg) { entry in
            if let accepted = entry.accepted {
                entry.queues = [accepted]
                entry.due = max(entry.due, moment + entry.term)
                entry.accepted = nil
            }
            guard let queue = entry.offers.removeValue(forKey: lease) else { return }
            if isRefused, entry.queues.count > 1 { entry.queues.removeAll { $0 == queue } }
        }
    }

    private mutating func release(_ lease: LeaseID) {
        for index in seats.indices { seats[index].leases.remove(lease) }
    }

    private mutating func edit(_ leg: LegID, _ change: (inout Entry) -> Void) {
        for index in entries.indices where entries[index].leg == leg { change(&entries[index]) }
    }

    /// The legs of which one goes out next, and the session that gets it: the crisis that is due first, or else
    /// what is due first of an agency's legs in a class.
    func next(
        admits: (Entry, QueueID) -> Bool,
        agency: (LegID) -> AgencyID?
    ) -> (legs: [LegID], session: SessionID)? {
        for queue in Set(seats.flatMap(\.queues)).subtracting(shut).sorted() {
            let ready = seats.filter { $0.queues.contains(queue) && $0.sent < $0.through }
            let seat = ready.min { left, right in
                (left.leases.count, left.session) < (right.leases.count, right.session)
            }
            let waiting = entries.filter { $0.stands(in: queue) && admits($0, queue) }
            guard let seat, !waiting.isEmpty else { continue }
            let crises = waiting.filter { $0.urgency == .crisis }
            let crisis = crises.min { ($0.due, $0.arrival) < ($1.due, $1.arrival) }
            if let crisis { return ([crisis.leg], seat.session) }
            let first = waiting.filter { entry in
                !waiting.contains { other in
                    other.urgency == entry.urgency && agency(other.leg) == agency(entry.leg)
                        && (other.due, other.arrival) < (entry.due, entry.arrival)
                }
            }
            return (first.map(\.leg), seat.session)
        }
        return nil
    }

    mutating func handOut(_ lease: LeaseID, to session: SessionID) {
        for index in seats.indices where seats[index].session == session {
            seats[index].sent += 1
            seats[index].leases.insert(lease)
        }
    }
}
