public import Referrals

/// One connection from the gateway, as the recorder knows it.
public struct SessionID: Comparable, Hashable, Sendable {
    /// The gateway's number for it.
    public let number: UInt64

    /// The session with this number.
    public init(_ number: UInt64) {
        self.number = number
    }

    /// Whether the left one began first.
    public static func < (left: SessionID, right: SessionID) -> Bool { left.number < right.number }
}

/// Who is there now, with what credit, and which leases run: never written, empty after a start.
///
/// All times here are of the steady clock, which no operator can set.
public struct Presence: Sendable {
    /// The partners' sessions that have attached.
    public private(set) var consumers: [SessionID: Consumer] = [:]
    /// The leases in force.
    public private(set) var leases: [LeaseID: Hold] = [:]
    private var byQueue: [QueueID: [SessionID]] = [:]
    /// The leases that run on without a session, with the end of their grace.
    private var graces: [LeaseID: Moment] = [:]
    /// No offer on its way was sent before this; nil when none is.
    ///
    /// Most that were sent then have been answered since, so it is looked at again only when it is due.
    private var oldestSent: Moment?

    /// Nobody is there.
    public init() {}

    /// One attached session of a partner.
    public struct Consumer: Sendable {
        /// The session.
        public let session: SessionID
        /// The partner.
        public let partner: PartnerID
        /// The name under which it works.
        public let name: String
        /// The queues it takes from.
        public let queues: [QueueID]
        /// The highest offer number it allows.
        public var through: UInt64 = 0 {
            didSet { allowed = max(allowed, through) }
        }
        /// The highest number it ever allowed: a credit may be lowered below what was sent.
        fileprivate(set) var allowed: UInt64 = 0
        /// The number of the last offer sent.
        public var sent: UInt64 = 0
        /// The offers it has not yet said to have got, oldest first.
        public var unseen: ArraySlice<Outgoing> = []
        /// How many leases it holds.
        public var held = 0
        /// The number of the last notice it was sent.
        public var noticed: UInt64 = 0

        /// Whether one more may be sent.
        public var hasCredit: Bool { sent < through }

        /// The number of an offer that is now on its way.
        fileprivate mutating func send(_ lease: LeaseID, at now: Moment) -> UInt64 {
            sent += 1
            unseen.append(Outgoing(number: sent, lease: lease, sentAt: now))
            return sent
        }

        /// It has got all offers up to a number; told is whether that was all that were on their way.
        mutating func hasGot(through number: UInt64) -> Bool {
            unseen = unseen.drop { $0.number <= number }
            return unseen.isEmpty
        }
    }

    /// An offer on its way.
    public struct Outgoing: Sendable {
        /// Its number in the session.
        public var number: UInt64
        /// Its lease.
        public var lease: LeaseID
        /// When it was last sent.
        public var sentAt: Moment
    }

    /// A lease in force.
    ///
    ///     handed out               session ends
    ///    ----------> held by a ------------------> in its grace ----------.
    ///                session   <------------------       |                 | the grace passes
    ///                   |       attach, naming it        |                 v
    ///                   '------------------------------->'-------------> ended
    ///                     accept, decline, return; attach without naming it;
    ///                     the time to answer passes; recall
    ///
    /// `bye` is an end without a grace; to take over is that, and an attach. An ended lease answers nothing
    /// any more: the next hand-over of the leg has another.
    public struct Hold: Sendable {
        /// The leg.
        public var leg: LegID
        /// The session that has it; nil while the grace runs.
        public var session: SessionID?
        /// When the grace ends; nil while the session lives.
        public var ends: Moment?
    }

    /// A session has attached; it takes from these queues under this name.
    ///
    /// One that attaches again keeps its leases and goes on counting its offers.
    public mutating func attach(
        _ session: SessionID,
        partner: PartnerID,
        name: String,
        queues: [QueueID]
    ) {
        var consumer = Consumer(session: session, partner: partner, name: name, queues: queues)
        if let before = consumers[session] {
            for queue in before.queues { byQueue[queue]?.removeAll { $0 == session } }
            consumer.through = before.through
            consumer.allowed = before.allowed
            consumer.sent = before.sent
            consumer.unseen = before.unseen
            consumer.held = before.held
        }
        consumers[session] = consumer
        for queue in queues { byQueue[queue, default: []].append(session) }
        noteQueues()
    }

    /// Notes that a session was sent its partner's notices up to this number.
    public mutating func tell(_ session: SessionID, noticesThrough number: UInt64) {
        consumers[session]?.noticed = number
    }

    private mutating func noteQueues() {
        queues = byQueue.filter { !$0.value.isEmpty }.keys.sorted()
    }

    /// The session that works under this name of this partner; nil when none does.
    public func session(of partner: PartnerID, named name: String) -> SessionID? {
        consumers.values.filter { $0.partner == partner && $0.name == name }.map(\.session).min()
    }

    /// A session has ended: its leases run on for the grace.
    public mutating func end(_ session: SessionID, graceEnds: Moment) {
        guard let consumer = consumers.removeValue(forKey: session) else { return }
        forgetOldestSent()
        for queue in consumer.queues { byQueue[queue]?.removeAll { $0 == session } }
        noteQueues()
        guard consumer.held > 0 else { return }
        for lease in leases.keys where leases[lease]?.session == session {
            leases[lease]?.session = nil
            leases[lease]?.ends = graceEnds
            graces[lease] = graceEnds
        }
    }

    /// A lease runs without a session until its grace ends: after a start, or a lost link.
    public mutating func suspend(_ lease: LeaseID, leg: LegID, graceEnds: Moment) {
        release(lease)
        leases[lease] = Hold(leg: leg, session: nil, ends: graceEnds)
        graces[lease] = graceEnds
    }

