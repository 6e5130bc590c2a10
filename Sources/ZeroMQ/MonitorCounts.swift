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

    /// How links came, failed to come and went, in words.
    public var description: String {
        let broken =
            self[.handshakeFailedNoDetail] + self[.handshakeFailedProtocol]
            + self[.handshakeFailedAuth]
        return """
            \(self[.accepted]) links accepted, \(self[.disconnected]) ended, \
            \(broken) handshakes failed, \(self[.acceptFailed]) not accepted
            """
    }

    mutating func add(_ kind: LinkEvent.Kind) {
        guard let index = LinkEvent.Kind.allCases.firstIndex(of: kind) else { return }
        numbers[index] += 1
    }
}
