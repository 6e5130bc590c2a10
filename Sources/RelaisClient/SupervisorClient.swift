public import Wire

/// A supervisor's questions and orders.
public final class SupervisorClient {
    /// The rows that answer a question.
    public struct Told: Sendable {
        /// The rows, each a JSON object as it was received.
        public var rows: [[UInt8]] = []
        /// The position of the journal up to which they are true, if it was said.
        public var position: Int?
    }

    /// What became of an order.
    public struct Done: Sendable {
        /// The code.
        public var code: Int
        /// Whether it changed anything.
        public var hasChanged: Bool
        /// Sentences that came with it.
        public var words: [String]
    }

    private let connection: Connection
    private let patience: Duration
    private let pace: RetryPace

    /// A supervisor on a connection, who waits so long for an answer.
    public init(
        _ connection: Connection,
        patience: Duration = .seconds(10),
        pace: RetryPace = RetryPace()
    ) {
        self.connection = connection
        self.patience = patience
        self.pace = pace
    }

    /// Asks for rows of which all the conditions hold, page after page until the last.
    public func ask(
        _ what: String,
        where conditions: [AskInquiry.Condition] = [],
        order: [AskInquiry.Sorting] = []
    ) throws(ClientFailure) -> Told {
        var told = Told()
        var asked = AskInquiry(what: what, conditions: conditions, order: order)
        while true {
            let reply = try answer(to: .ask(asked), of: "told")
            told.rows += reply.raw.map(Array.init)
            // Later pages are newer: all rows together are as new as the first page.
            if asked.after == nil { told.position = reply.integer("as_of", "position") }
            // A page may be empty and yet not the last: the search for its rows goes on in the next. One
            // that ends where it began would be asked for ever.
            guard let next = reply.text("next"), next != asked.after else { return told }
            asked.after = next
        }
    }

    /// Gives an order; the same key is the same order.
    ///
    /// - Throws: ``ClientFailure/unanswered(endpoint:)`` or ``ClientFailure/cut(endpoint:)`` when it may have
    ///   been carried out: to know, give it again under its key.
    public func order(_ inquiry: OrderInquiry) throws(ClientFailure) -> Done {
        let lastBefore = connection.lastNumber
        let reply: Reply
        do throws(ClientFailure) {
            reply = try answer(to: .order(inquiry), of: "done")
        } catch .silent(let endpoint) where connection.lastNumber > lastBefore {
            throw .unanswered(endpoint: endpoint)
        }
        let code = reply.integer("code") ?? 200
        let words = reply.lines.compactMap { $0.text("says") }
        guard code < 300 else {
            throw .refused(
                GatewayError(
                    code: code,
                    name: reply.text("error") ?? "\(code)",
                    detail: reply.text("detail") ?? "",
                    retryAfter: nil,
                    words: words
                )
            )
        }
        return Done(code: code, hasChanged: reply.flag("changed") ?? false, words: words)
    }

    /// Asks until it is answered well, or refused for good, or the patience is over.
    private func answer(
        to inquiry: Inquiry,
        of kind: String
    ) throws(ClientFailure) -> Reply {
        let deadline = ContinuousClock.now + patience
        var failures = 0
        while true {
            do throws(ClientFailure) {
                let reply = try connection.ask(inquiry, until: deadline)
                guard reply.kind == kind else {
                    throw .unreadable("the answer is no \(kind)")
                }
                return reply
            } catch .cut(let endpoint) {
                // Whoever asks again does no harm: an order is known by its key.
                guard ContinuousClock.now < deadline else { throw .cut(endpoint: endpoint) }
            } catch .refused(let error) where error.isPassing {
                failures += 1
                let pause =
                    ContinuousClock.now + pace.wait(after: failures, asked: error.retryAfter)
                guard pause < deadline else { throw .refused(error) }
                // Nobody pushes to one who has not said hello; late answers are of no use.
                while try connection.next(until: pause) != nil {}
            }
        }
    }
}

@available(*, unavailable, message: "a client belongs to one thread")
extension SupervisorClient: Sendable {}
