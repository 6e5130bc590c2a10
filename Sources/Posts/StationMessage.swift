public import Exchange
public import Referrals
internal import Wire

/// What the stations say to each other when each is a process of its own.
///
/// A dispatcher and the recorder connect to the gateway and speak first; whoever has not said `ready` or
/// `link` on a connection is a stranger there. What a peer sent goes on as it came, and the recorder
/// reads it again by the same decoder: what stands in the open is believed as to who sent it, and not as
/// to what it means.
///
///     dispatcher --> gateway   ready, verdict
///     gateway --> dispatcher   request, bundle
///     recorder --> gateway     link, done, judge again, push, end, bundle, news, clock, keys
///     gateway --> recorder     linked, put, credit, gone, pushed, listening
///     all                      beat, bye, stranger, refused
public enum StationMessage: Sendable {
    /// A dispatcher is there.
    case ready(Ready)
    /// A dispatcher has judged a message.
    case verdict(WorkVerdict)
    /// A message to judge.
    case request(WorkRequest)
    /// The recorder is there.
    case link(Link)
    /// The gateway of this life has taken the link: the sessions of an earlier one have all ended, and what
    /// is open comes again.
    case linked(epoch: UInt64)
    /// Somebody asks something.
    case put(PutLetter)
    /// A session allows and has got offers up to these numbers.
    case credit(SessionID, through: UInt64?, got: UInt64?)
    /// A session has ended: what was pushed to it may not have arrived.
    case gone(SessionID)
    /// All that was pushed up to this number was handed to its connection, or its session is gone.
    case pushed(through: UInt64)
    /// Somebody listens to facts now, or nobody does any more.
    case listening(Bool)
    /// The reply to a ticket, spelled; an acknowledgement is one the gateway acts on.
    case done(Ticket, [UInt8], acknowledges: Bool)
    /// A ticket was judged under another bundle.
    case judgeAgain(Ticket)
    /// Something for a session that did not ask, spelled; numbered from 1 on a link.
    case push(UInt64, SessionID, [UInt8])
    /// Another session works in the place of this one.
    case end(SessionID)
    /// These rules are in force.
    case bundle(BundleFiles)
    /// Something for all who listen.
    case news(News)
    /// The time by which the gateway is to go on.
    case clock(TimeOfRecord)
    /// The cards of all keys, each as its file says it: what is not among them is no key any more.
    case keys([[UInt8]])
    /// A sign of life.
    case beat
    /// The sender goes, in order.
    case bye
    /// The receiver has not said who it is on this connection: it is to begin again.
    case stranger
    /// The receiver is not taken, for this reason, and is not to try again at once.
    case refused(Refusal)

    /// What a dispatcher says of itself.
    public struct Ready: Equatable, Sendable {
        /// Its name; by its key where there is one.
        public var name: String
        /// The bundle it judges by; nil when it has none yet.
        public var bundle: Digest?
        /// How many messages it takes at a time.
        public var room: Int
        /// What its earlier lives had in hand when they died.
        public var killers: Killers

        /// A dispatcher that has just begun.
        public init(name: String, bundle: Digest?, room: Int, killers: Killers) {
            self.name = name
            self.bundle = bundle
            self.room = room
            self.killers = killers
        }
    }

    /// What the recorder says of itself.
    public struct Link: Equatable, Sendable {
        /// Its term: the journal gives each claim a greater one, so that one of the past is known.
        public var term: UInt64
        /// The rules in force.
        public var bundle: BundleFiles
        /// The end of its journal when it began.
        public var head: JournalPoint
        /// How often peers are to be heard.
        public var ping: Span
        /// Whether its journal was begun insecurely: a gateway with keys does not take it.
        public var isInsecure: Bool

        /// A recorder that has just begun, or whose link broke.
        public init(
            term: UInt64,
            bundle: BundleFiles,
            head: JournalPoint,
            ping: Span,
            isInsecure: Bool
        ) {
            self.term = term
            self.bundle = bundle
            self.head = head
            self.ping = ping
            self.isInsecure = isInsecure
        }
    }

    /// Why one station does not take another.
    public enum Refusal: UInt8, Error, CaseIterable, Sendable {
        /// It speaks another version.
        case version = 1
        /// A recorder of a later term is linked.
        case olderTerm = 2
        /// One of the two has keys and the other has not.
        case security = 3
        /// Its bundle cannot be read here: the programs are of different versions.
        case bundle = 4
    }
}

/// A message that goes on to the recorder as it came, with what the gateway knows of it.
public struct PutLetter: Sendable {
    /// Its ticket.
    public var ticket: Ticket
    /// Who sent it, by their key.
    public var principal: Principal
    /// The session it came in.
    public var session: SessionID?
    /// The queues that the sender's key may take from; nil for all that it has.
    public var queues: [QueueID]?
    /// The message as it came.
    public var letter: Put.Letter
    /// For a publish, what a dispatcher made of it, under which bundle.
    public var verdict: SpelledVerdict?

    /// A verdict as a dispatcher has spelled it.
    public struct SpelledVerdict: Equatable, Sendable {
        /// The bundle.
        public var bundle: Digest
        /// The lines.
        public var lines: [UInt8]

        /// The lines judged under a bundle.
        public init(bundle: Digest, lines: [UInt8]) {
            self.bundle = bundle
            self.lines = lines
        }
    }

    /// What the gateway has made of a message.
    public init(_ put: Put) {
        guard let letter = put.letter else { preconditionFailure("a gateway keeps what came in") }
        ticket = put.ticket
        principal = put.principal
        session = put.session
        queues = put.queues
        self.letter = letter
        if case .publish(_, let work) = put.ask {
            verdict = SpelledVerdict(bundle: work.bundle, lines: work.spelledLines)
        }
    }

    init(
        ticket: Ticket,
        principal: Principal,
        session: SessionID?,
        queues: [QueueID]?,
        letter: Put.Letter,
        verdict: SpelledVerdict?
    ) {
        self.ticket = ticket
        self.principal = principal
        self.session = session
        self.queues = queues
        self.letter = letter
        self.verdict = verdict
    }

    /// The message as the recorder takes it, and the number its reply is to bear.
    ///
    /// Nil where a gateway let pass what is no such message: the stations are of different versions, or
    /// somebody else speaks in its place. ``unreadable`` is answered then.
    public func read() -> (put: Put, seq: Int)? {
        let header = Header(of: letter.frame, at: letter.judging)
        guard let inquiry = header.inquiry, let seq = header.seq else { return nil }
        let ask: Put.Ask
        if case .publish(let publish) = inquiry, case .agency(let agency) = principal,
            let verdict
        {
            guard let lines = verdict.read(publish.lines, of: letter, from: agency) else {
                return nil
            }
            let work = WorkVerdict(ticket: ticket, bundle: verdict.bundle, lines: lines)
            ask = .publish(publish, work)
        } else if let other = Put.Ask(inquiry, from: principal) {
            ask = other
        } else {
            return nil
        }
        let put = Put(
            ticket: ticket,
            principal: principal,
            session: session,
            ask: ask,
            queues: queues
        )
        return (put, seq)
    }

    /// What is answered to a message that cannot be read, under its number where that can be.
    public var unreadable: [UInt8] {
        let detail = "the stations do not understand each other: send it again later"
        let message = Message.error(ErrorMessage(.internal, detail: detail))
        return message.encode(re: Header(of: letter.frame).seq)
    }
}
