import Exchange
import Referrals
import Testing
import Triage

/// A leg as it stands when a supervisor orders something of it.
enum OrderedLeg: String, CaseIterable {
    case waiting, unrouted, blocked, dead, held, outside, offered, offeredDead
    case accepted, inProgress, onHold, cancelRequested, closed

    /// What may be ordered of it.
    var allowed: [OrderVerb] {
        switch self {
        case .waiting, .blocked: [.reroute, .close]
        case .unrouted: [.reroute, .close, .replay]
        case .dead: [.reroute, .close, .replay, .resolve]
        case .held: [.close, .resolve]
        case .outside: [.close]
        case .offered: [.reroute, .withdraw, .close]
        case .offeredDead: [.reroute, .withdraw, .close, .resolve]
        case .accepted, .inProgress, .onHold: [.reroute, .close]
        case .cancelRequested: [.close]
        case .closed: []
        }
    }

    /// A scene with the only leg in this state.
    func scene() throws -> Scene {
        var scene = Scene()
        switch self {
        case .waiting: try scene.ask(want(.treasuryVat))
        case .unrouted: try scene.ask(want(.treasuryVat, from: []))
        case .blocked: try scene.ask(want(.treasuryVat), consent: consent([.psychological]))
        case .dead: return try .dead()
        case .held: return try .held()
        case .outside: try scene.ask(want(.treasuryVat, block: .outOfRegion))
        case .offered: return try .offered()
        case .offeredDead:
            scene = try .dead()
            scene.attach(99, "desk")
            scene.handOut()
        case .accepted: return try .accepted()
        case .inProgress:
            scene = try .accepted()
            try scene.report(.start, on: Scene.leg(1))
        case .onHold:
            scene = try .accepted()
            try scene.report(.hold(.waitlist, until: nil), on: Scene.leg(1))
        case .cancelRequested:
            scene = try .accepted()
            try scene.tell(.withdrawn(.noLongerNeeded))
        case .closed:
            scene = try .accepted()
            try scene.report(.complete(.helpedFull, nil), on: Scene.leg(1))
        }
        return scene
    }
}

@Suite struct `A leg, state by order` {
    private static let leg = Scene.leg(1)

    private static let orders: [SupervisorOrder] = [
        .reroute(leg, to: queue("charlie")), .withdraw(leg), .close(leg, .duplicate),
        .replay(leg, again: false), .resolve(leg, .other),
    ]

    @Test(arguments: OrderedLeg.allCases)
    func `says what may be ordered of it`(state: OrderedLeg) throws {
        let scene = try state.scene()
        #expect(scene.leg()?.allowedOrders == state.allowed)
    }

    @Test(arguments: OrderedLeg.allCases, orders)
    func `takes what may be ordered and refuses the rest`(
        state: OrderedLeg,
        order: SupervisorOrder
    ) throws {
        var scene = try state.scene()
        let before = scene.facts.count
        guard state.allowed.contains(order.verb) else {
            let name = try #require(scene.leg()?.state.name)
            #expect(throws: Refusal.notNow(name, allowed: state.allowed)) {
                try scene.order(order)
            }
            #expect(scene.facts.count == before)
            return
        }
        if state == .blocked, order.verb == .reroute {
            #expect(throws: Refusal.noConsent) { try scene.order(order) }
            return
        }
        let brief = try scene.order(order)
        #expect(brief.first == "ordered" && brief.count > 1)
        #expect(scene.board.checkInvariants().isEmpty)
        #expect(scene.replayed().state == scene.board.state)
    }
}

