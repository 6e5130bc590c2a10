public import Referrals
import Wire

/// An agency's way to a gateway: events go out in batches, receipts come back, and what was not
/// answered well goes out again.
///
/// It is used by one thread and does its work inside ``turn(until:)``, which ``submit(_:until:)`` and
/// ``settle(until:)`` call. An event is settled when a receipt says that it is stored or refused for
/// good. Until then it is kept: with an ``Outbox`` on disk, where a crash leaves it and the next client
/// goes on; without one in memory, and whoever must not lose it keeps it elsewhere and may send it again
/// at any time, since the gateway knows an event by its id.
///
/// Events leave in their order. Of those with one `agency_ref` the next leaves when the one before it is
/// settled; one that the gateway puts off holds back nobody else.
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
        var events: [UnsettledEvent]
        var lane: Lane
        var bytes: Int
        var answerBy: ContinuousClock.Instant
    }

    /// The connection under it.
    public let connection: Connection

    /// Where events are kept until they are settled; nil if that is in memory.
    public let outbox: Outbox?

    let lane: Lane
    let isDryRun: Bool
    let pace: RetryPace
    let isGreeter: Bool

    /// What the gateway's journal must hold at least: the point of the newest receipt one has.
    ///
    /// With an outbox it is the outbox's.
    public var known: JournalPoint?

    /// The newest point at which the gateway's journal was found to lack what was receipted; with an outbox
    /// that is sent again, and this tells of it.
    public internal(set) var journalBehind: JournalPoint?

    var window = narrowWindow
    var queues: [Lane: SendQueue] = [.live: SendQueue(), .bulk: SendQueue()]
    /// Events up to this place leave even if they do not fill a message.
    var flushedThrough = 0
    var lastPlace = 0
    var underWay: [Int: Sent] = [:]
    var bytesUnderWay = 0
    var receipts: [EventReceipt] = []
    /// Receipts that were handed out, and are written down when the client is used the next time.
    var handedOut: [EventReceipt] = []
    var cutsSeen = 0
    var silences = 0
    var lastSilence: ContinuousClock.Instant?
    /// How many messages in a row were answered "try again".
    var failures = 0
    /// No event is sent before this: the gateway has asked for a while.
    var quietUntil: ContinuousClock.Instant?
    var greeting: Int?
    var mustGreet: Bool
    /// Nothing is sent before this: the gateway is going down and has said when to come back.
    var restsUntil: ContinuousClock.Instant?

    /// An agency on a connection; with `greets` it says hello first, which widens its window.
    ///
    /// What is left in the outbox goes out first.
    public init(
        _ connection: Connection,
        outbox: Outbox? = nil,
        lane: Lane = .live,
        isDryRun: Bool = false,
        greets: Bool = true,
        pace: RetryPace = RetryPace()
    ) {
        precondition(outbox == nil || !isDryRun, "a dry run stores nothing: it needs no outbox")
        self.connection = connection
        self.outbox = outbox
        self.lane = lane
        self.isDryRun = isDryRun
        self.pace = pace
        mustGreet = greets
        isGreeter = greets
        if let outbox {
            known = outbox.known
            for place in outbox.openPlaces { enqueue(place, of: outbox, mark: 0) }
            flush()
        }
    }

    /// How many events are not settled.
    public var unsettled: Int {
        queues.values.reduce(0) { $0 + $1.count }
            + underWay.values.reduce(0) { $0 + $1.events.count }
    }

    /// The marks of the events that are not settled, in their order.
    public var unsettledMarks: [Int] {
        let waiting = queues.values.flatMap(\.events) + underWay.values.flatMap(\.events)
        return waiting.sorted { $0.place < $1.place }.map(\.mark)
    }

    /// Takes an event; it leaves with those after it, or with ``flush()``.
    ///
    /// With an outbox the event is safe when this returns. Without one, when more than a window waits to
    /// leave, this waits for answers; past `deadline` it returns false, and the event is not taken.
    public func submit(
        _ event: OutgoingEvent,
        until deadline: ContinuousClock.Instant
    ) throws(ClientFailure) -> Bool {
        if outbox != nil {
            try submit([event])
            return true
        }
        while isCrowded {
            guard ContinuousClock.now < deadline else { return false }
            try turn(until: deadline)
        }
        lastPlace += 1
        queues[lane]?.add(
            UnsettledEvent(
                place: lastPlace,
                mark: event.mark,
                reference: event.reference,
                bytes: event.line.count,
                line: event.line
            )
        )
        if hasWhole(lane) { try turn(until: .now) }
        return true
    }

    /// Takes events into the outbox, all or none: they are safe when this returns, whether or not there is
    /// a gateway; many at once need one wait for the disk.
    public func submit(_ events: [OutgoingEvent]) throws(ClientFailure) {
        guard let outbox else {
            preconditionFailure(
                "events without an outbox are submitted one by one, with a deadline"
            )
        }
        writeDown()
        let places: [Int]
        do throws(OutboxFailure) {
            places = try outbox.take(events, lane: lane)
        } catch {
            throw .outbox(error)
        }
        for (place, event) in zip(places, events) { enqueue(place, of: outbox, mark: event.mark) }
    }

    private func enqueue(_ place: Int, of outbox: Outbox, mark: Int) {
        lastPlace = max(lastPlace, place)
        queues[outbox.entry(place).lane]?.add(unsettled(place, of: outbox, mark: mark))
    }

    /// An event of the outbox, whose line stays there.
    func unsettled(_ place: Int, of outbox: Outbox, mark: Int = 0) -> UnsettledEvent {
        let entry = outbox.entry(place)
        return UnsettledEvent(
            place: place,
            mark: mark,
            reference: entry.reference,
            bytes: entry.line.count,
            line: nil
        )
    }

    /// Whether as much waits to leave as memory is to hold.
    private var isCrowded: Bool {
        guard let queue = queues[lane] else { return false }
        return queue.count >= window.messages * Limits.bodyLines || queue.bytes >= window.bytes
    }

    /// Lets go what has been taken, however little it is.
    public func flush() {
        flushedThrough = lastPlace
    }

    /// Sends events and waits until each is settled; false if some are not at the deadline.
    public func publish(
        _ events: [OutgoingEvent],
        until deadline: ContinuousClock.Instant
    ) throws(ClientFailure) -> Bool {
        if outbox != nil {
            try submit(events)
        } else {
            for event in events {
                guard try submit(event, until: deadline) else { return false }
            }
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
    ///
    /// They are yours then: the outbox notes them as had when the client is used the next time, and a crash
    /// before that brings them again.
    public func takeReceipts() -> [EventReceipt] {
        writeDown()
        defer { receipts = [] }
        if outbox != nil { handedOut = receipts }
        return receipts
    }

    /// Writes the receipts down that were handed out.
    func writeDown() {
        guard let outbox, !handedOut.isEmpty else { return }
        outbox.settle(handedOut)
        known = outbox.known
        handedOut = []
    }

    /// Writes down what was handed out, and waits until it is on disk; to be called before an orderly end.
    public func close() throws(ClientFailure) {
        writeDown()
        do throws(OutboxFailure) {
            try outbox?.sync()
        } catch {
            throw .outbox(error)
        }
    }
}

@available(*, unavailable, message: "a client belongs to one thread")
extension AgencyClient: Sendable {}
