import Exchange
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `A leg offered to two partners` {
    /// The same rules, by which a leg is offered to all after 30 of its 60 minutes.
    private static let climbing = SampleBundle.make(
        address: SampleBundle.bundle.address,
        ladder: [LadderStep(percent: 50, action: .offerToSeveral)]
    )

    /// Money's session 1 and law's session 2 have it, by leases 1 and 2.
    private func offered() throws -> RecorderScene {
        var scene = RecorderScene()
        try scene.publish(under: Self.climbing, SampleEvents.request("e1"))
        scene.wait(.minutes(30))
        try scene.attach(1, "money")
        try scene.attach(2, "law")
        return scene
    }

    @Test func `is pushed to both, each under a lease of its own`() throws {
        let scene = try offered()
        #expect(scene.offers(to: 1).map(\.lease) == [LeaseID(1)])
        #expect(scene.offers(to: 2).map(\.lease) == [LeaseID(2)])
        #expect(scene.offers(to: 2).map(\.queue) == [queue("law")])
    }

    @Test func `is the first one's; the other is told, and its answer comes too late`() throws {
        var scene = try offered()
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(2), of: "law", in: 2).code == 200)
        #expect(scene.notices(to: 1).map(\.kind) == [.recalled])
        #expect(try scene.answer(.accept(by: "q"), to: LeaseID(1), id: "a2").code == 410)
    }

    @Test func `is not sent again to the one that lost it`() throws {
        var scene = try offered()
        try scene.answer(.accept(by: "p"), to: LeaseID(2), of: "law", in: 2)
        let count = scene.offers(to: 1).count
        scene.wait(.seconds(6))
        #expect(scene.offers(to: 1).count == count)
    }

    @Test func `is sent again to whoever has not got it, under the same lease`() throws {
        var scene = try offered()
        scene.step(.credit(SessionID(1), through: nil, got: 1))
        scene.wait(.seconds(5))
        #expect(scene.offers(to: 1).count == 1)
        #expect(scene.offers(to: 2).map(\.lease) == [LeaseID(2), LeaseID(2)])
    }

    @Test func `is resumed by both after the link was lost`() throws {
        var scene = try offered()
        scene.step(.linked)
        for (session, name) in [(3, "money"), (4, "law")] as [(UInt64, String)] {
            let lease = LeaseID(session - 2)
            let attached = try scene.attach(session, name, holding: [lease])
            guard case .attached(_, let states) = attached else {
                Issue.record("the reply tells of no leases")
                return
            }
            #expect(states.map(\.state) == [.held])
        }
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1), in: 3).code == 200)
        #expect(scene.notices(to: 4).map(\.kind) == [.recalled])
    }

    @Test func `goes back alone from the session that no longer holds it`() throws {
        var scene = try offered()
        scene.step(.sessionEnded(SessionID(1)))
        try scene.attach(3, "money")
        #expect(scene.offers(to: 3).map(\.lease) == [LeaseID(3)])
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(2), of: "law", in: 2).code == 200)
    }

    @Test func `stands among the legs of each, by its own time to answer`() throws {
        var scene = try offered()
        guard case .legs(let lines, _) = try scene.ask("partner:law", .mine(after: nil), in: 2)
        else {
            Issue.record("the reply tells of no legs")
            return
        }
        #expect(lines.map(\.state) == [.offered])
        #expect(lines.map(\.owner) == ["desk"])
        #expect(lines.map(\.partner) == [partner("law")])
        #expect(lines.first?.deadline == scene.offers(to: 2).first?.answerBy)
    }
}
