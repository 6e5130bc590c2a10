import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A leg that was late and is replayed` {
    @Test func `has a clock again where it waits for another leg`() throws {
        var scene = Scene()
        let money = want(.treasuryVat, from: ["bravo"], after: .psychological)
        try scene.ask(money, want(.psychologicalDistress, from: ["alfa"]))
        scene.wait(.hours(24))
        #expect(scene.leg()?.alarm == nil)
        #expect(
            try scene.order(.replay(Scene.leg(1), again: false)) == [
                "ordered", "replayed", "placed nowhere waits_for_other_leg",
            ]
        )
        #expect(scene.leg()?.alarm == scene.now + .hours(24))
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.wait(.hours(24)).contains("placed desk unrouted"))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `has a clock again where the consent has run out`() throws {
        var scene = Scene()
        let expires = try #require(CalendarDate(year: 2026, month: 3, day: 3))
        try scene.ask(want(.treasuryVat), consent: consent(expires: expires))
        scene.wait(.hours(24))
        scene.wait(.hours(24))
        #expect(
            try scene.order(.replay(Scene.leg(1), again: false)).last
                == "placed nowhere blocked_by_consent"
        )
        #expect(scene.leg()?.alarm == scene.now + .hours(24))
        #expect(scene.leg()?.owner == .agency(agency("north")))
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.wait(.hours(24)).last == "placed desk blocked_by_consent")
    }

    @Test func `has a clock again where nobody takes it`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: []))
        scene.wait(.hours(24))
        #expect(
            try scene.order(.replay(Scene.leg(1), again: false)).last == "placed desk unrouted"
        )
        #expect(scene.leg()?.alarm == scene.now + .hours(24))
    }

    @Test func `goes to the first that opens before its new due time`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.open(["alfa": try week(14, 16)])
        try scene.ask(want(.treasuryVat))
        scene.wait(.hours(24))
        #expect(
            try scene.order(.replay(Scene.leg(1), again: false)) == [
                "ordered", "replayed", "placed alfa",
            ]
        )
    }
}
