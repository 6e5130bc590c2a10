import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `An order to merge cases of two enterprises` {
    private static func enterprise(_ number: String) -> String {
        #","enterprise":{"bce":"\#(number)"}"#
    }

    /// The same need of two enterprises.
    private static func scene() throws -> RecorderScene {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1", more: enterprise("0999001119")))
        try scene.publish(SampleEvents.request("e2", ref: "r2", more: enterprise("0999001614")))
        return scene
    }

    private static func merge(
        _ scene: inout RecorderScene,
        different: Bool,
        isDryRun: Bool = false
    ) throws -> Message {
        let from = CaseID(year: 2026, number: 2)
        let merge = SupervisorOrder.merge(from, into: RecorderScene.file, areDifferent: different)
        let inquiry = OrderInquiry(merge, reason: "r", key: "k1", isDryRun: isDryRun)
        return try scene.ask("supervisor:chief", .order(inquiry))
    }

    @Test(arguments: [true, false])
    func `is refused, and says what can be ordered instead`(isDryRun: Bool) throws {
        var scene = try Self.scene()
        let before = scene.facts.count
        let reply = try Self.merge(&scene, different: false, isDryRun: isDryRun)
        guard case .error(let error) = reply else {
            Issue.record("two enterprises are not merged by mistake")
            return
        }
        #expect(error.error.code == 409 && error.error == .enterpriseDiffers)
        #expect(error.detail.contains("order it with different"))
        #expect(scene.facts.count == before)
    }

    @Test func `that says so is done, says so, and joins no leg`() throws {
        var scene = try Self.scene()
        guard case .done(200, true, let words) = try Self.merge(&scene, different: true) else {
            Issue.record("an order that says that they differ is done")
            return
        }
        #expect(words.count == 1 && words[0].contains("two enterprises"))
        let legs = scene.recorder.board.cases.flatMap(\.legs)
        #expect(legs.count == 2 && !legs.contains(where: \.state.isClosed))
        let ordered = scene.facts.map(\.fact.matter).compactMap { matter -> String? in
            if case .ordered(let order) = matter { order.subject } else { nil }
        }
        #expect(ordered.map { $0.hasSuffix(" different") } == [true])
    }
}
