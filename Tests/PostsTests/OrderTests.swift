import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A gateway's order` {
    private static let live = #""kind":"publish","seq":1"#
    private static let bulk = #""kind":"publish","seq":1,"lane":"bulk""#

    @Test func `gives a message to the least laden dispatcher`() {
        var scene = GatewayScene(dispatchers: 2)
        #expect(scene.hear(.north, Self.live) == ["dispatcher 0 judges 1"])
        #expect(scene.hear(.north, Self.live) == ["dispatcher 1 judges 2"])
        #expect(scene.judge(2, by: 1) == [])
        #expect(scene.hear(.north, Self.live) == ["dispatcher 1 judges 3"])
    }

    @Test func `holds messages back while all dispatchers are full`() {
        var limits = Gateway.Limits()
        limits.dispatcherSlots = 1
        var scene = GatewayScene(limits: limits)
        scene.hear(.north, Self.live)
        #expect(scene.hear(.north, Self.live) == [])
        #expect(scene.judge(1) == ["recorder gets 1 publish", "dispatcher 0 judges 2"])
    }

    @Test func `keeps the order of one agency and lane, whichever dispatcher is faster`() {
        var scene = GatewayScene(dispatchers: 2)
        scene.hear(.north, Self.live)
        scene.hear(.north, Self.live)
        #expect(scene.judge(2, by: 1) == [])
        #expect(scene.judge(1) == ["recorder gets 1 publish", "recorder gets 2 publish"])
    }

    @Test func `lets another lane pass`() {
        var scene = GatewayScene(dispatchers: 2)
        scene.hear(.north, Self.live)
        scene.hear(.north, Self.bulk)
        #expect(scene.judge(2, by: 1) == ["recorder gets 2 publish"])
    }

    @Test func `lets another agency pass`() {
        var scene = GatewayScene(dispatchers: 2)
        scene.hear(.north, Self.live)
        scene.hear(.south, Self.live)
        #expect(scene.judge(2, by: 1) == ["recorder gets 2 publish"])
    }

    @Test func `sends one reply a ticket and counts a second`() {
        var scene = GatewayScene()
        scene.hear(.north, Self.live)
        scene.judge(1)
        #expect(scene.answer(1) == ["north < receipt re 1"])
        #expect(scene.answer(1) == [])
        #expect(scene.gateway.counts.surplus == 1)
    }

    @Test func `counts a second verdict on a message and drops it`() {
        var scene = GatewayScene()
        scene.hear(.north, Self.live)
        scene.judge(1)
        #expect(scene.judge(1) == [])
        #expect(scene.gateway.counts.surplus == 1)
    }

    @Test func `is kept when messages are judged again`() {
        var scene = GatewayScene(dispatchers: 2)
        for _ in 1...3 { scene.hear(.north, Self.live) }
        scene.judge(1)
        scene.judge(2, by: 1)
        #expect(scene.step(.judgeAgain(GatewayScene.ticket(1))) == ["dispatcher 1 judges 1"])
        #expect(scene.step(.judgeAgain(GatewayScene.ticket(2))) == ["dispatcher 0 judges 2"])
        #expect(scene.judge(3) == [])
        #expect(scene.judge(2) == [])
        #expect(
            scene.judge(1, by: 1) == [
                "recorder gets 1 publish", "recorder gets 2 publish", "recorder gets 3 publish",
            ]
        )
    }

    @Test func `lets nothing go before the recorder is there`() {
        var scene = GatewayScene(isLinked: false)
        scene.hear(.north, Self.live)
        #expect(scene.judge(1) == [])
        #expect(scene.hear(.north, #""kind":"follow","seq":2"#) == [])
        #expect(
            scene.step(.linked(SampleBundle.bundle))
                == ["recorder gets 2 follow", "dispatcher 0 judges 1"]
        )
    }

    @Test func `sends all open tickets again over a new link`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        scene.hear(.north, Self.live)
        scene.judge(1)
        scene.hear(.calm, #""kind":"report","seq":4"#)
        #expect(
            scene.step(.linked(SampleBundle.bundle))
                == ["recorder gets 2 report", "dispatcher 0 judges 1"]
        )
        #expect(scene.answer(2, .reported([])) == ["calm < reported re 4"])
    }

    @Test func `does not wait for a message that an earlier link has answered`() {
        var scene = GatewayScene(dispatchers: 2)
        scene.hear(.north, Self.live)
        scene.hear(.north, Self.live)
        scene.judge(1)
        scene.step(.linked(SampleBundle.bundle))
        scene.judge(2, by: 1)
        #expect(scene.answer(1) == ["north < receipt re 1", "recorder gets 2 publish"])
    }

    @Test func `names no session of the old link over the new one`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        scene.hear(.calm, #""kind":"mine","seq":4"#)
        let effects = scene.gateway.step(.linked(SampleBundle.bundle), at: scene.now)
        guard case .put(let put) = effects.first else {
            Issue.record("the message did not go again")
            return
        }
        #expect(put.session == nil)
    }

    @Test func `ends every session when the link is new`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        scene.step(.linked(SampleBundle.bundle))
        #expect(
            scene.hear(.calm, #""kind":"mine","seq":2"#) == ["calm < error 401 no_session re 2"]
        )
    }
}
