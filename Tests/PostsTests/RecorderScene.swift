import Exchange
import Journal
import Posts
import Referrals
import Testing
import Triage
import Wire

/// A recorder in a test, with a journal in memory: it is told what comes, and tells in brief what it does.
struct RecorderScene {
    var recorder: Recorder
    var now = RecorderScene.noon
    /// Whether a batch is on disk at once, or only after ``sync()``.
    var isDiskSlow = false
    /// Whether the journal answers questions at once, or only at ``hear()``.
    var isJournalSlow = false
    /// The bundle's files, as they would be read.
    var folder = BundleReading.faulty(["triage.yaml:1: no rules"])
    /// The replies, by ticket.
    private(set) var replies: [UInt64: Message] = [:]
    /// What was pushed, in order.
    private(set) var pushes: [(session: UInt64, message: Message)] = []
    /// What the feed told of facts, in order.
    private(set) var fed: [[UInt8]] = []
    /// What the alarm said, in order.
    private(set) var alarms: [String] = []
    /// What the gateway was told of the time, in order.
    private(set) var times: [TimeOfRecord] = []
    /// The facts that were appended.
    private(set) var facts: [PositionedFact] = []
    private(set) var records: [JournalRecord] = []
    private var contents: [ContentID: CaseContent] = [:]
    private var transcript: [String] = []
    private var late: [Recorder.Input] = []
    private var lastTicket: UInt64 = 0

    init(linked: Bool = true) {
        recorder = RecorderScene.start(Switchboard(bundle: SampleBundle.bundle), at: .origin)
        if linked { step(.linked) }
    }

    /// The clocks at the beginning of every scene.
    static let noon = Instant(wall: SampleBundle.noon, steady: Moment(seconds: 1_000))

    static func start(
        _ board: Switchboard,
        at position: Position,
        clock: Timekeeper = Timekeeper(at: noon, lastFact: nil)
    ) -> Recorder {
        Recorder(
            board: board,
            committed: point(at: position),
            lookupKey: Confidential([UInt8](repeating: 1, count: 32)),
            samenessKey: Confidential([UInt8](repeating: 2, count: 32)),
            ping: .seconds(5),
            clock: clock,
            bundleAt: .origin
        )
    }

    static func point(at position: Position) -> JournalPoint {
        JournalPoint(journal: 0xA, position: position, head: Digest(position.number, 0, 0, 0))
    }

    /// Something comes; told is what the recorder did.
    @discardableResult
    mutating func step(_ input: Recorder.Input) -> [String] {
        transcript = []
        run(recorder.step(input, at: now))
        return transcript
    }

    /// Everything that waited has been taken in.
    @discardableResult
    mutating func turn() -> [String] { step(.turn) }

    /// Time passes on both clocks, and the recorder looks at it.
    @discardableResult
    mutating func wait(_ span: Span) -> [String] {
        now = Instant(wall: now.wall + span, steady: now.steady + span)
        return turn()
    }

    /// What was appended is on disk.
    @discardableResult
    mutating func sync() -> [String] {
        step(.committed(RecorderScene.point(at: Position(UInt64(facts.count)))))
    }

    /// The journal answers what it was asked.
    @discardableResult
    mutating func hear() -> [String] {
        transcript = []
        let answers = late
        late = []
        for answer in answers { run(recorder.step(answer, at: now)) }
        return transcript
    }

    private mutating func tell(_ answer: Recorder.Input) {
        if isJournalSlow { late.append(answer) } else { run(recorder.step(answer, at: now)) }
    }

    private mutating func run(_ effects: [Recorder.Effect]) {
        for effect in effects {
            transcript.append(effect.brief)
            switch effect {
            case .journal(let request): carryOut(request)
            case .done(let ticket, let message): replies[ticket.number] = message
            case .push(let session, let message): pushes.append((session.number, message))
            case .readBundle(let id, let files):
                run(recorder.step(.bundleRead(id, reading(files)), at: now))
            case .feed(.fact(_, let row)): fed.append(row)
            case .alarm(let words): alarms += words
            case .clock(let time): times.append(time)
            case .judgeAgain, .bundle, .end, .feed, .word: break
            }
        }
    }

