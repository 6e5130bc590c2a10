import Referrals
import RelaisClient
import Synchronization
import Testing
import Wire
import ZeroMQ

@Suite struct `A listener to the feed` {
    @Test func `hears the newest snapshot of its topic`() throws {
        let context = try Context()
        let publisher = try Socket(.publisher(), in: context)
        defer { publisher.close() }
        try publisher.bind("tcp://127.0.0.1:*")
        let listener = try FeedListener(to: try publisher.lastEndpoint(), topic: "m1/queues")
        let row = Array("{\"queue\":\"ced\"}".utf8)
        // A publisher forgets what nobody listens to yet, so it repeats itself until it is heard.
        let deadline = soon()
        var sequence: UInt64 = 0
        while ContinuousClock.now < deadline {
            sequence += 1
            let message = Message.metrics([row], epoch: 7, seq: sequence, at: Moment(seconds: 0))
            _ = try publisher.send([Array("m1/other".utf8), message.encode(re: nil)])
            _ = try publisher.send([Array("m1/queues".utf8), message.encode(re: nil)])
            guard let heard = try listener.newest(until: .now + .milliseconds(20)) else { continue }
            #expect(heard.topic == "m1/queues")
            #expect(heard.message.raw.map { Array($0) } == [row])
            #expect(heard.message.integer("seq") == Int(sequence))
            return
        }
        Issue.record("nothing was heard")
    }

    /// A listener to facts, and a publisher that knows it by now.
    private func pair(_ context: Context) throws -> (publisher: Socket, listener: FeedListener) {
        let publisher = try Socket(.publisher(), in: context)
        try publisher.bind("tcp://127.0.0.1:*")
        let listener = try FeedListener(
            to: try publisher.lastEndpoint(),
            topic: FeedListener.facts
        )
        // A subscriber asks for its topics when its own thread next looks at the socket.
        var subscription: Subscription?
        let deadline = soon()
        while subscription == nil, ContinuousClock.now < deadline {
            _ = try listener.next(until: .now + .milliseconds(10))
            subscription = try publisher.receive().flatMap(Subscription.init)
        }
        #expect(subscription?.prefix == Array("f1/".utf8))
        return (publisher, listener)
    }

    private func publish(_ position: Int, on publisher: Socket) throws {
        let row = Array("{\"position\":\(position)}".utf8)
        let message = Message.fact(row, epoch: 7).encode(re: nil)
        _ = try publisher.send([Array("f1/accepted".utf8), message])
    }

    @Test func `hears each fact, in order`() throws {
        let (publisher, listener) = try pair(try Context())
        defer { publisher.close() }
        for position in 4...6 { try publish(position, on: publisher) }
        var heard: [Int?] = []
        for _ in 4...6 {
            let fact = try #require(try listener.next(until: soon()))
            #expect(fact.topic == "f1/accepted" && fact.missed == 0)
            heard.append(fact.message.lines.first?.integer("position"))
        }
        #expect(heard == [4, 5, 6])
    }

    @Test func `is told how many facts it has missed`() throws {
        let (publisher, listener) = try pair(try Context())
        defer { publisher.close() }
        for position in [4, 7] { try publish(position, on: publisher) }
        let missed = [try listener.next(until: soon()), try listener.next(until: soon())]
        #expect(missed.map { $0?.missed } == [0, 2])
    }

    @Test func `hears a locked feed with its keys, and learns that others are not let in`() throws {
        let (server, own) = (try CurveKeyPair.make(), try CurveKeyPair.make())
        let context = try Context()
        let known = own.publicKey
        let doorkeeper = try Doorkeeper(in: context) { request in
            guard request.mechanism == .curve(known), let user = UserId("supervisor:pole#1") else {
                return .refused
            }
            return .admitted(user)
        }
        defer { doorkeeper.stop() }
        let domain = try #require(ZapDomain("feed"))
        let publisher = try Socket(
            .publisher(security: .curveServer(secretKey: server.secretKey, domain: domain)),
            in: context
        )
        defer { publisher.close() }
        try publisher.bind("tcp://127.0.0.1:*")
        let endpoint = try publisher.lastEndpoint()
        func listener(_ keys: CurveKeyPair) throws -> FeedListener {
            let identity = Identity.keys(keys, serverKey: server.publicKey)
            return try FeedListener(to: endpoint, topic: FeedListener.facts, identity: identity)
        }
        let stranger = try listener(try .make())
        #expect(throws: ClientFailure.notLetIn(.keyRefused, endpoint: endpoint)) {
            try stranger.next(until: soon())
        }
        let supervisor = try listener(own)
        var heard: FeedListener.Heard?
        let deadline = soon()
        while heard == nil, ContinuousClock.now < deadline {
            try publish(4, on: publisher)
            heard = try supervisor.next(until: .now + .milliseconds(20))
        }
        #expect(heard?.topic == "f1/accepted")
    }

    @Test func `is told by nothing that nobody publishes`() throws {
        let listener = try FeedListener(to: "ipc:///tmp/relais-no-feed-is-here", topic: "m1/queues")
        #expect(try listener.newest(until: .now + .milliseconds(20)) == nil)
    }
}
