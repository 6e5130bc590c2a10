/// What a socket was sent.
///
/// The room for the sender's verified identity is here, beside the frames: it is a property of the
/// payload frame, not of the route (whose frame loses it after a poll in libzmq 4.3.4).
public enum Received: Equatable, Sendable {
    /// A whole message, every frame of it; a router's first frame is the route to answer by.
    case message([[UInt8]])

    /// A message of more than ``SocketOptions/framesMax`` frames, dropped; the route, on a router.
    case tooManyFrames(route: [UInt8])

    /// A message of more than ``SocketOptions/totalBytesMax`` bytes, dropped; the route, on a router.
    case tooManyBytes(route: [UInt8])
}
