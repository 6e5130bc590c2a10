import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A partner that the person does not want` {
    private static let need = want(
        .treasuryVat,
        from: ["alfa", "bravo", "hub.coaching"],
        excluding: ["bravo": .unwanted, "hub.coaching": .unwanted]
    )

    @Test func `gets nothing that another redirects to it`() throws {
        var scene = try Scene.accepted(Self.need)
        #expect(
            try scene.report(.redirect(to: partner("bravo"), .redirected), on: Scene.leg(1)) == [
                "reported redirect", "ended redirected", "placed desk unrouted",
            ]
        )
        guard case .legPlaced(let placed)? = scene.facts.last?.matter else {
            Issue.record("it was placed nowhere")
            return
        }
        #expect(placed.passedOver == [PassedOver(queue: queue("bravo"), reason: .excluded)])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `gets nothing from the desk either`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["bravo"], excluding: ["bravo": .unwanted]))
        scene.attach(1, "desk")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "desk")
        let verb = PartnerReport.redirect(to: partner("bravo"), .redirected)
        #expect(
            try scene.report(verb, on: Scene.leg(1), of: "desk").last == "placed desk unrouted"
        )
    }

    @Test(arguments: ["bravo", "hub.coaching", "hub.digital"])
    func `gets nothing by order, from whichever of its queues`(name: String) throws {
        var scene = try Scene.accepted(Self.need)
        let owner = try #require(scene.board.bundle.directory.partner(of: queue(name))).name
        #expect(throws: Refusal.unwanted(owner)) {
            try scene.order(.reroute(Scene.leg(1), to: queue(name)))
        }
        #expect(scene.leg()?.state.engagement?.queue == queue("alfa"))
    }

    @Test func `does not come first because a colleague suggests it`() throws {
        var scene = try Scene.offered(Self.need)
        let verb = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: partner("bravo"))
        #expect(
            try scene.answer(verb, to: LeaseID(1)) == ["declined", "placed desk unrouted"]
        )
    }

    @Test func `is not handed what was put in its queue before anybody looked`() throws {
        var scene = Scene()
        try scene.ask(Self.need)
        let placed = LegPlaced(leg: Scene.leg(1), queue: queue("bravo"), hold: nil, passedOver: [])
        scene.record([Fact(at: scene.now, by: .relais, matter: .legPlaced(placed))])
        scene.attach(1, "bravo")
        #expect(scene.handOut().isEmpty)
        #expect(scene.tick() == ["placed alfa"])
    }

    @Test func `gets nothing of what is asked for in its place`() throws {
        var scene = try Scene.accepted(Self.need)
        try scene.report(.reorient(to: .hr, .redirected), on: Scene.leg(1))
        #expect(throws: Refusal.unwanted(partner("bravo"))) {
            try scene.order(.reroute(Scene.leg(2), to: queue("bravo")))
        }
        try scene.order(.reroute(Scene.leg(2), to: queue("charlie")))
    }
}

@Suite struct `A partner with several queues` {
    private static let need = want(.treasuryVat, from: ["hub.coaching", "hub.digital", "alfa"])

    /// A scene in which the hub has been offered the only leg out of its first queue.
    private func offered() throws -> Scene {
        var scene = Scene()
        try scene.ask(Self.need)
        scene.attach(1, "hub")
        scene.handOut()
        return scene
    }

    @Test func `is not asked again from the other when it has declined`() throws {
        var scene = try offered()
        let no = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: nil)
        #expect(
            try scene.answer(no, to: LeaseID(1), of: "hub") == ["declined", "placed alfa"]
        )
        #expect(scene.leg()?.refusedBy == [queue("hub.coaching")])
    }

    @Test func `is not asked again from the other when it has not answered`() throws {
        var scene = try offered()
        let answerBy = try #require(scene.leg()?.deadline)
        #expect(scene.wait(answerBy - scene.now).last == "placed alfa")
    }

    @Test func `is not asked again from the other when it was silent`() throws {
        var scene = try offered()
        try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "hub")
        scene.wait(.hours(48))
        #expect(scene.wait(.hours(48)).last == "placed alfa")
    }

    @Test func `gets nothing by order from the other`() throws {
        var scene = try offered()
        let no = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: nil)
        try scene.answer(no, to: LeaseID(1), of: "hub")
        #expect(throws: Refusal.refusedBefore) {
            try scene.order(.reroute(Scene.leg(1), to: queue("hub.digital")))
        }
    }

    @Test func `redirects nothing to itself`() throws {
        var scene = Scene()
        try scene.ask(want(.digital, from: ["hub.coaching", "alfa"]))
        scene.attach(1, "hub")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "hub")
        let verb = PartnerReport.redirect(to: partner("hub"), .redirected)
        #expect(
            try scene.report(verb, on: Scene.leg(1), of: "hub").last == "placed desk unrouted"
        )
    }
}
