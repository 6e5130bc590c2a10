public import Referrals
public import Wire

/// An agency's way to a gateway: events go out in batches, receipts come back, and what was not
/// answered well goes out again.
///
/// It is used by one thread and does its work inside ``turn(until:)``, which ``submit(_:)`` and
/// ``settle(until:)`` call. An event is settled when a receipt says that it is stored or refused for
/// good; until then it is kept here, in memory: whoever must not lose it keeps it on disk as well,
/// and may send it again at any time, since the gateway knows an event by its id.
///
/// Batches leave in the order of the events. One that was answered "try again" is sent again before
/// those behind it; a single event that was deferred is not waited for.
public final class AgencyClient {
    /// What a peer without a session may have unanswered.
    static let narrowWindow = Window(
        messages: Limits.strangerMessages,
        bytes: Limits.strangerBytes
    )

    struct Window: Equatable {
        var messages: Int
        var bytes: Int
    }

    struct Sent {
        var batch: EventBatch
        var answerBy: ContinuousClock.Instant
    }

    /// The connection under it.
    public let connection: Connection

    let lane: Lane
    let isDryRun: Bool
    let pace: RetryPace

    /// What the gateway's journal must hold at least: the point of the newest receipt one has.
    public var known: JournalPoint?

    var window = narrowWindow
    var gathering = EventBatch()
    var waiting: [EventBatch] = []
    var deferred: [EventBatch] = []
    var underWay: [Int: Sent] = [:]
    var bytesUnderWay = 0
    var receipts: [EventReceipt] = []
    var lastPlace = 0
    var cutsSeen = 0
    var silences = 0
    var lastSilence: ContinuousClock.Instant?
    var greeting: Int?
    var mustGreet: Bool
    /// Nothing is sent before this: the gateway is going down and has said when to come back.
    var restsUntil: ContinuousClock.Instant?

    /// An agency on a connection; with `greets` it says hello first, which widens its window.
    public init(
        _ connection: Connection,
        lane: Lane = .live,
        isDryRun: Bool = false,
        greets: Bool = true,
        pace: RetryPace = RetryPace()
    ) {
        self.connection = connection
        self.lane = lane
        self.isDryRun = isDryRun
        self.pace = pace
        mustGreet = greets
        isGreeter = greets
    }

    let isGreeter: Bool

    /// How many events are not settled.
    public var unsettled: Int {
        let batches = waiting + deferred + underWay.values.map(\.batch)
        return gathering.events.count + batches.reduce(0) { $0 + $1.events.count }
    }

    /// The marks of the events that are not settled, in their order.
    public var unsettledMarks: [Int] {
        let batches = waiting + deferred + underWay.values.map(\.batch) + [gathering]
        return batches.flatMap { $0.events.map(\.mark) }.sorted()
    }

    /// Takes an event; it leaves with those after it, or with ``flush()``.
    ///
    /// When more than a window waits to leave, this waits for answers; past `deadline` it returns
    /// false, and the event is not taken.
    public func submit(
        _ event: OutgoingEvent,
        until deadline: ContinuousClock.Instant
    ) throws(ClientFailure) -> Bool {
        while waiting.count >= window.messages {
            guard ContinuousClock.now < deadline else { return false }
            try turn(until: deadline)
        }
        guard !gathering.add(event) else { return true }
        flush()
        guard gathering.add(event) else {
            preconditionFailure("an event within the limit of a line fits into an empty batch")
        }
        try turn(until: .now)
        return true
    }

    /// Lets go what has been gathered, however little it is.
    public func flush() {
        guard !gathering.events.isEmpty else { return }
        lastPlace += 1
        gathering.place = lastPlace
        waiting.append(gathering)
        gathering = EventBatch()
    }

    /// Sends events and waits until each is settled; false if some are not at the deadline.
    public func publish(
        _ events: [OutgoingEvent],
        until deadline: ContinuousClock.Instant
    ) throws(ClientFailure) -> Bool {
        for event in events {
            guard try submit(event, until: deadline) else { return false }
        }
        return try settle(until: deadline)
    }

    /// Waits until all events are settled; false if some are not at the deadline.
    public func settle(until deadline: ContinuousClock.Instant) throws(ClientFailure) -> Bool {
        flush()
        while unsettled > 0 {
            guard ContinuousClock.now < deadline else { return false }
            try turn(until: deadline)
        }
        return true
    }

    /// The receipts of the events that were settled since the last call, in the order they came.
    public func takeReceipts() -> [EventReceipt] {
        defer { receipts = [] }
        return receipts
    }
}

@available(*, unavailable, message: "a client belongs to one thread")
extension AgencyClient: Sendable {}
