import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A partner that may have a leg only beside another` {
    private static let distress = want(.psychologicalDistress, from: ["alfa"])

    private static func money(_ condition: StandingCondition, from name: String) -> NeedVerdict {
        var money = want(.treasuryVat, from: [name])
        money.candidates[0].onlyIf = condition
        return money
    }

    @Test func `is passed over while nobody follows the case`() throws {
        var scene = Scene()
        let facts = try scene.ask(Self.money(.followed, from: "bravo"), Self.distress)
        #expect(facts.contains("placed desk unrouted"))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `has it once another partner has accepted a leg of the case`() throws {
        var scene = Scene()
        try scene.ask(Self.money(.followed, from: "bravo"), Self.distress)
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(
            try scene.answer(.accept(by: "p"), to: LeaseID(1)) == ["accepted", "placed bravo"]
        )
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `does not follow the case by itself`() throws {
        var scene = Scene()
        try scene.ask(Self.money(.followed, from: "alfa"), Self.distress)
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1)) == ["accepted"])
    }

    @Test func `has it at once where the rule asks that nobody follows`() throws {
        var scene = Scene()
        let facts = try scene.ask(Self.money(.notFollowed, from: "bravo"), Self.distress)
        #expect(facts.contains("placed bravo"))
    }
}
