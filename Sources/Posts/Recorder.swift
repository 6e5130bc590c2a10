public import Exchange
public import Journal
public import Referrals
public import Triage
public import Wire

/// The recorder: the single writer.
///
/// It runs the exchange, has what it decided written, and only then lets
/// replies and pushes go.
///
///     put, credit, session ended, tick ---> decided and applied, in memory
///     turn   ---> what is due, what can be handed out, then one batch to append, unless one is on its way
///     committed ---> every reply and push made from a state that is now on disk; then the next batch
///
/// Every answer, also a refusal, a 202 or a read, carries the position of the state it was made from and
/// waits until that is on disk; so nobody ever hears of something that a crash could undo. If the append
/// fails the process ends: what was decided and not written was told to nobody.
public struct Recorder: Sendable {
    /// The exchange.
    public internal(set) var board: Switchboard
    /// What is on disk.
    public internal(set) var committed: JournalPoint
    /// How long a lease runs on without its session, by the contract at least 45 s.
    public let grace: Span
    /// How long an offer may be on its way before it is sent again under the same lease.
    public let patience: Span

    let lookups: KeyedHash
    let sameness: KeyedHash

    var pending: [JournalRecord] = []
    /// The batch that is on its way to the disk: the next one waits for it.
    var writing: [JournalRecord] = []
    var unanswered: [Draft] = []
    var held: [Held] = []
    var reads: [ReadID: Reading] = [:]
    var lastRead: UInt64 = 0
    /// The last question of an earlier link: whoever asked it or one before waits no more.
    var lastStale: UInt64 = 0
    var followers: [Follower] = []
    var touched: Set<AgencyID> = []
    var notedTo: Set<PartnerID> = []
    var recent: [JournalPoint] = []
    var hasRoom = true
    /// Whether a turn ended before everything was handed out that could be.
    var hasMore = false
    var counts = RecorderCounts()
    /// Whether anybody listens to facts.
    var isHeard = false
    /// What agencies sent whose message before waits for the journal; nil when none does.
    var behind: [AgencyID: [Put]] = [:]
    var givenBack: [AgencyID: Set<Ticket>] = [:]
    /// The queues that a session takes from, where its key or itself leaves some out.
    var sessionQueues: [SessionID: [QueueID]] = [:]
    /// What is to be expected of the queues.
    public internal(set) var outlook = Outlook()
    let startedAt: Moment
    /// What the time is, and whether the wall is believed.
    public internal(set) var clock: Timekeeper
    /// When the alarm rings again, by the steady clock, while the wall is not believed.
    var clockRingsAt: Moment = .distantPast
    /// Where the journal tells of the bundle in force.
    public internal(set) var bundleAt: Position

    /// A recorder that goes on where the journal ends.
    ///
    /// - Parameters:
    ///   - board: the exchange, as the facts of the journal have made it.
    ///   - committed: the end of the journal.
    ///   - lookupKey: the journal's key of 32 bytes for pseudonyms.
    ///   - samenessKey: the journal's key of 32 bytes for what events say.
    ///   - ping: how often peers are to be heard; the grace is twice that, if that is longer than 45 s.
    ///   - clock: what the time is, as this life of the recorder begins.
    ///   - bundleAt: where the journal tells of the bundle in force.
    public init(
        board: Switchboard,
        committed: JournalPoint,
        lookupKey: Confidential<[UInt8]>,
        samenessKey: Confidential<[UInt8]>,
        ping: Span,
        clock: Timekeeper,
        bundleAt: Position
    ) {
        precondition(board.position == committed.position, "the exchange is at the journal's end")
        self.board = board
        self.committed = committed
        lookups = KeyedHash(key: lookupKey)
        sameness = KeyedHash(key: samenessKey)
        grace = max(.seconds(45), ping * 2)
        patience = ping
        self.clock = clock
        startedAt = clock.time
        self.bundleAt = bundleAt
    }

    /// What comes to a recorder.
    public enum Input: Sendable {
        /// The gateway is there, with a new link: nobody is attached, every lease has its full grace.
        case linked
        /// Somebody asks something.
        case put(Put)
        /// A session allows and has got offers up to these numbers.
        case credit(SessionID, through: UInt64?, got: UInt64?)
        /// A session has ended.
        case sessionEnded(SessionID)
        /// The disk has room for another batch of requests above the reserve, or has not.
        case room(Bool)
        /// Everything that waited has been taken in: decide what is due and write.
        case turn
        /// The batch is on disk.
        case committed(JournalPoint)
        /// What was asked of the journal's content.
        case contents(ReadID, [CaseContent])
        /// The chain's head at a position that was asked for; nil when the journal has none there.
        case head(ReadID, Digest?)
        /// What was asked of the journal's facts.
        case facts(ReadID, [PositionedFact])
        /// What became of the bundle's files.
        case bundleRead(ReadID, BundleReading)
        /// A second has passed: tell the metrics.
        case second
        /// Somebody listens to facts now, or nobody does any more.
        case listening(Bool)
        /// The files of the bundle are to be read anew, as a supervisor's order would have it.
        case reload
    }

