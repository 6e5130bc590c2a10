internal import CZeroMQ

/// What a socket is and how it behaves, complete before it binds or connects.
///
/// There is one profile for each use and no other way to make options, because the values belong
/// together:
/// - LINGER is 0: a socket that closes forgets what it has not sent. Durability never rests on it.
/// - RCVHWM is 0: we always read. A finite one lets a peer's PING stop the whole process (libzmq
///   4.3.4 and 4.3.5 assert when a stalled link breaks), and heartbeats cut healthy links while
///   input is stalled. Back-pressure is credit and refusals, never "not reading".
/// - ZMTP heartbeats are off for the same reason, and prove an I/O thread only. Half-open links are
///   found by TCP keepalive (20 s idle, then 3 probes 5 s apart) and TCP_MAXRT; that the peer
///   still *works* is for the application's ping to tell.
/// - MAXMSGSIZE is always set: without it anybody may park memory in our process. The one who sends
///   must check the limit, for past it the link drops without a word.
/// - No routing id is set: routes are return addresses, never identities.
public struct SocketOptions: Equatable, Sendable {
    /// The kind of socket.
    public let kind: SocketKind

    /// The largest frame a peer may send; past it libzmq drops the link.
    public let maxMessageBytes: Int

    /// How many whole messages may wait for one peer before a send answers `wouldBlock`.
    public let sendHighWater: Int

    /// Who is let in.
    public let security: Security

    /// How many frames of one message are kept; a longer one is reported, its rest read and dropped.
    public static let framesMax = 8

    /// How many it is on this socket: a doorkeeper is asked in more frames than a message has.
    var framesKept = framesMax

    /// What the frames around a message may weigh: a route of 255 bytes, 4 envelope frames of 64.
    static let envelopeBytesMax = 1024

    /// How many bytes of one message are kept, all its frames together.
    public var totalBytesMax: Int { maxMessageBytes + Self.envelopeBytesMax }
}

extension SocketOptions {
    /// A router that peers connect to.
    ///
    /// MANDATORY is 1, so that a peer that is gone or full is told to the sender instead of losing
    /// the message; HANDOVER is 0, so that nobody takes over another peer's route.
    ///
    /// `sendHighWater` must be above the largest credit window of a peer.
    public static func boundRouter(
        maxMessageBytes: Int,
        sendHighWater: Int = 2000,
        security: Security = .none
    ) -> SocketOptions {
        SocketOptions(
            kind: .router,
            maxMessageBytes: maxMessageBytes,
            sendHighWater: sendHighWater,
            security: security
        )
    }

    /// A dealer that connects to one router.
    ///
    /// IMMEDIATE is 1: before the link stands a send answers `wouldBlock`, so that nothing
    /// sent earlier arrives on a new link ahead of the greeting. Reconnection backs off from 250 ms
    /// to 30 s but starts anew after every TCP connect, so the owner adds a jittered pause of its
    /// own; after a failed handshake or a lost peer it closes the socket and makes another.
    ///
    /// `sendHighWater` is the window of messages the peer granted.
    public static func clientDealer(
        maxMessageBytes: Int,
        sendHighWater: Int,
        security: Security = .none
    ) -> SocketOptions {
        SocketOptions(
            kind: .dealer,
            maxMessageBytes: maxMessageBytes,
            sendHighWater: sendHighWater,
            security: security
        )
    }

    /// A lock-step client, as foreign software may be; RELAXED and CORRELATE are on.
    public static func request(
        maxMessageBytes: Int,
        security: Security = .none
    ) -> SocketOptions {
        SocketOptions(
            kind: .request,
            maxMessageBytes: maxMessageBytes,
            sendHighWater: 64,
            security: security
        )
    }

    /// A publisher that subscribers connect to.
    ///
    /// A subscriber 4,096 messages behind, a few megabytes, loses the next ones without anybody being
    /// told. Therefore only what says itself where it belongs is published: whole snapshots with a
    /// sequence number, and facts with their place in the journal; never differences. Its limit on
    /// messages is for the subscriptions it is sent.
    public static func publisher(security: Security = .none) -> SocketOptions {
        SocketOptions(
            kind: .publisher,
            maxMessageBytes: 4096,
            sendHighWater: 4096,
            security: security
        )
    }

