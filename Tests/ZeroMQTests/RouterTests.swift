import Glibc
import Testing
import ZeroMQ

@Suite(.timeLimit(Patience.most)) struct `A router` {
    @Test(arguments: ["tcp://127.0.0.1:*", "ipc", "inproc://desk"])
    func `answers a dealer`(transport: String) throws {
        let folder = try Folder()
        let context = try Context()
        let options = SocketOptions.boundRouter(maxMessageBytes: 1000)
        let router = try Socket(options, in: context)
        try router.bind(transport == "ipc" ? "ipc://\(folder.path)/desk" : transport)
        let dealer = try Socket(
            .clientDealer(maxMessageBytes: 1000, sendHighWater: 10),
            in: context
        )
        try dealer.connect(router.lastEndpoint())

        #expect(try dealer.sendOnceLinked([[UInt8]("question")]) == .sent)
        let asked = try router.nextFrames()
        #expect(asked.count == 2)
        #expect(asked.last == [UInt8]("question"))
        #expect(try router.send([UInt8]("answer"), along: Array(asked.dropLast())) == .sent)
        #expect(try dealer.nextFrames() == [[UInt8]("answer")])
    }

    @Test func `gives a foreign client its envelope back`() throws {
        let router = try BoundRouter()
        let client = try Socket(.request(maxMessageBytes: 1000), in: router.context)
        try client.connect(router.endpoint)

        #expect(try client.sendOnceLinked([[UInt8]("question")]) == .sent)
        let asked = try router.socket.nextFrames()
        #expect(asked.map(\.count) == [5, 4, 0, 8])
        #expect(try router.socket.send([UInt8]("answer"), along: Array(asked.dropLast())) == .sent)
        #expect(try client.nextFrames() == [[UInt8]("answer")])
    }

    @Test func `takes empty frames and empty messages`() throws {
        let router = try BoundRouter()
        let dealer = try router.dealer()

        #expect(try dealer.sendOnceLinked([[], [], []]) == .sent)
        #expect(try router.socket.nextFrames().dropFirst() == [[], [], []])
    }

    @Test func `says that a route is unknown`() throws {
        let router = try BoundRouter()

        let outcome = try router.socket.send([[UInt8]("nobody"), [UInt8]("offer")])

        #expect(outcome == .unreachable)
        #expect(router.socket.counts.unreachable == 1)
        #expect(router.socket.counts.sent == 0)
    }

    @Test func `says that a peer is gone`() throws {
        let router = try BoundRouter()
        var (peer, route): (RawPeer?, [UInt8]) = try router.rawPeer()
        #expect(peer != nil)

        peer = nil

        // The monitor speaks a moment before the socket knows.
        #expect(router.waitUntil { $0[.disconnected] == 1 })
        let isKnown = try Patience.wait(for: router.bell) {
            try router.socket.send([route, [UInt8]("offer")]) == .unreachable
        }
        #expect(isKnown)
    }

    @Test func `keeps back what a slow peer cannot take, and loses nothing it took`() throws {
        let router = try BoundRouter(sendHighWater: 10)
        let (peer, route) = try router.rawPeer()
        let padding = [UInt8](repeating: 0, count: 1 << 16)

        var sent = 0
        var outcome = SendOutcome.sent
        while outcome == .sent, sent < 10_000 {
            outcome = try router.socket.send([route, [UInt8]("\(sent) ") + padding])
            if outcome == .sent { sent += 1 }
        }

        #expect(outcome == .wouldBlock)
        for number in 0..<sent {
            let start = [UInt8]("\(number) ")
            #expect(try peer.nextPayload().prefix(start.count) == start[...])
        }
    }

    @Test func `takes a message at its limit`() throws {
        let router = try BoundRouter(maxMessageBytes: 1000)
        let dealer = try router.dealer()

        #expect(try dealer.sendOnceLinked([[UInt8](repeating: 7, count: 1000)]) == .sent)
        #expect(try router.socket.nextFrames().last?.count == 1000)
    }

    @Test func `drops the link over the limit and serves the next one`() throws {
        let router = try BoundRouter(maxMessageBytes: 1000)
        let dealer = try router.dealer()

        #expect(try dealer.sendOnceLinked([[UInt8](repeating: 7, count: 1001)]) == .sent)
        #expect(router.waitUntil { $0[.disconnected] == 1 && $0[.handshakeSucceeded] == 2 })
        #expect(try dealer.sendOnceLinked([[UInt8]("small")]) == .sent)
        #expect(try router.socket.nextFrames().last == [UInt8]("small"))
    }

    @Test func `reports a message of too many frames by its route, and reads on`() throws {
        let router = try BoundRouter()
        let dealer = try router.dealer()
        let frames = [[UInt8]](repeating: [1], count: SocketOptions.framesMax)

        #expect(try dealer.sendOnceLinked(frames) == .sent)
        #expect(try dealer.send(Array(frames.dropLast())) == .sent)
        guard case .tooManyFrames(let route) = try router.socket.next() else {
            Issue.record("nine frames with the route were not reported")
            return
        }
        #expect(try router.socket.nextFrames() == [route] + frames.dropLast())
        #expect(router.socket.counts.received == 1)
        #expect(router.socket.counts.tooManyFrames == 1)
        #expect(try router.socket.send([route, [UInt8]("frames")]) == .sent)
        #expect(try dealer.nextFrames() == [[UInt8]("frames")])
    }

    @Test func `reports a message of too many bytes by its route`() throws {
        let router = try BoundRouter(maxMessageBytes: 2000)
        let dealer = try router.dealer()
        let frame = [UInt8](repeating: 1, count: 1600)

        #expect(try dealer.sendOnceLinked([frame, frame]) == .sent)
        guard case .tooManyBytes(let route) = try router.socket.next() else {
            Issue.record("two frames over the bound were not reported")
            return
        }
        #expect(route.count == 5)
        #expect(router.socket.counts.received == 0)
        #expect(router.socket.counts.tooManyBytes == 1)
    }

    // The public crash of libzmq 4.3.4 and 4.3.5: with a finite RCVHWM the process is gone.
    @Test func `outlives a peer that fills it, pings and leaves`() throws {
        let router = try BoundRouter()
        var peer: RawPeer? = try RawPeer(to: router.endpoint)
        try peer?.sayGreeting()
        // The router's greeting and READY, before which nothing may be said.
        #expect(peer?.hasUnread(64 + 43) == true)
        let ping: [UInt8] = [4, 7, 4] + [UInt8]("PING") + [0, 0]
        let tiny = [[UInt8]](repeating: [0, 1, 120], count: 1100).flatMap { $0 }
        try peer?.write(tiny + ping)
        // And its PONG: it has read everything.
        #expect(peer?.hasUnread(64 + 43 + 7) == true)

        peer = nil

        #expect(router.waitUntil { $0[.disconnected] == 1 })
        var arrived = 0
        while arrived < 1100, try router.socket.nextFrames().last == [120] { arrived += 1 }
        #expect(arrived == 1100)
        let dealer = try router.dealer()
        #expect(try dealer.sendOnceLinked([[UInt8]("alive")]) == .sent)
        #expect(try router.socket.nextFrames().last == [UInt8]("alive"))
    }

    @Test func `drops a peer of another mechanism, and serves the others`() throws {
        let router = try BoundRouter()
        let dealer = try router.dealer()
        let stranger = try RawPeer(to: router.endpoint)
        let greeting = [0xff] + [UInt8](repeating: 0, count: 8) + [0x7f, 3, 1]

        try stranger.write(greeting + [UInt8]("TELEX") + [UInt8](repeating: 0, count: 47))

        #expect(router.waitUntil { $0[.disconnected] == 1 })
        #expect(try dealer.sendOnceLinked([[UInt8]("mine")]) == .sent)
        #expect(try router.socket.nextFrames().last == [UInt8]("mine"))
    }

    @Test func `drops a peer that speaks something else, and serves the others`() throws {
        let router = try BoundRouter()
        let dealer = try router.dealer()
        var stranger: RawPeer? = try RawPeer(to: router.endpoint)

        try stranger?.write([UInt8]("GET / HTTP/1.1\r\nHost: relais\r\n\r\n"))
        stranger = nil

        #expect(router.waitUntil { $0[.handshakeFailedNoDetail] == 1 })
        #expect(try dealer.sendOnceLinked([[UInt8]("mine")]) == .sent)
        #expect(try router.socket.nextFrames().last == [UInt8]("mine"))
    }
}

/// A folder for the length of a test.
private final class Folder {
    let path: String

    init() throws {
        var template = Array("/tmp/zeromq-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw RawPeer.Broken(call: "mkdtemp", code: errno)
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        unlink(path + "/desk")
        rmdir(path)
    }
}
