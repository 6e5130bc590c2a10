import Exchange
import Referrals
import Testing
import Triage

@Suite struct `Who is there` {
    private let one = SessionID(1)
    private let start = Moment(seconds: 1_000)

    private func present() -> Presence {
        var presence = Presence()
        presence.attach(one, partner: partner("alfa"), name: "one", queues: [queue("alfa")])
        presence.credit(one, through: 10, got: nil)
        return presence
    }

    @Test func `has no credit before it gives some`() {
        var presence = Presence()
        presence.attach(one, partner: partner("alfa"), name: "one", queues: [queue("alfa")])
        #expect(presence.readySession(for: queue("alfa")) == nil)
    }

    @Test func `is found by the name it works under`() {
        #expect(present().session(of: partner("alfa"), named: "one") == one)
        #expect(present().session(of: partner("alfa"), named: "two") == nil)
    }

    @Test func `is sent an offer again under the same number when it has not got it`() {
        var presence = present()
        presence.hold(LeaseID(1), leg: Scene.leg(1), by: one)
        let number = presence.send(LeaseID(1), to: one, at: start)
        let early = presence.overdueOffers(at: start + .seconds(4), patience: .seconds(5))
        let late = presence.overdueOffers(at: start + .seconds(5), patience: .seconds(5))
        #expect(early.isEmpty)
        #expect(late.map(\.offer.number) == [number])
    }

    @Test func `may attach anew after it lowered its credit below what it was sent`() {
        var presence = present()
        presence.hold(LeaseID(1), leg: Scene.leg(1), by: one)
        _ = presence.send(LeaseID(1), to: one, at: start)
        presence.credit(one, through: 0, got: nil)
        presence.attach(one, partner: partner("alfa"), name: "one", queues: [queue("bravo")])
        var board = Switchboard(bundle: SceneBundle.bundle)
        board.presence = presence
        #expect(!board.checkInvariants().contains { $0.contains("allowed") })
    }

    @Test func `is not sent again what it has got`() {
        var presence = present()
        presence.hold(LeaseID(1), leg: Scene.leg(1), by: one)
        _ = presence.send(LeaseID(1), to: one, at: start)
        presence.credit(one, through: nil, got: 1)
        #expect(presence.nextResend(patience: .seconds(5)) == nil)
    }

    @Test func `is not believed to have got more than it was sent`() {
        var presence = present()
        presence.hold(LeaseID(1), leg: Scene.leg(1), by: one)
        presence.credit(one, through: nil, got: 9)
        _ = presence.send(LeaseID(1), to: one, at: start)
        presence.credit(one, through: nil, got: 2)
        let again = presence.overdueOffers(at: start + .seconds(5), patience: .seconds(5))
        #expect(again.map(\.offer.number) == [1])
    }

    @Test func `is not sent again what it has answered`() {
        var presence = present()
        presence.hold(LeaseID(1), leg: Scene.leg(1), by: one)
        _ = presence.send(LeaseID(1), to: one, at: start)
        presence.release(LeaseID(1))
        #expect(presence.overdueOffers(at: start + .hours(1), patience: .seconds(5)).isEmpty)
    }

    @Test func `is sent each offer again in its own time`() {
        var presence = present()
        for number in 1...2 {
            presence.hold(LeaseID(UInt64(number)), leg: Scene.leg(UInt16(number)), by: one)
            _ = presence.send(LeaseID(UInt64(number)), to: one, at: start + .seconds(Int64(number)))
        }
        _ = presence.overdueOffers(at: start + .seconds(6), patience: .seconds(5))
        #expect(presence.nextResend(patience: .seconds(5)) == start + .seconds(7))
    }

    @Test func `leaves its leases for the grace`() {
        var presence = present()
        presence.hold(LeaseID(1), leg: Scene.leg(1), by: one)
        presence.end(one, graceEnds: start + .seconds(45))
        #expect(presence.nextLapse == start + .seconds(45))
        #expect(presence.lapsed(at: start + .seconds(44)) == [])
        #expect(presence.lapsed(at: start + .seconds(45)) == [LeaseID(1)])
        #expect(presence.queues == [])
    }

