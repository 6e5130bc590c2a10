internal import Wire

/// An event on its way to a gateway: one line of JSON, and the mark its sender knows it by.
public struct OutgoingEvent: Equatable, Sendable {
    /// The longest line that a gateway takes, in bytes.
    public static let bytesMax = Limits.lineBytes

    /// Whatever the sender knows it by: the number of a line in a file, a place in an outbox.
    public let mark: Int

    /// The line, without its line feed.
    public let line: [UInt8]

    /// An event; nil if it is longer than a gateway takes, has a line feed in it, or is empty.
    ///
    /// Such a line has to be set aside: sent all the same, it would break the link, or the lines
    /// after it.
    public init?(mark: Int, line: [UInt8]) {
        guard !line.isEmpty, line.count <= OutgoingEvent.bytesMax, !line.contains(0x0A) else {
            return nil
        }
        self.mark = mark
        self.line = line
    }
}

/// Events that go in one message, within the limits of one.
struct EventBatch: Equatable {
    private(set) var events: [OutgoingEvent] = []

    private(set) var bytes = 0

    /// How many times it was sent and not answered well.
    var failures = 0

    /// When it may be sent again.
    var notBefore: ContinuousClock.Instant?

    /// Its place among all batches, in which they are sent.
    var place = 0

    /// Adds an event; false, and nothing done, if the message would be too long.
    mutating func add(_ event: OutgoingEvent) -> Bool {
        let more = event.line.count + 1
        guard events.count < Limits.bodyLines, bytes + more <= Limits.bodyBytes else {
            return false
        }
        events.append(event)
        bytes += more
        return true
    }
}
