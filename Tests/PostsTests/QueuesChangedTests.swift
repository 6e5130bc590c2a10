import Exchange
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `A change of queues` {
    /// Puts rules in force in which partners take from these queues.
    private static func activate(
        _ scene: inout RecorderScene,
        partners: [String] = ["calm", "desk", "law", "money"],
        queues: [String: [String]]
    ) throws {
        let bundle = SampleBundle.make(
            address: Digest(5, 6, 7, 8),
            partners: partners,
            queues: queues
        )
        scene.folder = .good(BundleFiles(address: bundle.address, files: []), bundle)
        let order = OrderInquiry(verb: "activate", reason: "new queues", key: "k1")
        try scene.ask("supervisor:chief", .order(order))
    }

    /// Rules in which law takes what money took.
    private static let swapped = ["money": ["law"], "law": ["money"]]

    @Test func `is told to the partners it concerns, and to no other`() throws {
        var scene = RecorderScene()
        for (session, name) in [(1, "money"), (2, "law"), (3, "calm")] as [(UInt64, String)] {
            try scene.attach(session, name)
        }
        try Self.activate(&scene, queues: Self.swapped)
        #expect(scene.notices(to: 1).map(\.kind) == [.queuesChanged])
        #expect(scene.notices(to: 1).map(\.leg) == [nil])
        #expect(scene.notices(to: 2).map(\.kind) == [.queuesChanged])
        #expect(scene.notices(to: 3).isEmpty)
    }

    @Test func `is told when it is on disk, with the rules`() throws {
        var scene = RecorderScene()
        try scene.attach(1, "money")
        scene.isDiskSlow = true
        scene.folder = .good(
            BundleFiles(address: Digest(5, 6, 7, 8), files: []),
            SampleBundle.make(address: Digest(5, 6, 7, 8), queues: ["money": ["money", "more"]])
        )
        scene.step(.reload)
        #expect(scene.turn() == ["append 2"])
        #expect(
            scene.sync().filter { !$0.contains("read anew") } == ["bundle", "session 1 < notice"]
        )
    }

    @Test func `is told again to whoever comes later, until it is acknowledged`() throws {
        var scene = RecorderScene()
        try Self.activate(&scene, queues: Self.swapped)
        try scene.attach(1, "money")
        #expect(scene.notices(to: 1).map(\.number) == [1])
        try scene.ask("partner:money", .acknowledge(1), in: 1)
        scene.step(.sessionEnded(SessionID(1)))
        try scene.attach(2, "money")
        #expect(scene.notices(to: 2).isEmpty)
    }

    @Test func `is none where only the order of the queues is another`() throws {
        var scene = RecorderScene()
        try Self.activate(&scene, queues: ["money": ["money", "more"]])
        let before = scene.facts.count
        let again = SampleBundle.make(
            address: Digest(9, 9, 9, 9),
            queues: ["money": ["more", "money"]]
        )
        scene.folder = .good(BundleFiles(address: again.address, files: []), again)
        scene.step(.reload)
        scene.turn()
        #expect(scene.facts.count == before + 1)
    }

    @Test func `takes nothing from a queue that is a partner's no more`() throws {
        var scene = RecorderScene()
        try scene.attach(1, "money")
        try Self.activate(&scene, queues: ["money": ["more"]])
        try scene.publish(under: scene.recorder.board.bundle, SampleEvents.request("e1"))
        #expect(scene.offers(to: 1).isEmpty)
    }

    @Test func `serves a queue that is a partner's now`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        try scene.attach(1, "law")
        #expect(scene.offers(to: 1).isEmpty)
        try Self.activate(&scene, queues: Self.swapped)
        #expect(scene.offers(to: 1).map(\.queue) == [queue("money")])
    }

    @Test func `leaves a partner what it has in hand`() throws {
        var scene = try RecorderScene.offered()
        try Self.activate(&scene, queues: Self.swapped)
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1)).code == 200)
    }

    @Test func `counts a session's offers on`() throws {
        var scene = try RecorderScene.offered()
        try Self.activate(&scene, queues: ["money": ["money", "more"]])
        try scene.publish(
            under: scene.recorder.board.bundle,
            SampleEvents.request("e2", ref: "r2")
        )
        #expect(scene.offers(to: 1).map(\.number) == [1, 2])
    }

    @Test func `is no news to a partner that is admitted no more, and it gets nothing`() throws {
        var scene = RecorderScene()
        try scene.attach(1, "money")
        try Self.activate(&scene, partners: ["calm", "desk", "law"], queues: [:])
        try scene.publish(under: scene.recorder.board.bundle, SampleEvents.request("e1"))
        #expect(scene.notices(to: 1).isEmpty)
        #expect(scene.offers(to: 1).isEmpty)
    }

    @Test func `keeps every rule of who is there`() throws {
        var scene = try RecorderScene.offered()
        scene.step(.credit(SessionID(1), through: 0, got: nil))
        try Self.activate(&scene, queues: Self.swapped)
        #expect(scene.recorder.board.checkInvariants() == [])
    }
}

