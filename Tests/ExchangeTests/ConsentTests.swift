import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A consent` {
    private func blocked() throws -> Scene {
        var scene = Scene()
        try scene.ask(want(.psychological), consent: consent([.treasury]))
        return scene
    }

    @Test func `that does not cover a need keeps its leg from all, and the agency must act`() throws
    {
        let scene = try blocked()
        #expect(scene.leg()?.owner == .agency(agency("north")))
        #expect(scene.leg()?.deadline == scene.now + .hours(24))
    }

    @Test func `that never comes leaves the leg to the desk when it is due`() throws {
        var scene = try blocked()
        #expect(scene.wait(.hours(24)) == ["overdue due", "placed desk blocked_by_consent"])
        #expect(scene.leg()?.owner == .desk)
    }

    @Test func `given later lets the leg go`() throws {
        var scene = try blocked()
        #expect(
            try scene.tell(.consentGiven(consent([.psychological]))) == [
                "status consent_given", "consent given", "placed alfa",
            ]
        )
    }

    @Test func `given after the due time leaves the leg at the desk, free to be passed on`() throws
    {
        var scene = try blocked()
        scene.wait(.hours(24))
        #expect(
            try scene.tell(.consentGiven(consent([.psychological]))).last == "placed desk unrouted"
        )
    }

    @Test func `for other needs lets nothing go`() throws {
        var scene = try blocked()
        #expect(try scene.tell(.consentGiven(consent([.legal]))).last == "consent given")
    }

    @Test func `that a second request brings lets the joined leg go`() throws {
        var scene = try blocked()
        #expect(
            try scene.ask(want(.psychological)) == ["request", "joined 1 soon", "placed alfa"]
        )
    }

    @Test func `for more recipients lets a leg go that none of the first could take`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), consent: consent(to: ["charlie"]))
        #expect(scene.leg()?.owner == .desk)
        #expect(try scene.tell(.consentGiven(consent())).last == "placed alfa")
    }

    @Test func `withdrawn keeps back what waits`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        #expect(
            try scene.tell(.consentWithdrawn(nil, nil)) == [
                "status consent_withdrawn", "consent withdrawn",
                "placed nowhere blocked_by_consent",
            ]
        )
    }

    @Test func `withdrawn recalls what is offered`() throws {
        var scene = try Scene.offered(want(.legal))
        #expect(
            try scene.tell(.consentWithdrawn(nil, nil)).dropFirst(2) == [
                "ended recalled", "told alfa recalled", "placed nowhere blocked_by_consent",
            ]
        )
    }

    @Test func `withdrawn takes back what was accepted, and tells the partner why`() throws {
        var scene = try Scene.accepted(want(.legal))
        #expect(
            try scene.tell(.consentWithdrawn(nil, nil)).dropFirst(2) == [
                "ended recalled", "told alfa consent_withdrawn",
                "placed nowhere blocked_by_consent",
            ]
        )
    }

    @Test func `withdrawn for one family leaves the others`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), want(.hr))
        try scene.tell(.consentWithdrawn(FamilySet(.hr), nil))
        #expect(
            scene.leg(1).map { scene.board.view(of: $0, at: scene.now) }?.queue == queue("alfa")
        )
        #expect(scene.leg(2).map { scene.board.view(of: $0, at: scene.now) }?.queue == nil)
    }

    @Test func `withdrawn for one partner passes the leg to the next`() throws {
        var scene = try Scene.accepted(want(.legal))
        #expect(
            try scene.tell(.consentWithdrawn(nil, [partner("alfa")])).last == "placed bravo"
        )
    }

    @Test func `withdrawn for one partner leaves alone what another has`() throws {
        var scene = try Scene.accepted(want(.legal))
        #expect(
            try scene.tell(.consentWithdrawn(nil, [partner("bravo")])).last == "consent withdrawn"
        )
    }

    @Test func `withdrawn for one partner does not move a leg that was sent to a third`() throws {
        var scene = try Scene.accepted(want(.legal))
        try scene.report(.redirect(to: partner("charlie"), .redirected), on: Scene.leg(1))
        #expect(
            try scene.tell(.consentWithdrawn(nil, [partner("bravo")])).last == "consent withdrawn"
        )
    }

    @Test func `given again to a partner by name admits it again`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, from: ["alfa"]))
        try scene.tell(.consentWithdrawn(nil, [partner("alfa")]))
        #expect(scene.leg()?.owner == .desk)
        #expect(try scene.tell(.consentGiven(consent(to: ["alfa"]))).last == "placed alfa")
    }

    @Test func `given again without names leaves a partner out that was named in the withdrawal`()
        throws
    {
        var scene = Scene()
        try scene.ask(want(.legal, from: ["alfa"]))
        try scene.tell(.consentWithdrawn(nil, [partner("alfa")]))
        #expect(try scene.tell(.consentGiven(consent())).last == "consent given")
    }

    @Test func `withdrawn ends what the partner was asked to stop`() throws {
        var scene = try Scene.accepted(want(.legal))
        try scene.tell(.withdrawn(.noLongerNeeded))
        #expect(
            try scene.tell(.consentWithdrawn(nil, nil)).dropFirst(2) == [
                "ended recalled", "told alfa consent_withdrawn", "closed no_longer_needed",
                "case closed",
            ]
        )
    }

    @Test func `withdrawn puts an end to a vital interest too`() throws {
        var scene = Scene()
        try scene.ask(want(.psychologicalCrisis), consent: consent([], how: .vitalInterest))
        #expect(
            try scene.tell(.consentWithdrawn(nil, nil)).last == "placed nowhere blocked_by_consent"
        )
    }

    @Test func `withdrawn leaves the desk what it has for want of a consent`() throws {
        var scene = try blocked()
        scene.wait(.hours(24))
        scene.attach(1, "desk")
        scene.handOut()
        #expect(try scene.tell(.consentWithdrawn(nil, nil)).last == "consent withdrawn")
    }

    @Test func `of one agency does not carry what another alone asked for`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), bce: "X")
        try scene.ask(want(.hr), bce: "X", consent: consent([]), by: "south")
        #expect(
            scene.leg(2).flatMap { scene.board.waitingReason(of: $0, at: scene.now) }
                == .blockedByConsent
        )
    }
}
