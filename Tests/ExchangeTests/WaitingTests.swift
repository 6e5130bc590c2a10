import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A leg that waits` {
    private func wait(_ scene: Scene, _ number: UInt32 = 1) throws -> Wait? {
        scene.board.wait(of: try #require(scene.leg(1, of: number)), at: scene.now)
    }

    private func counts(_ scene: Scene, _ name: String = "alfa") -> [WaitingReason: Int] {
        let counts = scene.board.waitingCounts(in: queue(name), at: scene.now)
        return Dictionary(uniqueKeysWithValues: counts.map { ($0.reason, $0.count) })
    }

    @Test func `waits for somebody to connect`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        #expect(try wait(scene) == Wait(reason: .noConsumerConnected))
        #expect(counts(scene) == [.noConsumerConnected: 1])
    }

    @Test func `waits for the partner to open while nobody is connected`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.open(["alfa": try week(14, 16)])
        try scene.ask(want(.legal))
        #expect(try wait(scene) == Wait(reason: .noPartnerOpen, opensAt: scene.now + .hours(2)))
        scene.attach(1, "alfa")
        #expect(try wait(scene) == Wait(reason: .awaitingAnswer))
    }

    @Test func `waits for credit`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        scene.attach(1, "alfa", credit: 0)
        #expect(try wait(scene) == Wait(reason: .allFull))
    }

    @Test func `waits for a queue that is paused before all that the partner may lack`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        let until = scene.now + .hours(3)
        scene.set("alfa", .paused, until: until)
        #expect(try wait(scene) == Wait(reason: .paused, opensAt: until))
        scene.attach(1, "alfa")
        #expect(scene.handOut().isEmpty)
        scene.set("alfa", .open)
        #expect(scene.handOut().count == 1)
        #expect(try wait(scene) == Wait(reason: .awaitingAnswer))
    }

    @Test func `waits behind the live ones when it came by the bulk lane`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, .urgent), ref: "r1", lane: .bulk)
        try scene.ask(want(.legal, .normal), ref: "r2")
        scene.attach(1, "alfa", credit: 1)
        #expect(try wait(scene) == Wait(reason: .bulkLane))
        #expect(try wait(scene, 2) == Wait(reason: .awaitingAnswer))
        #expect(counts(scene) == [.bulkLane: 1, .awaitingAnswer: 1])
        #expect(scene.handOut().map(\.leg.caseID.number) == [2])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `leaves the bulk lane when a live request joins it`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, .normal), ref: "r1", lane: .bulk)
        try scene.ask(want(.legal, .normal), ref: "r2", lane: .bulk)
        try scene.ask(want(.legal, .normal), ref: "r2")
        #expect(scene.leg(1, of: 2)?.lane == .live)
        scene.attach(1, "alfa", credit: 1)
        #expect(scene.handOut().map(\.leg.caseID.number) == [2])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is counted where it waits at the desk, and where it waits nowhere`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, excluding: ["alfa": .language, "bravo": .language]))
        #expect(counts(scene, "desk") == [.unrouted: 1])
        try scene.ask(want(.legal), ref: "r2", consent: consent([.treasury]))
        #expect(
            scene.board.waitingNowhere == [WaitingCount(reason: .blockedByConsent, count: 1)]
        )
        let resumed = Switchboard(state: scene.board.state, bundle: scene.board.bundle)
        #expect(resumed.waitingNowhere == scene.board.waitingNowhere)
        #expect(
            resumed.waitingCounts(in: queue("desk"), at: scene.now)
                == scene.board.waitingCounts(in: queue("desk"), at: scene.now)
        )
    }

    @Test func `is the oldest of its queue until it leaves it`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, .normal), ref: "r1")
        scene.now = scene.now + .hours(1)
        let later = scene.now
        try scene.ask(want(.legal, .normal), ref: "r2")
        try scene.tell(.withdrawn(.withdrawn), ref: "r1")
        let view = scene.board.queueViews(at: scene.now).first { $0.queue == queue("alfa") }
        #expect(view?.oldest == later)
    }

    private func oldest(_ scene: Scene, in name: String = "alfa") -> Moment? {
        scene.board.queueViews(at: scene.now).first { $0.queue == queue(name) }?.oldest
    }

    @Test func `has waited all along when it was handed out and came back`() throws {
        var scene = Scene()
        let start = scene.now
        try scene.ask(want(.legal, .normal), ref: "r1")
        scene.now = scene.now + .minutes(1)
        try scene.ask(want(.legal, .normal), ref: "r2")
        scene.attach(1, "alfa", credit: 100)
        for _ in 1...40 {
            scene.now = scene.now + .seconds(1)
            for offer in scene.handOut() {
                try scene.answer(.giveBack, to: offer.lease)
            }
            #expect(oldest(scene) == start)
            let resumed = Switchboard(state: scene.board.state, bundle: scene.board.bundle)
            #expect(
                resumed.queueViews(at: scene.now).map(\.oldest)
                    == scene.board.queueViews(at: scene.now).map(\.oldest)
            )
        }
    }

    @Test func `counts from when the partner that had accepted gave it up`() throws {
        var scene = try Scene.accepted(want(.legal, from: ["alfa", "bravo"]))
        scene.now = scene.now + .hours(1)
        try scene.report(.declineLate(.conflict), on: Scene.leg(1), text: [1])
        #expect(oldest(scene, in: "bravo") == scene.now)
    }
}

@Suite struct `In a surge` {
    @Test func `the shares of the less urgent shrink until its end`() throws {
        var scene = Scene()
        let set = SurgeSet(isOn: true, until: scene.now + .hours(2))
        scene.record([Fact(at: scene.now, by: .relais, matter: .surgeSet(set))])
        #expect(scene.board.isSurging(at: scene.now))
        #expect(!scene.board.isSurging(at: scene.now + .hours(2)))
        for number in 1...20 {
            try scene.ask(want(.legal, .normal), ref: "n\(number)")
            try scene.ask(want(.legal, .urgent), ref: "u\(number)")
        }
        scene.attach(1, "alfa", credit: 16)
        let urgencies = scene.handOut().compactMap { scene.board.leg($0.leg)?.urgency }
        #expect(urgencies == Array(repeating: .urgent, count: 15) + [.normal])
    }
}
