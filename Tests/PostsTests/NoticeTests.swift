import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A notice` {
    private static let withdrawal = SampleEvents.status(
        "s1",
        "withdrawn",
        more: #","reason":"no_longer_needed""#
    )

    @Test func `is pushed to the sessions of its partner alone`() throws {
        var scene = try RecorderScene.accepted()
        try scene.attach(2, "law")
        try scene.publish(Self.withdrawal)
        #expect(scene.notices(to: 1).map(\.kind) == [.cancelRequested])
        #expect(scene.notices(to: 1).map(\.leg) == [RecorderScene.leg])
        #expect(scene.notices(to: 2).isEmpty)
    }

    @Test func `comes again at each attach until it is acknowledged`() throws {
        var scene = try RecorderScene.accepted()
        try scene.publish(Self.withdrawal)
        scene.step(.sessionEnded(SessionID(1)))
        try scene.attach(2, "money")
        #expect(scene.notices(to: 2).map(\.number) == [1])
        #expect(
            try scene.ask("partner:money", .acknowledge(1), in: 2) == .acknowledged
        )
        scene.step(.sessionEnded(SessionID(2)))
        try scene.attach(3, "money")
        #expect(scene.notices(to: 3).isEmpty)
    }

    @Test func `is sent once a session, however many come after it`() throws {
        var scene = try RecorderScene.accepted()
        for number in 1...3 {
            let patch = "{\"person\":{\"name\":\"Bea\(number)\"}}"
            try scene.publish(SampleEvents.correction("c\(number)", of: "e1", patch: patch))
        }
        let numbers = scene.notices(to: 1).map(\.number)
        #expect(numbers == [1, 2, 3])
    }

    @Test func `waits for a partner that is not there`() throws {
        var scene = try RecorderScene.accepted()
        scene.step(.sessionEnded(SessionID(1)))
        try scene.publish(Self.withdrawal)
        try scene.attach(2, "money")
        #expect(scene.notices(to: 2).map(\.kind) == [.cancelRequested])
    }

    @Test func `of changed content tells its revision`() throws {
        var scene = try RecorderScene.accepted()
        let patch = #"{"person":{"name":"Bea"}}"#
        try scene.publish(SampleEvents.correction("c1", of: "e1", patch: patch))
        #expect(scene.notices(to: 1).map(\.kind) == [.contentChanged])
        #expect(scene.notices(to: 1).map(\.revision) == [2])
    }
}
