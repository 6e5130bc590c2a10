import Testing
import ZeroMQ

@Suite(.timeLimit(Patience.most)) struct `A publisher` {
    @Test func `is heard by who asked for the topic, and for no other`() throws {
        let context = try Context()
        let publisher = try Socket(.publisher(), in: context)
        try publisher.bind("tcp://127.0.0.1:*")
        let subscriber = try Socket(.subscriber(maxMessageBytes: 1000), in: context)
        try subscriber.subscribe(to: "m1/")
        try subscriber.connect(publisher.lastEndpoint())

        // A publisher does not say who hears it: it publishes until somebody does.
        let poller = Poller([subscriber], bell: nil)
        let end = ContinuousClock.now + .milliseconds(Patience.milliseconds)
        var heard: Received?
        while heard == nil, ContinuousClock.now < end {
            #expect(try publisher.send([[UInt8]("f1/"), [UInt8]("other")]) == .sent)
            #expect(try publisher.send([[UInt8]("m1/queues"), [UInt8]("snapshot")]) == .sent)
            _ = try poller.wait(milliseconds: 10)
            heard = try subscriber.receive()
        }

        #expect(heard == .message([[UInt8]("m1/queues"), [UInt8]("snapshot")]))
    }

    @Test func `is told who begins to listen`() throws {
        let context = try Context()
        let publisher = try Socket(.publisher(), in: context)
        try publisher.bind("tcp://127.0.0.1:*")
        let subscriber = try Socket(.subscriber(maxMessageBytes: 1000), in: context)
        try subscriber.subscribe(to: "f1/")
        try subscriber.connect(publisher.lastEndpoint())
        let end = ContinuousClock.now + .milliseconds(Patience.milliseconds)
        func hear() throws -> Subscription? {
            let poller = Poller([publisher, subscriber], bell: nil)
            while ContinuousClock.now < end {
                // A subscriber asks for its topics when its own thread next looks at the socket.
                _ = try poller.wait(milliseconds: 10)
                if let received = try publisher.receive() { return Subscription(received) }
                _ = try subscriber.receive()
            }
            return nil
        }
        let begun = try hear()
        #expect(begun?.begins == true && begun?.prefix == [UInt8]("f1/"))
    }

    @Test func `is told when the last has ceased to listen`() throws {
        let context = try Context()
        let publisher = try Socket(.publisher(), in: context)
        try publisher.bind("inproc://feed")
        let subscriber = try Socket(.subscriber(maxMessageBytes: 1000), in: context)
        try subscriber.subscribe(to: "f1/")
        try subscriber.connect("inproc://feed")
        let poller = Poller([publisher], bell: nil)
        _ = try poller.wait(milliseconds: Patience.milliseconds)
        #expect(try publisher.receive() != nil)

        subscriber.close()
        _ = try poller.wait(milliseconds: Patience.milliseconds)
        let ceased = try publisher.receive().flatMap(Subscription.init)
        #expect(ceased?.begins == false && ceased?.prefix == [UInt8]("f1/"))
    }

    @Test(arguments: [[], [[]], [[2, 0x66]], [[1, 0x66], []]] as [[[UInt8]]])
    func `takes nothing else for a subscription`(frames: [[UInt8]]) {
        #expect(Subscription(.message(frames)) == nil)
    }
}
