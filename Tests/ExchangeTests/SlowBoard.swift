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
        /// The queue that it waits in.
        var queue: QueueID?
        /// The queue that it came from, while somebody has it.
        var origin: QueueID?
        var isAccepted = false
        var hold: WaitingReason?
    }

    struct Seat {
        var session: SessionID
        var queues: [QueueID]
        var through: UInt64
        var sent: UInt64 = 0
        var leases: Set<LeaseID> = []
    }

    private(set) var entries: [Entry] = []
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
                    arrival: position
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
                    queue: held.desk,
                    hold: .held
                )
            )
        case .legJoined(let joined):
            edit(joined.leg) {
                $0.urgency = joined.urgency
                $0.due = joined.due
            }
        case .legPlaced(let placed):
            edit(placed.leg) {
                $0.queue = placed.queue
                $0.hold = placed.hold
            }
        case .offered(let offer):
            edit(offer.leg) {
                $0.origin = offer.queue
                $0.queue = nil
            }
        case .accepted(let accepted):
            edit(accepted.leg) { $0.isAccepted = true }
            release(accepted.lease)
        case .declined(let declined): comeBack(declined.leg, declined.lease, at: fact.at)
        case .assignmentEnded(let ended): comeBack(ended.leg, ended.lease, at: fact.at)
        case .legClosed(let closed): entries.removeAll { $0.leg == closed.leg }
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
            .requestStored, .statusStored, .corrected, .consentGiven, .consentWithdrawn, .reported,
            .cancelRequested, .overdue, .noticed, .acknowledged, .contentOpened, .ordered, .stepped,
            .queueSet, .surgeSet, .clockAccepted, .casesMerged, .died, .replayed:
            break
        }
    }

    private mutating func comeBack(_ leg: LegID, _ lease: LeaseID, at moment: Moment) {
        release(lease)
        edit(leg) { entry in
            entry.queue = entry.origin
            if entry.isAccepted { entry.due = max(entry.due, moment + entry.term) }
            entry.isAccepted = false
        }
    }

    private mutating func release(_ lease: LeaseID) {
        for index in seats.indices { seats[index].leases.remove(lease) }
    }

    private mutating func edit(_ leg: LegID, _ change: (inout Entry) -> Void) {
        for index in entries.indices where entries[index].leg == leg { change(&entries[index]) }
    }

    /// The leg that goes out next, and the session that gets it.
    func next(admits: (Entry, QueueID) -> Bool) -> (leg: LegID, session: SessionID)? {
        for queue in Set(seats.flatMap(\.queues)).sorted() {
            let ready = seats.filter { $0.queues.contains(queue) && $0.sent < $0.through }
            let seat = ready.min { left, right in
                (left.leases.count, left.session) < (right.leases.count, right.session)
            }
            let waiting = entries.filter { $0.queue == queue && admits($0, queue) }
            let entry = waiting.min { left, right in
                (left.urgency.rawValue, left.due, left.arrival)
                    < (right.urgency.rawValue, right.due, right.arrival)
            }
            if let seat, let entry { return (entry.leg, seat.session) }
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
