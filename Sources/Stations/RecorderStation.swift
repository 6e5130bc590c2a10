internal import Configuration
internal import Exchange
internal import JournalSQLite
internal import Logging
internal import Posts
internal import Referrals
internal import Triage
internal import ZeroMQ

/// The recorder's thread: it decides, has the journal's thread write, and sends what may then go.
///
/// A turn takes what the journal has answered and at most ``batchMax`` lines of what waits, so that offers and
/// answers of one turn are on their way before the next is decided.
final class RecorderStation {
    /// The most lines of one turn: under a millisecond, so that neither the disk nor the partners are kept
    /// waiting for all that has come.
    static let batchMax = 24

    /// A snapshot is taken once so many facts have come since the last, or as many as there are cases.
    ///
    /// A start replays these in half a second. A case costs a snapshot about an eighth of what a fact costs the
    /// work, so that it never takes more than a ninth of all.
    static let snapshotFacts = 1 << 17
    /// A snapshot is taken in quiet once so many facts have come since the last.
    static let quietFacts = 1 << 14
    /// Quiet is when nothing came for so long.
    static let quiet = Span.seconds(5)

    private let folder: BundleFolder
    private let mailboxes: Mailboxes
    private let outbox: Outbox
    private let log: Logger
    private var recorder: Recorder
    private var room: DiskRoom
    private var nextSecond: Moment = .distantPast
    private var lastInput: Moment = .distantPast
    private var snapshotAt: Position

    init(
        _ recorder: Recorder,
        snapshotAt: Position,
        in directory: DataDirectory,
        folder: BundleFolder,
        mailboxes: Mailboxes,
        log: Logger
    ) {
        self.recorder = recorder
        self.snapshotAt = snapshotAt
        room = DiskRoom(in: directory)
        self.mailboxes = mailboxes
        outbox = Outbox(mailboxes)
        self.folder = folder
        self.log = log
    }

    /// Works until its mailbox is closed and all it decided is on disk; then has the journal closed.
    func run() throws {
        try run(recorder.step(.linked, at: Clocks.read()))
        var waiting: ArraySlice<Recorder.Input> = []
        var isLast = false
        while !isLast || !waiting.isEmpty || !recorder.isSettled {
            if waiting.isEmpty {
                _ = mailboxes.recorderBell.wait(milliseconds: patience(from: Clocks.read()))
                // Asked before the box is emptied: what was posted before the end is still taken.
                isLast = mailboxes.recorder.isClosed
                waiting = mailboxes.recorder.takeAll()[...]
            }
            let batch = waiting.prefix(waiting.count(holding: RecorderStation.batchMax))
            waiting = waiting.dropFirst(batch.count)
            try turn(batch)
        }
        mailboxes.journal.deliver(.close(recorder.board.state, bundleAt: recorder.bundleAt))
    }

    private func patience(from now: Instant) -> Int {
        var wait = nextSecond - now.steady
        if let due = recorder.nextDeadline(from: now) {
            wait = min(wait, min(due.wall - now.wall, due.steady - now.steady))
        }
        return Int(clamping: max(0, wait.wholeMilliseconds))
    }

    private func turn(_ inputs: ArraySlice<Recorder.Input>) throws {
        let now = Clocks.read()
        try look(at: now)
        for answer in mailboxes.answers.takeAll() { try run(recorder.step(answer, at: now)) }
        outbox.flush()
        if !inputs.isEmpty { lastInput = now.steady }
        for input in inputs { try run(recorder.step(input, at: now)) }
        if now.steady >= nextSecond {
            nextSecond = now.steady + .seconds(1)
            try run(recorder.step(.second, at: now))
            if now.steady - lastInput >= RecorderStation.quiet, recorder.isSettled {
                keepSnapshot(after: RecorderStation.quietFacts)
            }
        }
        try run(recorder.step(.turn, at: now))
        outbox.flush()
    }

    private func look(at now: Instant) throws {
        guard let hasRoom = try room.look() else { return }
        if hasRoom {
            log.notice("the disk has room again: requests are taken")
        } else {
            log.critical("the disk is full: requests are refused, answers go on from the reserve")
        }
        try run(recorder.step(.room(hasRoom), at: now))
    }

    /// Has a snapshot made where so many facts have come since the last.
    private func keepSnapshot(after facts: Int) {
        let position = recorder.board.position
        guard position.number - snapshotAt.number >= UInt64(facts) else { return }
        snapshotAt = position
        mailboxes.journal.deliver(
            .snapshot(recorder.board.state, bundleAt: recorder.bundleAt)
        )
    }

    /// Has files read beside the work, which a lexicon and its weights would hold up for a tenth of a second.
    private func readBundle(_ id: ReadID, _ files: BundleFiles?) throws {
        let (folder, answers, known) = (folder, mailboxes.answers, recorder.board.bundle.judge)
        _ = try StationThread.start("bundle", log) {
            answers.deliver(.bundleRead(id, folder.read(files, knowing: known)))
        }
    }

    private func run(_ effects: [Recorder.Effect]) throws {
        for effect in effects {
            switch effect {
            case .journal(let request):
                mailboxes.journal.deliver(.request(request))
                guard request.isAppend else { continue }
                // All that is decided is in that batch: this is the state that the journal will end with.
                keepSnapshot(
                    after: max(RecorderStation.snapshotFacts, recorder.board.cases.count)
                )
            case .readBundle(let id, let files): try readBundle(id, files)
            case .bundle(let files, let bundle): outbox.bundle(files, bundle)
            case .done(let ticket, let message): outbox.gateway(.done(ticket, .message(message)))
            case .judgeAgain(let ticket): outbox.gateway(.judgeAgain(ticket))
            case .push(let session, let message): outbox.gateway(.push(session, .message(message)))
            case .end(let session): outbox.gateway(.end(session))
            case .feed(let news): outbox.feed(news)
            case .clock(let time): outbox.gateway(.clock(time))
            case .alarm(let lines): for line in lines { log.error("\(line)") }
            case .word(let words): log.notice("\(words)")
            }
        }
    }
}
