import Exchange
import Referrals
import Testing
import Triage

@Suite struct `What is told of a leg` {
    private func view(_ scene: Scene) throws -> LegView {
        scene.board.view(of: try #require(scene.leg()), at: scene.now)
    }

    private func waiting() throws -> Scene {
        var scene = Scene()
        try scene.ask(want(.legal))
        return scene
    }

    @Test func `waits for somebody to connect`() throws {
        let view = try view(try waiting())
        #expect(view.waiting == .noConsumerConnected)
        #expect(view.queue == queue("alfa"))
        #expect(view.owner == "desk")
    }

    @Test func `waits for room when all have used up their credit`() throws {
        var scene = try waiting()
        scene.attach(1, "alfa", credit: 0)
        #expect(try view(scene).waiting == .allFull)
    }

    @Test func `awaits an answer as soon as somebody is ready for it`() throws {
        var scene = try waiting()
        scene.attach(1, "alfa")
        #expect(try view(scene).waiting == .awaitingAnswer)
        scene.handOut()
        #expect(try view(scene).waiting == .awaitingAnswer)
    }

    @Test func `tells when the partner must have answered, while it is offered`() throws {
        var scene = try Scene.offered()
        #expect(try view(scene).answerBy == scene.now + .hours(6))
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        #expect(try view(scene).answerBy == nil)
        #expect(try view(scene).partner == partner("alfa"))
        #expect(try view(scene).owner == "partner:alfa")
    }

    @Test func `tells the agency that it must act for a consent`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), consent: consent([]))
        #expect(try view(scene).owner == "agency:north")
        #expect(try view(scene).waiting == .blockedByConsent)
    }

    @Test func `tells how it ended`() throws {
        var scene = try Scene.accepted()
        try scene.report(.complete(.infoGiven, nil), on: Scene.leg(1))
        #expect(try view(scene).outcome == .infoGiven)
        #expect(try view(scene).owner == "")
        #expect(try view(scene).deadline == nil)
    }
}

@Suite struct `What is told of the queues` {
    private func view(_ scene: Scene, _ name: String) throws -> QueueView {
        try #require(scene.board.queueViews(at: scene.now).first { $0.queue == queue(name) })
    }

    @Test func `names every queue of the directory in order`() {
        #expect(
            Scene().board.queueViews(at: Scene().now).map(\.queue.description) == [
                "alfa", "bravo", "charlie", "desk", "hub.coaching", "hub.digital", "test",
            ]
        )
    }

    @Test func `names a queue that the directory has lost while it has legs`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        scene.board.bundle = SceneBundle.without(partner("alfa"))
        #expect(try view(scene, "alfa").waiting == 1)
        #expect(try view(scene, "alfa").partner == nil)
    }

    @Test func `counts what waits, by need, and what is out`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), want(.hr), want(.info))
        scene.attach(1, "alfa", credit: 1)
        scene.handOut()
        let view = try view(scene, "alfa")
        #expect(view.waiting == 2)
        #expect(view.waitingByNeed.map(\.need) == [.hr, .info])
        #expect(view.offered == 1)
        #expect(view.sessions == 1)
        #expect(view.arrived == 3)
    }

    @Test func `counts what was taken`() throws {
        let scene = try Scene.accepted()
        #expect(try view(scene, "alfa").taken == 1)
        #expect(try view(scene, "alfa").open == 1)
    }

    @Test func `tells since when and until when the waiting ones wait`() throws {
        var scene = Scene()
        let start = scene.now
        try scene.ask(want(.legal, .normal), ref: "r1")
        scene.now = start + .hours(1)
        try scene.ask(want(.legal, .urgent), ref: "r2")
        #expect(try view(scene, "alfa").oldest == start)
        #expect(try view(scene, "alfa").nextDeadline == start + .hours(5))
    }
}

@Suite struct `What somebody has` {
    @Test func `is for a partner its offers and what it accepted, in order`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), want(.hr), want(.info))
        scene.attach(1, "alfa", credit: 2)
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(2))
        #expect(scene.board.legs(of: partner("alfa")).map(\.id.ordinal) == [1, 2])
    }

    @Test func `is listed right also where it is hundreds, that come and go in any order`() throws {
        var scene = Scene()
        scene.attach(1, "alfa", credit: 1_000)
        for number in 1...700 {
            try scene.ask(want(.legal, from: ["alfa"]), ref: "r\(number)")
        }
        let leases = scene.handOut().map(\.lease)
        #expect(leases.count == 700)
        for (index, lease) in leases.enumerated() where index % 3 != 0 {
            try scene.answer(.accept(by: "p"), to: lease)
        }
        var left = scene.board.legs(of: partner("alfa")).map(\.id)
        #expect(left.count == 700 && left == left.sorted())
        // Prime to their number: each comes once, and no two that follow are neighbours.
        for step in 0..<600 {
            let leg = left[step * 307 % 700]
            if scene.board.leg(leg)?.state.engagement != nil {
                try scene.report(.complete(.helpedFull, nil), on: leg)
            }
        }
        left = left.filter { scene.board.leg($0)?.state.isClosed == false }
        #expect(scene.board.legs(of: partner("alfa")).map(\.id) == left)
        var behind: [LegID] = []
        scene.board.eachLeg(of: partner("alfa"), after: left[9]) { leg in
            behind.append(leg.id)
            return behind.count < 5
        }
        #expect(behind == Array(left[10..<15]))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is found by the lease under which it was accepted`() throws {
        let scene = try Scene.accepted()
        #expect(scene.board.engagedLeg(under: LeaseID(1))?.id == Scene.leg(1))
        #expect(scene.board.engagedLeg(under: LeaseID(2)) == nil)
    }

    @Test func `is for an agency the cases it may see, in order`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), ref: "r1")
        try scene.ask(want(.legal), ref: "r1", by: "south")
        try scene.ask(want(.legal), ref: "r2")
        #expect(scene.board.casesVisible(to: agency("north")).map(\.id.number) == [1, 3])
    }
}
