internal import CZeroMQ

/// How a socket knows whom it talks to.
///
/// It is part of a socket's options and therefore applied before the socket can bind or connect, and
/// read back. A handshake happens once a link, so whoever revokes a key looks the user id of
/// ``Received`` up at every message.
public enum Security: Equatable, Sendable {
    /// Nobody is known: for loopback and ipc only.
    case none

    /// No keys, at the end that asks a ``Doorkeeper`` about the user of this machine who knocks: over ipc
    /// the kernel says who it is. Nobody gets in without a doorkeeper, as with keys.
    case localUsers(domain: ZapDomain)

    /// CURVE, at the end that proves who it is by its secret and asks a ``Doorkeeper`` about others.
    ///
    /// libzmq lets everybody in when no doorkeeper answers, unless a domain is set and its
    /// enforcement, too: both are, so that without a doorkeeper nobody gets in.
    case curveServer(secretKey: CurveSecretKey, domain: ZapDomain)

    /// CURVE, at the end that knows which server it wants, and says who itself is.
    case curveClient(keys: CurveKeyPair, serverKey: CurvePublicKey)

    /// Fails where libzmq was built without what this needs.
    func requireSupport() throws(ZeroMQFailure) {
        switch self {
        case .none, .localUsers: return
        case .curveServer, .curveClient: try Context.require("curve")
        }
    }

    /// Whether the peers have a user id that a doorkeeper gave them; what others claim is no such.
    var verifiesPeers: Bool {
        switch self {
        case .none, .curveClient: false
        case .localUsers, .curveServer: true
        }
    }

    /// What a frame weighs on the wire beyond its own bytes.
    var overheadBytes: Int {
        switch self {
        case .none, .localUsers: 0
        case .curveServer, .curveClient: 33
        }
    }

    /// `ZMQ_ZAP_ENFORCE_DOMAIN`: the header hides it with what is not stable yet, the library has it.
    private static let enforceDomain: Int32 = 93

    /// The options that put it into force.
    var settings: [OptionSetting] {
        switch self {
        case .none: []
        case .localUsers(let domain):
            [
                OptionSetting("ZAP_DOMAIN", ZMQ_ZAP_DOMAIN, .text(domain.name)),
                OptionSetting("ZAP_ENFORCE_DOMAIN", Self.enforceDomain, .int(1)),
            ]
        case .curveServer(let secretKey, let domain):
            [
                OptionSetting("ZAP_DOMAIN", ZMQ_ZAP_DOMAIN, .text(domain.name)),
                OptionSetting("ZAP_ENFORCE_DOMAIN", Self.enforceDomain, .int(1)),
                OptionSetting("CURVE_SERVER", ZMQ_CURVE_SERVER, .int(1)),
                OptionSetting("CURVE_SECRETKEY", ZMQ_CURVE_SECRETKEY, .secretKey(secretKey)),
            ]
        case .curveClient(let keys, let serverKey):
            [
                OptionSetting("CURVE_SERVERKEY", ZMQ_CURVE_SERVERKEY, .publicKey(serverKey)),
                OptionSetting("CURVE_PUBLICKEY", ZMQ_CURVE_PUBLICKEY, .publicKey(keys.publicKey)),
                OptionSetting("CURVE_SECRETKEY", ZMQ_CURVE_SECRETKEY, .secretKey(keys.secretKey)),
            ]
        }
    }
}
