import Testing
import ZeroMQ

@Suite(.timeLimit(Patience.most)) struct `A context` {
    @Test func `ends at once although messages are unsent`() throws {
        let router = try BoundRouter(sendHighWater: 100)
        let (peer, route) = try router.rawPeer()
        let block = [UInt8](repeating: 0, count: 1 << 16)
        var sent = 0
        while try router.socket.send([route, block]) == .sent, sent < 10_000 { sent += 1 }
        let (context, ended) = (router.context, try WakeBell())

        router.socket.close()
        let thread = try PlainThread(named: "terminator") {
            context.terminate()
            ended.ring()
        }

        #expect(ended.wait(milliseconds: Patience.milliseconds))
        thread.join()
        withExtendedLifetime(peer) {}
    }

    @Test func `waits for the owner of a socket to close it`() throws {
        let context = try Context()
        let socket = try Socket(.boundRouter(maxMessageBytes: 1), in: context)
        let ended = try WakeBell()
        let thread = try PlainThread(named: "terminator") {
            context.terminate()
            ended.ring()
        }
        let poller = Poller([socket], bell: nil)

        let failure = #expect(throws: ZeroMQFailure.self) {
            while true { _ = try poller.wait(milliseconds: -1) }
        }

        #expect(failure?.isShutdown == true)
        #expect(!ended.wait(milliseconds: 0))
        socket.close()
        #expect(ended.wait(milliseconds: Patience.milliseconds))
        thread.join()
    }

    @Test func `shut down lets a watched socket close`() throws {
        let router = try BoundRouter()
        #expect(router.waitUntil { $0[.listening] == 1 })

        router.context.shutdown()
        router.socket.close()
        router.context.terminate()

        #expect(throws: ZeroMQFailure.self) { try router.socket.receive() }
    }

    @Test func `that has ended makes no more sockets`() throws {
        let context = try Context()
        context.terminate()
        context.terminate()
        context.shutdown()
        let failure = #expect(throws: ZeroMQFailure.self) {
            _ = try Socket(.publisher(), in: context)
        }
        #expect(failure?.isShutdown == true)
    }

    @Test func `lives as long as its sockets`() throws {
        let socket = try Socket(.boundRouter(maxMessageBytes: 1), in: Context())
        try socket.bind("tcp://127.0.0.1:*")
        #expect(try socket.receive() == nil)
    }

    @Test func `is of libzmq 4.3.4 or later`() {
        let parts = Context.libraryVersion.split(separator: ".").compactMap { Int($0) }
        #expect(parts.count == 3 && (parts[0], parts[1], parts[2]) >= (4, 3, 4))
    }

    @Test func `has sockets that fail once closed`() throws {
        let socket = try Socket(.boundRouter(maxMessageBytes: 1), in: Context())
        socket.close()
        socket.close()
        let failure = #expect(throws: ZeroMQFailure.self) { try socket.receive() }
        #expect(failure?.isShutdown == false)
    }
}
