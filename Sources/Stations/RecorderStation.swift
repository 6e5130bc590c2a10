internal import Exchange
internal import Logging
internal import Posts
internal import Referrals
internal import Triage
internal import ZeroMQ

/// The recorder's thread: it decides, has the journal's thread write, and sends what may then go.
///
/// A turn takes what waits in the mailbox, at most ``batchMax`` lines, so that offers and answers of one
/// turn are on their way before the next is decided.
final class RecorderStation {
    /// What the recorder's thread is told.
    enum Input: Sendable {
        case post(Recorder.Input)
        case activate
        case stop
    }

    /// The most lines of one turn: some tens of milliseconds until they are all decided, and nobody
    /// behind them waits longer for that.
    static let batchMax = 2_048

    private let journal: Mailbox<JournalStation.Input>
    private let folder: BundleFolder
    private let inbox: Mailbox<Input>
    private let outbox: Outbox
    private let log: Logger
    private var recorder: Recorder
    private var nextSecond: Moment = .distantPast
    private var isStopping = false

    init(_ recorder: Recorder, folder: BundleFolder, mailboxes: Mailboxes, log: Logger) {
        self.recorder = recorder
        journal = mailboxes.journal
        inbox = mailboxes.recorder
        outbox = Outbox(mailboxes)
        self.folder = folder
        self.log = log
    }

    /// Works until it is told to stop and all it decided is on disk; then has the journal closed.
    func run() throws {
        try run(recorder.step(.linked, at: Clocks.read()))
        while !isStopping || !recorder.isSettled {
            let now = Clocks.read()
            var rest = inbox.waitAndTakeAll(milliseconds: patience(from: now))[...]
            repeat {
                let batch = rest.prefix(RecorderStation.batchLength(of: rest))
                rest = rest.dropFirst(batch.count)
                try turn(Array(batch))
            } while !rest.isEmpty
        }
        ask(.close(recorder.board.state, bundleAt: recorder.bundleAt))
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
    }

    private func ask(_ input: JournalStation.Input) {
        journal.deliver(input)
    }

    private func run(_ effects: [Recorder.Effect]) throws {
        for effect in effects {
            switch effect {
            case .journal(let request): ask(.request(request))
            case .readBundle(let id):
                try run(recorder.step(.bundleRead(id, folder.read()), at: Clocks.read()))
            case .bundle(let bundle): outbox.bundle(bundle)
            case .done(let ticket, let message): outbox.gateway(.done(ticket, message))
            case .judgeAgain(let ticket): outbox.gateway(.judgeAgain(ticket))
            case .push(let session, let message): outbox.gateway(.push(session, message))
            case .feed(let news): outbox.feed(news)
            case .alarm(let lines): for line in lines { log.error("\(line)") }
            }
        }
        outbox.flush()
    }
}
