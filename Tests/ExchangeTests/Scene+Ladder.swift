import Exchange
import Referrals
import Triage

extension NeedVerdict {
    /// The same with these steps on the way to its due time.
    func climbing(_ steps: (percent: UInt8, action: LadderAction)...) -> NeedVerdict {
        climbing(steps.map { LadderStep(percent: $0.percent, action: $0.action) })
    }

    func climbing(_ steps: [LadderStep]) -> NeedVerdict {
        var climbing = self
        climbing.terms.ladder = steps
        return climbing
    }
}

extension Scene {
    /// A scene in which alfa, bravo and charlie have been offered the only leg, by leases 1, 2 and 3; its due
    /// time is in five hours.
    static func offeredToSeveral() throws -> Scene {
        var scene = Scene()
        let need = want(.treasuryVat, from: ["alfa", "bravo", "charlie"])
        try scene.ask(need.climbing((80, .offerToSeveral), (100, .desk)), id: "e1")
        scene.now = scene.now + .hours(19)
        scene.now = scene.now + .minutes(12)
        scene.tick()
        for (number, name) in [(1, "alfa"), (2, "bravo"), (3, "charlie")] {
            scene.attach(UInt64(number), name)
        }
        scene.handOut()
        return scene
    }

    /// Lets the clock ring, alarm after alarm, with nobody doing anything; tells in brief what was recorded.
    mutating func letRing(for span: Span) -> [String] {
        let end = now + span
        var briefs: [String] = []
        while let alarm = board.nextDeadline, alarm <= end {
            now = max(now, alarm)
            briefs += tick()
        }
        now = end
        return briefs
    }
}