    /// A subscriber that connects to one publisher; its owner drains it to the newest snapshot.
    public static func subscriber(
        maxMessageBytes: Int,
        security: Security = .none
    ) -> SocketOptions {
        SocketOptions(
            kind: .subscriber,
            maxMessageBytes: maxMessageBytes,
            sendHighWater: 64,
            security: security
        )
    }

    /// The end of a monitor's pair: unbounded, so that an I/O thread never waits for its reader.
    static let monitorEnd = SocketOptions(
        kind: .monitorEnd,
        maxMessageBytes: 4096,
        sendHighWater: 0,
        security: .none
    )

    /// Where a doorkeeper is asked, unbounded: the one who asks is the library itself.
    static let doorkeeper = SocketOptions(
        kind: .router,
        maxMessageBytes: 4096,
        sendHighWater: 0,
        security: .none,
        framesKept: 16
    )
}

extension SocketOptions {
    /// Every option to be set, in order, security last.
    var settings: [OptionSetting] {
        let here = common
        switch kind {
        case .router:
            return here + bound + tcp + [
                OptionSetting(
                    "ROUTER_MANDATORY",
                    ZMQ_ROUTER_MANDATORY,
                    .int(1),
                    canBeReadBack: false
                ),
                OptionSetting(
                    "ROUTER_HANDOVER",
                    ZMQ_ROUTER_HANDOVER,
                    .int(0),
                    canBeReadBack: false
                ),
            ] + security.settings
        case .publisher:
            return here + bound + tcp + security.settings
        case .dealer, .subscriber:
            return here + connecting + tcp + security.settings
        case .request:
            return here + connecting + tcp + [
                OptionSetting("REQ_CORRELATE", ZMQ_REQ_CORRELATE, .int(1), canBeReadBack: false),
                OptionSetting("REQ_RELAXED", ZMQ_REQ_RELAXED, .int(1), canBeReadBack: false),
            ] + security.settings
        case .monitorEnd:
            return here
        }
    }

    private var common: [OptionSetting] {
        [
            OptionSetting("LINGER", ZMQ_LINGER, .int(0)),
            OptionSetting("RCVHWM", ZMQ_RCVHWM, .int(0)),
            OptionSetting("SNDHWM", ZMQ_SNDHWM, .int(Int32(clamping: sendHighWater))),
            OptionSetting("SNDTIMEO", ZMQ_SNDTIMEO, .int(0)),
            OptionSetting("RCVTIMEO", ZMQ_RCVTIMEO, .int(0)),
            OptionSetting("MAXMSGSIZE", ZMQ_MAXMSGSIZE, .long(Int64(wireBytesMax))),
        ]
    }

    private var wireBytesMax: Int { maxMessageBytes + security.overheadBytes }

    private var bound: [OptionSetting] {
        [OptionSetting("BACKLOG", ZMQ_BACKLOG, .int(1024))]
    }

    private var connecting: [OptionSetting] {
        [
            OptionSetting("IMMEDIATE", ZMQ_IMMEDIATE, .int(1)),
            OptionSetting("RECONNECT_IVL", ZMQ_RECONNECT_IVL, .int(250)),
            OptionSetting("RECONNECT_IVL_MAX", ZMQ_RECONNECT_IVL_MAX, .int(30000)),
            OptionSetting("CONNECT_TIMEOUT", ZMQ_CONNECT_TIMEOUT, .int(5000)),
        ]
    }

    private var tcp: [OptionSetting] {
        [
            OptionSetting("HANDSHAKE_IVL", ZMQ_HANDSHAKE_IVL, .int(5000)),
            OptionSetting("TCP_KEEPALIVE", ZMQ_TCP_KEEPALIVE, .int(1)),
            OptionSetting("TCP_KEEPALIVE_IDLE", ZMQ_TCP_KEEPALIVE_IDLE, .int(20)),
            OptionSetting("TCP_KEEPALIVE_INTVL", ZMQ_TCP_KEEPALIVE_INTVL, .int(5)),
            OptionSetting("TCP_KEEPALIVE_CNT", ZMQ_TCP_KEEPALIVE_CNT, .int(3)),
            OptionSetting("TCP_MAXRT", ZMQ_TCP_MAXRT, .int(20000)),
            OptionSetting("IPV6", ZMQ_IPV6, .int(1)),
        ]
    }
}
