import Testing
import ZeroMQ

/// A router on a port of the system's choice, watched, and the bell of its monitor.
struct BoundRouter {
    let context: Context
    let socket: Socket
    let bell: WakeBell
    let monitor: SocketMonitor
    let endpoint: String

    init(maxMessageBytes: Int = 1 << 16, sendHighWater: Int = 2000) throws {
        context = try Context()
        let options = SocketOptions.boundRouter(
            maxMessageBytes: maxMessageBytes,
            sendHighWater: sendHighWater
        )
        socket = try Socket(options, in: context)
        bell = try WakeBell()
        monitor = try socket.monitor(ringing: bell)
        try socket.bind("tcp://127.0.0.1:*")
        endpoint = try socket.lastEndpoint()
    }

    /// A dealer that connects to it.
    func dealer() throws -> Socket {
        let options = SocketOptions.clientDealer(maxMessageBytes: 1 << 20, sendHighWater: 1000)
        let dealer = try Socket(options, in: context)
        try dealer.connect(endpoint)
        return dealer
    }

    /// A peer that has shaken hands and sent one message, and the route to it.
    func rawPeer() throws -> (peer: RawPeer, route: [UInt8]) {
        let peer = try RawPeer(to: endpoint)
        try peer.greet()
        try peer.send([UInt8]("hello"))
        let frames = try socket.nextFrames()
        return (peer, try #require(frames.first))
    }

    /// Waits until the links of the router have come to this.
    func waitUntil(_ isSo: (MonitorCounts) -> Bool) -> Bool {
        Patience.wait(for: bell) { isSo(monitor.counts) }
    }
}