    /// What a recorder wants done.
    public enum Effect: Sendable {
        /// Ask this of the journal; its answer comes back as an input.
        case journal(JournalRequest)
        /// The reply to a ticket.
        case done(Ticket, Message)
        /// A ticket was judged under another bundle: have it judged again.
        case judgeAgain(Ticket)
        /// Something for a session that did not ask.
        case push(SessionID, Message)
        /// Another session works in the place of this one: it has ended.
        case end(SessionID)
        /// Read and judge the bundle's files; those of a bundle that was in force before where they are given.
        case readBundle(ReadID, BundleFiles? = nil)
        /// Another bundle is in force.
        case bundle(BundleFiles, Bundle)
        /// Something for all who listen.
        case feed(News)
        /// The time by which the gateway is to go on: the recorder's, whatever its own clock says.
        case clock(TimeOfRecord)
        /// Words for whoever runs it: nobody asked, and somebody must act.
        case alarm([String])
        /// Words for whoever runs it: what they asked for is done.
        case word(String)
    }

    /// Takes one input and says what is to be done, in order.
    ///
    /// - Parameters:
    ///   - input: what came.
    ///   - reading: what both clocks say.
    /// - Returns: what is to be done, in order.
    public mutating func step(_ input: Input, at reading: Instant) -> [Effect] {
        let told = heed(reading)
        let effects = take(input, at: Instant(wall: clock.time, steady: reading.steady))
        return told.isEmpty ? effects : told + effects
    }

    private mutating func take(_ input: Input, at instant: Instant) -> [Effect] {
        switch input {
        case .linked:
            relink(at: instant)
            return [.clock(timeOfRecord)]
        case .put(let put):
            return take(put, at: instant)
        case .credit(let session, let through, let got):
            credit(session, through: through, got: got)
            return []
        case .sessionEnded(let session):
            board.presence.end(session, graceEnds: instant.steady + grace)
            sessionQueues[session] = nil
            return []
        case .room(let hasRoom):
            self.hasRoom = hasRoom
            return []
        case .turn:
            return turn(at: instant)
        case .committed(let point):
            return goOn(from: point)
        case .head(let id, let head):
            return finish(id, head: head, at: instant)
        case .contents(let id, let contents):
            return finish(id, with: contents, at: instant)
        case .facts(let id, let facts):
            return finish(id, with: facts, at: instant)
        case .bundleRead(let id, let reading):
            return activate(id, reading, at: instant)
        case .second:
            let ahead = lookAhead(at: instant)
            tellQueues(at: instant)
            return [.clock(timeOfRecord)] + ahead + release()
        case .listening(let isHeard):
            self.isHeard = isHeard
            return []
        case .reload:
            return [.readBundle(read(.activation(nil)))]
        }
    }

    /// When the clock has something for it to do; nil when nothing is due of itself.
    ///
    /// - Parameter reading: what both clocks say.
    /// - Returns: an instant on each of them: it is due at whichever comes first.
    public mutating func nextDeadline(from reading: Instant) -> Instant? {
        if hasMore { return reading }
        var steady = board.presence.nextLapse
        if let resend = board.presence.nextResend(patience: patience) {
            steady = min(steady ?? resend, resend)
        }
        for follower in followers { steady = min(steady ?? follower.until, follower.until) }
        var wall = board.nextDeadline
        if let due = wall, !clock.isBelieved {
            // What the wall says then is anybody's guess.
            let due = reading.steady + (due - clock.time)
            steady = min(steady ?? due, due)
            wall = nil
        }
        if steady == nil, wall == nil { return nil }
        return Instant(wall: wall ?? .distantFuture, steady: steady ?? .distantFuture)
    }

    /// A new link: everything that was under way comes again, so nothing of the old link is answered.
    private mutating func relink(at instant: Instant) {
        board.presence = Presence()
        isHeard = false
        followers = []
        sessionQueues = [:]
        givenBack = [:]
        behind = [:]
        unanswered = []
        held = held.filter { !$0.outgoing.isForLink }
        reads = reads.filter { $0.value.isOrder }
        lastStale = lastRead
        for file in board.cases.withOffers {
            for leg in file.legs {
                for offer in leg.openOffers {
                    board.presence.suspend(
                        offer.assignment.lease,
                        leg: leg.id,
                        graceEnds: instant.steady + grace
                    )
                }
            }
        }
    }
}

/// The time by both clocks.
public struct Instant: Equatable, Sendable {
    /// The clock on the wall, which an operator can set.
    public var wall: Moment
    /// A clock that only runs forward; its origin means nothing.
    public var steady: Moment

    /// An instant on both clocks.
    public init(wall: Moment, steady: Moment) {
        self.wall = wall
        self.steady = steady
    }
}

/// What the recorder counts, for its metrics.
public struct RecorderCounts: Equatable, Sendable {
    /// Events stored.
    public var stored: UInt64 = 0
    /// Events answered by what was stored before.
    public var repeated: UInt64 = 0
    /// Events refused.
    public var refused: UInt64 = 0
    /// Offers accepted.
    public var accepted: UInt64 = 0
    /// Offers declined.
    public var declined: UInt64 = 0
    /// Batches committed.
    public var commits: UInt64 = 0
}

/// A fact with its place in the journal.
public struct PositionedFact: Sendable {
    /// Its place.
    public var position: Position
    /// The fact.
    public var fact: Fact

    /// `fact` at `position`.
    public init(position: Position, fact: Fact) {
        self.position = position
        self.fact = fact
    }

    /// What a record of the journal says.
    public init(_ record: StoredRecord) throws(CodecFault) {
        position = record.position
        fact = try FactCodec.decode(record.body, version: record.version)
    }
}

/// Names one question to the journal.
public struct ReadID: Hashable, Sendable {
    /// The question's number.
    public let number: UInt64

    init(_ number: UInt64) {
        self.number = number
    }
}
