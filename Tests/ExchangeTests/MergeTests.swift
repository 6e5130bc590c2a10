import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A merge of cases` {
    static let second = CaseID(year: 2026, number: 2)
    static let third = CaseID(year: 2026, number: 3)
    static let merged = "\(second) goes on in \(Scene.first)"
    static let author = Author.supervisor(supervisor("pole"))

    private static func supervisor(_ name: String) -> SupervisorID {
        guard let supervisor = SupervisorID(name) else {
            preconditionFailure("a supervisor of the scene")
        }
        return supervisor
    }

    /// North's case with VAT, and south's with these needs, which goes on in it unless told otherwise.
    private func scene(
        _ needs: NeedVerdict...,
        consent said: Consent = consent()
    ) throws -> Scene {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["alfa"]), ref: "n", by: "north")
        var asked = Asked(needs: needs)
        asked.ref = "s"
        asked.consent = said
        try scene.run(scene.request(asked, by: "south", id: "s1"))
        return scene
    }

    @discardableResult
    private func merge(
        _ scene: inout Scene,
        _ from: CaseID = second,
        into: CaseID = Scene.first,
        different: Bool = false
    ) throws(Refusal) -> [String] {
        let facts = try scene.board.merge(
            from,
            into: into,
            different: different,
            by: Self.author,
            at: scene.now
        )
        scene.record(facts)
        return facts.map(\.brief)
    }

    @Test func `leaves the legs that the other has not under their names and owners`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]))
        #expect(try merge(&scene) == [Self.merged])
        #expect(scene.leg(1, of: 2)?.state.name == .waiting)
        #expect(scene.board.cases[Self.second]?.merged == Scene.first)
        #expect(scene.board.cases[Self.second]?.isOpen == true)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `joins a need that is open in both, and ends one leg of the two`() throws {
        var scene = try scene(want(.treasuryVat, .urgent, from: ["bravo"]))
        #expect(
            try merge(&scene) == [
                Self.merged, "joined 1 urgent", "sharpened urgent", "closed duplicate",
                "case closed",
            ]
        )
        #expect(scene.leg()?.askedBy == [agency("north"), agency("south")])
        #expect(scene.leg()?.due == scene.now + .hours(4))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `gives the leg at work the times of a sharper one that joins it`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, .normal))
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        try scene.ask(want(.treasuryVat, .crisis, from: ["bravo"]), ref: "s", by: "south")
        #expect(
            try merge(&scene) == [
                Self.merged, "joined 1 crisis", "sharpened crisis", "told alfa content_changed",
                "closed duplicate", "case closed",
            ]
        )
        #expect(scene.leg()?.deadline == scene.now + .hours(2))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `keeps the leg that was accepted, whichever case it is of`() throws {
        var scene = try scene(want(.treasuryVat, from: ["bravo"]))
        scene.attach(2, "bravo")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "bravo")
        #expect(
            try merge(&scene) == [Self.merged, "joined 1 soon", "closed duplicate", "case closed"]
        )
        #expect(scene.leg()?.state.isClosed == true)
        #expect(scene.leg(1, of: 2)?.askedBy == [agency("south"), agency("north")])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `lets two go on that were both accepted`() throws {
        var scene = try scene(want(.treasuryVat, from: ["bravo"]))
        scene.attach(1, "alfa")
        scene.attach(2, "bravo")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        try scene.answer(.accept(by: "p"), to: LeaseID(2), of: "bravo")
        #expect(try merge(&scene) == [Self.merged])
    }

    @Test func `takes back what is out of the leg that ends`() throws {
        var scene = try scene(want(.treasuryVat, from: ["bravo"]))
        scene.attach(2, "bravo")
        scene.handOut()
        #expect(
            try merge(&scene) == [
                Self.merged, "joined 1 soon", "ended recalled", "told bravo recalled",
                "closed duplicate", "case closed",
            ]
        )
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `keeps the leg that may be handed out rather than one without consent`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), ref: "n", consent: consent([]), by: "north")
        try scene.ask(want(.treasuryVat, from: ["bravo"]), ref: "s", by: "south")
        try merge(&scene)
        #expect(scene.leg()?.state.isClosed == true)
        #expect(scene.leg(1, of: 2)?.state.isClosed == false)
    }

    @Test func `carries the consent of neither case into the other`() throws {
        var scene = try scene(want(.treasuryVat, from: ["bravo"]))
        try merge(&scene)
        try scene.tell(.closed(.noLongerNeeded), ref: "n", by: "north")
        #expect(scene.leg()?.askedBy == [agency("south")])
        #expect(scene.leg()?.hold == .blockedByConsent)
        #expect(
            try scene.tell(.consentGiven(consent()), ref: "s", by: "south").last == "placed alfa"
        )
    }

    @Test func `brings later requests and statuses to the case that goes on`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]))
        try merge(&scene)
        #expect(
            try scene.ask(want(.hr, from: ["alfa"]), ref: "s", by: "south")
                == ["request", "leg hr", "placed alfa"]
        )
        #expect(scene.leg(2)?.need == .hr)
        try scene.tell(.contacted(.reached, nil), of: Self.second, by: "south")
        #expect(scene.board.cases[Scene.first]?.events.last?.kind == .status)
    }

    @Test func `brings what names an enterprise to the case that goes on`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), ref: "n", by: "north")
        try scene.ask(want(.hr), ref: "s", bce: "7", by: "south")
        try merge(&scene)
        try scene.ask(want(.info), ref: "e", bce: "7", by: "east")
        #expect(scene.leg(2)?.need == .info)
        #expect(scene.board.cases.count == 2)
    }

    @Test func `lets a withdrawal reach the legs of both`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]))
        try merge(&scene)
        #expect(
            try scene.tell(.withdrawn(.withdrawn), ref: "s", by: "south") == [
                "status withdrawn", "status withdrawn", "closed withdrawn", "case closed",
            ]
        )
        #expect(scene.leg()?.state.isClosed == false)
    }

    @Test func `lets a consent withdrawn reach the legs of both`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]))
        try merge(&scene)
        try scene.tell(.consentWithdrawn(nil, nil), ref: "n", by: "north")
        #expect(scene.leg()?.hold == .blockedByConsent)
        #expect(scene.leg(1, of: 2)?.hold == .blockedByConsent)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `takes back in both what was entered in error of consent`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]), consent: consent([]))
        try merge(&scene)
        try scene.tell(.consentGiven(consent()), ref: "s", by: "south", id: "c1")
        #expect(scene.leg(1, of: 2)?.hold == nil)
        try scene.correct("c1", to: .enteredInError, by: "south")
        #expect(scene.leg(1, of: 2)?.hold == .blockedByConsent)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `shows both to the agencies of both, each as one journey`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]))
        try merge(&scene)
        for name in ["north", "south"] {
            let legs = scene.board.journey(of: Self.second, for: agency(name)).map(\.id)
            #expect(legs == [Scene.leg(1), Scene.leg(1, of: 2)])
        }
        #expect(scene.board.journey(of: Scene.first, for: agency("east")).isEmpty)
    }

    @Test func `follows a case that went on elsewhere to the end`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]))
        try scene.ask(want(.hr), ref: "e", by: "east")
        try merge(&scene)
        try merge(&scene, Self.third, into: Self.second)
        #expect(scene.board.cases[Self.third]?.merged == Scene.first)
        #expect(scene.board.root(of: Self.third) == Scene.first)
    }

    @Test func `leaves apart what only a person can read`() throws {
        var scene = try Scene.held()
        try scene.ask(want(.other, from: ["bravo"]), ref: "n", by: "north")
        #expect(try merge(&scene) == [Self.merged])
        #expect(scene.leg()?.hold == .held)
    }

    @Test func `again is nothing new`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]))
        try merge(&scene)
        #expect(try merge(&scene) == [])
    }

    @Test func `into itself is refused, also by way of another`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]))
        #expect(throws: Refusal.cannotMerge) { try merge(&scene, into: Self.second) }
        try merge(&scene)
        #expect(throws: Refusal.cannotMerge) {
            try merge(&scene, Scene.first, into: Self.second)
        }
    }

    @Test func `of a case that went on elsewhere is refused`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]))
        try scene.ask(want(.hr), ref: "e", by: "east")
        try merge(&scene)
        #expect(throws: Refusal.cannotMerge) { try merge(&scene, into: Self.third) }
    }

    @Test func `of a trial and a real case is refused`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), ref: "n", by: "north")
        try scene.ask(want(.legal), ref: "t", by: "trial")
        #expect(throws: Refusal.cannotMerge) { try merge(&scene) }
    }

    @Test func `of a case that nobody opened is refused`() throws {
        var scene = try scene(want(.legal, from: ["bravo"]))
        #expect(throws: Refusal.caseUnknown) { try merge(&scene, Self.third) }
        #expect(throws: Refusal.caseUnknown) { try merge(&scene, into: Self.third) }
    }

    /// The same need of two enterprises, or of one.
    private func enterprises(_ first: String, _ second: String) throws -> Scene {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["alfa"]), ref: "n", bce: first, by: "north")
        try scene.ask(want(.treasuryVat, from: ["bravo"]), ref: "s", by: "south")
        try scene.ask(want(.hr), ref: "s", bce: second, by: "south")
        return scene
    }

    @Test func `of two enterprises is refused`() throws {
        var scene = try enterprises("7", "8")
        #expect(throws: Refusal.enterpriseDiffers) { try merge(&scene) }
        #expect(scene.board.kinship(of: Self.second, and: Scene.first) == .different)
        #expect(scene.leg(1, of: 2)?.state.isClosed == false)
    }

    @Test func `of two enterprises ends no leg as a duplicate, where it was ordered so`() throws {
        var scene = try enterprises("7", "8")
        #expect(try merge(&scene, different: true) == [Self.merged])
        #expect(scene.leg()?.state.isClosed == false)
        #expect(scene.leg(1, of: 2)?.state.isClosed == false)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `of a third case counts the enterprises of all that were merged before`() throws {
        var scene = try enterprises("7", "8")
        try merge(&scene, different: true)
        try scene.ask(want(.legal), ref: "e", bce: "9", by: "east")
        #expect(throws: Refusal.enterpriseDiffers) { try merge(&scene, Self.third) }
        try scene.ask(want(.info), ref: "w", by: "east")
        let fourth = CaseID(year: 2026, number: 4)
        #expect(scene.board.kinship(of: fourth, and: Scene.first) == .unknown)
        #expect(try merge(&scene, fourth) == ["\(fourth) goes on in \(Scene.first)"])
    }

    @Test func `stays a merge after a replay and from a snapshot`() throws {
        var scene = try scene(want(.treasuryVat, from: ["bravo"]))
        try merge(&scene)
        #expect(scene.replayed().state == scene.board.state)
        let again = Switchboard(state: scene.board.state, bundle: SceneBundle.bundle)
        #expect(again.state == scene.board.state)
        #expect(again.absorbed(by: Scene.first).map(\.id) == [Self.second])
    }
}
