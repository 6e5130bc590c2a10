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
}