    /// A session has a lease from now on: a new one, or one it still held when it came back.
    ///
    /// A precondition: the session is attached, for else the lease would never end.
    public mutating func hold(_ lease: LeaseID, leg: LegID, by session: SessionID) {
        precondition(consumers[session] != nil, "a lease is held by a session that is there")
        release(lease)
        leases[lease] = Hold(leg: leg, session: session, ends: nil)
        consumers[session]?.held += 1
    }

    /// The number of the next offer to a session, which is now on its way under this lease.
    public mutating func send(_ lease: LeaseID, to session: SessionID, at now: Moment) -> UInt64 {
        guard let number = consumers[session]?.send(lease, at: now) else { return 0 }
        if oldestSent == nil { oldestSent = now }
        return number
    }

    /// A lease has ended.
    public mutating func release(_ lease: LeaseID) {
        guard let hold = leases.removeValue(forKey: lease) else { return }
        guard let session = hold.session else {
            graces[lease] = nil
            return
        }
        consumers[session]?.held -= 1
    }

    /// A session allows offers up to a number, and has got all up to another without a gap.
    public mutating func credit(_ session: SessionID, through: UInt64?, got: UInt64?) {
        if let through { consumers[session]?.through = through }
        // A number above all that was sent is of another session, or made up: it says nothing.
        guard let got, let sent = consumers[session]?.sent, got <= sent else { return }
        let isDone = consumers[session]?.hasGot(through: got) ?? false
        if isDone { forgetOldestSent() }
    }

    private mutating func forgetOldestSent() {
        if consumers.values.allSatisfy({ $0.unseen.isEmpty }) { oldestSent = nil }
    }

    /// The offers to send again: on their way for longer than `patience`, in order of session and number.
    public mutating func overdueOffers(
        at now: Moment,
        patience: Span
    ) -> [(session: SessionID, offer: Outgoing)] {
        guard let oldest = oldestSent, oldest + patience <= now else { return [] }
        var again: [(session: SessionID, offer: Outgoing)] = []
        for session in consumers.keys.sorted() {
            guard var consumer = consumers[session] else { continue }
            consumer.unseen.removeAll { leases[$0.lease]?.session != session }
            for index in consumer.unseen.indices
            where consumer.unseen[index].sentAt + patience <= now {
                consumer.unseen[index].sentAt = now
                again.append((session, consumer.unseen[index]))
            }
            consumers[session] = consumer
        }
        oldestSent = consumers.values.flatMap { $0.unseen.map(\.sentAt) }.min()
        return again
    }

    /// The session that should get the next offer of a queue: of those with credit, the least laden.
    public func readySession(for queue: QueueID) -> SessionID? {
        var best: Consumer?
        for session in byQueue[queue] ?? [] {
            guard let consumer = consumers[session], consumer.hasCredit else { continue }
            if let current = best,
                (current.held, current.session) <= (consumer.held, consumer.session)
            {
                continue
            }
            best = consumer
        }
        return best?.session
    }

    /// The queues that some session takes from, in the order of their names.
    public private(set) var queues: [QueueID] = []

    /// How many sessions take from a queue.
    public func sessionCount(for queue: QueueID) -> Int { byQueue[queue]?.count ?? 0 }

    /// The leases whose grace has ended, in order.
    public func lapsed(at now: Moment) -> [LeaseID] {
        graces.isEmpty ? [] : graces.filter { $0.value <= now }.keys.sorted()
    }

    /// When the next grace ends; nil when none runs.
    public var nextLapse: Moment? {
        graces.values.min()
    }

    /// When the offers on their way are to be looked at again, by then some may have to be sent again; nil when
    /// none is on its way.
    public func nextResend(patience: Span) -> Moment? {
        oldestSent.map { $0 + patience }
    }

    /// Every lease of a session or consumer name, in order.
    public func leases(of session: SessionID) -> [LeaseID] {
        leases.filter { $0.value.session == session }.keys.sorted()
    }
}

extension Presence {
    /// What does not hold of who is there; empty when all does.
    var faults: [String] {
        var faults: [String] = []
        for session in consumers.keys.sorted() {
            guard let consumer = consumers[session] else { continue }
            let name = "session \(session.number)"
            let held = leases.values.count { $0.session == session }
            if consumer.held != held {
                faults.append("\(name) counts \(consumer.held) leases and holds \(held)")
            }
            if consumer.sent > consumer.allowed {
                faults.append("\(name) was sent more offers than it ever allowed")
            }
            let numbers = consumer.unseen.map(\.number)
            if numbers != numbers.sorted() || Set(numbers).count != numbers.count {
                faults.append("\(name) has unseen offers out of order")
            }
            if let last = numbers.last, last > consumer.sent {
                faults.append("\(name) has an unseen offer that was never sent")
            }
            for queue in consumer.queues where byQueue[queue]?.count(where: { $0 == session }) != 1
            {
                faults.append("\(name) does not stand once before the queue \(queue)")
            }
        }
        for (lease, hold) in leases.sorted(by: { $0.key < $1.key }) {
            if let session = hold.session, consumers[session] == nil {
                faults.append("\(lease) is held by a session that is gone")
            }
            if (hold.session == nil) != (hold.ends != nil) || graces[lease] != hold.ends {
                faults.append("\(lease) has neither a session nor an end of its grace, or both")
            }
        }
        if graces.keys.contains(where: { leases[$0] == nil }) {
            faults.append("a grace runs for a lease that has ended")
        }
        if queues != byQueue.filter({ !$0.value.isEmpty }).keys.sorted() {
            faults.append("the queues that are taken from are not those of the sessions")
        }
        return faults
    }
}
