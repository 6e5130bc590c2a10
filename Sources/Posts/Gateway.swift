public import Exchange
public import Referrals
public import Triage
public import Wire

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
        /// Bytes under way for all peers: what a slow recorder can make the gateway hold.
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

    var bundle: Bundle
    var peers: [Route: Peer] = [:]
    var sessions: [SessionID: Route] = [:]
    var tickets: [Ticket: Open] = [:]
    var lanes: [LaneKey: [Ticket]] = [:]
    var toJudge: [Ticket] = []
    var slots: [Int] = []
    var lastTicket: UInt64 = 0
    var lastSession: UInt64 = 0
    var bytesUnderWay = 0
    /// The number of the last snapshot published.
    var lastSnapshot: UInt64 = 0
    /// What is listened to and has facts in it.
    var factTopics: Set<[UInt8]> = []
    var isDraining = false
    var isLinked = false
    /// What was dropped, refused and served.
    public internal(set) var counts = GatewayCounts()

    /// A gateway that has heard nobody yet.
    ///
    /// - Parameters:
    ///   - epoch: a number that no earlier life of this gateway had.
    ///   - dispatchers: how many dispatchers there are.
    ///   - bundle: the rules in force, for who may connect.
    ///   - isInsecure: whether identity is the header's `as`.
    ///   - limits: the bounds.
    public init(
        epoch: UInt64,
        dispatchers: Int,
        bundle: Bundle,
        isInsecure: Bool,
        limits: Limits = Limits()
    ) {
        self.epoch = epoch
        self.bundle = bundle
        self.isInsecure = isInsecure
        self.limits = limits
        slots = Array(repeating: 0, count: dispatchers)
    }

    /// What comes to a gateway.
    public enum Input: Sendable {
        /// A message from outside: all frames after the routing id.
        case message(Route, frames: [[UInt8]], user: Principal?)
        /// More frames than any envelope has, or a part too large: nothing of it was kept.
        case malformed(Route)
        /// A reply or push could not be delivered: the peer is gone, or reads nothing.
        case undeliverable(Route)
        /// A dispatcher has judged a message.
        case verdict(Int, WorkVerdict)
        /// The recorder is there.
        case linked(Bundle)
        /// The recorder's reply to a ticket.
        case done(Ticket, Wire.Message)
        /// The recorder wants a message judged again, under this bundle.
        case judgeAgain(Ticket)
        /// The recorder has something for a session.
        case push(SessionID, Wire.Message)
        /// Another session works in the place of this one.
        case end(SessionID)
        /// Other rules are in force.
        case bundle(Bundle)
        /// Something for all who listen.
        case feed(News)
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
    }

    /// One peer, for as long as something of it is under way or it has a session.
    struct Peer: Sendable {
        var principal: Principal?
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
        var principal: Principal
        var session: SessionID?
        var bytes: Int
        var stage: Stage
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
    ///   - instant: the time by both clocks.
    /// - Returns: what is to be done, in order.
    public mutating func step(_ input: Input, at instant: Instant) -> [Effect] {
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
        case .linked(let bundle): return link(bundle)
        case .done(let ticket, let message): return answer(ticket, message, at: instant)
        case .judgeAgain(let ticket): return judgeAgain(ticket)
        case .push(let session, let message): return push(session, message)
        case .end(let session): return sessions[session].map { endSession(of: $0) } ?? []
        case .bundle(let bundle):
            self.bundle = bundle
            return endRevoked()
        case .feed(let news): return publish(news)
        case .listens(let prefix, let begins): return listens(to: prefix, begins)
        case .tick: return endSilent(at: instant)
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

    /// Nothing counted.
    public init() {}

    /// All of them, in words.
    public var description: String {
        """
        received \(received), answered \(answered), refused \(refused), \
        malformed \(malformed), undelivered \(undelivered), surplus \(surplus)
        """
    }
}

extension Gateway {
    static let badFrames =
        "send one frame of JSON lines, before it at most four envelope frames of 64 bytes, the last empty"
}
