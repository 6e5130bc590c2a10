public import Wire
public import ZeroMQ

/// One who hears the feed of a gateway: whole snapshots, of which only the newest counts.
public final class FeedListener {
    /// A message of the feed.
    public struct Heard: Sendable {
        /// Its topic, such as `m1/queues`.
        public let topic: String
        /// The message.
        public let message: Reply
    }

    /// Where the feed is.
    public let endpoint: String

    private let socket: Socket
    private let poller: Poller

    /// Begins to listen to the topics that begin so.
    public init(
        to endpoint: String,
        topic prefix: String,
        in context: Context? = nil
    ) throws(ClientFailure) {
        self.endpoint = endpoint
        do throws(ZeroMQFailure) {
            let context = if let context { context } else { try Context() }
            socket = try Socket(
                .subscriber(maxMessageBytes: Connection.messageBytesMax),
                in: context
            )
            try socket.subscribe(to: prefix)
            try socket.connect(endpoint)
        } catch {
            throw .link(error)
        }
        poller = Poller([socket], bell: nil)
    }

    deinit {
        socket.close()
    }

    /// The newest message there is, waiting until then for one; nil when the time is over.
    public func newest(until deadline: ContinuousClock.Instant) throws(ClientFailure) -> Heard? {
        do throws(ZeroMQFailure) {
            while true {
                var newest: Heard?
                while let received = try socket.receive() {
                    guard case .message(let frames) = received, frames.count == 2,
                        let message = Reply(frames[1])
                    else { continue }
                    newest = Heard(
                        topic: String(decoding: frames[0], as: UTF8.self),
                        message: message
                    )
                }
                if let newest { return newest }
                let rest = Connection.milliseconds(until: deadline)
                guard rest > 0 else { return nil }
                _ = try poller.wait(milliseconds: rest)
            }
        } catch {
            throw .link(error)
        }
    }
}

@available(*, unavailable, message: "a listener belongs to one thread")
extension FeedListener: Sendable {}
