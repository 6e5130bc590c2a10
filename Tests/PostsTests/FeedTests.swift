import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `The feed` {
    private static let facts = Array("f1/".utf8)

    @Test func `tells each fact once it is on disk, in the order of the journal`() {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        scene.step(.listening(true))
        scene.send([SampleEvents.request("e1")])
        #expect(scene.turn() == ["append 4"])
        #expect(
            scene.sync() == [
                "feed f1/case_opened", "feed f1/request_stored", "feed f1/leg_opened",
                "feed f1/leg_placed", "1 < receipt 200",
            ]
        )
    }

    @Test func `tells no fact while nobody listens to facts`() {
        var scene = RecorderScene()
        scene.send([SampleEvents.request("e1")])
        #expect(scene.turn() == ["append 4", "1 < receipt 200"])
    }

    @Test func `tells no fact any more when the last has ceased to listen`() {
        var scene = RecorderScene()
        scene.step(.listening(true))
        scene.step(.listening(false))
        scene.send([SampleEvents.request("e1")])
        #expect(scene.turn() == ["append 4", "1 < receipt 200"])
    }

    @Test func `tells where in the journal a fact is`() throws {
        var scene = RecorderScene()
        scene.step(.listening(true))
        try scene.publish(SampleEvents.request("e1"))
        let told = scene.fed.map { Reply(Message.fact($0, epoch: 1).encode(re: nil)) }
        #expect(told.map { $0?.lines.first?.integer("position") } == [1, 2, 3, 4])
    }

    @Test func `tells nothing that names a person, nor what was said`() throws {
        var scene = RecorderScene()
        scene.step(.listening(true))
        try scene.publish(SampleEvents.request("e1"))
        try scene.attach(1, "money")
        try scene.answer(.accept(by: "eva"), to: LeaseID(1))
        let withdrawal = SampleEvents.status(
            "s1",
            "withdrawn",
            more: #","reason":"no_longer_needed""#
        )
        try scene.publish(withdrawal)
        let texts = scene.fed.map { String(decoding: $0, as: UTF8.self) }
        #expect(texts.contains { $0.contains(#""what":"accepted""#) })
        #expect(texts.contains { $0.contains(#""what":"status_stored""#) })
        for secret in ["Ada", "+32", "eva", "r1", "0403"] {
            #expect(!texts.contains { $0.contains(secret) }, "\(secret)")
        }
    }

    @Test func `numbers its snapshots in each life of the gateway`() throws {
        var scene = GatewayScene()
        var numbers: [Int?] = []
        for _ in 1...2 {
            let effects = scene.gateway.step(.feed(.queues([], at: scene.now.wall)), at: scene.now)
            guard case .publish("m1/queues", let bytes) = effects.first else { continue }
            let told = try #require(Reply(bytes))
            #expect(told.text("epoch") == "e")
            numbers.append(told.integer("seq"))
        }
        #expect(numbers == [1, 2])
    }

    @Test func `publishes a fact under its name`() {
        var scene = GatewayScene()
        let fact = News.fact(name: "accepted", Array("{}".utf8))
        #expect(scene.step(.feed(fact)) == ["feed f1/accepted"])
    }

    @Test func `has the recorder tell facts from the first who listens to the last`() {
        var scene = GatewayScene()
        #expect(scene.step(.listens(to: Self.facts, true)) == ["facts are heard"])
        #expect(scene.step(.listens(to: Array("f1/accepted".utf8), true)) == [])
        #expect(scene.step(.listens(to: Self.facts, false)) == [])
        #expect(
            scene.step(.listens(to: Array("f1/accepted".utf8), false)) == ["facts are not heard"]
        )
    }

    @Test(arguments: ["m1/queues", "m1/", "f2/", "f1accepted"])
    func `has no fact told for those who listen to something else`(topic: String) {
        var scene = GatewayScene()
        #expect(scene.step(.listens(to: Array(topic.utf8), true)) == [])
    }

    @Test func `has facts told for those who listen to everything`() {
        var scene = GatewayScene()
        #expect(scene.step(.listens(to: [], true)) == ["facts are heard"])
    }

    @Test func `takes no harm from one who ceases what was never begun`() {
        var scene = GatewayScene()
        #expect(scene.step(.listens(to: Self.facts, false)) == [])
        #expect(scene.step(.listens(to: Self.facts, true)) == ["facts are heard"])
    }

    @Test func `tells a recorder that comes later who listens`() {
        var scene = GatewayScene(isLinked: false)
        #expect(scene.step(.listens(to: Self.facts, true)) == [])
        #expect(scene.step(.linked(SampleBundle.bundle)) == ["facts are heard"])
    }
}
