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

    @Test func `is told by nothing that nobody publishes`() throws {
        let listener = try FeedListener(to: "ipc:///tmp/relais-no-feed-is-here", topic: "m1/queues")
        #expect(try listener.newest(until: .now + .milliseconds(20)) == nil)
    }
}
