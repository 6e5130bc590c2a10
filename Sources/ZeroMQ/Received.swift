/// What a socket was sent.
public enum Received: Equatable, Sendable {
    /// A whole message, every frame of it; a router's first frame is the route to answer by.
    ///
    /// The user is who a ``Doorkeeper`` said the peer is; nil on a socket that asks none. It is a
    /// property of the payload frame, not of the route (whose frame loses it after a poll in libzmq
    /// 4.3.4). A message without a user on a socket that has a doorkeeper is believed by nobody.
    case message([[UInt8]], user: UserId? = nil)

    /// A message of more than ``SocketOptions/framesMax`` frames, dropped; the route, on a router.
    case tooManyFrames(route: [UInt8])

    /// A message of more than ``SocketOptions/totalBytesMax`` bytes, dropped; the route, on a router.
    case tooManyBytes(route: [UInt8])
}
