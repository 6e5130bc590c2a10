import Wire
import ZeroMQ

/// Ends what earlier conversations have left with the partner, so that the next one gets its own offers.
struct GoldenClearing {
    /// How long no further offer must come before nothing is left.
    private static let quiet = Duration.milliseconds(300)
    /// How many offers one clearing takes.
    private static let offersMax = 4_096

    let peer: GoldenPeer
    let door: GoldenPeer.Door
    let patience: Duration
    /// Whether anything has come from the gateway.
    private(set) var wasHeard = false
    private var seq = 0
    private let mark: String

    init(peer: GoldenPeer, door: GoldenPeer.Door, patience: Duration) {
        self.peer = peer
        self.door = door
        self.patience = patience
        mark = String(UInt64.random(in: .min ... .max), radix: 36)
    }

    /// Answers each offer and ends every leg that the partner has; says what stood in the way.
    mutating func clear() throws(ZeroMQFailure) -> String? {
        for request in [
            "\"kind\":\"hello\",\"client\":\"relais conform\",\"versions\":[1]",
            "\"kind\":\"attach\",\"consumer\":\"clear-\(mark)\"",
        ] {
            guard let reply = try ask(request) else { return "no answer at \(door.endpoint)" }
            if let error = reply.text("error") { return "\(error): \(reply.text("detail") ?? "")" }
        }
        var after = ""
        repeat {
            guard let legs = try ask("\"kind\":\"mine\"\(after)") else {
                return "no answer to mine"
            }
            for line in legs.lines where line.text("state") != "offered" {
                if let leg = line.text("leg") { try complete(leg) }
            }
            after = legs.text("next").map { ",\"after\":\"\($0)\"" } ?? ""
        } while !after.isEmpty
        try take()
        return nil
    }

    /// Takes all that is offered until nothing more comes, and ends it.
    private mutating func take() throws(ZeroMQFailure) {
        let through = GoldenClearing.offersMax
        _ = try ask("\"kind\":\"ping\",\"through\":\(through),\"got\":0")
        while let message = try peer.next(
            until: .now + GoldenClearing.quiet,
            where: { Reply($0.bytes)?.kind == "offer" }
        ) {
            for line in Reply(message.bytes)?.lines ?? [] {
                guard let lease = line.text("lease"), let leg = line.text("leg") else { continue }
                _ = try ask(
                    "\"kind\":\"answer\"",
                    "{\"id\":\"a-\(mark)-\(lease)\",\"lease\":\"\(lease)\",\"verb\":\"accept\","
                        + "\"by\":\"conform\"}"
                )
                try complete(leg)
            }
        }
    }

    private mutating func complete(_ leg: String) throws(ZeroMQFailure) {
        _ = try ask(
            "\"kind\":\"report\"",
            "{\"id\":\"c-\(mark)-\(leg)\",\"leg\":\"\(leg)\",\"verb\":\"complete\","
                + "\"outcome\":\"no_longer_needed\"}"
        )
    }

    private mutating func ask(
        _ members: String,
        _ line: String = ""
    ) throws(ZeroMQFailure) -> Reply? {
        seq += 1
        let number = seq
        let text = "{\"v\":1,\(door.asMember)\"seq\":\(number),\(members)}\n\(line)\n"
        let deadline = ContinuousClock.now + patience
        guard try peer.send(Array(text.utf8), behind: [], until: deadline) else { return nil }
        let answer = try peer.next(until: deadline) { Reply($0.bytes)?.re == number }
        wasHeard = wasHeard || answer != nil
        return answer.flatMap { Reply($0.bytes) }
    }
}