@Suite struct `A leg that is rerouted` {
    @Test func `leaves the partner that has it, which is told`() throws {
        var scene = try Scene.accepted()
        #expect(
            try scene.order(.reroute(Scene.leg(1), to: queue("charlie"))) == [
                "ordered", "ended rerouted", "told alfa recalled", "placed charlie",
            ]
        )
        #expect(scene.leg()?.refusedBy == [])
        #expect(throws: Refusal.legUnknown) {
            try scene.report(.start, on: Scene.leg(1))
        }
    }

    @Test func `stays where it is when it is there`() throws {
        var scene = try Scene.offered()
        #expect(try scene.order(.reroute(Scene.leg(1), to: queue("alfa"))) == ["ordered"])
    }

    @Test func `goes to nobody whom the consent does not admit`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), consent: consent(to: ["alfa", "bravo"]))
        #expect(throws: Refusal.noConsent) {
            try scene.order(.reroute(Scene.leg(1), to: queue("charlie")))
        }
        #expect(
            try scene.order(.reroute(Scene.leg(1), to: queue("desk"))).last
                == "placed desk unrouted"
        )
    }

    @Test func `goes to nobody that refused it`() throws {
        var scene = try Scene.offered()
        try scene.answer(.decline(.conflict, text: nil, suggested: nil), to: LeaseID(1))
        #expect(throws: Refusal.refusedBefore) {
            try scene.order(.reroute(Scene.leg(1), to: queue("alfa")))
        }
    }

    @Test func `goes to no queue that drains or is not there`() throws {
        var scene = try Scene.offered()
        try scene.order(.drain(queue("charlie"), until: nil))
        #expect(throws: Refusal.queueDrains) {
            try scene.order(.reroute(Scene.leg(1), to: queue("charlie")))
        }
        #expect(throws: Refusal.queueUnknown) {
            try scene.order(.reroute(Scene.leg(1), to: queue("nobody")))
        }
        #expect(throws: Refusal.queueUnknown) {
            try scene.order(.reroute(Scene.leg(1), to: queue("test")))
        }
        #expect(throws: Refusal.legUnknown) {
            try scene.order(.reroute(Scene.leg(2), to: queue("bravo")))
        }
    }

    @Test func `gets a new due time when its own has passed`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        scene.wait(.hours(24))
        #expect(scene.leg()?.alarm == nil)
        try scene.order(.reroute(Scene.leg(1), to: queue("charlie")))
        #expect(scene.leg()?.due == scene.now + .hours(24))
        #expect(scene.leg()?.alarm == scene.now + .hours(24))
    }

    @Test func `lives again if it was dead`() throws {
        var scene = try Scene.dead()
        #expect(
            try scene.order(.reroute(Scene.leg(1), to: queue("bravo"))) == [
                "ordered", "replayed", "placed bravo",
            ]
        )
    }
}