@Suite struct `A session that names its queues` {
    /// A recorder under rules in which money takes from two queues, and a leg that waits in the first.
    private static func scene() throws -> RecorderScene {
        var scene = RecorderScene()
        let bundle = SampleBundle.make(
            address: Digest(5, 6, 7, 8),
            queues: ["money": ["money", "law"]]
        )
        scene.folder = .good(BundleFiles(address: bundle.address, files: []), bundle)
        scene.step(.reload)
        scene.turn()
        try scene.publish(under: bundle, SampleEvents.request("e1"))
        return scene
    }

    private static func names(_ message: Message) -> [String] {
        guard case .attached(let queues, _) = message else { return [] }
        return queues.map(\.queue.description)
    }

    @Test func `is offered what waits in those, and nothing else`() throws {
        var scene = try Self.scene()
        #expect(Self.names(try scene.attach(1, "money", of: ["law"])) == ["law"])
        #expect(scene.offers(to: 1).isEmpty)
        #expect(Self.names(try scene.attach(2, "money", as: "two", of: ["money"])) == ["money"])
        #expect(scene.offers(to: 1).isEmpty)
        #expect(scene.offers(to: 2).map(\.queue) == [queue("money")])
        #expect(scene.recorder.board.checkInvariants() == [])
    }

    @Test func `takes from all when it names none`() throws {
        var scene = try Self.scene()
        #expect(Self.names(try scene.attach(1, "money")) == ["money", "law"])
        #expect(scene.offers(to: 1).map(\.queue) == [queue("money")])
    }

    @Test func `takes from others when it attaches again`() throws {
        var scene = try Self.scene()
        try scene.attach(1, "money", of: ["law"])
        try scene.attach(1, "money", of: ["money"], credit: nil)
        #expect(scene.offers(to: 1).map(\.queue) == [queue("money")])
    }

    @Test func `is told of one that is not its partner's, and nothing has changed`() throws {
        var scene = try Self.scene()
        try scene.attach(1, "money", of: ["law"])
        let reply = try scene.attach(2, "money", takeOver: true, of: ["law", "calm"], credit: nil)
        guard case .error(let error) = reply else {
            Issue.record("a queue of another partner is refused")
            return
        }
        #expect(error.error == .notFound && error.field == "/queues/1")
        #expect(error.detail.hasSuffix("money law"))
        #expect(scene.recorder.board.presence.consumers.keys.map(\.number) == [1])
    }

    @Test func `goes on with those under other rules`() throws {
        var scene = try Self.scene()
        try scene.attach(1, "money", of: ["law"])
        let bundle = SampleBundle.make(
            address: Digest(6, 6, 6, 6),
            queues: ["money": ["more", "money", "law"]]
        )
        scene.folder = .good(BundleFiles(address: bundle.address, files: []), bundle)
        scene.step(.reload)
        scene.turn()
        let consumer = try #require(scene.recorder.board.presence.consumers[SessionID(1)])
        #expect(consumer.queues == [queue("law")])
        #expect(scene.offers(to: 1).isEmpty)
    }
}
