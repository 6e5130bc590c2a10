public import Referrals
public import ZeroMQ

/// Why a client could not do what it was asked.
public enum ClientFailure: Error, Equatable, Sendable {
    /// Nobody answered at this endpoint in the time given.
    case silent(endpoint: String)
    /// Somebody listens at this endpoint, and no link comes about.
    case notLetIn(HandshakeFault, endpoint: String)
    /// The link to this endpoint broke before an answer came; what was asked may have been done.
    case cut(endpoint: String)
    /// The gateway at this endpoint has an order, and no answer came in the time given; it may have been
    /// carried out.
    case unanswered(endpoint: String)
    /// The gateway answered, and will not do it, or not yet.
    case refused(GatewayError)
    /// The gateway's journal is not the one that was receipted, or ends before: here it is.
    case journalBehind(JournalPoint)
    /// The session has ended; hello and attach again.
    case sessionEnded
    /// A message that was received is no answer to what was asked.
    case unreadable(String)
    /// The outbox failed; what it had taken before is there.
    case outbox(OutboxFailure)
    /// libzmq failed.
    case link(ZeroMQFailure)

    /// Whether the gateway is away, or was for a while, and may be back if one waits.
    public var isAway: Bool {
        switch self {
        case .silent, .cut, .unanswered, .sessionEnded: true
        case .notLetIn(let fault, endpoint: _): fault.isPassing
        case .refused, .journalBehind, .unreadable, .outbox, .link: false
        }
    }
}

/// An `error` as the gateway said it.
public struct GatewayError: Error, Equatable, Sendable {
    /// The code, whose class says whether trying again can help.
    public var code: Int
    /// The stable name.
    public var name: String
    /// A sentence for people; empty if there was none.
    public var detail: String
    /// How long to wait before trying again, if it said.
    public var retryAfter: Duration?
    /// More sentences: the mistakes in a bundle, one each.
    public var words: [String]

    /// An error of these parts.
    public init(
        code: Int,
        name: String,
        detail: String,
        retryAfter: Duration? = nil,
        words: [String] = []
    ) {
        self.code = code
        self.name = name
        self.detail = detail
        self.retryAfter = retryAfter
        self.words = words
    }

    /// Whether the same may be sent again, after a while.
    public var isPassing: Bool { GatewayError.isPassing(code) }

    /// Whether what was answered with a code may be sent again, after a while.
    public static func isPassing(_ code: Int) -> Bool {
        switch code {
        case 300..<400, 401, 429, 500, 503: true
        case _: false
        }
    }
}
