internal import Exchange
internal import Journal
internal import JournalSQLite
internal import Logging
internal import Posts
internal import Referrals
internal import Triage
internal import ZeroMQ

/// The recorder's thread: it alone has the journal open.
///
/// A turn takes everything that waits in the mailbox, at most ``batchMax`` lines, decides it, commits it with
/// one fsync, and sends what may then go. While a commit runs the next batch gathers: that is the group
/// commit, and nobody waits for a timer.
final class RecorderStation {
    /// What the recorder's thread is told.
    enum Input: Sendable {
        case post(Recorder.Input)
        case activate
        case stop
    }

    /// The most lines of one commit: 2,048 events are 2 MB, a few milliseconds of disk, and some tens of
    /// milliseconds until they are all decided: nobody behind them waits longer for that.
    static let batchMax = 2_048
    /// What a batch can cost at most: twice the 32 MiB that the gateway lets be under way, for the log's pages.
    static let worstBatchBytes = 64 << 20
    /// When idle the write-ahead log is folded in from this size on: not for each message of a quiet day.
    static let idleUnsettled = 4 << 20
    /// The write-ahead log is folded in, idle or not, at this size.
    static let unsettledMax = 256 << 20

    private let journal: SQLiteJournal
    private let directory: DataDirectory
    private let folder: BundleFolder
    private let inbox: Mailbox<Input>
    private let outbox: Outbox
    private let log: Logger
    private var recorder: Recorder
    private var nextSecond: Moment = .distantPast
    private var isStopping = false
    private var hasRoom = true

    init(
        journal: SQLiteJournal,
        directory: DataDirectory,
        recorder: Recorder,
        folder: BundleFolder,
        inbox: Mailbox<Input>,
        outbox: Outbox,
        log: Logger
    ) {
        self.journal = journal
        self.directory = directory
        self.recorder = recorder
        self.folder = folder
        self.inbox = inbox
        self.outbox = outbox
        self.log = log
    }

    /// Works until it is told to stop; then writes a snapshot and closes the journal.
    func run() throws {
        try run(recorder.step(.linked, at: Clocks.read()))
        while !isStopping {
            let now = Clocks.read()
            let inputs = inbox.waitAndTakeAll(milliseconds: patience(from: now))
            var rest = inputs[...]
            repeat {
                let batch = rest.prefix(RecorderStation.batchLength(of: rest))
                rest = rest.dropFirst(batch.count)
                try turn(Array(batch))
            } while !rest.isEmpty
            if inputs.isEmpty, journal.unsettledBytes > RecorderStation.idleUnsettled {
                _ = try journal.checkpoint()
            }
        }
        try journal.save(
            Snapshot(bundleAt: recorder.bundleAt, state: recorder.board.state)
                .record(head: journal.tail.head),
            in: journal.term
        )
        try journal.close()
    }

    /// How many of the waiting inputs one commit takes: those that hold ``batchMax`` lines together.
    private static func batchLength(of inputs: ArraySlice<Input>) -> Int {
        var lines = 0
        var count = 0
        for input in inputs {
            guard lines < batchMax else { return count }
            count += 1
            if case .post(.put(let put)) = input, case .publish(_, let verdict) = put.ask {
                lines += max(1, verdict.lines.count)
            } else {
                lines += 1
            }
        }
        return count
    }

    private func patience(from now: Instant) -> Int {
        var wait = nextSecond - now.steady
        if let due = recorder.nextDeadline(from: now) {
            wait = min(wait, min(due.wall - now.wall, due.steady - now.steady))
        }
        return Int(clamping: max(0, wait.wholeMilliseconds))
    }

    private func turn(_ inputs: [Input]) throws {
        let now = Clocks.read()
        try look(at: now)
        for input in inputs {
            switch input {
            case .post(let input): try run(recorder.step(input, at: now))
            case .activate: try run(recorder.step(.reload, at: now))
            case .stop: isStopping = true
            }
        }
        if now.steady >= nextSecond {
            nextSecond = now.steady + .seconds(1)
            try run(recorder.step(.second, at: now))
        }
        try run(recorder.step(.turn, at: now))
        if journal.unsettledBytes > RecorderStation.unsettledMax { _ = try journal.checkpoint() }
    }

    /// Whether the disk has room for the worst batch above the reserve.
    ///
    /// When it has not, the reserve is freed for answers and reports, and requests are refused until there
    /// is room again for both the reserve and such a batch.
    private func look(at now: Instant) throws {
        if hasRoom {
            guard try directory.freeBytes() <= RecorderStation.worstBatchBytes else { return }
            log.critical("the disk is full: requests are refused, answers go on from the reserve")
            if try directory.hasReserve() { try directory.spendReserve() }
            hasRoom = false
        } else {
            hasRoom = try directory.restoreReserve(leaving: RecorderStation.worstBatchBytes)
            guard hasRoom else { return }
            log.notice("the disk has room again: requests are taken")
        }
        try run(recorder.step(.room(hasRoom), at: now))
    }

    private func run(_ effects: [Recorder.Effect]) throws {
        for effect in effects {
            switch effect {
            case .append(let batch):
                let point = try journal.append(
                    batch,
                    after: journal.tail.position,
                    in: journal.term
                )
                try run(recorder.step(.committed(point), at: Clocks.read()))
            case .unseal(let id, let contents):
                let found = try unseal(contents)
                try run(recorder.step(.contents(id, found), at: Clocks.read()))
            case .read(let id, let from, let limit):
                let records = try journal.read(
                    from: from,
                    through: journal.tail.position,
                    limit: limit
                )
                try run(recorder.step(.facts(id, try records.map(fact)), at: Clocks.read()))
            case .readHead(let id, let position):
                try run(recorder.step(.head(id, try journal.head(at: position)), at: Clocks.read()))
            case .readAt(let id, let positions):
                let records = try journal.read(at: positions)
                try run(recorder.step(.facts(id, try records.map(fact)), at: Clocks.read()))
            case .readBundle(let id):
                try run(recorder.step(.bundleRead(id, folder.read()), at: Clocks.read()))
            case .bundle(let bundle): outbox.bundle(bundle)
            case .done(let ticket, let message): outbox.gateway(.done(ticket, message))
            case .judgeAgain(let ticket): outbox.gateway(.judgeAgain(ticket))
            case .push(let session, let message): outbox.gateway(.push(session, message))
            case .feed(let topic, let message): outbox.gateway(.feed(topic, message))
            case .alarm(let lines): for line in lines { log.error("\(line)") }
            }
        }
        outbox.flush()
    }

    private func unseal(_ ids: [ContentID]) throws -> [CaseContent] {
        var found: [CaseContent] = []
        var index = ids.startIndex
        while index < ids.endIndex {
            let caseID = ids[index].caseID
            var ordinals: [UInt16] = []
            while index < ids.endIndex, ids[index].caseID == caseID {
                ordinals.append(ids[index].ordinal)
                index += 1
            }
            found += try journal.contents(of: caseID, ordinals)
        }
        return found
    }

    private func fact(_ record: StoredRecord) throws -> PositionedFact {
        PositionedFact(
            position: record.position,
            fact: try FactCodec.decode(record.body, version: record.version)
        )
    }
}
