import Exchange
import Journal
import Posts
import Referrals

/// One life of the server: the three stations of `relais serve`, their mailboxes and what they have in hand.
final class Life {
    let number: Int
    var gateway: Gateway
    var dispatchers: [Dispatcher]
    var recorder: Recorder
    var isDead = false

    var gatewayInbox: [Gateway.Input] = []
    var dispatcherInboxes: [[Dispatcher.Input]]
    var recorderInbox: [Recorder.Input] = []
    /// The stations that will look into their mailboxes anyway.
    var waking: Set<Int> = []
    /// The number of the recorder's latest timer: older ones ring in vain.
    var timer = 0

    /// The link between gateway and recorder, where they are apart; nil where they share a process.
    var wire: StationWire?

    /// The place of the last fact that the feed told of.
    var lastHeard: Int?
    /// Whether facts may be missed once: between a link and the first that is heard on the next nobody listens.
    var mayMiss = false
    /// The link on which it did, where the stations are apart.
    var heardOn: UInt64?

    /// The last facts when what must always hold was looked at, and when the second model was asked.
    var checkedAt: Position?
    var comparedAt: Position?

    /// The batch that is being written, and the state it makes.
    var batch: [JournalRecord] = []
    var batchState: SwitchboardState?
    /// What the journal was asked, and has not done.
    var questions: [JournalRequest] = []

    init(number: Int, gateway: Gateway, dispatchers: [Dispatcher], recorder: Recorder) {
        self.number = number
        self.gateway = gateway
        self.dispatchers = dispatchers
        self.recorder = recorder
        dispatcherInboxes = Array(repeating: [], count: dispatchers.count)
    }
}
