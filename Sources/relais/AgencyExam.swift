import Referrals
import Wire

/// The gateway's side for a client of an agency: it stores, defers, refuses, is silent, goes down, and loses
/// its journal, and sees what the client does.
struct AgencyExam: ClientExam {
    /// What is done with the next event or message, in this order.
    enum Trial: Equatable {
        /// An event is stored.
        case store
        /// A whole message is told to wait.
        case window
        /// An event is told to wait.
        case `defer`
        /// A message is not answered.
        case silence
        /// An event is refused for good.
        case refuse
        /// Nothing can be stored just now.
        case storage
        /// An event is said to have been stored before.
        case again
        /// The gateway goes down.
        case drain
        /// The journal lacks what was receipted.
        case journal

        /// Whether it is done to a whole message.
        var isWhole: Bool {
            switch self {
            case .window, .silence, .storage, .drain, .journal: true
            case .store, .defer, .refuse, .again: false
            }
        }
    }

    /// What is known of an event.
    struct Known {
        /// The line as it came first.
        let line: [UInt8]
        /// Where it stands.
        var stand: Stand
    }

    /// Where an event stands.
    enum Stand: Equatable {
        /// The client must send it again, by this rule, not before and not after these times.
        case awaited(
            rule: String,
            route: [UInt8],
            seq: Int?,
            from: ContinuousClock.Instant,
            to: ContinuousClock.Instant
        )
        /// It is receipted.
        case stored
        /// It is refused for good.
        case refused
    }

    var sheet = ExamSheet([
        ExamSheet.Rule(
            name: "form",
            says: "Messages and events are as the contract has them.",
            isForbidding: true
        ),
        ExamSheet.Rule(
            name: "window",
            says: "At most 16 messages are under way before a hello.",
            isForbidding: true
        ),
        ExamSheet.Rule(name: "again-429", says: "After 429 the same goes again, later."),
        ExamSheet.Rule(name: "again-300", says: "An event deferred goes again, alone if it was."),
        ExamSheet.Rule(name: "again-silence", says: "What is not answered in 10 s goes again."),
        ExamSheet.Rule(name: "again-503", says: "After 503 the same goes again, later."),
        ExamSheet.Rule(
            name: "final-200",
            says: "What was receipted is not sent again.",
            isForbidding: true
        ),
        ExamSheet.Rule(
            name: "final-4xx",
            says: "What was refused for good is not sent again.",
            isForbidding: true
        ),
        ExamSheet.Rule(name: "drain", says: "After a drain nothing new goes until a new link."),
        ExamSheet.Rule(
            name: "journal-behind",
            says: "A journal that lost what was receipted is told all of it again, first."
        ),
    ])

    /// The agency that speaks.
    let agency: AgencyID
    var isLocked = false
    /// Our clock, by which times of events are judged.
    var wall: Moment
    var plan: [Trial] = [
        .store, .window, .defer, .silence, .refuse, .storage, .again, .drain, .journal,
    ]
    var known: [String: Known] = [:]
    /// The connections that have said hello, each with its envelope.
    var greeted: [[UInt8]: [[UInt8]]] = [:]
    /// The messages not answered, on each connection, with their numbers.
    var underWay: [[UInt8]: Set<Int>] = [:]
    /// The connection that was told of the end, and when.
    var drained: (route: [UInt8], at: ContinuousClock.Instant)?
    /// The journal of before, and the one that replaces it.
    var journal = JournalPoint(journal: 0x0C0F_FEE0, position: Position(1), head: .zero)
    /// What was receipted and must be told again to the journal that lost it.
    var lost: Set<String> = []
    var lostAt: ContinuousClock.Instant?
    /// Whether the client has named its newest receipt.
    var isWitness = false
    var cases: UInt32 = 0

    /// An exam for an agency's client.
    init(agency: AgencyID, at wall: Moment) {
        self.agency = agency
        self.wall = wall
    }

    mutating func tick(at now: ContinuousClock.Instant) -> [ClientReply] {
        for (id, event) in known {
            if case .awaited(let rule, _, _, _, let end) = event.stand, end < now {
                sheet.fail(rule, "the event \(id) was not sent again", at: now)
            }
        }
        if let drained, drained.at + .seconds(20) < now, sheet["drain"] == .open {
            sheet.fail("drain", "no new connection came within 20 s", at: now)
        }
        if let lostAt, lostAt + .seconds(30) < now, sheet["journal-behind"] == .open {
            let words = "\(lost.count) events that had been receipted were not sent again"
            sheet.fail("journal-behind", words, at: now)
        }
        if plan.isEmpty, let moved = sheet.movedAt, moved + .seconds(4) < now, isQuiet {
            sheet.holdForbidding(at: now)
        }
        return []
    }

    /// Whether something is to come again by a rule.
    func isAwaited(by rule: String) -> Bool {
        known.values.contains { event in
            if case .awaited(rule, _, _, _, _) = event.stand { true } else { false }
        }
    }

    /// Whether nothing is to come again.
    private var isQuiet: Bool {
        lost.isEmpty
            && !known.values.contains { event in
                if case .awaited = event.stand { true } else { false }
            }
    }

    mutating func hear(
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> [ClientReply] {
        if let reply = refuseHeader(of: message, unless: .agency(agency), at: now) {
            return [reply]
        }
        noteNewLink(message, at: now)
        switch message.header.inquiry {
        case .hello(let hello): return [greet(message, hello, at: now)]
        case .ping: return [message.answer(.pong(now: wall))]
        case .bye:
            greeted[message.route] = nil
            return []
        case .follow: return [message.answer(.progress([]))]
        case .lookup: return [message.refuse(.notFound)]
        case .publish(let publish): return hear(publish, message, at: now)
        case .attach, .take, .answer, .report, .open, .acknowledge, .mine, .ask, .order, nil:
            sheet.fail("form", "an agency has sent what is not for an agency", at: now)
            return [message.refuse(.notAllowed)]
        }
    }

    private mutating func noteNewLink(_ message: ClientMessage, at now: ContinuousClock.Instant) {
        guard let drained, drained.route != message.route else { return }
        sheet.hold("drain", at: now)
        self.drained = nil
    }

    private mutating func greet(
        _ message: ClientMessage,
        _ hello: HelloInquiry,
        at now: ContinuousClock.Instant
    ) -> ClientReply {
        if let known = hello.known {
            isWitness = true
            if lostAt != nil, known.journal != journal.journal { return refuseBehind(message) }
        }
        greeted[message.route] = message.envelope
        return message.answer(
            .welcome(
                WelcomeMessage(
                    session: "\(greeted.count)",
                    epoch: 1,
                    now: wall,
                    windowMessages: 64,
                    windowBytes: 8 << 20,
                    ping: .seconds(5)
                )
            )
        )
    }

    func refuseBehind(_ message: ClientMessage) -> ClientReply {
        message.answer(
            .error(
                ErrorMessage(
                    .journalBehind,
                    detail: ErrorName.journalBehind.says,
                    journal: journal
                )
            )
        )
    }
}
