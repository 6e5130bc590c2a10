import Posts
import Referrals
import Testing
import Wire

@Suite struct `A gateway's door` {
    private static let ask = #""kind":"publish","seq":7"#

    @Test func `refuses a peer that does not say who it is`() {
        var scene = GatewayScene()
        let nobody = GatewayScene.Peer(.intake, "x", as: nil)
        #expect(scene.hear(nobody, Self.ask) == ["x < error 403 not_allowed re 7"])
    }

    @Test func `refuses a name that may not come in by it`() {
        var scene = GatewayScene()
        let lost = GatewayScene.Peer(.intake, "x", as: "partner:calm")
        #expect(scene.hear(lost, Self.ask) == ["x < error 403 not_allowed re 7"])
    }

    @Test func `refuses a name that access does not know`() {
        var scene = GatewayScene()
        let stranger = GatewayScene.Peer(.intake, "x", as: "agency:stranger")
        #expect(scene.hear(stranger, Self.ask) == ["x < error 403 not_allowed re 7"])
    }

    @Test func `refuses a kind that is for another door`() {
        var scene = GatewayScene()
        #expect(
            scene.hear(.north, #""kind":"mine","seq":7"#) == ["north < error 403 not_allowed re 7"]
        )
    }

    @Test func `refuses a peer with a routing id of its own`() {
        var scene = GatewayScene()
        var own = GatewayScene.Peer.north
        own.route.id = Array("mine".utf8)
        #expect(scene.hear(own, Self.ask) == ["mine < error 400 routing_id_set"])
    }

    @Test func `refuses an envelope that does not end with an empty frame`() {
        var scene = GatewayScene()
        #expect(scene.hear(.north, Self.ask, behind: [[1]]) == ["north < error 400 frames"])
    }

    @Test func `gives back an envelope of four frames of 64 bytes`() {
        var scene = GatewayScene()
        let longest = [UInt8](repeating: 1, count: 64)
        let effects = scene.hear(
            .north,
            #""kind":"ping","seq":7"#,
            behind: [longest, longest, longest, []]
        )
        #expect(effects == ["north < pong re 7 behind 4"])
    }

    @Test func `refuses five frames before the message`() {
        var scene = GatewayScene()
        let envelope = Array(repeating: [UInt8](), count: 5)
        #expect(scene.hear(.north, Self.ask, behind: envelope) == ["north < error 400 frames"])
    }

    @Test func `refuses an envelope's frame of 65 bytes`() {
        var scene = GatewayScene()
        let long = [UInt8](repeating: 1, count: 65)
        #expect(scene.hear(.north, Self.ask, behind: [long, []]) == ["north < error 400 frames"])
    }

    @Test func `answers what the socket could not even take in`() {
        var scene = GatewayScene()
        #expect(
            scene.step(.malformed(GatewayScene.Peer.north.route)) == ["north < error 400 frames"]
        )
        #expect(scene.gateway.counts.malformed == 1)
    }

    @Test func `says which message a faulty header belongs to`() {
        var scene = GatewayScene()
        #expect(
            scene.hear(.north, #""kind":7,"seq":9"#) == ["north < error 400 bad_header re 9"]
        )
    }

    @Test func `answers bytes that are no header with re null`() throws {
        var scene = GatewayScene()
        #expect(
            scene.hear(.north, frames: [Array("garbage\n".utf8)])
                == ["north < error 400 bad_header"]
        )
        let reply = try #require(scene.sent)
        let node = try #require(reply.header.member("re", of: reply.header.root))
        #expect(reply.header.kind(of: node) == .null)
    }

    @Test func `speaks version 1 only`() {
        var scene = GatewayScene()
        let text = #"{"v":2,"kind":"ping","seq":3,"as":"agency:north"}"#
        #expect(
            scene.hear(.north, frames: [Array(text.utf8)]) == ["north < error 505 version re 3"]
        )
    }

    @Test func `tells of an unknown kind only those who may come in`() {
        var scene = GatewayScene()
        let stranger = GatewayScene.Peer(.intake, "x", as: "agency:stranger")
        #expect(
            scene.hear(stranger, #""kind":"dance","seq":1"#) == ["x < error 403 not_allowed re 1"]
        )
        #expect(
            scene.hear(.north, #""kind":"dance","seq":1"#)
                == ["north < error 501 unknown_kind re 1"]
        )
    }

    @Test func `takes no as on a secured socket`() {
        var scene = GatewayScene(isInsecure: false)
        #expect(
            scene.hear(.north, #""kind":"ping","seq":1"#)
                == ["north < error 403 as_on_secured re 1"]
        )
    }

    @Test func `knows a peer of a secured socket by its key`() {
        var scene = GatewayScene(isInsecure: false)
        let frame = Array(#"{"v":1,"kind":"ping","seq":1}"#.utf8)
        #expect(
            scene.hear(.north, frames: [frame], user: "agency:north#1") == ["north < pong re 1"]
        )
    }

    @Test func `ends the session of a name that other rules no longer admit`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        let without = SampleBundle.make(address: Digest(9, 9, 9, 9), partners: ["money"])
        #expect(scene.step(.bundle(SampleBundle.files, without)) == ["session 1 ended"])
        #expect(
            scene.hear(.calm, #""kind":"ping","seq":1"#) == ["calm < error 403 not_allowed re 1"]
        )
    }

    @Test func `counts what it refuses`() {
        var scene = GatewayScene()
        scene.hear(GatewayScene.Peer(.desk, "x", as: nil), Self.ask)
        #expect(scene.gateway.counts.refused == 1)
        #expect(scene.gateway.isIdle)
    }
}
