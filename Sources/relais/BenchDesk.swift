import ArgumentParser
import ZeroMQ

/// One consumer of a bench: it welcomes every offer and accepts it.
struct BenchDesk {
    /// How many offers it welcomes ahead.
    static let room = 2_048

    let socket: Socket
    private let partner: String
    /// What it says of itself in a header; nothing where its key says it.
    private let claim: String
    private var seq = 2
    private var got = 0
    private var through = 0
    private var saidAt: Int64 = 0

    init(partner: String, claim: String?, socket: Socket) {
        self.partner = partner
        self.claim = claim.map { ",\"as\":\"\($0)\"" } ?? ""
        self.socket = socket
    }

    /// Says hello and attaches.
    mutating func attach() throws {
        try BenchDesk.ask(header("hello", 1, #","versions":[1]"#), socket)
        try BenchDesk.ask(header("attach", 2, #","consumer":"bench","take_over":true"#), socket)
        try welcome(at: BenchTimes.now())
    }

    /// Tells how far offers are welcome, now and then, which also says that it lives.
    mutating func keepUp(at now: Int64) throws {
        guard through - got < BenchDesk.room / 2 || now - saidAt > 1_000_000 else { return }
        try welcome(at: now)
    }

    /// Accepts the offers of a message; their legs.
    mutating func take(_ frame: [UInt8]) throws -> [(number: Int, ordinal: Int)] {
        var legs: [(number: Int, ordinal: Int)] = []
        var answers: [UInt8] = []
        frame.withUnsafeBytes { bytes in
            var search = BenchSearch(bytes)
            guard search.skip(to: BenchDesk.offer) else { return }
            while search.skip(to: BenchDesk.number) {
                let number = search.number()
                guard search.skip(to: BenchDesk.lease) else { return }
                let lease = search.string()
                guard search.skip(to: BenchDesk.leg) else { return }
                let leg = search.leg()
                guard number == got + 1 else { continue }
                got = number
                legs.append(leg)
                answers += "\n{\"id\":\"".utf8
                answers += lease
                answers += "\",\"lease\":\"".utf8
                answers += lease
                answers += "\",\"verb\":\"accept\",\"by\":\"bench\"}".utf8
                if legs.count % 128 == 0 { answers.append(0) }
            }
        }
        for page in answers.split(separator: 0) {
            seq += 1
            try send(header("answer", seq, "") + page)
        }
        return legs
    }

    private mutating func welcome(at now: Int64) throws {
        saidAt = now
        through = got + BenchDesk.room
        seq += 1
        try send(header("take", seq, ",\"through\":\(through),\"got\":\(got)"))
    }

    private func send(_ bytes: [UInt8]) throws {
        guard try socket.send([bytes]) == .sent else {
            throw Trouble(.unavailable, "the gateway takes no more from \(partner)")
        }
    }

    private func header(_ kind: String, _ seq: Int, _ rest: String) -> [UInt8] {
        Array(#"{"v":1,"kind":"\#(kind)","seq":\#(seq)\#(claim)\#(rest)}"#.utf8)
    }

    /// Sends until a link takes it, and waits for what answers it.
    static func ask(_ message: [UInt8], _ socket: Socket) throws {
        let poller = Poller([socket], bell: nil)
        let deadline = BenchTimes.now() + 10_000_000
        var isSent = false
        while BenchTimes.now() < deadline {
            if !isSent { isSent = try socket.send([message]) == .sent }
            _ = try poller.wait(milliseconds: 5)
            guard case .message(let frames, user: _)? = try socket.receive() else { continue }
            let answer = String(decoding: frames.last ?? [], as: UTF8.self)
            guard !answer.contains("\"kind\":\"error\"") else {
                throw Trouble(.bug, "the gateway refuses: \(answer)")
            }
            return
        }
        throw Trouble(.unavailable, "the gateway does not answer")
    }

    private static let offer = Array("\"kind\":\"offer\"".utf8)
    private static let number = Array("\n{\"n\":".utf8)
    private static let lease = Array("\"lease\":\"".utf8)
    private static let leg = Array("\"leg\":\"".utf8)
}
