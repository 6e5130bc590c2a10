import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A recorder's next deadline` {
    @Test func `is nothing while nothing is due`() {
        var scene = RecorderScene()
        #expect(scene.recorder.nextDeadline(from: scene.now) == nil)
    }

    @Test func `is when the leg is due`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        let next = scene.recorder.nextDeadline(from: scene.now)
        #expect(next == Instant(wall: scene.now.wall + .hours(1), steady: .distantFuture))
    }

    @Test func `is when an offer is to be sent again, on the steady clock`() throws {
        var scene = try RecorderScene.offered()
        let next = scene.recorder.nextDeadline(from: scene.now)
        #expect(next?.steady == scene.now.steady + .seconds(5))
        #expect(next?.wall == scene.now.wall + .minutes(30))
    }

    @Test func `is when a grace ends`() throws {
        var scene = try RecorderScene.offered()
        scene.step(.sessionEnded(SessionID(1)))
        let next = scene.recorder.nextDeadline(from: scene.now)
        #expect(next?.steady == scene.now.steady + .seconds(45))
    }

    @Test func `is when a follower has waited long enough`() {
        var scene = RecorderScene()
        scene.put("agency:north", .follow(FollowInquiry(wait: .seconds(8))))
        scene.turn()
        let next = scene.recorder.nextDeadline(from: scene.now)
        #expect(next?.steady == scene.now.steady + .seconds(8))
    }
}
