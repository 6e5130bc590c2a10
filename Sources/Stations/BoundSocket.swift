internal import Posts
internal import Triage
internal import ZeroMQ

/// A socket of the gateway, bound, with what watches its links.
struct BoundSocket {
    /// What it is called where the endpoints are told.
    let name: String
    /// Whose door it is.
    let domain: KeyDomain
    /// Which of the sockets of this domain.
    let number: UInt8
    let socket: Socket
    let monitor: SocketMonitor
    /// Where it listens, wildcards resolved.
    let endpoint: String

    /// The door of peers from outside that it is; nil for the feed and the doors of stations.
    var door: Door? {
        switch domain {
        case .intake: .intake
        case .desk: .desk
        case .control: .control
        case .feed, .work, .record: nil
        }
    }
}
