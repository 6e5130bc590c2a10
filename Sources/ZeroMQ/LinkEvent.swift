internal import CZeroMQ

/// Something that happened to a link of a monitored socket.
public struct LinkEvent: Equatable, Sendable {
    /// What can happen; attempts to connect and orderly closings are noise and not listened for.
    ///
    /// Nor is a bind that failed, which the call itself says: telling of it, libzmq 4.3.4 forgets why.
    public enum Kind: CaseIterable, Sendable {
        /// The socket listens.
        case listening
        /// A peer's TCP connection was taken.
        case accepted
        /// It could not be: no descriptor is left, most likely.
        case acceptFailed
        /// A peer speaks our protocol: the link stands.
        case handshakeSucceeded
        /// The peer fell silent or left amid the handshake.
        case handshakeFailedNoDetail
        /// The peer does not speak our protocol, or not our mechanism; told of by a socket that connects alone.
        case handshakeFailedProtocol
        /// The peer is not let in, or does not let us in: a client makes a new socket.
        case handshakeFailedAuth
        /// The link broke.
        case disconnected
    }

    /// What happened.
    public let kind: Kind

    /// The descriptor, the error number or the protocol error, as the kind has it.
    public let value: UInt32

    /// The endpoint it happened at.
    public let endpoint: String
}

extension LinkEvent.Kind {
    /// The bit libzmq has for it.
    var code: Int32 {
        switch self {
        case .listening: ZMQ_EVENT_LISTENING
        case .accepted: ZMQ_EVENT_ACCEPTED
        case .acceptFailed: ZMQ_EVENT_ACCEPT_FAILED
        case .handshakeSucceeded: ZMQ_EVENT_HANDSHAKE_SUCCEEDED
        case .handshakeFailedNoDetail: ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
        case .handshakeFailedProtocol: ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL
        case .handshakeFailedAuth: ZMQ_EVENT_HANDSHAKE_FAILED_AUTH
        case .disconnected: ZMQ_EVENT_DISCONNECTED
        }
    }
}

extension LinkEvent {
    /// What a monitor said: the event itself, or that it was the last.
    enum Notice: Equatable {
        case event(LinkEvent)
        case stopped
        case unknown
    }

    /// The bits to listen for, at a socket that listens or at one that connects.
    ///
    /// Telling of a breach of the protocol libzmq 4.3.4 forgets why there is no message, and waits for
    /// more instead of ending the link: a peer that has come in and then sends what cannot be decrypted
    /// would leave a descriptor behind for ever. So who listens is not told; such a link just ends.
    static func mask(of kind: SocketKind) -> Int32 {
        let told = Kind.allCases.filter { event in
            switch kind {
            case .router, .publisher: event != .handshakeFailedProtocol
            case .dealer, .request, .subscriber, .monitorEnd: true
            }
        }
        return told.reduce(ZMQ_EVENT_MONITOR_STOPPED) { $0 | $1.code }
    }

    /// Reads the two frames of a monitor: number and value in the machine's order, and endpoint.
    static func notice(_ frames: [[UInt8]]) -> Notice {
        guard frames.count == 2, frames[0].count == 6 else { return .unknown }
        let (code, value) = unsafe frames[0].withUnsafeBytes { bytes in
            unsafe (
                bytes.loadUnaligned(as: UInt16.self),
                bytes.loadUnaligned(fromByteOffset: 2, as: UInt32.self)
            )
        }
        if Int32(code) == ZMQ_EVENT_MONITOR_STOPPED { return .stopped }
        guard let kind = Kind.allCases.first(where: { $0.code == Int32(code) }) else {
            return .unknown
        }
        let endpoint = String(decoding: frames[1], as: UTF8.self)
        return .event(LinkEvent(kind: kind, value: value, endpoint: endpoint))
    }
}
