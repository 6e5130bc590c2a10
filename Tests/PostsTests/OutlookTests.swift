import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A recorder's outlook` {
    /// A scene in which so many legs wait for money; each is due in an hour, an answer is expected within half of it.
    private static func waiting(_ count: Int) throws -> RecorderScene {
        var scene = RecorderScene()
        for number in 1...count {
            try scene.publish(SampleEvents.request("e\(number)", ref: "r\(number)"))
        }
        return scene
    }

    private static func row(_ scene: inout RecorderScene) throws -> JSONDocument {
        let inquiry = AskInquiry(
            what: "queues",
            conditions: [AskInquiry.Condition(field: "queue", test: .equal("money"))]
        )
        let told = try scene.ask("supervisor:chief", .ask(inquiry))
        return try #require(Reply(told.encode(re: nil))?.lines.first)
    }

    @Test func `rings the alarm before somebody is late, once`() throws {
        var scene = try Self.waiting(2)
        #expect(scene.step(.second) == ["clock", "alarm", "feed m1/queues"])
        #expect(scene.step(.second) == ["clock", "feed m1/queues"])
        let alarm = try #require(scene.alarms.first)
        #expect(alarm.hasPrefix("money: 1 at risk of a late answer, first RL-2026-"))
        #expect(alarm.hasSuffix("few answers were seen, a guess"))
    }

    @Test func `is calm while all can be answered in time`() throws {
        var scene = try Self.waiting(1)
        #expect(scene.step(.second) == ["clock", "feed m1/queues"])
        #expect(scene.alarms == [])
    }

    @Test func `says when it is calm again`() throws {
        var scene = try Self.waiting(2)
        scene.step(.second)
        try scene.attach(1, "money")
        try scene.answer(.accept(by: "p"), to: LeaseID(1), id: "a1")
        try scene.answer(.accept(by: "p"), to: LeaseID(2), id: "a2")
        scene.step(.second)
        scene.wait(.minutes(5))
        let told = scene.step(.second)
        #expect(told == ["clock", "money: nobody is at risk any more", "feed m1/queues"])
    }

    @Test func `tells of what nobody could have when it was due, and the desk has now`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1", scope: #""psychological""#))
        scene.wait(.hours(1))
        scene.step(.second)
        #expect(
            scene.alarms == [
                "desk: 1 late, nobody had accepted when due; now before the desk"
            ]
        )
        #expect(scene.recorder.board.leg(RecorderScene.leg)?.queues == [queue("desk")])
    }

    @Test func `tells of the queue in which a leg was when it was due`() throws {
        var scene = try Self.waiting(1)
        scene.wait(.hours(1))
        scene.step(.second)
        #expect(scene.alarms.contains { $0.hasPrefix("money: 1 late") })
    }

    @Test func `stands in the rows of the queues`() throws {
        var scene = try Self.waiting(2)
        scene.step(.second)
        let row = try Self.row(&scene)
        #expect(row.integer("at_risk") == 1)
        #expect(row.integer("forecast_minutes").map { $0 > 60 } ?? false)
        let text = try scene.ask("supervisor:chief", .ask(AskInquiry(what: "queues")))
        let bytes = String(decoding: text.encode(re: nil), as: UTF8.self)
        #expect(bytes.contains(#""pace_per_hour":2.0"#))
    }
}
