import Referrals
import Testing
import Triage

@testable import Exchange

@Suite struct `A random walk` {
    /// How many walks, and how long each is.
    static let seeds: ClosedRange<UInt64> = 1...200
    static let steps = 300

    @Test(arguments: seeds)
    func `keeps what must hold, and its facts make the same state again`(seed: UInt64) {
        var walk = RandomWalk(seed: seed)
        for step in 1...Self.steps {
            walk.step()
            let faults = walk.scene.board.checkInvariants()
            guard faults.isEmpty else {
                Issue.record("seed \(seed), step \(step): \(faults)")
                return
            }
        }
        walk.fallSilent()
        let open = walk.scene.board.cases.flatMap(\.legs).filter { !$0.state.isClosed }
        #expect(open.allSatisfy { $0.owner == .desk && $0.overdue.contains(.due) })
        #expect(walk.scene.board.checkInvariants() == [])
        #expect(walk.handedOut > 0)
        #expect(walk.refused < Self.steps)
        let replayed = walk.scene.replayed()
        #expect(replayed.state == walk.scene.board.state)
        #expect(replayed.lookups == walk.scene.board.lookups)
        #expect(replayed.namesakes == walk.scene.board.namesakes)
        #expect(replayed.numbers == walk.scene.board.numbers)
        #expect(replayed.taken == walk.scene.board.taken)
        #expect(replayed.openLegs == walk.scene.board.openLegs)
        #expect(replayed.checkInvariants() == [])
    }

    @Test func `comes to every rung of the ladder and to every way in which an offer ends`() {
        var briefs: Set<String> = []
        var offersAtOnce = 0
        for seed in 301...320 as ClosedRange<UInt64> {
            var walk = RandomWalk(seed: seed)
            for _ in 1...Self.steps {
                walk.step()
                let several = walk.scene.board.cases.flatMap(\.legs).map(\.openOffers.count)
                offersAtOnce = max(offersAtOnce, several.max() ?? 0)
            }
            briefs.formUnion(walk.scene.facts.map(\.brief))
        }
        #expect(offersAtOnce >= 2)
        for action in LadderAction.allCases { #expect(briefs.contains("stepped \(action)")) }
        for reason in AssignmentEnded.Reason.allCases {
            #expect(briefs.contains("ended \(reason)"))
        }
        for order in ["replayed", "surge"] { #expect(briefs.contains(order)) }
        for which in Overdue.allCases { #expect(briefs.contains("overdue \(which)")) }
    }

    @Test(arguments: [3, 77] as [UInt64])
    func `goes on from its own snapshot as it would have`(seed: UInt64) {
        var walk = RandomWalk(seed: seed)
        for _ in 1...Self.steps { walk.step() }
        let resumed = Switchboard(state: walk.scene.board.state, bundle: SceneBundle.bundle)
        #expect(resumed.state == walk.scene.board.state)
        #expect(resumed.checkInvariants() == [])
    }
}

@Suite struct `The look at what must hold` {
    private func scene() throws -> Scene {
        var scene = Scene()
        try scene.ask(want(.legal), id: "e1")
        return scene
    }

    @Test func `finds nothing wrong with a sound switchboard`() throws {
        #expect(try scene().board.checkInvariants() == [])
    }

    @Test func `finds a case that is closed while a leg is open`() throws {
        var scene = try scene()
        scene.board.cases.edit(Scene.first) { $0.closedAt = scene.now }
        #expect(
            scene.board.checkInvariants() == ["RL-2026-000001-\(digit) is closed unlike its legs"]
        )
    }

    private var digit: Character { Scene.first.description.last ?? "?" }

    @Test func `finds a count that is off`() throws {
        var scene = try scene()
        scene.board.desks[queue("alfa")]?.waiting = 2
        scene.board.openLegs = 7
        #expect(scene.board.checkInvariants().count == 2)
    }

    @Test func `finds a leg that stands in no line`() throws {
        var scene = try scene()
        scene.board.desks[queue("alfa")]?.order = HandOutOrder()
        #expect(scene.board.checkInvariants().count == 1)
    }

    @Test func `finds a deadline that the clock does not know`() throws {
        var scene = try scene()
        scene.board.alarms = Line()
        #expect(scene.board.checkInvariants().count == 1)
    }

    @Test func `finds an offer that no consent admits`() throws {
        var scene = try Scene.offered()
        scene.board.cases.edit(Scene.first) { $0.consents = [] }
        #expect(scene.board.checkInvariants().count == 1)
    }

    @Test func `finds a leg with a queue that has refused it`() throws {
        var scene = try scene()
        scene.board.cases.edit(Scene.first) { $0.legs[0].refusedBy = [queue("alfa")] }
        #expect(scene.board.checkInvariants().count == 1)
    }

    @Test func `finds a lease that was never given`() throws {
        var scene = try Scene.offered()
        scene.board.lastLease = 0
        #expect(scene.board.checkInvariants().count == 1)
    }

    @Test func `finds an id that names no event`() throws {
        var scene = try scene()
        scene.board.taken[key("e1")]?.event = 4
        #expect(scene.board.checkInvariants().count == 1)
    }

    @Test func `finds a notice beyond the last`() throws {
        var scene = try Scene.offered()
        try scene.tell(.withdrawn(.withdrawn))
        scene.board.notices[partner("alfa")]?.last = 0
        #expect(scene.board.checkInvariants().count == 1)
    }
}
