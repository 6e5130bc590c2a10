import Referrals
import RelaisClient
import ZeroMQ

/// The load of a bench: all agencies and all partners, in one thread with one poller.
final class BenchLoad {
    /// The agencies, each with messages in flight.
    static let agencies = [
        "1819", "ced", "finance-invest", "gel-anderlecht", "gel-bruxelles", "gel-molenbeek",
        "gel-saint-gilles", "hub",
    ]
    /// The queues, each a partner's of the same name, with one consumer.
    static let queues = ["un-pass", "ced", "finance-invest", "bemediation"]

    /// How it publishes.
    struct Plan {
        /// Messages of an agency in flight at once.
        var inFlight = 64
        /// Events in a message.
        var batch = 1
        /// Messages a second of all agencies together; nil: as fast as receipts come.
        var rate: Int?
        /// For how long, in seconds.
        var seconds = 10.0
        /// The most events.
        var events = Int.max
    }

    /// Events receipted with 200 before the time was over.
    private(set) var inTime = 0
    /// Events receipted with 200.
    private(set) var stored = 0
    /// Messages answered otherwise, or in part.
    private(set) var refused = 0
    /// Offers that came.
    private(set) var offers = 0
    /// From the first message to the end of publishing, in seconds.
    private(set) var published = 0.0
    /// From the first message to the last receipt or offer, in seconds.
    private(set) var settled = 0.0
    /// From publish to receipt.
    private(set) var toReceipt = BenchTimes()
    /// From publish to the offer of the first leg of a new case.
    private(set) var toOffer = BenchTimes()
    /// When the first receipt came; nil before.
    private(set) var firstReceiptAt: Int64?
    /// How late messages left, where they leave by the clock.
    private(set) var late = BenchTimes()

    private let plan: Plan
    /// What each agency says of itself in a header; nothing where its key says it.
    private let claims: [String]
    private let poller: Poller
    private var events: BenchEvents
    private var free: [Int]
    private var sentAt: [[Int64]]
    private var seqs: [Int]
    private var desks: [BenchDesk]
    private var publishedAt: [Int64] = []
    private var offeredAt: [Int64] = []
    private var underWay = 0
    private var made = 0
    private var lastHeard: Int64 = 0
    private var message: [UInt8] = []

    init(_ plan: Plan, at server: BenchServer, events: BenchEvents, in context: Context) throws {
        self.plan = plan
        self.events = events
        let isLocked = server.layout.isLocked
        claims = BenchLoad.agencies.map { isLocked ? "" : ",\"as\":\"agency:\($0)\"" }
        let intakes = try BenchLoad.agencies.map {
            try BenchLoad.connect("agency:\($0)", to: server.intake, of: server, in: context)
        }
        desks = try BenchLoad.queues.map { queue in
            let name = "partner:\(queue)"
            let socket = try BenchLoad.connect(name, to: server.desk, of: server, in: context)
            return BenchDesk(partner: queue, claim: isLocked ? nil : name, socket: socket)
        }
        poller = Poller(intakes + desks.map(\.socket), bell: nil)
        free = intakes.map { _ in plan.inFlight }
        seqs = intakes.map { _ in 0 }
        sentAt = intakes.map { _ in [] }
    }

    private static func connect(
        _ name: String,
        to endpoint: String,
        of server: BenchServer,
        in context: Context
    ) throws -> Socket {
        guard let principal = Principal(name) else { throw Trouble(.bug, "\(name) is nobody") }
        let options = SocketOptions.clientDealer(
            maxMessageBytes: 4 << 20,
            sendHighWater: 4_096,
            security: try server.identity(of: principal).security
        )
        let socket = try Socket(options, in: context)
        try socket.connect(endpoint)
        return socket
    }

    /// Publishes as planned, takes and accepts every offer, and ends when nothing more comes.
    func run() throws {
        try greet()
        let start = BenchTimes.now()
        let end = start + Int64(plan.seconds * 1_000_000)
        var next = start
        var isOpen = true
        lastHeard = start
        while true {
            let now = BenchTimes.now()
            if isOpen, now >= end || (made >= plan.events && underWay == 0) {
                isOpen = false
                inTime = stored
                published = Double(now - start) / 1_000_000
            }
            if isOpen { try publish(at: now, &next) }
            if !isOpen {
                if now - lastHeard > 1_000_000, underWay == 0 || now - lastHeard > 10_000_000 {
                    break
                }
            }
            let ready = try poller.wait(milliseconds: isOpen && plan.rate != nil ? 1 : 20)
            try take(ready)
            let later = BenchTimes.now()
            for index in desks.indices { try desks[index].keepUp(at: later) }
        }
        settled = Double(lastHeard - start) / 1_000_000
    }