@Suite struct `A leg that is withdrawn or closed by order` {
    @Test func `is taken back from whoever has the offer, and goes to another`() throws {
        var scene = try Scene.offered()
        #expect(
            try scene.order(.withdraw(Scene.leg(1))) == [
                "ordered", "ended recalled", "told alfa recalled", "placed bravo",
            ]
        )
        #expect(scene.leg()?.refusedBy == [])
        #expect(throws: Refusal.leaseLost) {
            try scene.answer(.accept(by: "p"), to: LeaseID(1))
        }
    }

    @Test(arguments: [["alfa"], ["alfa", "bravo"]])
    func `goes back to the same when nobody else can answer in time`(names: [String]) throws {
        var scene = Scene()
        scene.set("bravo", .paused)
        try scene.ask(want(.treasuryVat, from: names))
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(try scene.order(.withdraw(Scene.leg(1))).last == "placed alfa")
        #expect(scene.handOut().map(\.lease) == [LeaseID(2)])
    }

    @Test func `stays with those of several that had no offer of it`() throws {
        var scene = Scene()
        let need = want(.treasuryVat, from: ["alfa", "bravo", "charlie"])
        try scene.ask(need.climbing((50, .offerToSeveral)))
        scene.wait(.hours(12))
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(
            try scene.order(.withdraw(Scene.leg(1))) == [
                "ordered", "ended recalled", "told alfa recalled", "placed bravo+charlie",
            ]
        )
        #expect(scene.handOut().isEmpty)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is offered to all of several again when each had it`() throws {
        var scene = try Scene.offeredToSeveral()
        #expect(
            try scene.order(.withdraw(Scene.leg(1))).last == "placed alfa+bravo+charlie"
        )
        #expect(scene.handOut().count == 3)
    }

    @Test func `goes back to the same when the others drain`() throws {
        var scene = try Scene.offered()
        try scene.order(.drain(queue("bravo"), until: nil))
        #expect(try scene.order(.withdraw(Scene.leg(1))).last == "placed alfa")
    }

    @Test func `stays before the desk when it was the desk's`() throws {
        var scene = try OrderedLeg.offeredDead.scene()
        #expect(try scene.order(.withdraw(Scene.leg(1))).last == "placed desk dead")
    }

    @Test(arguments: [1, 2] as [UInt32])
    func `ends with its whole journey, whichever of the merged cases is named`(
        number: UInt32
    ) throws {
        var scene = try Scene.accepted()
        try scene.ask(want(.legal, from: ["bravo"]), ref: "s", by: "south")
        try scene.ask(want(.digital, from: ["bravo"]), ref: "e", by: "east")
        let first = Scene.first
        let cases = (1...3).map { CaseID(year: 2026, number: $0) }
        try scene.order(.merge(cases[2], into: cases[1]))
        try scene.order(.merge(cases[1], into: first))
        #expect(
            try scene.order(.withdrawCase(cases[Int(number) - 1], .noLongerNeeded)) == [
                "ordered", "asked to stop", "told alfa cancel_requested",
                "closed no_longer_needed", "case closed", "closed no_longer_needed", "case closed",
            ]
        )
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `ends with its case, or its partner is asked to stop`() throws {
        var scene = try Scene.accepted()
        try scene.ask(want(.digitalAccess, from: ["bravo"]))
        #expect(
            try scene.order(.withdrawCase(Scene.first, .noLongerNeeded)) == [
                "ordered", "asked to stop", "told alfa cancel_requested", "closed no_longer_needed",
            ]
        )
        #expect(try scene.order(.withdrawCase(Scene.first, .noLongerNeeded)) == ["ordered"])
        #expect(throws: Refusal.caseUnknown) {
            try scene.order(.withdrawCase(CaseID(year: 2026, number: 9), .withdrawn))
        }
    }

    @Test func `closes its case when it was the last, and the partner hears of it`() throws {
        var scene = try Scene.accepted()
        #expect(
            try scene.order(.close(Scene.leg(1), .ceasedBusiness)) == [
                "ordered", "closed ceased_business", "told alfa recalled", "case closed",
            ]
        )
        #expect(throws: Refusal.wrongState(.closed, allowed: [])) {
            try scene.report(.start, on: Scene.leg(1))
        }
    }

    @Test func `is written down with who closed it`() throws {
        var scene = try Scene.accepted()
        try scene.order(.close(Scene.leg(1), .ceasedBusiness), key: "k", by: "anna")
        let given = try #require(scene.facts.first { $0.brief == "ordered" })
        #expect(given.by == .supervisor(try #require(SupervisorID("anna"))))
        let ordered = Ordered(
            verb: "close",
            reason: "a test",
            key: "k",
            subject: "\(Scene.leg(1)) ceased_business"
        )
        #expect(given.matter == .ordered(ordered))
        let closed = try #require(scene.facts.first { $0.brief == "closed ceased_business" })
        #expect(closed.by == given.by)
    }
}

@Suite struct `An order under a key` {
    @Test func `is carried out once`() throws {
        var scene = try Scene.offered()
        try scene.order(.close(Scene.leg(1), .duplicate), key: "k")
        #expect(try scene.order(.close(Scene.leg(1), .duplicate), key: "k") == [])
        #expect(
            try Switchboard(state: scene.board.state, bundle: scene.board.bundle).decide(
                .order(
                    OrderCommand(
                        supervisor: try #require(SupervisorID("other")),
                        order: .close(Scene.leg(1), .duplicate),
                        reason: "said otherwise",
                        key: "k"
                    )
                ),
                at: scene.now
            ).isEmpty
        )
    }

    @Test func `is refused when the key stands for another`() throws {
        var scene = try Scene.offered()
        try scene.order(.close(Scene.leg(1), .duplicate), key: "k")
        #expect(throws: Refusal.idReused) {
            try scene.order(.close(Scene.leg(1), .withdrawn), key: "k")
        }
        #expect(throws: Refusal.idReused) {
            try scene.order(.resume(queue("alfa")), key: "k")
        }
    }

    @Test func `uses up no key when it is refused`() throws {
        var scene = Scene()
        #expect(throws: Refusal.legUnknown) {
            try scene.order(.close(Scene.leg(1), .duplicate), key: "k")
        }
        try scene.ask(want(.treasuryVat))
        #expect(try scene.order(.close(Scene.leg(1), .duplicate), key: "k").count == 3)
    }
}
