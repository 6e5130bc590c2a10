/// What a poller found.
public struct Readiness: Equatable, Sendable {
    /// The bell rang, and has been silenced.
    public internal(set) var bellRang = false

    /// One bit a socket.
    var readable: UInt64 = 0
    var writable: UInt64 = 0

    /// Whether the socket at this index has something to receive.
    public func isReadable(_ index: Int) -> Bool { readable & 1 << UInt64(index) != 0 }

    /// Whether the socket at this index can send; known only while that is watched.
    public func isWritable(_ index: Int) -> Bool { writable & 1 << UInt64(index) != 0 }
}