    /// Every party says hello, and the partners attach, before the clock starts.
    private func greet() throws {
        for (index, claim) in claims.enumerated() {
            seqs[index] = 1
            sentAt[index] = [0, 0]
            try BenchDesk.ask(
                Array(
                    #"{"v":1,"kind":"hello","seq":1\#(claim),"versions":[1]}"#.utf8
                ),
                poller.sockets[index]
            )
        }
        for index in desks.indices { try desks[index].attach() }
    }

    private func publish(at now: Int64, _ next: inout Int64) throws {
        guard let rate = plan.rate else {
            for agency in free.indices {
                while free[agency] > 0, made < plan.events { try send(agency, now) }
            }
            return
        }
        while next <= now, made < plan.events {
            late.add(now - next)
            next += 1_000_000 / Int64(rate)
            try send(made % free.count, now)
        }
    }

    private func send(_ agency: Int, _ now: Int64) throws {
        seqs[agency] += 1
        let name = BenchLoad.agencies[agency]
        message.removeAll(keepingCapacity: true)
        message += "{\"v\":1,\"kind\":\"publish\",\"seq\":\(seqs[agency])".utf8
        message += claims[agency].utf8
        message += "}\n".utf8
        for _ in 0..<plan.batch { events.append(of: name, to: &message) }
        guard try poller.sockets[agency].send([message]) == .sent else {
            throw Trouble(.unavailable, "the gateway takes no more at \(made) events")
        }
        sentAt[agency].append(BenchTimes.now())
        free[agency] -= 1
        made += plan.batch
        underWay += 1
    }

    private func take(_ ready: Readiness) throws {
        for index in poller.sockets.indices where ready.isReadable(index) {
            for _ in 0..<512 {
                guard let received = try poller.sockets[index].receive() else { break }
                guard case .message(let frames, user: _) = received, let frame = frames.last else {
                    continue
                }
                let now = BenchTimes.now()
                if index < free.count {
                    frame.withUnsafeBytes { receipt($0, of: index, now) }
                } else {
                    try offer(frame, to: index - free.count, now)
                }
            }
        }
    }

    private func receipt(_ bytes: UnsafeRawBufferPointer, of agency: Int, _ now: Int64) {
        lastHeard = now
        var search = BenchSearch(bytes)
        guard search.skip(to: BenchLoad.answering) else { return }
        let seq = search.number()
        guard sentAt[agency].indices.contains(seq) else { return }
        let sent = sentAt[agency][seq]
        toReceipt.add(now - sent)
        if firstReceiptAt == nil { firstReceiptAt = now }
        free[agency] += 1
        underWay -= 1
        var lines = 0
        while search.skip(to: BenchLoad.code) {
            guard search.number() == 200 else { continue }
            lines += 1
            guard search.skip(to: BenchLoad.leg) else { break }
            note(search.leg().number, publishedAt: sent)
        }
        stored += lines
        if lines < plan.batch { refused += 1 }
    }

    private func offer(_ frame: [UInt8], to index: Int, _ now: Int64) throws {
        let legs = try desks[index].take(frame)
        guard !legs.isEmpty else { return }
        lastHeard = now
        offers += legs.count
        for leg in legs where leg.ordinal == 1 { note(leg.number, offeredAt: now) }
    }

    private func note(_ number: Int, publishedAt time: Int64) {
        makeRoom(number)
        guard publishedAt[number] == 0 else { return }
        publishedAt[number] = time
        if offeredAt[number] != 0 { toOffer.add(offeredAt[number] - time) }
    }

    private func note(_ number: Int, offeredAt time: Int64) {
        makeRoom(number)
        guard offeredAt[number] == 0 else { return }
        offeredAt[number] = time
        if publishedAt[number] != 0 { toOffer.add(time - publishedAt[number]) }
    }

    private func makeRoom(_ number: Int) {
        guard number >= publishedAt.count else { return }
        let more = [Int64](repeating: 0, count: max(number + 1, 1 << 16))
        publishedAt += more
        offeredAt += more
    }

    private static let answering = Array("\"re\":".utf8)
    private static let code = Array("\"code\":".utf8)
    private static let leg = Array("\"leg\":\"".utf8)
}
