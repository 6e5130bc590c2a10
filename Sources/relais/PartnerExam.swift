import Referrals
import Wire

/// The gateway's side for a client of a partner: it offers, loses sessions, is silent, calls leases lost, and
/// sees what the client does.
struct PartnerExam: ClientExam {
    /// What is done about an offer, in this order.
    enum Trial: Equatable {
        /// It is answered, and reported on.
        case plain
        /// Its answer is told to come again.
        case storage
        /// Its answer is not answered.
        case silence
        /// Its lease is lost when the answer comes, and the leg is offered again.
        case lost
        /// A report on it is not allowed in its state.
        case state
        /// The session ends before it: the client begins anew.
        case ended
        /// A notice comes after it.
        case notice
        /// The gateway goes down after it.
        case drain
    }

    /// One offer and what has come of it.
    struct Offered {
        let trial: Trial
        let lease: LeaseID
        let leg: LegID
        /// The line that answered it, and whether our answer to that was good.
        var answer: (id: String, bytes: Confidential<[UInt8]>, isDone: Bool)?
        /// When the client must have done what is asked.
        var by: ContinuousClock.Instant
    }

    /// A connection's session.
    struct Session {
        var isAttached = false
        var through: UInt64 = 0
        var sent: UInt64 = 0
        var heardAt: ContinuousClock.Instant
    }

    var sheet = ExamSheet([
        ExamSheet.Rule(
            name: "form",
            says: "Messages and lines are as the contract has them.",
            isForbidding: true
        ),
        ExamSheet.Rule(name: "hello", says: "A connection begins with hello, then attach."),
        ExamSheet.Rule(name: "mine", says: "After an attach it reads mine."),
        ExamSheet.Rule(name: "credit", says: "It gives credit, and what is offered it answers."),
        ExamSheet.Rule(name: "report", says: "What it accepted it reports on, to the end."),
        ExamSheet.Rule(name: "again-503", says: "After 503 the same line goes again, later."),
        ExamSheet.Rule(name: "again-silence", says: "What is not answered in 10 s goes again."),
        ExamSheet.Rule(
            name: "lease-lost",
            says: "After 410 the lease is not answered again.",
            isForbidding: true
        ),
        ExamSheet.Rule(
            name: "final-409",
            says: "A report refused by 409 is not sent again.",
            isForbidding: true
        ),
        ExamSheet.Rule(name: "ping", says: "Idle for ping_ms, it pings."),
        ExamSheet.Rule(name: "session-401", says: "After 401 it says hello and attaches again."),
        ExamSheet.Rule(name: "notice", says: "A notice is acknowledged."),
        ExamSheet.Rule(name: "drain", says: "After a drain it comes again by a new link."),
    ])

    /// How often a client is to be heard: often, and three times this is more than the 10 s of an answer.
    static let ping = Duration.seconds(4)

    /// The partner that speaks.
    let partner: PartnerID
    /// The queue that it takes from.
    let queue: QueueID
    var isLocked = false
    /// Our clock.
    var wall: Moment
    var plan: [Trial] = [
        .plain, .storage, .silence, .lost, .state, .ended, .plain, .notice, .drain,
    ]
    var sessions: [[UInt8]: Session] = [:]
    /// Where the session is whose credit is used.
    var current: [UInt8]?
    var offers: [Offered] = []
    var consumer: String?
    /// The lines that were answered for good, by their ids, with the code.
    var settled: [String: Int] = [:]
    /// The reports told to be wrong in the leg's state.
    var refusedReports: Set<String> = []
    var completed: Set<LegID> = []
    var noticed: (at: ContinuousClock.Instant, isHeard: Bool)?
    var ended: ContinuousClock.Instant?
    var drained: (route: [UInt8], at: ContinuousClock.Instant)?
    var attachedAt: ContinuousClock.Instant?

    /// An exam for a partner's client.
    init(partner: PartnerID, queue: QueueID, at wall: Moment) {
        self.partner = partner
        self.queue = queue
        self.wall = wall
    }

    mutating func hear(
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> [ClientReply] {
        if let reply = refuseHeader(of: message, unless: .partner(partner), at: now) {
            return [reply]
        }
        if let drained, drained.route != message.route {
            sheet.hold("drain", at: now)
            self.drained = nil
        }
        guard let inquiry = message.header.inquiry else { return [] }
        if case .hello = inquiry { return [greet(message, at: now)] }
        guard sessions[message.route] != nil else {
            if sessions.isEmpty, ended == nil {
                sheet.fail("hello", "\(inquiry.kind) came before any hello", at: now)
            }
            return message.header.seq == nil ? [] : [message.refuse(.noSession)]
        }
        sessions[message.route]?.heardAt = now
        return serve(inquiry, message, at: now)
    }

    private mutating func serve(
        _ inquiry: Inquiry,
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> [ClientReply] {
        switch inquiry {
        case .attach(let attach): return [self.attach(attach, message, at: now)]
        case .ping(let credit):
            sheet.hold("ping", at: now)
            take(credit, from: message.route)
            return [message.answer(.pong(now: wall))] + offer(at: now)
        case .take(let credit):
            take(credit, from: message.route)
            return offer(at: now)
        case .mine:
            sheet.hold("mine", at: now)
            return [message.answer(.legs([]))]
        case .answer(let lines): return answer(lines, message, at: now)
        case .report(let lines): return report(lines, message, at: now)
        case .acknowledge:
            if noticed != nil { sheet.hold("notice", at: now) }
            noticed = noticed.map { ($0.at, true) }
            return [message.answer(.acknowledged)] + offer(at: now)
        case .open: return [message.answer(.content(nil))]
        case .bye:
            sessions[message.route] = nil
            return []
        case .publish, .follow, .lookup, .ask, .order, .hello:
            sheet.fail("form", "a partner has sent what is not for a partner", at: now)
            return [message.refuse(.notAllowed)]
        }
    }

    private mutating func greet(
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> ClientReply {
        sessions[message.route] = Session(heardAt: now)
        return message.answer(
            .welcome(
                WelcomeMessage(
                    session: "\(sessions.count)",
                    epoch: 1,
                    now: wall,
                    windowMessages: 64,
                    windowBytes: 8 << 20,
                    ping: .seconds(4)
                )
            )
        )
    }

    private mutating func attach(
        _ inquiry: AttachInquiry,
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> ClientReply {
        if ended != nil {
            sheet.hold("session-401", at: now)
            ended = nil
        }
        sheet.hold("hello", at: now)
        consumer = inquiry.consumer
        attachedAt = attachedAt ?? now
        sessions[message.route]?.isAttached = true
        sessions[message.route]?.through = 0
        sessions[message.route]?.sent = 0
        current = message.route
        let leases = inquiry.leases.map { name in
            guard let offered = offers.first(where: { $0.lease.description == name }),
                offered.trial != .lost || offered.answer == nil
            else { return AttachedLease(lease: name, leg: nil, state: .lost) }
            let isAnswered = offered.answer?.isDone ?? false
            return AttachedLease(
                lease: name,
                leg: offered.leg,
                state: isAnswered ? .answered : .held
            )
        }
        let line = AttachedQueue(
            queue: queue,
            needs: [.treasuryVat],
            languages: [],
            isPaused: false,
            ready: plan.count
        )
        return message.answer(.attached([line], leases))
    }

    private mutating func take(_ credit: Credit, from route: [UInt8]) {
        if let through = credit.through { sessions[route]?.through = through }
    }
}
