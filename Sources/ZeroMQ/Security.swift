/// How a socket knows whom it talks to.
///
/// It is part of a socket's options and therefore applied before the socket can bind or connect. A
/// mechanism added here must read back what it set (libzmq admits everybody when CURVE is on and
/// no ZAP handler answers), and brings the `User-Id` of each payload frame into ``Received``: a
/// handshake happens once a link, so whoever revokes a key looks its owner up at every message.
public enum Security: Equatable, Sendable {
    /// Nobody is known: for loopback and ipc only.
    case none

    /// The options that put it into force.
    var settings: [OptionSetting] {
        switch self {
        case .none: []
        }
    }
}
