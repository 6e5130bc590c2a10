/// What passed through a socket since it was made: nothing is dropped without a number here.
public struct SocketCounts: Equatable, Sendable {
    /// Whole messages given to the caller.
    public var received = 0
    /// Messages among these that name no user although a doorkeeper is asked: it was set up wrongly.
    public var withoutUser = 0
    /// Messages dropped for their number of frames, each reported to the caller.
    public var tooManyFrames = 0
    /// Messages dropped for their bytes, each reported to the caller.
    public var tooManyBytes = 0
    /// Messages taken by libzmq.
    public var sent = 0
    /// Sends that found the peer full or no link.
    public var wouldBlock = 0
    /// Sends that found the peer gone.
    public var unreachable = 0
}
