import RelaisClient
import Testing
import Wire

extension EndToEnd {
    /// What all may hear of a running server.
    @Suite struct `The feed of a server` {
        @Test(arguments: Arrangement.both)
        func `tells the facts of a request, none left out, to who has asked for facts`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            let listener = try listen(to: server, FeedListener.facts)
            let agency = try server.agency()
            let deadline = soon()
            var number = 0
            var topics: [String] = []
            // Whoever has just begun to listen hears nothing yet: publish until something is heard.
            while !topics.contains("f1/leg_placed"), .now < deadline {
                number += 1
                let line = Sample.line("FEED-\(number)")
                _ = try agency.send(.publish(PublishInquiry()), events: [line[...]], until: soon())
                #expect(try agency.next(until: soon())?.kind == "receipt")
                while let heard = try listener.next(until: .now + .milliseconds(50)) {
                    #expect(heard.missed == 0)
                    topics.append(heard.topic)
                }
            }
            #expect(topics.contains("f1/request_stored"))
            server.stop()
        }

        @Test(arguments: Arrangement.both)
        func `tells how the queues are each second`(arrangement: Arrangement) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            let listener = try listen(to: server, "m1/")
            let first = try #require(try listener.next(until: soon()))
            let second = try #require(try listener.next(until: soon()))
            #expect(first.topic == "m1/queues")
            #expect(second.message.text("epoch") == first.message.text("epoch"))
            #expect(second.message.integer("seq") == (first.message.integer("seq") ?? 0) + 1)
            server.stop()
        }

        private func listen(to server: RunningServer, _ topic: String) throws -> FeedListener {
            try FeedListener(
                to: server.ready.feed,
                topic: topic,
                identity: server.installation.identity(of: "supervisor:pole")
            )
        }
    }
}
