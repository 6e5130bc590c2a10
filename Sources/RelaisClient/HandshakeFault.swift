internal import ZeroMQ

/// Why no link to a gateway comes about although somebody listens there.
///
/// ZeroMQ itself is silent about all of these, and after most of them never tries again; a client of
/// ours learns of them, and tries again after a pause.
public enum HandshakeFault: Equatable, Sendable {
    /// Each handshake is broken off without a word: so does a gateway whose key is another one than
    /// the one that was looked for; rarely, one that has none.
    case serverKeyUnproven
    /// The gateway does not know our key, has revoked it, or does not take it at this door.
    case keyRefused
    /// The gateway cannot tell at present whose our key is.
    case undecided
    /// The gateway wants keys, and none were given.
    case keysWanted
    /// The gateway breaks off without a word, time and again, and no keys were given.
    case brokenOff
    /// The gateway speaks without keys here, and we must not.
    case keysNotTaken
    /// Whoever listens does not speak the protocol.
    case stranger

    /// Whether it may pass without anybody changing a key or a setting.
    public var isPassing: Bool {
        switch self {
        case .undecided: true
        case .serverKeyUnproven, .keyRefused, .keysWanted, .brokenOff, .keysNotTaken, .stranger:
            false
        }
    }

    /// What it is and what to look at, in words.
    public var words: String {
        switch self {
        case .serverKeyUnproven:
            """
            the handshake is broken off without a word, as a gateway does that has another key than \
            the one looked for: compare the server key with the gateway's own, by its fingerprint
            """
        case .keyRefused:
            """
            the gateway does not let this key in: it does not know it, has revoked it, or does not \
            take it at this door, from this network, or on this day
            """
        case .undecided: "the gateway cannot say at present whose this key is"
        case .keysWanted: "the gateway there wants keys, and none were given"
        case .brokenOff:
            """
            the handshake is broken off without a word, as a gateway does that wants keys, and none \
            were given
            """
        case .keysNotTaken: "the gateway there speaks without keys, and one was given"
        case .stranger: "whoever listens there is no gateway"
        }
    }

    /// The protocol error of libzmq for two ends that prove themselves by different means.
    private static let mechanismMismatch: UInt32 = 0x1100_0002

    /// What an event of the link says; nil for one that says nothing by itself.
    init?(_ event: LinkEvent, hasKeys: Bool) {
        switch event.kind {
        case .handshakeFailedAuth: self = event.value == 400 ? .keyRefused : .undecided
        case .handshakeFailedProtocol where event.value == HandshakeFault.mechanismMismatch:
            self = hasKeys ? .keysNotTaken : .keysWanted
        case .handshakeFailedProtocol: self = .stranger
        case .listening, .accepted, .acceptFailed, .handshakeSucceeded, .handshakeFailedNoDetail,
            .disconnected:
            return nil
        }
    }
}
