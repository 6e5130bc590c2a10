public import Exchange
public import Referrals
public import Triage
internal import Wire

/// The gateway: the only station that faces the outside.
///
/// It knows who speaks, keeps sessions, tickets and each
/// agency's order, and holds nothing that a restart would lose.
///
///     message ---> [who? what?] ---> publish: to a dispatcher ---> verdict ---.
///                       |                                                     | in the order sent
///                       '----------- all else ------------------------------->+---> recorder ---> reply
///
/// A publish gets a ticket; its verdict goes to the recorder only when those of the same agency and lane
/// before it have gone, so events are decided in the order in which they were sent, whichever dispatcher was
/// faster. One reply goes out a ticket; a second is dropped and counted.
public struct Gateway: Sendable {
    /// How long a peer with a session may be silent before the session ends, in pings.
    public static let patience: Int64 = 3

    /// The bounds of what the gateway takes in and keeps.
    public struct Limits: Sendable {
        /// How often peers are to be heard, 1 s to 60 s.
        public var ping: Span = .seconds(5)
        /// Messages under way for a peer without a session.
        public var strangerMessages = 16
        /// Bytes under way for a peer without a session.
        public var strangerBytes = 1 << 20
        /// Messages under way for a peer with a session: eight agencies of 64 fill it half.
        public var messages = 1_024
        /// Bytes under way for a peer with a session.
        public var bytes = 8 << 20
        /// Bytes under way for all peers: what a slow recorder can make the gateway hold, in up to four copies.
        ///
        /// A message is there as it came and as it was judged, and both once more in frames for the recorder.
        /// With the queues of the sockets the process grows by six times this at most, 192 MiB.
        public var allBytes = 32 << 20
        /// Messages that one dispatcher has in hand or in its mailbox.
        public var dispatcherSlots = 64

        /// The usual bounds.
        public init() {}
    }

    /// The bounds in force.
    public let limits: Limits
    /// Which life of the gateway this is: another number after each start.
    public let epoch: UInt64
    /// Whether identity is the header's `as`, on loopback and ipc only.
    public let isInsecure: Bool

    /// Who may connect; nil before the recorder has told the rules.
    var access: Access?
    var peers: [Route: Peer] = [:]
    var sessions: [SessionID: Route] = [:]
    var tickets: [Ticket: Open] = [:]
    var lanes: [LaneKey: [Ticket]] = [:]
    var toJudge: [Ticket] = []
    var bench = DispatcherBench()
    /// Messages that two dispatchers have not survived, until both have told what killed them.
    var suspects: [Ticket: Suspicion] = [:]
    /// Who may come in, by their keys; of no use where identity is the header's.
    var book: DoorBook
    /// When the book was last looked through for those who may come in no longer.
    var bookReadAt: Moment = .distantPast
    var lastTicket: UInt64 = 0
    var lastSession: UInt64 = 0
    var bytesUnderWay = 0
    /// The number of the last snapshot published.
    var lastSnapshot: UInt64 = 0
    /// What is listened to and has facts in it.
    var factTopics: Set<[UInt8]> = []
    var isDraining = false
    var isLinked = false
    /// What the recorder has told of the time, and when, by the steady clock; nil before it has told any.
    var clock: (time: TimeOfRecord, toldAt: Moment)?
    /// Whether the time that came with the input in hand is believed.
    var isClockBelieved = false
    /// What was dropped, refused and served.
    public internal(set) var counts = GatewayCounts()

    /// A gateway that has heard nobody yet.
    ///
    /// - Parameters:
    ///   - epoch: a number that no earlier life of this gateway had. Tickets and sessions count from it on,
    ///     so that what was meant for one of an earlier life reaches nobody in this.
    ///   - dispatchers: how many dispatchers are there from the start; others arrive.
    ///   - bundle: the rules in force, for who may connect; nil where the recorder tells them later.
    ///   - isInsecure: whether identity is the header's `as`.
    ///   - book: who may come in, by their keys.
    ///   - limits: the bounds.
    public init(
        epoch: UInt64,
        dispatchers: Int,
        bundle: Bundle?,
        isInsecure: Bool,
        book: DoorBook = DoorBook(registry: nil),
        limits: Limits = Limits()
    ) {
        self.epoch = epoch
        access = bundle?.access
        self.isInsecure = isInsecure
        self.book = book
        self.limits = limits
        lastTicket = epoch << 32
        lastSession = epoch << 32
        for number in 0..<dispatchers {
            _ = bench.arrive(
                number,
                named: String(number),
                room: limits.dispatcherSlots,
                Killers()
            )
        }
    }

