public import Referrals
public import Wire

/// A partner's way to a gateway: offers come in, answers and reports go out.
///
/// It is used by one thread, which calls ``next(until:)`` often: the session lives by the pings
/// sent there. When the session ends, for whatever reason, it is begun anew, with the leases that
/// are still in hand; offers then count from 1 again, which is dealt with here. After each begin the
/// gateway is asked what the partner holds, and what this client thought otherwise is told.
public final class PartnerClient {
    /// Something that came without being asked for.
    public enum Event: Sendable {
        /// A leg is offered.
        case offer(Offer)
        /// A notice, as it was received, and its number.
        case notice(line: [UInt8], number: Int)
        /// A lease that was thought to be in hand is lost.
        case lost(lease: String)
        /// The partner holds a leg that this client did not know of: accepted in an earlier life, or by
        /// another worker of the partner; the line says how it stands.
        case gained(leg: String, line: [UInt8])
        /// The partner does not hold a leg any more that this client thought it held.
        case gone(leg: String)
    }

    /// What the gateway said when the session began.
    public struct Attachment: Sendable {
        /// The queues of the partner, a line each, as they were received.
        public var queues: [[UInt8]] = []
    }

    /// What was answered to a line of a partner.
    public struct Answered: Sendable {
        /// The partner's id for the line.
        public let id: String
        /// The code.
        public let code: Int
        /// The stable name of what was wrong; nil if nothing was.
        public let error: String?
        /// The line of the reply, as it was received.
        public let line: [UInt8]
    }

    /// The name of this worker, of which a partner has one session each.
    public let consumer: String

    /// The queues it takes from; nil = from all of the partner's.
    public let queues: [QueueID]?

    /// The connection under it.
    public let connection: Connection

    /// The leases that were offered and not answered.
    public internal(set) var inHand: Set<String> = []

    /// The legs that the partner holds, as far as this client knows.
    public var legs: Set<String> { held.legs }

    let patience: Duration
    let pace: RetryPace
    var takesOver: Bool
    var pingEvery = Duration.seconds(5)
    var lastSaid = ContinuousClock.now
    var lastHeard = ContinuousClock.now
    var credit = OfferCredit()
    var room = 0
    var isAttached = false
    var cutsSeen = 0
    var events: [Event] = []
    var held = HeldLegs()
    /// The legs of the leases in hand.
    var legOf: [String: String] = [:]
    /// Whether a session is to be begun anew when it has ended.
    var isWanted = false
    /// When that is tried again, after it failed so often.
    var attachesAt = ContinuousClock.now
    var attachFailures = 0
    /// Until when to stay away: the gateway is going down and has said when to come back.
    var restsUntil: ContinuousClock.Instant?

    /// A worker of a partner on a connection.
    ///
    /// With `takesOver`, a live session of the same name ends.
    public init(
        _ connection: Connection,
        consumer: String,
        queues: [QueueID]? = nil,
        takesOver: Bool = false,
        patience: Duration = .seconds(10),
        pace: RetryPace = RetryPace()
    ) {
        self.connection = connection
        self.consumer = consumer
        self.queues = queues
        self.takesOver = takesOver
        self.patience = patience
        self.pace = pace
    }

