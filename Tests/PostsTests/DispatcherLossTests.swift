import Posts
import Referrals
import Testing

@Suite struct `A dispatcher that is gone` {
    private static let live = #""kind":"publish","seq":1"#

    /// Two dispatchers with keys of their own; the first has a message in hand.
    private func scene() -> GatewayScene {
        var scene = GatewayScene(dispatchers: 0)
        scene.step(.dispatcher(0, named: "one", room: 4, Killers()))
        scene.step(.dispatcher(1, named: "two", room: 4, Killers()))
        scene.hear(.north, Self.live)
        return scene
    }

    @Test func `leaves what it had in hand to another`() {
        var scene = scene()
        #expect(scene.step(.dispatcherGone(0)) == ["dispatcher 1 judges 1"])
        #expect(scene.judge(1, by: 1) == ["recorder gets 1 publish"])
        #expect(scene.gateway.counts.givenAgain == 1)
    }

    @Test func `is not heard any more on what was given to another`() {
        var scene = scene()
        scene.step(.dispatcherGone(0))
        #expect(scene.judge(1, by: 0) == [])
        #expect(scene.judge(1, by: 1) == ["recorder gets 1 publish"])
    }

    @Test func `has gone when it comes back under another number`() {
        var scene = scene()
        #expect(
            scene.step(.dispatcher(2, named: "one", room: 4, Killers()))
                == ["dispatcher 1 judges 1"]
        )
    }

    @Test func `is waited for by messages when it was the only one`() {
        var scene = GatewayScene(dispatchers: 0)
        #expect(scene.hear(.north, Self.live) == [])
        #expect(
            scene.step(.dispatcher(0, named: "one", room: 4, Killers()))
                == ["dispatcher 0 judges 1"]
        )
    }

    @Test
    func `is the second of a message, which then waits until both have told what killed them`() {
        var scene = scene()
        scene.step(.dispatcherGone(0))
        #expect(scene.step(.dispatcherGone(1)) == [])
        #expect(scene.step(.dispatcher(2, named: "one", room: 4, Killers())) == [])
        #expect(
            scene.step(.dispatcher(3, named: "two", room: 4, Killers()))
                == ["dispatcher 2 judges 1"]
        )
    }

    @Test func `is not waited for by such a message for ever`() {
        var scene = scene()
        scene.step(.dispatcherGone(0))
        scene.step(.dispatcherGone(1))
        scene.step(.dispatcher(2, named: "three", room: 4, Killers()))
        #expect(scene.wait(.seconds(14)) == [])
        #expect(scene.wait(.seconds(1)) == ["dispatcher 2 judges 1"])
    }

    @Test func `has a line poisoned that killed another one, too`() {
        var scene = scene()
        let digest = LineDigest.of([1])
        scene.step(.dispatcherGone(0))
        scene.step(.dispatcherGone(1))
        scene.step(.dispatcher(2, named: "one", room: 4, Killers(kills: [digest: 1, 7: 1])))
        let back = Gateway.Input.dispatcher(
            3,
            named: "two",
            room: 4,
            Killers(kills: [digest: 1, 8: 1])
        )
        guard case .work(_, let request) = scene.gateway.step(back, at: scene.now).first else {
            Issue.record("the message was given to nobody")
            return
        }
        #expect(request.poisoned == [digest])
    }
}

@Suite struct `A recorder that is gone` {
    @Test func `ends all sessions, and no new one begins until it is back`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        scene.step(.unlinked)
        #expect(
            scene.hear(.calm, #""kind":"mine","seq":1"#) == ["calm < error 401 no_session re 1"]
        )
        #expect(
            scene.hear(.calm, #""kind":"hello","seq":2"#) == ["calm < error 503 not_ready re 2"]
        )
        scene.step(.linked(SampleBundle.bundle))
        #expect(scene.hear(.calm, #""kind":"hello","seq":3"#) == ["calm < welcome re 3"])
    }

    @Test func `is waited for by what is under way, in order`() {
        var scene = GatewayScene()
        scene.step(.unlinked)
        scene.hear(.north, #""kind":"publish","seq":1"#)
        #expect(scene.judge(1) == [])
        #expect(scene.step(.linked(SampleBundle.bundle)) == ["dispatcher 0 judges 1"])
        #expect(scene.judge(1) == ["recorder gets 1 publish"])
    }

    @Test func `leaves what a dispatcher has in hand with it`() {
        var scene = GatewayScene()
        scene.hear(.north, #""kind":"publish","seq":1"#)
        scene.step(.unlinked)
        #expect(scene.step(.linked(SampleBundle.bundle)) == [])
        #expect(scene.judge(1) == ["recorder gets 1 publish"])
    }
}