    private mutating func carryOut(_ request: JournalRequest) {
        switch request {
        case .append(let batch): append(batch)
        case .unseal(let id, let ids):
            let found = ids.compactMap { contents[$0] }
            tell(.contents(id, found))
        case .read(let id, let from, let limit):
            let found = facts.filter { $0.position >= from }.prefix(limit)
            tell(.facts(id, Array(found)))
        case .readHead(let id, let position):
            tell(.head(id, Self.point(at: position).head))
        case .readAt(let id, let positions):
            #expect(positions == Set(positions).sorted(), "a journal is asked for each place once")
            let found = facts.filter { positions.contains($0.position) }
            tell(.facts(id, found))
        }
    }

    private mutating func append(_ batch: [JournalRecord]) {
        for record in batch {
            let position = Position(UInt64(facts.count) + 1)
            do throws(CodecFault) {
                let fact = try FactCodec.decode(record.body, version: record.version)
                facts.append(PositionedFact(position: position, fact: fact))
            } catch {
                Issue.record("a record of the recorder is readable: \(error)")
            }
            for content in record.contents { contents[content.id] = content }
            records.append(record)
        }
        guard !isDiskSlow else { return }
        let point = RecorderScene.point(at: Position(UInt64(facts.count)))
        run(recorder.step(.committed(point), at: now))
    }
}

extension RecorderScene {
    /// Somebody asks; the ticket is told.
    @discardableResult
    mutating func put(
        _ principal: String,
        _ ask: Put.Ask,
        in session: UInt64? = nil
    ) -> UInt64 {
        lastTicket += 1
        put(principal, ask, in: session, under: lastTicket)
        return lastTicket
    }

    /// Somebody asks under a ticket; told is what the recorder did.
    @discardableResult
    mutating func put(
        _ principal: String,
        _ ask: Put.Ask,
        in session: UInt64?,
        under ticket: UInt64
    ) -> [String] {
        guard let speaker = Principal(principal) else {
            preconditionFailure("a name is well formed")
        }
        lastTicket = max(lastTicket, ticket)
        return step(
            .put(
                Put(
                    ticket: Ticket(ticket),
                    principal: speaker,
                    session: session.map { SessionID($0) },
                    ask: ask
                )
            )
        )
    }

    /// Somebody asks and the turn ends; the reply is told.
    @discardableResult
    mutating func ask(
        _ principal: String,
        _ ask: Put.Ask,
        in session: UInt64? = nil
    ) throws -> Message {
        let ticket = put(principal, ask, in: session)
        turn()
        return try #require(replies[ticket])
    }

    /// An agency publishes lines; the ticket is told.
    @discardableResult
    mutating func send(
        _ lines: [String],
        from name: String = "north",
        isDryRun: Bool = false,
        known: JournalPoint? = nil,
        under bundle: Bundle = SampleBundle.bundle,
        poisoned: Set<UInt64> = [],
        lane: Lane = .live
    ) -> UInt64 {
        let work = SampleEvents.work(lines, ticket: lastTicket + 1, from: name, at: now.wall)
        let verdict = SampleEvents.judge(work, under: bundle, poisoned: poisoned)
        let inquiry = PublishInquiry(
            lane: lane,
            isDryRun: isDryRun,
            known: known,
            lines: work.lines
        )
        return put("agency:\(name)", .publish(inquiry, verdict))
    }

    /// An agency publishes lines and the turn ends; the receipts are told.
    @discardableResult
    mutating func publish(
        under bundle: Bundle = SampleBundle.bundle,
        _ lines: String...,
        from name: String = "north",
        isDryRun: Bool = false,
        poisoned: Set<UInt64> = []
    ) throws -> [ReceiptLine] {
        let ticket = send(
            lines,
            from: name,
            isDryRun: isDryRun,
            under: bundle,
            poisoned: poisoned
        )
        turn()
        return try receipts(of: ticket)
    }

