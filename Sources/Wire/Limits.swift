/// The sizes of protocol.md 1, each refused one over.
public enum Limits {
    /// Bytes of a header: it names a kind and a few words, so a larger one is a mistake.
    public static let headerBytes = 4 * 1_024
    /// Bytes of a body: what a handful of long notes need, and a socket can hold for each peer.
    public static let bodyBytes = 256 * 1_024
    /// Lines of a body: as many as one commit takes without making others wait.
    public static let bodyLines = 256
    /// Bytes of a line: CloudEvents asks of every carrier to take 64 KiB.
    public static let lineBytes = 64 * 1_024
    /// Bytes of a whole message on a socket; above it the link drops.
    public static let messageBytes = 264 * 1_024 + 33
    /// Frames of an envelope.
    public static let envelopeFrames = 4
    /// Bytes of an envelope's frame.
    public static let envelopeBytes = 64
    /// Messages under way without a session.
    public static let strangerMessages = 16
    /// Bytes under way without a session.
    public static let strangerBytes = 1 << 20
}

/// Frames that come before a message and go back untouched: a REQ's delimiter, and its id before it.
public enum Envelope {
    /// Parts the frames of a peer; nil when what comes before the message is no envelope.
    ///
    /// An envelope has no frame, or up to four of at most 64 bytes, the last of them empty.
    public static func part(_ frames: [[UInt8]]) -> (envelope: [[UInt8]], message: [UInt8])? {
        guard let message = frames.last else { return nil }
        let envelope = Array(frames.dropLast())
        guard !envelope.isEmpty else { return ([], message) }
        guard envelope.count <= Limits.envelopeFrames, envelope.last?.isEmpty == true,
            envelope.allSatisfy({ $0.count <= Limits.envelopeBytes })
        else { return nil }
        return (envelope, message)
    }
}