    /// Begins a session: hello, and attach with the leases in hand.
    ///
    /// `limit` is how long to wait, if not as long as one is patient.
    public func attach(within limit: Duration? = nil) throws(ClientFailure) -> Attachment {
        let deadline = ContinuousClock.now + (limit ?? patience)
        restsUntil = nil
        // A link that is lost on the way is noticed by whoever goes on with the session.
        let cutsBefore = connection.cuts
        let welcome = try connection.ask(.hello(HelloInquiry(client: "relais")), until: deadline)
        if let ping = welcome.integer("ping_ms"), ping > 0 { pingEvery = .milliseconds(ping) }
        let attach = AttachInquiry(
            consumer: consumer,
            takeOver: takesOver,
            leases: Array(inHand.sorted().prefix(Limits.bodyLines)),
            queues: queues
        )
        let attached = try connection.ask(.attach(attach), until: deadline)
        // One message names no more: the rest go back with the old session.
        for lease in inHand.subtracting(attach.leases).sorted() {
            inHand.remove(lease)
            legOf[lease] = nil
            events.append(.lost(lease: lease))
        }
        // A session that is begun anew takes over from itself: the old one may not have ended yet.
        takesOver = true
        isAttached = true
        isWanted = true
        attachFailures = 0
        cutsSeen = cutsBefore
        credit = OfferCredit()
        lastSaid = .now
        lastHeard = .now
        var attachment = Attachment()
        for (line, raw) in zip(attached.lines, attached.raw) {
            note(line, raw, in: &attachment)
        }
        held.beginSession()
        try reconcile()
        try tellCredit()
        return attachment
    }

    /// Lets so many offers come beyond those received; it takes nothing back that was let come.
    public func welcome(_ count: Int) throws(ClientFailure) {
        room = count
        try tellCredit()
    }

    /// The next thing that came, waiting until then at most; pings are sent and heard in here.
    ///
    /// A session that has ended is begun anew in here, too. When that does not come about, the failure is
    /// thrown, and the next call tries again after a pause.
    public func next(until deadline: ContinuousClock.Instant) throws(ClientFailure) -> Event? {
        while true {
            guard events.isEmpty else { return events.removeFirst() }
            try keepAlive()
            let wake = min(deadline, lastSaid + pingEvery)
            if let reply = try connection.next(until: wake) {
                lastHeard = .now
                try take(reply)
            } else if ContinuousClock.now >= deadline {
                return nil
            }
        }
    }

    /// Answers offers; the lines of the replies.
    ///
    /// What was answered, well or not, is no longer in hand.
    public func answer(_ lines: [AnswerLine]) throws(ClientFailure) -> [Answered] {
        let answered = try settle(lines, \.id) { .answer($0) }
        for line in lines {
            inHand.remove(line.lease)
            let code = answered.first { $0.id == line.id }?.code
            note(line, code: code ?? 500)
        }
        return answered
    }

    /// Reports on accepted legs; the lines of the replies.
    public func report(_ lines: [ReportLine]) throws(ClientFailure) -> [Answered] {
        let answered = try settle(lines, \.id) { .report($0) }
        for line in lines {
            note(line, code: answered.first { $0.id == line.id }?.code ?? 500)
        }
        return answered
    }

    /// The content of an accepted leg, opened by a pseudonym of the partner's staff.
    public func open(leg: LegID, by pseudonym: String) throws(ClientFailure) -> Reply {
        try asking(.open(OpenInquiry(leg: leg, by: pseudonym)))
    }

    /// Has read notices up to this number.
    public func acknowledge(through number: Int) throws(ClientFailure) {
        _ = try asking(.acknowledge(through: UInt64(max(0, number))))
    }

    /// The partner's legs and their states, a line each, as they were received.
    public func mine() throws(ClientFailure) -> [[UInt8]] {
        var legs: [[UInt8]] = []
        var cursor: String?
        repeat {
            let page = try asking(.mine(after: cursor))
            legs += page.raw.map(Array.init)
            cursor = page.text("next")
        } while cursor != nil
        return legs
    }

    /// Ends the session at once; what is in hand goes back.
    public func leave() throws(ClientFailure) {
        isWanted = false
        guard isAttached else { return }
        isAttached = false
        _ = try connection.send(.bye, until: .now + .seconds(1))
        // The bytes are libzmq's now; an answer, or a moment, lets them out before the socket closes.
        _ = try connection.next(until: .now + .milliseconds(50))
    }
}

@available(*, unavailable, message: "a client belongs to one thread")
extension PartnerClient: Sendable {}
