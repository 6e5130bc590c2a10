public import Referrals

/// The bounds of a link between two stations.
public enum StationLink {
    /// How often each end is heard at least.
    public static let beatEvery = Span.seconds(1)
    /// After so long a silence the other end is taken for gone: four signs of life missed.
    public static let patience = Span.seconds(4)
    /// How long an end that is refused waits before it tries again.
    public static let refusedPause = Span.seconds(5)
}

/// What comes to the end of a link that a station has made to the gateway.
public enum EndInput<Own: Sendable>: Sendable {
    /// There is a new connection: nothing was said on it yet.
    case opened
    /// The gateway has sent this.
    case frame([UInt8])
    /// The station has this for the gateway.
    case own(Own)
    /// A moment has passed.
    case tick
    /// The station goes.
    case close
}

/// What the end of a link wants done.
public enum EndEffect<Own: Sendable>: Sendable {
    /// Send this to the gateway.
    case send([UInt8])
    /// Give the station this.
    case own(Own)
    /// Close the connection and make a new one, not before so long.
    case renew(after: Span)
    /// Words for whoever runs it.
    case alarm(String)
}

/// When an end was last heard and last spoke: what a link needs to know that it lives.
struct LinkPulse: Sendable {
    private var heardAt: Moment
    private var spokeAt: Moment

    init(at now: Moment) {
        heardAt = now
        spokeAt = now
    }

    mutating func heard(at now: Moment) { heardAt = now }

    mutating func spoke(at now: Moment) { spokeAt = now }

    /// Whether the other end was not heard for too long.
    func isSilent(at now: Moment) -> Bool { heardAt + StationLink.patience < now }

    /// Whether it is time for a sign of life.
    func isDue(at now: Moment) -> Bool { spokeAt + StationLink.beatEvery <= now }
}
