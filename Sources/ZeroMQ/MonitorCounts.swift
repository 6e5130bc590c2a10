/// How often each kind of event happened to the links of one socket.
public struct MonitorCounts: CustomStringConvertible, Equatable, Sendable {
    private var numbers = [Int](repeating: 0, count: LinkEvent.Kind.allCases.count)

    /// Notices of the library that could not be read.
    public internal(set) var unknown = 0

    /// Events that fell out of the list of recent ones before anybody took them.
    public internal(set) var forgotten = 0

    /// How often this happened.
    public subscript(kind: LinkEvent.Kind) -> Int {
        LinkEvent.Kind.allCases.firstIndex(of: kind).map { numbers[$0] } ?? 0
    }

    /// Links to a socket that listens whose handshake failed, or is under way.
    public var strangers: Int { self[.accepted] - self[.handshakeSucceeded] }

    /// How links came, failed to come and went, in words, of a socket that listens.
    public var description: String {
        """
        \(self[.accepted]) links accepted, \(self[.disconnected]) ended, \(strangers) not let in, \
        \(self[.acceptFailed]) not accepted
        """
    }

    mutating func add(_ kind: LinkEvent.Kind) {
        guard let index = LinkEvent.Kind.allCases.firstIndex(of: kind) else { return }
        numbers[index] += 1
    }
}