    /// What comes to a gateway.
    public enum Input: Sendable {
        /// A message from outside: all frames after the routing id, and the user id that the doorkeeper
        /// gave its sender.
        case message(Route, frames: [[UInt8]], user: String?)
        /// More frames than any envelope has, or a part too large: nothing of it was kept.
        case malformed(Route)
        /// A reply or push could not be delivered: the peer is gone, or reads nothing.
        case undeliverable(Route)
        /// A dispatcher has judged a message.
        case verdict(Int, WorkVerdict)
        /// A dispatcher is there, of this name, with so much room, and tells what killed it before.
        case dispatcher(Int, named: String, room: Int, Killers)
        /// A dispatcher is gone.
        case dispatcherGone(Int)
        /// The recorder is there.
        case linked(Bundle)
        /// The recorder is gone.
        case unlinked
        /// The recorder's reply to a ticket.
        case done(Ticket, Outgoing)
        /// The recorder wants a message judged again, under this bundle.
        case judgeAgain(Ticket)
        /// The recorder has something for a session.
        case push(SessionID, Outgoing)
        /// Another session works in the place of this one.
        case end(SessionID)
        /// Other rules are in force.
        case bundle(BundleFiles, Bundle)
        /// Keys were made, revoked or changed.
        case book(DoorBook)
        /// Something for all who listen.
        case feed(News)
        /// What the recorder says that the time is.
        case clock(TimeOfRecord)
        /// All links at a door were cut: whoever had a session there has none.
        case swept(KeyDomain)
        /// Somebody begins or ceases to listen to the topics that begin so.
        case listens(to: [UInt8], Bool)
        /// A moment has passed.
        case tick
        /// Take nothing new; answer what is under way.
        case drain
    }

    /// What a gateway wants done.
    public enum Effect: Sendable {
        /// Send these bytes to a peer, behind the envelope it sent.
        case send(Route, envelope: [[UInt8]], [UInt8])
        /// Give a dispatcher a message to judge.
        case work(Int, WorkRequest)
        /// Give the recorder a message.
        case put(Put)
        /// Tell the recorder of a session's credit.
        case credit(SessionID, through: UInt64?, got: UInt64?)
        /// Tell the recorder that a session has ended.
        case sessionEnded(SessionID)
        /// Tell the recorder that somebody listens to facts, or that nobody does any more.
        case listening(Bool)
        /// Publish to all who listen.
        case publish(topic: String, [UInt8])
        /// Links of these user ids at a door are to be cut, a moment from now.
        case cut(KeyDomain, Set<String>)
    }

    /// One peer, for as long as something of it is under way or it has a session.
    struct Peer: Sendable {
        var principal: Principal?
        var userID: String?
        var session: SessionID?
        var lastHeard: Moment
        var messages = 0
        var bytes = 0
        var isREQ = false
        /// The envelope of its hello, behind which pushes go.
        var envelope: [[UInt8]] = []
    }

    /// A message under way.
    struct Open: Sendable {
        var route: Route
        var envelope: [[UInt8]]
        var seq: Int
        var speaker: Speaker
        var session: SessionID?
        var letter: Put.Letter
        var stage: Stage
        /// The dispatchers that did not survive it, by name.
        var lostBy: [String] = []

        var principal: Principal { speaker.principal }
        var bytes: Int { letter.frame.count }
    }

    /// A message that two dispatchers have not survived.
    struct Suspicion: Sendable {
        /// Those that have not told yet what killed them.
        var awaited: Set<String>
        /// When it is given to another all the same.
        var until: Moment
    }

