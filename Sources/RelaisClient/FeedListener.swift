public import Wire
public import ZeroMQ

/// One who hears the feed of a gateway: snapshots, of which only the newest counts, and facts in the
/// order of the journal.
///
/// The feed is not kept for anybody: who is slow, or comes late, misses something. Facts tell by their
/// places that some were missed, and ``SupervisorClient`` can ask how things stand.
public final class FeedListener {
    /// A message of the feed.
    public struct Heard: Sendable {
        /// Its topic, such as `m1/queues`.
        public let topic: String
        /// The message.
        public let message: Reply
        /// How many facts were missed between the last one heard and this one.
        ///
        /// It is told to one who listens to all facts; who picks some topics misses the others.
        public let missed: Int
    }

    /// The topics of all facts begin so.
    public static let facts = "f1/"

    /// Where the feed is.
    public var endpoint: String { link.endpoint }

    private let link: Link
    private let hearsAllFacts: Bool
    private var lastPosition: Int?

    /// Begins to listen to the topics that begin so; a locked feed wants keys.
    public init(
        to endpoint: String,
        topic prefix: String,
        identity: Identity = .account,
        in context: Context? = nil,
        backoff: Backoff = .link
    ) throws(ClientFailure) {
        hearsAllFacts = FeedListener.facts.hasPrefix(prefix)
        do throws(ZeroMQFailure) {
            link = try Link(
                to: endpoint,
                .subscriber(
                    maxMessageBytes: Connection.messageBytesMax,
                    security: identity.security
                ),
                topic: prefix,
                hasKeys: identity.hasKeys,
                in: context,
                backoff: backoff
            )
        } catch {
            throw .link(error)
        }
    }

    /// The newest message there is, waiting until then for one; nil when the time is over.
    public func newest(until deadline: ContinuousClock.Instant) throws(ClientFailure) -> Heard? {
        guard var newest = try next(until: deadline) else { return nil }
        while let newer = try next(until: .now) { newest = newer }
        return newest
    }

    /// The next message, in the order in which they were published, waiting until then for one; nil when
    /// the time is over.
    public func next(until deadline: ContinuousClock.Instant) throws(ClientFailure) -> Heard? {
        while true {
            while let received = try link.receive() {
                guard let heard = heard(received) else { continue }
                link.wasHeard()
                return heard
            }
            let rest = Connection.milliseconds(until: deadline)
            guard rest > 0 else { return nil }
            try link.wait(milliseconds: rest)
        }
    }

    /// What was received; nil for what is no message of a feed.
    private func heard(_ received: Received) -> Heard? {
        guard case .message(let frames, user: _) = received, frames.count == 2,
            let message = Reply(frames[1])
        else { return nil }
        let topic = String(decoding: frames[0], as: UTF8.self)
        return Heard(topic: topic, message: message, missed: missed(before: message))
    }

    private func missed(before message: Reply) -> Int {
        guard hearsAllFacts, message.kind == "fact",
            let position = message.lines.first?.integer("position")
        else { return 0 }
        defer { lastPosition = position }
        guard let last = lastPosition else { return 0 }
        return max(0, position - last - 1)
    }
}

@available(*, unavailable, message: "a listener belongs to one thread")
extension FeedListener: Sendable {}
