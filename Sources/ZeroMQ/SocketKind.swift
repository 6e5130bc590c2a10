internal import CZeroMQ

/// The patterns of socket in use here.
///
/// PUSH and PULL have no addressable peers, REP is lock-step, STREAM and raw routers would have us
/// parse TCP, and the draft kinds are absent from Debian's build: none of them is offered.
public enum SocketKind: Sendable {
    /// Answers many peers, each found by the route its messages came with.
    case router
    /// Talks to one router, without lock-step.
    case dealer
    /// Talks to one router in lock-step: what a foreign client may use, offered for tests.
    case request
    /// Tells every subscriber, and forgets what a slow one cannot take.
    ///
    /// It is an XPUB, which receives a ``Subscription`` when the first begins to listen to something and
    /// when the last ceases, so that nobody makes what nobody hears. Its owner reads them all.
    case publisher
    /// Hears a publisher.
    case subscriber
    /// The listening end of a socket monitor.
    case monitorEnd

    /// The number libzmq knows the kind by.
    var number: Int32 {
        switch self {
        case .router: ZMQ_ROUTER
        case .dealer: ZMQ_DEALER
        case .request: ZMQ_REQ
        case .publisher: ZMQ_XPUB
        case .subscriber: ZMQ_SUB
        case .monitorEnd: ZMQ_PAIR
        }
    }
}
