public import Referrals
public import ZeroMQ

/// How a gateway knows who speaks.
public enum Identity: Equatable, Sendable {
    /// It believes what it is told: on a gateway that runs insecurely, on this machine alone.
    case claimed(Principal)

    /// By a pair of keys, on an encrypted link to the owner of the other key and to nobody else.
    ///
    /// Whose the keys are stands in the gateway's cards: the client does not say it.
    case keys(CurveKeyPair, serverKey: CurvePublicKey)

    /// By the account of the operating system that the client runs in, over ipc.
    case account

    /// Whom the gateway is told to believe it speaks with.
    var claim: Principal? {
        switch self {
        case .claimed(let principal): principal
        case .keys, .account: nil
        }
    }

    /// What a socket needs.
    public var security: Security {
        switch self {
        case .claimed, .account: .none
        case .keys(let keys, let serverKey): .curveClient(keys: keys, serverKey: serverKey)
        }
    }

    /// Whether keys are shown.
    var hasKeys: Bool {
        switch self {
        case .claimed, .account: false
        case .keys: true
        }
    }
}
