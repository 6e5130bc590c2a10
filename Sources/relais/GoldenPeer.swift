import Referrals
import ZeroMQ

/// One connection of a golden conversation: a DEALER that sends the very bytes it is given.
final class GoldenPeer {
    /// Where a gateway listens, and how one speaks there.
    struct Door {
        let endpoint: String
        let security: Security
        /// Whom the gateway is told to believe it speaks with; nil where a key says so.
        let claim: Principal?

        /// What stands in each header on this door: who speaks, where nothing else says it.
        var asMember: String { claim.map { "\"as\":\"\($0)\"," } ?? "" }
    }

    /// A message that came.
    struct Incoming {
        let envelope: [[UInt8]]
        let bytes: [UInt8]
    }

    private let socket: Socket
    private let poller: Poller
    private var kept: [Incoming] = []

    init(_ door: Door, in context: Context) throws(ZeroMQFailure) {
        socket = try Socket(
            .clientDealer(maxMessageBytes: 4 << 20, sendHighWater: 4_096, security: door.security),
            in: context
        )
        try socket.connect(door.endpoint)
        poller = Poller([socket], bell: nil)
    }

    deinit {
        socket.close()
    }

    /// Sends a message; false if no link would take it in time.
    func send(
        _ bytes: [UInt8],
        behind envelope: [[UInt8]],
        until deadline: ContinuousClock.Instant
    ) throws(ZeroMQFailure) -> Bool {
        while try socket.send(envelope + [bytes]) != .sent {
            let rest = deadline - .now
            guard rest > .zero else { return false }
            poller.watchWritable(true, at: 0)
            defer { poller.watchWritable(false, at: 0) }
            // A message that has come must not end each wait at once.
            _ = try poller.wait(milliseconds: 20)
            while let message = try receiveNow() { kept.append(message) }
        }
        return true
    }

    /// The first message that is wanted, of those kept and those that come; nil if none is in time.
    ///
    /// Those that are not wanted are kept, in their order.
    func next(
        until deadline: ContinuousClock.Instant,
        where isWanted: (Incoming) -> Bool
    ) throws(ZeroMQFailure) -> Incoming? {
        if let place = kept.firstIndex(where: isWanted) { return kept.remove(at: place) }
        while true {
            while let message = try receiveNow() {
                if isWanted(message) { return message }
                kept.append(message)
            }
            let rest = Int((deadline - .now) / .milliseconds(1))
            guard rest > 0 else { return nil }
            _ = try poller.wait(milliseconds: min(rest, 1_000))
        }
    }

    /// How the first of what came and was not wanted begins, in words; nil when nothing did.
    var leftOver: String? {
        kept.first.map { message in
            "\(kept.count) others, the first "
                + String(decoding: message.bytes.prefix(200), as: UTF8.self)
        }
    }

    private func receiveNow() throws(ZeroMQFailure) -> Incoming? {
        while let received = try socket.receive() {
            guard case .message(let frames, user: _) = received, let bytes = frames.last else {
                continue
            }
            return Incoming(envelope: Array(frames.dropLast()), bytes: bytes)
        }
        return nil
    }
}
