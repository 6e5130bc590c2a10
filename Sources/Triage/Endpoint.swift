/// Where a socket listens or is reached: `tcp://HOST:PORT` or `ipc://PATH`, read whole, as ZeroMQ reads it.
public struct Endpoint: Equatable, Sendable {
    /// As it was written.
    public let text: String
    /// Whether it is on this machine, so that nothing said there can be overheard.
    ///
    /// `tcp://127.example.org:1` is not: that is a name that any machine may bear.
    public let isLocal: Bool
    /// Whether the system chooses the port or the path when it is bound, so that nobody can connect to it.
    public let isWildcard: Bool

    /// Reads an endpoint; nil if it is none, or one of a kind that is not spoken here.
    ///
    /// One with a semicolon is none: behind it ZeroMQ takes a second address, and speaks to that.
    public init?(_ text: String) {
        self.text = text
        guard !text.utf8.contains(0), !text.utf8.contains(UInt8(ascii: ";")) else { return nil }
        if text.hasPrefix("ipc://") {
            let path = text.dropFirst(6)
            guard (1...Endpoint.pathBytesMax).contains(path.utf8.count) else { return nil }
            isLocal = true
            isWildcard = path == "*"
            return
        }
        guard text.hasPrefix("tcp://"), let colon = text.lastIndex(of: ":") else { return nil }
        let host = text[..<colon].dropFirst(6)
        let port = text[colon...].dropFirst()
        let number = port == "*" ? 0 : Endpoint.number(port)
        guard !host.isEmpty, let number, number < 65_536 else { return nil }
        isLocal = Endpoint.isLoopback(host)
        isWildcard = number == 0
    }

    /// What the kernel takes of a path.
    private static let pathBytesMax = 107

    private static func isLoopback(_ host: Substring) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        // So ZeroMQ spells 127.0.0.1 where it speaks IPv6.
        let mapped = "[::ffff:"
        let isMapped = host.hasPrefix(mapped) && host.hasSuffix("]")
        let address = isMapped ? host.dropFirst(mapped.count).dropLast() : host
        let parts = address.split(separator: ".", omittingEmptySubsequences: false).map(number)
        return parts.count == 4 && parts[0] == 127
            && parts.allSatisfy { $0.map { $0 < 256 } ?? false }
    }

    /// A number in digits alone; nil if it is anything else.
    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
