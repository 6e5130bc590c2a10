import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A leg that comes after others` {
    static let money = want(.treasuryVat, from: ["bravo"], after: .psychological)
    static let distress = want(.psychologicalDistress, from: ["alfa"])

    /// A scene in which money waits for distress, of one request, whatever their order there.
    private func both() throws -> Scene {
        var scene = Scene()
        try scene.ask(Self.money, Self.distress, id: "e1")
        scene.attach(1, "alfa")
        return scene
    }

    @Test func `waits for one of the same request, also for one behind it`() throws {
        var scene = Scene()
        #expect(
            try scene.ask(Self.money, Self.distress) == [
                "opened", "request", "leg treasury.vat", "placed nowhere waits_for_other_leg",
                "leg psychological.distress", "placed alfa",
            ]
        )
        #expect(scene.leg()?.owner == .desk)
        #expect(scene.leg()?.deadline == scene.now + .hours(24))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `waits for one that was open before`() throws {
        var scene = Scene()
        try scene.ask(Self.distress)
        #expect(try scene.ask(Self.money).last == "placed nowhere waits_for_other_leg")
    }

    @Test func `does not go back to waiting for one that comes later`() throws {
        var scene = Scene()
        try scene.ask(Self.money)
        try scene.ask(Self.distress)
        #expect(scene.leg()?.state.name == .waiting)
        #expect(
            scene.board.view(of: try #require(scene.leg()), at: scene.now).waiting
                == .noConsumerConnected
        )
    }

    @Test func `goes when a partner has accepted the other`() throws {
        var scene = try both()
        scene.handOut()
        #expect(
            try scene.answer(.accept(by: "p"), to: LeaseID(1)) == ["accepted", "placed bravo"]
        )
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `waits on while the other is declined and asked of another`() throws {
        var scene = try both()
        scene.handOut()
        let no = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: nil)
        #expect(
            try scene.answer(no, to: LeaseID(1)) == ["declined", "placed desk unrouted"]
        )
    }

    @Test func `goes when the other has ended`() throws {
        var scene = try both()
        #expect(
            try scene.tell(.closed(.noLongerNeeded), need: .psychologicalDistress) == [
                "status closed", "closed no_longer_needed", "placed bravo",
            ]
        )
    }

    @Test func `goes when no consent lets the other go`() throws {
        var scene = try both()
        #expect(
            try scene.tell(.consentWithdrawn(FamilySet(.psychological), nil)) == [
                "status consent_withdrawn", "consent withdrawn",
                "placed nowhere blocked_by_consent",
                "placed bravo",
            ]
        )
    }

    @Test func `is before the desk when it is due`() throws {
        var scene = try both()
        var told = scene.wait(.hours(24))
        told += scene.tick()
        #expect(scene.leg()?.hold == .unrouted)
        #expect(told.contains("placed desk unrouted"))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `goes at once when it becomes a crisis`() throws {
        var scene = try both()
        #expect(
            try scene.ask(want(.treasuryVat, .crisis, from: ["bravo"]), ref: "r1") == [
                "request", "joined 1 crisis", "sharpened crisis", "placed bravo",
            ]
        )
    }

    @Test func `does not wait when it is a crisis`() throws {
        var scene = Scene()
        try scene.ask(Self.distress)
        let crisis = want(.treasuryVat, .crisis, from: ["bravo"], after: .psychological)
        #expect(try scene.ask(crisis).last == "placed bravo")
    }

    @Test func `does not wait for one that would wait for it`() throws {
        var scene = Scene()
        try scene.ask(Self.money)
        let circular = want(.psychologicalDistress, from: ["alfa"], after: .treasury)
        #expect(try scene.ask(circular).last == "placed alfa")
    }

    @Test func `does not wait in a circle of three`() throws {
        var scene = Scene()
        let placed = try scene.ask(
            Self.money,
            want(.psychologicalDistress, from: ["alfa"], after: .social),
            want(.socialRights, from: ["charlie"], after: .treasury)
        )
        #expect(!placed.contains("placed nowhere waits_for_other_leg"))
    }

    @Test func `that a corrected request adds waits as well`() throws {
        var scene = Scene()
        try scene.ask(Self.distress, id: "e1")
        #expect(
            try scene.correct("e1", to: revision(Self.distress, Self.money)).last
                == "placed nowhere waits_for_other_leg"
        )
    }

    @Test func `does not wait for one that the same correction ends`() throws {
        var scene = Scene()
        try scene.ask(Self.distress, id: "e1")
        #expect(
            try scene.correct("e1", to: revision(Self.money)).contains("placed bravo")
        )
    }

    @Test func `waits again after a replay`() throws {
        let scene = try both()
        #expect(scene.replayed().state == scene.board.state)
    }
}