    /// How far a message has come.
    enum Stage: Sendable {
        /// It waits for a dispatcher, or is with one.
        case judging(PublishInquiry, WorkRequest, dispatcher: Int?)
        /// It is judged and waits for those before it.
        case judged(PublishInquiry, WorkRequest, WorkVerdict)
        /// The recorder has the events, judged.
        case recording(PublishInquiry, WorkRequest)
        /// The recorder has something else.
        case asking(Put.Ask)
        /// It was taken in and has gone nowhere yet.
        case waiting
    }

    /// The messages of one principal and lane are decided in order.
    struct LaneKey: Hashable, Sendable {
        var principal: Principal
        var lane: Lane
    }

    /// Whether nothing is under way any more.
    public var isIdle: Bool { tickets.isEmpty }

    /// Takes one input and says what is to be done, in order.
    ///
    /// - Parameters:
    ///   - input: what came.
    ///   - reading: what both clocks say.
    /// - Returns: what is to be done, in order.
    public mutating func step(_ input: Input, at reading: Instant) -> [Effect] {
        let instant = heed(reading)
        switch input {
        case .message(let route, let frames, let user):
            return receive(route, frames, user, at: instant)
        case .malformed(let route):
            counts.malformed += 1
            return refuse(route, [], nil, ErrorMessage(.frames, detail: Gateway.badFrames))
        case .undeliverable(let route):
            counts.undelivered += 1
            return leave(route)
        case .verdict(let dispatcher, let verdict): return judged(dispatcher, verdict)
        case .dispatcher(let number, let name, let room, let killers):
            return arrive(number, name, room, killers, at: instant)
        case .dispatcherGone(let number): return leave(number, at: instant)
        case .linked(let bundle): return link(bundle)
        case .unlinked: return unlink()
        case .done(let ticket, let message): return answer(ticket, message, at: instant)
        case .judgeAgain(let ticket): return judgeAgain(ticket)
        case .push(let session, let message): return push(session, message)
        case .end(let session): return sessions[session].map { endSession(of: $0) } ?? []
        case .bundle(_, let bundle):
            access = bundle.access
            return endRevoked(at: instant.wall)
        case .book(let book): return take(book, at: instant.wall)
        case .swept(let domain): return sweep(domain)
        case .feed(let news): return publish(news)
        case .clock(let time):
            clock = (time, instant.steady)
            return []
        case .listens(let prefix, let begins): return listens(to: prefix, begins)
        case .tick:
            return endSilent(at: instant) + lookForLastDays(at: instant.wall)
                + releaseSuspects(at: instant.steady)
        case .drain: return drain()
        }
    }
}

/// What a gateway counts.
public struct GatewayCounts: CustomStringConvertible, Equatable, Sendable {
    /// Messages that came in.
    public var received: UInt64 = 0
    /// Replies that went out.
    public var answered: UInt64 = 0
    /// Messages with wrong frames.
    public var malformed: UInt64 = 0
    /// Messages refused at the door.
    public var refused: UInt64 = 0
    /// Replies and pushes that could not be delivered.
    public var undelivered: UInt64 = 0
    /// Second replies to a ticket.
    public var surplus: UInt64 = 0
    /// Messages under a key that is no longer good at their door.
    public var revoked: UInt64 = 0
    /// Messages on a locked socket without a user id: nothing but a fault of ours lets one in.
    public var unknown: UInt64 = 0
    /// Messages that were given to another dispatcher.
    public var givenAgain: UInt64 = 0

    /// Nothing counted.
    public init() {}

    /// All of them, in words.
    public var description: String {
        """
        received \(received), answered \(answered), refused \(refused), \
        malformed \(malformed), undelivered \(undelivered), surplus \(surplus), \
        revoked \(revoked), unknown \(unknown), given again \(givenAgain)
        """
    }
}

extension Gateway {
    static let badFrames =
        "send one frame of JSON lines, before it at most four envelope frames of 64 bytes, the last empty"
}
