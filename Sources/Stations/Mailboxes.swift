internal import Posts
internal import Triage
internal import ZeroMQ

/// What joins the stations of one process: a bounded mailbox for each of them.
struct Mailboxes: Sendable {
    /// What fits into a mailbox between the gateway and the recorder: a reply or a verdict for every message
    /// under way, its credit and its end.
    static let limit = 1 << 20
    /// What fits into a dispatcher's: all its slots, and bundles as fast as anybody could activate them.
    static let dispatcherLimit = 4_096

    /// Wakes the gateway, which waits for its sockets, too.
    let gatewayBell: WakeBell
    let gateway: Mailbox<Gateway.Input>
    let dispatchers: [Mailbox<Dispatcher.Input>]
    /// What the watch over the folder of keys tells the gateway.
    let keys: Mailbox<KeyRegistry>
    /// Wakes the recorder, who has two.
    let recorderBell: WakeBell
    let recorder: Mailbox<Recorder.Input>
    /// What the journal answers the recorder: it is looked at first, for whole batches wait for it.
    let answers: Mailbox<Recorder.Input>
    let journal: Mailbox<JournalStation.Input>

    init(dispatchers count: Int) throws {
        gatewayBell = try WakeBell()
        gateway = Mailbox(limit: Mailboxes.limit, ringing: gatewayBell)
        keys = Mailbox(limit: Mailboxes.dispatcherLimit, ringing: gatewayBell)
        dispatchers = try (0..<count).map { _ in
            Mailbox(limit: Mailboxes.dispatcherLimit, ringing: try WakeBell())
        }
        recorderBell = try WakeBell()
        recorder = Mailbox(limit: Mailboxes.limit, ringing: recorderBell)
        answers = Mailbox(limit: Mailboxes.limit, ringing: recorderBell)
        journal = Mailbox(limit: Mailboxes.limit, ringing: try WakeBell())
    }
}

extension Mailboxes {
    /// Gives the recorder what came over its link; with a new one what the last one left unread is of no
    /// use any more, as it all comes again.
    func giveRecorder(_ input: Recorder.Input) {
        if case .linked = input {
            let lasting = recorder.takeAll().filter { if case .reload = $0 { true } else { false } }
            recorder.deliver(contentsOf: lasting)
        }
        recorder.deliver(input)
    }
}
