import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A corrected consent` {
    private func status(_ matter: StatusReport.Matter, in scene: Scene) -> CorrectCommand.Revised {
        let subject = CaseName.reference(Scene.first)
        let report = StatusReport(subject: subject, at: scene.now, matter: matter)
        return .status(report, content: Confidential([]))
    }

    @Test func `that no longer covers a need keeps back what waits`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), id: "e1")
        #expect(
            try scene.correct("e1", to: revision(want(.legal), consent: consent([.hr]))) == [
                "corrected", "placed nowhere blocked_by_consent",
            ]
        )
    }

    @Test func `that no longer covers a need recalls what is offered`() throws {
        var scene = try Scene.offered(want(.legal))
        #expect(
            try scene.correct("e1", to: revision(want(.legal), consent: consent([]))) == [
                "corrected", "ended recalled", "told alfa recalled",
                "placed nowhere blocked_by_consent",
            ]
        )
    }

    @Test func `that no longer covers a need takes back what was accepted, and tells why`() throws {
        var scene = try Scene.accepted(want(.legal))
        #expect(
            try scene.correct("e1", to: revision(want(.legal), consent: consent([]))) == [
                "corrected", "ended recalled", "told alfa consent_withdrawn",
                "placed nowhere blocked_by_consent",
            ]
        )
    }

    @Test func `that no longer admits a partner passes the leg to the next`() throws {
        var scene = try Scene.accepted(want(.legal))
        let revised = revision(want(.legal), consent: consent(to: ["bravo"]))
        #expect(try scene.correct("e1", to: revised).last == "placed bravo")
    }

    @Test func `that still admits a partner leaves it the leg`() throws {
        var scene = try Scene.accepted(want(.legal))
        let revised = revision(want(.legal), consent: consent([.legal], to: ["alfa"]))
        #expect(
            try scene.correct("e1", to: revised) == ["corrected", "told alfa content_changed"]
        )
    }

    @Test func `that covers more lets the leg go`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), consent: consent([]), id: "e1")
        #expect(
            try scene.correct("e1", to: revision(want(.legal))) == ["corrected", "placed alfa"]
        )
    }

    @Test func `that admits more partners lets a leg go that none of the first could take`() throws
    {
        var scene = Scene()
        try scene.ask(want(.legal), consent: consent(to: ["charlie"]), id: "e1")
        #expect(
            try scene.correct("e1", to: revision(want(.legal))) == ["corrected", "placed alfa"]
        )
    }

    @Test func `carries a need that the same correction adds`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), consent: consent([.legal]), id: "e1")
        let revised = revision(want(.legal), want(.hr), consent: consent([.legal, .hr]))
        #expect(try scene.correct("e1", to: revised).last == "placed alfa")
    }

    @Test func `recalls a leg that the same correction makes sooner`() throws {
        var scene = try Scene.offered(want(.legal))
        let revised = revision(want(.legal, .crisis), consent: consent(to: ["bravo"]))
        #expect(
            try scene.correct("e1", to: revised) == [
                "corrected", "joined 1 crisis", "sharpened crisis", "ended recalled",
                "told alfa recalled",
                "placed bravo",
            ]
        )
    }

    @Test func `is less what was withdrawn after it`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), want(.hr), consent: consent([.legal]), id: "e1")
        try scene.tell(.consentWithdrawn(FamilySet(.legal), nil))
        #expect(
            try scene.correct("e1", to: revision(want(.legal), want(.hr))) == [
                "corrected", "placed alfa",
            ]
        )
        #expect(
            scene.leg(1).flatMap { scene.board.waitingReason(of: $0, at: scene.now) }
                == .blockedByConsent
        )
    }

    @Test func `admits no partner that was left out after it`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), consent: consent([]), id: "e1")
        try scene.tell(.consentWithdrawn(nil, [partner("alfa")]))
        #expect(try scene.correct("e1", to: revision(want(.legal))).last == "placed bravo")
    }

    @Test func `takes nothing of what was agreed to after it`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), consent: consent([.hr]), id: "e1")
        try scene.tell(.consentGiven(consent([.legal])))
        let revised = revision(want(.legal), consent: consent([]))
        #expect(try scene.correct("e1", to: revised) == ["corrected"])
    }

    @Test func `of one agency leaves what another's carries`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), bce: "X", id: "e1")
        try scene.ask(want(.legal), bce: "X", by: "south")
        let revised = revision(want(.legal), bce: "X", consent: consent([]))
        #expect(try scene.correct("e1", to: revised) == ["corrected"])
    }

    @Test func `that says the same takes no work away when it has run out`() throws {
        let short = consent(expires: CalendarDate(year: 2026, month: 3, day: 3))
        var scene = Scene()
        try scene.ask(want(.legal), consent: short, id: "e1")
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        scene.now = scene.now + .days(9)
        #expect(
            try scene.correct("e1", to: revision(want(.legal), consent: short)) == [
                "corrected", "told alfa content_changed",
            ]
        )
    }

    @Test func `in a status that gave it counts as the status now says`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), consent: consent([]))
        try scene.tell(.consentGiven(consent()), id: "s1")
        #expect(
            try scene.correct("s1", to: status(.consentGiven(consent([.hr])), in: scene)) == [
                "corrected", "placed nowhere blocked_by_consent",
            ]
        )
    }

    @Test func `given in error carries nothing`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), consent: consent([]))
        try scene.tell(.consentGiven(consent()), id: "s1")
        #expect(
            try scene.correct("s1", to: .enteredInError) == [
                "retracted", "placed nowhere blocked_by_consent",
            ]
        )
    }

    @Test func `withdrawn for more than was meant is back for the rest`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), want(.hr))
        try scene.tell(.consentWithdrawn(nil, nil), id: "s1")
        let meant = status(.consentWithdrawn(FamilySet(.hr), nil), in: scene)
        #expect(try scene.correct("s1", to: meant) == ["corrected", "placed alfa"])
        #expect(
            scene.leg(2).flatMap { scene.board.waitingReason(of: $0, at: scene.now) }
                == .blockedByConsent
        )
    }

    @Test func `withdrawn in error is back`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        try scene.tell(.consentWithdrawn(nil, nil), id: "s1")
        #expect(try scene.correct("s1", to: .enteredInError) == ["retracted", "placed alfa"])
    }

    @Test func `goes with a request in error, from what another request of the agency asked`()
        throws
    {
        var scene = Scene()
        try scene.ask(want(.legal), id: "e1")
        try scene.ask(want(.hr), consent: consent([]))
        #expect(
            try scene.correct("e1", to: .enteredInError) == [
                "retracted", "closed withdrawn", "placed nowhere blocked_by_consent",
            ]
        )
    }

    @Test func `goes with a request in error, from a leg that another request joined`() throws {
        var scene = try Scene.accepted(want(.legal))
        try scene.ask(want(.legal), consent: consent([]))
        #expect(
            try scene.correct("e1", to: .enteredInError) == [
                "retracted", "ended recalled", "told alfa consent_withdrawn",
                "placed nowhere blocked_by_consent",
            ]
        )
    }
}
