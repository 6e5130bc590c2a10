import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `An attached session` {
    @Test func `is told of its queues`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        guard case .attached(let queues, let leases) = try scene.attach(1, "money") else {
            Issue.record("the reply is no welcome to work")
            return
        }
        #expect(queues.map(\.queue) == [queue("money")])
        #expect(queues.map(\.ready) == [1])
        #expect(leases.isEmpty)
    }

    @Test func `is the only one of its name`() throws {
        var scene = RecorderScene()
        try scene.attach(1, "money")
        #expect(try Self.code(scene.attach(2, "money")) == .consumerInUse)
        #expect(try Self.code(scene.attach(3, "money", as: "two")) == nil)
        #expect(try Self.code(scene.attach(4, "law")) == nil)
    }

    @Test func `yields its name and leases to one that takes over`() throws {
        var scene = try RecorderScene.offered()
        let reply = try scene.attach(2, "money", takeOver: true, holding: [LeaseID(1)])
        #expect(Self.states(reply) == [.held])
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1), in: 2).code == 200)
        let lost = try scene.ask("partner:money", .answer([]), in: 1)
        #expect(Self.code(lost) == .noSession)
    }

    @Test func `has ended once another has taken over`() throws {
        var scene = try RecorderScene.offered()
        let attach = Put.Ask.attach(AttachInquiry(consumer: "one", takeOver: true, leases: []))
        scene.put("partner:money", attach, in: 2)
        #expect(scene.turn().contains("end session 1"))
        try scene.attach(3, "money", as: "two", takeOver: true)
        #expect(!scene.turn().contains { $0.hasPrefix("end session") })
    }

    @Test func `that works under no name is told so when it gives credit`() throws {
        var scene = try RecorderScene.offered()
        try scene.attach(2, "money", takeOver: true)
        scene.step(.credit(SessionID(1), through: 100, got: 1))
        #expect(scene.turn() == ["session 1 < error 401"])
        scene.step(.credit(SessionID(2), through: 101, got: nil))
        #expect(scene.turn() == [])
    }

    @Test func `goes on with the leases that it names when it comes back`() throws {
        var scene = try RecorderScene.offered()
        scene.step(.sessionEnded(SessionID(1)))
        #expect(Self.states(try scene.attach(2, "money", holding: [LeaseID(1)])) == [.held])
        #expect(scene.offers(to: 2).isEmpty)
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1), in: 2).code == 200)
    }

    @Test func `gives the leases back that it does not name`() throws {
        var scene = try RecorderScene.offered()
        scene.step(.sessionEnded(SessionID(1)))
        try scene.attach(2, "money")
        #expect(scene.offers(to: 2).map(\.lease) == [LeaseID(2)])
    }

    @Test func `hears of an answered lease that it was answered`() throws {
        var scene = try RecorderScene.accepted()
        scene.step(.sessionEnded(SessionID(1)))
        #expect(Self.states(try scene.attach(2, "money", holding: [LeaseID(1)])) == [.answered])
    }

    @Test func `hears of another's lease that it is lost`() throws {
        var scene = try RecorderScene.offered()
        #expect(Self.states(try scene.attach(2, "law", holding: [LeaseID(1)])) == [.lost])
        #expect(
            Self.states(try scene.attach(3, "money", as: "two", holding: [LeaseID(1)])) == [.lost]
        )
        #expect(Self.states(try scene.attach(4, "law", as: "x", holding: [LeaseID(9)])) == [.lost])
    }

    @Test func `attaches again without counting its offers anew`() throws {
        var scene = try RecorderScene.offered()
        try scene.attach(1, "money", holding: [LeaseID(1)], credit: nil)
        try scene.publish(SampleEvents.request("e2", ref: "r2"))
        #expect(scene.offers(to: 1).map(\.number) == [1, 2])
    }

    @Test func `attaches again and gives back what it does not name`() throws {
        var scene = try RecorderScene.offered()
        try scene.attach(1, "money", credit: nil)
        #expect(scene.offers(to: 1).map(\.lease) == [LeaseID(1), LeaseID(2)])
    }

    @Test func `does not work before it has attached`() throws {
        var scene = RecorderScene()
        #expect(Self.code(try scene.ask("partner:money", .answer([]), in: 1)) == .noSession)
    }

    @Test func `cannot attach over a link that has ended`() throws {
        var scene = RecorderScene()
        let attach = Put.Ask.attach(AttachInquiry(consumer: "one"))
        #expect(Self.code(try scene.ask("partner:money", attach)) == .noSession)
    }

    private static func code(_ message: Message) -> ErrorName? {
        if case .error(let error) = message { error.error } else { nil }
    }

    private static func states(_ message: Message) -> [AttachedLease.State] {
        if case .attached(_, let leases) = message { leases.map(\.state) } else { [] }
    }
}
