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
        /// Keep a snapshot of this state, which is that of all that was appended until now.
        case snapshot(SwitchboardState, bundleAt: Position)
        /// The snapshot is made: keep it.
        case keep(JournalSnapshot)
        /// All is on disk: leave a snapshot of this state and close.
        case close(SwitchboardState, bundleAt: Position)
    }

    /// Quiet is when nothing was asked for so long.
    static let quiet = Span.seconds(1)
    /// Between two slices that are verified in quiet: a tenth of one processor, and nobody waits for more than
    /// one slice.
    static let pause = Span.milliseconds(20)
    /// In quiet the write-ahead log is folded in from this size on: not for each message of a calm day.
    static let quietUnsettled = 4 << 20
    /// The write-ahead log is folded in, quiet or not, at this size: a pause of some tens of milliseconds.
    static let unsettledMax = 64 << 20

    private let journal: SQLiteJournal
    private let inbox: Mailbox<Input>
    private let answers: Mailbox<Recorder.Input>
    private let log: Logger
    /// What makes a snapshot's bytes, beside the work: its state is a copy of its own.
    private var encoder: PlainThread?

    init(_ journal: SQLiteJournal, mailboxes: Mailboxes, log: Logger) {
        self.journal = journal
        inbox = mailboxes.journal
        answers = mailboxes.answers
        self.log = log
    }

    /// Works until it is told to close the journal.
    func run() throws {
        var lastAsked = Clocks.read().steady
        var sweep = ChainSweep(before: journal.verifiedFrom)
        var patience = JournalStation.quiet
        while true {
            let inputs = inbox.waitAndTakeAll(milliseconds: Int(patience.wholeMilliseconds))
            for input in inputs {
                switch input {
                case .request(let request):
                    answers.deliver(try request.carriedOut(by: journal))
                case .snapshot(let state, let bundleAt): snapshot(state, bundleAt)
                case .keep(let snapshot): try keep(snapshot)
                case .close(let state, let bundleAt):
                    return try close(leaving: state, bundleAt)
                }
            }
            let now = Clocks.read().steady
            let isQuiet = inputs.isEmpty && now - lastAsked >= JournalStation.quiet
            if !inputs.isEmpty { lastAsked = now }
            try settle(isQuiet ? JournalStation.quietUnsettled : JournalStation.unsettledMax)
            if isQuiet, let slice = sweep.next {
                try sweep.take(journal.verify(from: slice.first, limit: slice.count))
                if sweep.next == nil { log.info("the chain is whole from its first record on") }
            }
            patience = isQuiet && sweep.next != nil ? JournalStation.pause : JournalStation.quiet
        }
    }

    private func settle(_ limit: Int) throws {
        if journal.unsettledBytes > limit { _ = try journal.checkpoint() }
    }

    private func snapshot(_ state: SwitchboardState, _ bundleAt: Position) {
        guard encoder == nil, state.position == journal.tail.position else { return }
        let (head, inbox) = (journal.tail.head, inbox)
        // Without a thread there is no snapshot, which is only a cache.
        encoder = try? StationThread.start("snapshot", log) {
            inbox.deliver(.keep(JournalSnapshot(of: state, bundleAt: bundleAt, head: head)))
        }
    }

    private func keep(_ snapshot: JournalSnapshot) throws {
        encoder?.join()
        encoder = nil
        guard try journal.hasRoom(for: snapshot) else { return }
        try journal.save(snapshot, in: journal.term)
    }

    private func close(leaving state: SwitchboardState, _ bundleAt: Position) throws {
        encoder?.join()
        let head = journal.tail.head
        try journal.save(
            JournalSnapshot(of: state, bundleAt: bundleAt, head: head),
            in: journal.term
        )
        try journal.close()
    }
}