    @Test func `takes its leases up again when it comes back in time`() {
        var presence = present()
        presence.hold(LeaseID(1), leg: Scene.leg(1), by: one)
        presence.end(one, graceEnds: start + .seconds(45))
        let two = SessionID(2)
        presence.attach(two, partner: partner("alfa"), name: "one", queues: [queue("alfa")])
        presence.hold(LeaseID(1), leg: Scene.leg(1), by: two)
        #expect(presence.nextLapse == nil)
        #expect(presence.leases(of: two) == [LeaseID(1)])
        #expect(presence.consumers[two]?.held == 1)
    }

    @Test func `keeps what it has when it attaches again`() {
        var presence = present()
        presence.hold(LeaseID(1), leg: Scene.leg(1), by: one)
        _ = presence.send(LeaseID(1), to: one, at: start)
        presence.attach(one, partner: partner("alfa"), name: "one", queues: [queue("alfa")])
        #expect(presence.sessionCount(for: queue("alfa")) == 1)
        #expect(presence.consumers[one]?.held == 1)
        #expect(presence.send(LeaseID(1), to: one, at: start) == 2)
    }

    @Test func `after a start has nobody, and every lease runs for the grace`() throws {
        var scene = try Scene.offered()
        scene.board.presence = Presence()
        scene.board.presence.suspend(
            LeaseID(1),
            leg: Scene.leg(1),
            graceEnds: scene.steady + .seconds(45)
        )
        #expect(scene.wait(.seconds(45)) == ["ended lapsed"])
    }
}

@Suite struct `A notice` {
    @Test func `is numbered on for its partner`() throws {
        var scene = Scene()
        for number in 1...3 { try scene.ask(want(.legal), ref: "r\(number)") }
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.tell(.withdrawn(.withdrawn), ref: "r1")
        try scene.tell(.withdrawn(.withdrawn), ref: "r2")
        #expect(scene.board.notices[partner("alfa")]?.pending.map(\.number) == [1, 2])
    }

    @Test func `is numbered on within one decision`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), want(.hr))
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.tell(.withdrawn(.withdrawn))
        #expect(scene.board.notices[partner("alfa")]?.pending.map(\.number) == [1, 2])
    }

    @Test func `stays until it is acknowledged`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), want(.hr))
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.tell(.withdrawn(.withdrawn))
        #expect(try scene.run(.acknowledge(partner("alfa"), through: 1)) == ["acknowledged 1"])
        #expect(scene.board.notices[partner("alfa")]?.pending.map(\.number) == [2])
    }

    @Test func `that was acknowledged is not acknowledged again`() throws {
        var scene = try Scene.offered()
        try scene.tell(.withdrawn(.withdrawn))
        try scene.run(.acknowledge(partner("alfa"), through: 1))
        #expect(try scene.run(.acknowledge(partner("alfa"), through: 1)) == [])
    }

    @Test func `has a new number after all were acknowledged`() throws {
        var scene = try Scene.offered()
        try scene.tell(.withdrawn(.withdrawn))
        try scene.run(.acknowledge(partner("alfa"), through: 1))
        try scene.ask(want(.legal))
        scene.handOut()
        try scene.tell(.withdrawn(.withdrawn))
        #expect(scene.board.notices[partner("alfa")]?.pending.map(\.number) == [2])
    }
}

@Suite struct `The content of a leg` {
    @Test func `is opened by the partner that has accepted, and that is recorded`() throws {
        var scene = try Scene.accepted()
        let open = Command.openContent(Scene.leg(1), partner: partner("alfa"), by: "p")
        #expect(try scene.run(open) == ["content opened"])
    }

    @Test func `is not opened on an offer, nor by another`() throws {
        var offered = try Scene.offered()
        #expect(throws: Refusal.legUnknown) {
            try offered.run(.openContent(Scene.leg(1), partner: partner("alfa"), by: "p"))
        }
        var accepted = try Scene.accepted()
        #expect(throws: Refusal.legUnknown) {
            try accepted.run(.openContent(Scene.leg(1), partner: partner("bravo"), by: "p"))
        }
    }
}
