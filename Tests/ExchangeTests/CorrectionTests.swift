import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A correction` {
    private func revised(
        _ needs: NeedVerdict...,
        bce: String? = nil,
        phase: Phase? = nil
    ) -> CorrectCommand.Revised {
        var asked = Asked(needs: needs)
        asked.phase = phase
        return .request(
            asked.referral,
            asked.verdict,
            bce.map { key("bce/\($0)") },
            content: Confidential([3])
        )
    }

    private func scene() throws -> Scene {
        var scene = Scene()
        try scene.ask(want(.legal), id: "e1")
        return scene
    }

    @Test func `of the words alone moves nothing`() throws {
        var scene = try scene()
        #expect(try scene.correct("e1", to: revised(want(.legal), phase: .ceased)) == ["corrected"])
        #expect(scene.board.cases[Scene.first]?.profile?.phase == .ceased)
        #expect(scene.board.cases[Scene.first]?.revision == 2)
        #expect(scene.board.cases[Scene.first]?.events[0].content == 1)
    }

    @Test func `opens a leg for a need that it adds`() throws {
        var scene = try scene()
        #expect(
            try scene.correct("e1", to: revised(want(.legal), want(.hr))) == [
                "corrected", "leg hr", "placed alfa",
            ]
        )
    }

    @Test func `ends the leg of a need that it takes away`() throws {
        var scene = try scene()
        #expect(
            try scene.correct("e1", to: revised(want(.hr))) == [
                "corrected", "closed withdrawn", "leg hr", "placed alfa",
            ]
        )
    }

    @Test func `makes a need sooner, never later`() throws {
        var scene = try scene()
        #expect(
            try scene.correct("e1", to: revised(want(.legal, .crisis))) == [
                "corrected", "joined 1 crisis", "sharpened crisis",
            ]
        )
        #expect(try scene.correct("e1", to: revised(want(.legal, .normal))) == ["corrected"])
    }

    @Test func `joins a need that another agency has open`() throws {
        var scene = Scene()
        try scene.ask(want(.hr), bce: "X", by: "south")
        try scene.ask(want(.legal), bce: "X", id: "e1")
        #expect(
            try scene.correct("e1", to: revised(want(.legal), want(.hr))) == [
                "corrected", "joined 1 soon",
            ]
        )
    }

    @Test func `does not ask again for what was done`() throws {
        var scene = try Scene.accepted(want(.legal))
        try scene.report(.complete(.helpedFull, nil), on: Scene.leg(1))
        #expect(try scene.correct("e1", to: revised(want(.legal))) == ["corrected"])
    }

    @Test func `opens a closed case again for a new need`() throws {
        var scene = try Scene.accepted(want(.legal))
        try scene.report(.complete(.helpedFull, nil), on: Scene.leg(1))
        #expect(
            try scene.correct("e1", to: revised(want(.legal), want(.hr))) == [
                "corrected", "reopened", "leg hr", "placed alfa",
            ]
        )
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `tells the partners at work to read again`() throws {
        var scene = try Scene.accepted(want(.legal))
        #expect(
            try scene.correct("e1", to: revised(want(.legal))) == [
                "corrected", "told alfa content_changed",
            ]
        )
    }

    @Test func `brings no consent back that was withdrawn`() throws {
        var scene = try scene()
        try scene.tell(.consentWithdrawn(nil, nil))
        #expect(
            try scene.correct("e1", to: revised(want(.legal), want(.hr))).last
                == "placed nowhere blocked_by_consent"
        )
    }

    @Test func `gives the case the number it brings`() throws {
        var scene = try scene()
        try scene.correct("e1", to: revised(want(.legal), bce: "X"))
        #expect(scene.board.openCases(named: key("bce/X")).map(\.id) == [Scene.first])
    }

    @Test func `that it was an error ends what the request alone asked for`() throws {
        var scene = try scene()
        #expect(
            try scene.correct("e1", to: .enteredInError) == [
                "retracted", "closed withdrawn", "case closed",
            ]
        )
    }

    @Test func `that it was an error asks a partner at work to stop`() throws {
        var scene = try Scene.accepted()
        #expect(
            try scene.correct("e1", to: .enteredInError) == [
                "retracted", "asked to stop", "told alfa cancel_requested",
            ]
        )
    }

    @Test func `that it was an error leaves what another asks for, and then that ends too`() throws
    {
        var scene = Scene()
        try scene.ask(want(.legal), bce: "X", id: "e1")
        try scene.ask(want(.legal), bce: "X", by: "south", id: "s1")
        #expect(try scene.correct("e1", to: .enteredInError) == ["retracted"])
        #expect(
            try scene.correct("s1", to: .enteredInError, by: "south") == [
                "retracted", "closed withdrawn", "case closed",
            ]
        )
    }

    @Test func `that it was an error ends what others have ceased to ask for`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), bce: "7", id: "e1")
        try scene.ask(want(.treasuryVat), ref: "s", bce: "7", by: "south")
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        try scene.tell(.withdrawn(.withdrawn), ref: "s", by: "south")
        #expect(
            try scene.correct("e1", to: .enteredInError) == [
                "retracted", "asked to stop", "told alfa cancel_requested",
            ]
        )
    }

    @Test func `of what was entered in error is refused`() throws {
        var scene = try scene()
        try scene.correct("e1", to: .enteredInError)
        #expect(throws: Refusal.eventUnknown) {
            try scene.correct("e1", to: revised(want(.legal)))
        }
    }

    @Test func `of another agency's event is refused`() throws {
        var scene = try scene()
        #expect(throws: Refusal.eventUnknown) {
            try scene.correct("e1", to: .enteredInError, by: "south")
        }
    }

    @Test func `of a request to a status is refused`() throws {
        var scene = try scene()
        let report = StatusReport(
            subject: .reference(Scene.first),
            at: scene.now,
            matter: .phase(.active)
        )
        #expect(throws: Refusal.notCorrectable) {
            try scene.correct("e1", to: .status(report, content: Confidential([])))
        }
    }

    @Test func `of a status changes what a partner may know`() throws {
        var scene = try Scene.accepted(want(.legal))
        try scene.tell(.phase(.active), id: "s1")
        let report = StatusReport(
            subject: .reference(Scene.first),
            at: scene.now,
            matter: .phase(.ceased)
        )
        #expect(
            try scene.correct("s1", to: .status(report, content: Confidential([]))) == [
                "corrected", "told alfa content_changed",
            ]
        )
        #expect(scene.board.cases[Scene.first]?.profile?.phase == .ceased)
    }
}
