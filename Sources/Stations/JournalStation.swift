internal import Exchange
internal import Journal
internal import JournalSQLite
internal import Logging
internal import Posts
internal import Referrals
internal import ZeroMQ

/// The journal's thread: it alone has the journal open, and waits for the disk so that nobody else does.
///
/// While a batch is written the recorder decides what comes next; all of that is the next batch. So a group
/// is as large as the disk is slow, and nobody waits for a timer.
final class JournalStation {
    /// What the journal's thread is told.
    enum Input: Sendable {
        case request(JournalRequest)
        /// All is on disk: leave a snapshot of this state and close.
        case close(SwitchboardState, bundleAt: Position)
    }

    /// What is under way can cost at most: twice the 32 MiB that the gateway lets in, for the log's pages.
    static let worstBatchBytes = 64 << 20
    /// Quiet is when nothing was asked for so long.
    static let quiet = Span.seconds(1)
    /// In quiet the write-ahead log is folded in from this size on: not for each message of a calm day.
    static let quietUnsettled = 4 << 20
    /// The write-ahead log is folded in, quiet or not, at this size: a pause of some tens of milliseconds.
    static let unsettledMax = 64 << 20

    private let journal: SQLiteJournal
    private let directory: DataDirectory
    private let inbox: Mailbox<Input>
    private let recorder: Mailbox<RecorderStation.Input>
    private let log: Logger
    private var hasRoom = true

    init(_ journal: SQLiteJournal, mailboxes: Mailboxes, log: Logger) {
        self.journal = journal
        directory = journal.directory
        inbox = mailboxes.journal
        recorder = mailboxes.recorder
        self.log = log
    }

    /// Works until it is told to close the journal.
    func run() throws {
        var lastAsked = Clocks.read().steady
        while true {
            try look()
            let inputs = inbox.waitAndTakeAll(
                milliseconds: Int(JournalStation.quiet.wholeMilliseconds)
            )
            for input in inputs {
                switch input {
                case .request(let request): tell(try carryOut(request))
                case .close(let state, let bundleAt):
                    return try close(leaving: state, bundleAt)
                }
            }
            let now = Clocks.read().steady
            let isQuiet = inputs.isEmpty && now - lastAsked >= JournalStation.quiet
            if !inputs.isEmpty { lastAsked = now }
            try settle(isQuiet ? JournalStation.quietUnsettled : JournalStation.unsettledMax)
        }
    }

    private func carryOut(_ request: JournalRequest) throws -> Recorder.Input {
        switch request {
        case .append(let batch):
            try look()
            let point = try journal.append(batch, after: journal.tail.position, in: journal.term)
            return .committed(point)
        case .unseal(let id, let contents):
            return .contents(id, try journal.contents(contents))
        case .read(let id, let from, let limit):
            let records = try journal.read(
                from: from,
                through: journal.tail.position,
                limit: limit
            )
            return .facts(id, try records.map(PositionedFact.init))
        case .readAt(let id, let positions):
            return .facts(id, try journal.read(at: positions).map(PositionedFact.init))
        case .readHead(let id, let position):
            return .head(id, try journal.head(at: position))
        }
    }

    /// Whether the disk has room for the worst batch above the reserve.
    ///
    /// When it has not, the reserve is freed for answers and reports, and requests are refused until there
    /// is room again for both the reserve and such a batch.
    private func look() throws {
        if hasRoom {
            guard try directory.freeBytes() <= JournalStation.worstBatchBytes else { return }
            log.critical("the disk is full: requests are refused, answers go on from the reserve")
            if try directory.hasReserve() { try directory.spendReserve() }
            hasRoom = false
        } else {
            hasRoom = try directory.restoreReserve(leaving: JournalStation.worstBatchBytes)
            guard hasRoom else { return }
            log.notice("the disk has room again: requests are taken")
        }
        tell(.room(hasRoom))
    }

    private func tell(_ answer: Recorder.Input) {
        recorder.deliver(.post(answer))
    }

    private func settle(_ limit: Int) throws {
        if journal.unsettledBytes > limit { _ = try journal.checkpoint() }
    }

    private func close(leaving state: SwitchboardState, _ bundleAt: Position) throws {
        let head = journal.tail.head
        try journal.save(
            JournalSnapshot(of: state, bundleAt: bundleAt, head: head),
            in: journal.term
        )
        try journal.close()
    }
}
