import Testing
import ZeroMQ

@Suite(.timeLimit(Patience.most)) struct `A socket monitor` {
    // Undrained, its pipe is full after some hundred of them and nobody is served any more.
    @Test func `outlives a thousand bare connections while a client is served`() throws {
        let router = try BoundRouter()
        let dealer = try router.dealer()
        #expect(try dealer.sendOnceLinked([[UInt8]("before")]) == .sent)
        #expect(try router.socket.nextFrames().last == [UInt8]("before"))

        for _ in 0..<1000 { _ = try RawPeer(to: router.endpoint) }

        #expect(router.waitUntil { $0[.accepted] == 1001 })
        #expect(try dealer.send([[UInt8]("after")]) == .sent)
        #expect(try router.socket.nextFrames().last == [UInt8]("after"))
        #expect(router.monitor.counts[.acceptFailed] == 0)
        #expect(router.monitor.counts.unknown == 0)
    }

    @Test func `remembers a bounded number of events, and counts what it forgot`() throws {
        let router = try BoundRouter()
        for _ in 0..<300 { _ = try RawPeer(to: router.endpoint) }
        #expect(router.waitUntil { $0[.accepted] == 300 })

        let events = router.monitor.takeEvents()

        #expect(events.count == SocketMonitor.recentMax)
        #expect(router.monitor.counts.forgotten >= 301 - SocketMonitor.recentMax)
        #expect(events.allSatisfy { $0.endpoint.hasPrefix("tcp://") })
    }

    @Test func `tells a client that its link stands and that it broke`() throws {
        let server = try BoundRouter()
        let options = SocketOptions.clientDealer(maxMessageBytes: 1000, sendHighWater: 10)
        let client = try Socket(options, in: Context())
        let bell = try WakeBell()
        let monitor = try client.monitor(ringing: bell)
        try client.connect(server.endpoint)
        #expect(Patience.wait(for: bell) { monitor.counts[.handshakeSucceeded] == 1 })

        server.socket.close()

        #expect(Patience.wait(for: bell) { monitor.counts[.disconnected] == 1 })
        let kinds = monitor.takeEvents().map(\.kind)
        #expect(kinds.prefix(2) == [.handshakeSucceeded, .disconnected])
    }

    @Test func `stops with its socket, again and again`() throws {
        let context = try Context()
        for _ in 0..<50 {
            let socket = try Socket(.boundRouter(maxMessageBytes: 1), in: context)
            let bell = try WakeBell()
            let monitor = try socket.monitor(ringing: bell)
            try socket.bind("tcp://127.0.0.1:*")
            #expect(Patience.wait(for: bell) { monitor.counts[.listening] == 1 })
            socket.close()
        }
        context.terminate()
    }
}