    /// The receipts of a ticket.
    func receipts(of ticket: UInt64) throws -> [ReceiptLine] {
        guard case .receipt(let lines) = try #require(replies[ticket]) else {
            Issue.record("the reply is no receipt")
            return []
        }
        return lines
    }

    /// A partner's session attaches and may be sent so many offers.
    @discardableResult
    mutating func attach(
        _ session: UInt64,
        _ name: String,
        as consumer: String = "one",
        takeOver: Bool = false,
        holding leases: [LeaseID] = [],
        of queues: [String]? = nil,
        credit: UInt64? = 100
    ) throws -> Message {
        let inquiry = AttachInquiry(
            consumer: consumer,
            takeOver: takeOver,
            leases: leases.map(\.description),
            queues: queues?.map(queue)
        )
        let ticket = put("partner:\(name)", .attach(inquiry), in: session)
        if let credit { step(.credit(SessionID(session), through: credit, got: nil)) }
        turn()
        return try #require(replies[ticket])
    }

    /// The offers that were pushed to a session, in order.
    func offers(to session: UInt64) -> [OfferLine] {
        var found: [OfferLine] = []
        for push in pushes where push.session == session {
            if case .offer(let lines) = push.message { found += lines }
        }
        return found
    }

    /// The notices that were pushed to a session, in order.
    func notices(to session: UInt64) -> [NoticeLine] {
        var found: [NoticeLine] = []
        for push in pushes where push.session == session {
            if case .notice(let lines) = push.message { found += lines }
        }
        return found
    }

    /// A partner answers an offer; what became of the line is told.
    @discardableResult
    mutating func answer(
        _ verb: AnswerLine.Verb,
        to lease: LeaseID,
        id: String = "a1",
        saying content: String = "",
        of name: String = "money",
        in session: UInt64 = 1
    ) throws -> LineAnswer {
        let line = AnswerLine(
            id: id,
            lease: lease.description,
            verb: verb,
            content: Confidential(Array(content.utf8))
        )
        let put = PartnerLine(number: 1, id: id, content: line, refusal: nil)
        guard case .answered(let lines) = try ask("partner:\(name)", .answer([put]), in: session)
        else {
            Issue.record("the reply is no answer")
            return LineAnswer(line: 0, id: nil, code: 0)
        }
        return try #require(lines.first)
    }

    /// A partner reports on a leg; what became of the line is told.
    @discardableResult
    mutating func report(
        _ verb: PartnerReport,
        on leg: LegID,
        id: String = "b1",
        of name: String = "money",
        in session: UInt64 = 1
    ) throws -> LineAnswer {
        let line = ReportLine(
            id: id,
            leg: leg.description,
            verb: verb,
            content: Confidential(Array(id.utf8))
        )
        let put = PartnerLine(number: 1, id: id, content: line, refusal: nil)
        guard case .reported(let lines) = try ask("partner:\(name)", .report([put]), in: session)
        else {
            Issue.record("the reply is no answer to a report")
            return LineAnswer(line: 0, id: nil, code: 0)
        }
        return try #require(lines.first)
    }

    /// A scene in which money's session 1 was offered the only leg.
    static func offered(_ line: String = SampleEvents.request("e1")) throws -> RecorderScene {
        var scene = RecorderScene()
        try scene.publish(line)
        try scene.attach(1, "money")
        return scene
    }

    /// A scene in which money has accepted the only leg.
    static func accepted(_ line: String = SampleEvents.request("e1")) throws -> RecorderScene {
        var scene = try offered(line)
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        return scene
    }

    /// The first case, and its first leg.
    static let file = CaseID(year: 2026, number: 1)
    static let leg = LegID(caseID: file, ordinal: 1)
}

extension Recorder.Effect {
    /// What is to be done, in a few words.
    var brief: String {
        switch self {
        case .journal(.append(let batch)): "append \(batch.count)"
        case .done(let ticket, let message): "\(ticket.number) < \(message.brief)"
        case .judgeAgain(let ticket): "judge \(ticket.number) again"
        case .push(let session, let message): "session \(session.number) < \(message.brief)"
        case .journal(.unseal(_, let ids)): "unseal \(ids.count)"
        case .journal(.read): "read"
        case .journal(.readHead(_, let position)): "read head \(position.number)"
        case .journal(.readAt(_, let positions)): "read \(positions.count)"
        case .readBundle: "read the bundle"
        case .bundle: "bundle"
        case .feed(let news): "feed \(news.topic)"
        case .alarm: "alarm"
        case .clock(let time): time.isBelieved ? "clock" : "doubted clock"
        case .word(let words): words
        case .end(let session): "end session \(session.number)"
        }
    }
}

extension Message {
    /// Kind and codes.
    fileprivate var brief: String {
        switch self {
        case .receipt(let lines): "receipt " + lines.map { String($0.code) }.joined(separator: " ")
        case .error(let error): "error \(error.error.code)"
        default: Reply(encode(re: nil))?.kind ?? "no message"
        }
    }
}
