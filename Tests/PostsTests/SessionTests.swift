import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A session` {
    private static let hello = #""kind":"hello","seq":1"#
    private static let ping = #""kind":"ping","seq":2"#
    private static let mine = #""kind":"mine","seq":3"#
    private static let take = #""kind":"take","through":5"#

    @Test func `begins with a welcome that tells the limits, the epoch and the types`() throws {
        var scene = GatewayScene()
        #expect(scene.hear(.calm, Self.hello) == ["calm < welcome re 1"])
        let welcome = try #require(scene.sent)
        let header = welcome.header
        let window = try #require(header.member("window", of: header.root))
        #expect(header.member("messages", of: window).flatMap { header.integer($0) } == 1_024)
        #expect(header.member("bytes", of: window).flatMap { header.integer($0) } == 8 << 20)
        #expect(welcome.integer("ping_ms") == 5_000)
        #expect(welcome.text("epoch") == "e")
        #expect(welcome.text("session") == String(GatewayScene.session(1).number))
        let types = try #require(header.member("types", of: header.root))
        #expect(Array(header.items(of: types)).count == 3)
    }

    @Test func `begins anew with another hello, and the old one has ended`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        #expect(scene.hear(.calm, Self.hello) == ["session 1 ended", "calm < welcome re 1"])
        #expect(scene.sent?.text("session") == String(GatewayScene.session(2).number))
    }

    @Test func `hears a pong for a ping, and its credit goes to the recorder`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        #expect(
            scene.hear(.calm, Self.ping + #","through":5,"got":2"#)
                == ["session 1 through 5 got 2", "calm < pong re 2"]
        )
    }

    @Test func `gives its credit by a take, which wants no answer`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        #expect(scene.hear(.calm, Self.take) == ["session 1 through 5"])
    }

    @Test func `that is not there gets 401 for a take, as for all else`() {
        var scene = GatewayScene()
        #expect(scene.hear(.calm, Self.take) == ["calm < error 401 no_session"])
        scene.greet(.calm)
        var other = GatewayScene.Peer.calm
        other.name = "partner:money"
        #expect(scene.hear(other, Self.take + #","seq":7"#) == ["calm < error 401 no_session re 7"])
    }

    @Test func `is nothing that an agency takes in`() {
        var scene = GatewayScene()
        scene.greet(.north)
        #expect(scene.hear(.north, Self.take) == ["north < error 403 not_allowed"])
    }

    @Test func `ends by a silence of more than three pings`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        #expect(scene.wait(.seconds(15)) == [])
        #expect(scene.wait(.milliseconds(1)) == ["session 1 ended"])
        #expect(scene.hear(.calm, Self.mine) == ["calm < error 401 no_session re 3"])
    }

    @Test func `lives on with every message`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        scene.wait(.seconds(14))
        scene.hear(.calm, Self.ping)
        #expect(scene.wait(.seconds(14)) == [])
    }

    @Test func `does not live on by messages that are refused at the door`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        var masked = GatewayScene.Peer.calm
        masked.name = "partner:stranger"
        #expect(
            scene.hear(masked, Self.ping)
                == ["session 1 ended", "calm < error 403 not_allowed re 2"]
        )
    }

    @Test func `ends at a bye`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        #expect(scene.hear(.calm, #""kind":"bye""#) == ["session 1 ended"])
        #expect(scene.hear(.calm, Self.ping) == ["calm < error 401 no_session re 2"])
    }

    @Test func `is not ended by the bye of a peer that has none`() {
        var scene = GatewayScene()
        #expect(scene.hear(.calm, #""kind":"bye""#) == [])
    }

    @Test func `ends when something could not be delivered`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        #expect(
            scene.step(.undeliverable(GatewayScene.Peer.calm.route)) == ["session 1 ended"]
        )
        #expect(scene.gateway.counts.undelivered == 1)
    }

    @Test func `is of one speaker alone`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        var other = GatewayScene.Peer.calm
        other.name = "partner:money"
        #expect(scene.hear(other, Self.mine) == ["calm < error 401 no_session re 3"])
    }

    @Test(
        arguments: [
            #""kind":"attach","seq":3,"consumer":"a""#, #""kind":"answer","seq":3"#,
            #""kind":"report","seq":3"#,
            #""kind":"open","seq":3,"leg":"RL-2026-000001-0/1","by":"p""#,
            #""kind":"ack","seq":3,"through":1"#, mine, #""kind":"ping","seq":3"#,
        ]
    )
    func `is what a partner needs for everything`(fields: String) throws {
        var scene = GatewayScene()
        let leg = LegID(caseID: CaseID(year: 2026, number: 1), ordinal: 1)
        let named = fields.split(separator: "RL-2026-000001-0/1", maxSplits: 1)
            .joined(separator: leg.description)
        #expect(scene.hear(.calm, named) == ["calm < error 401 no_session re 3"])
    }

    @Test func `is asked for before the size of a message is, but not of a hello`() {
        var scene = GatewayScene()
        let lines = Array(repeating: "{}", count: 257)
        #expect(
            scene.hear(.calm, #""kind":"report","seq":3"#, lines)
                == ["calm < error 401 no_session re 3"]
        )
        #expect(scene.hear(.calm, Self.hello, lines) == ["calm < error 413 too_large re 1"])
        scene.greet(.calm)
        #expect(
            scene.hear(.calm, #""kind":"report","seq":3"#, lines)
                == ["calm < error 413 too_large re 3"]
        )
    }

    @Test(
        arguments: [
            #""kind":"publish","seq":3"#, #""kind":"follow","seq":3"#,
            #""kind":"lookup","seq":3,"agency_ref":"r""#, #""kind":"ping","seq":3"#,
        ]
    )
    func `is nothing that an agency needs`(fields: String) {
        var scene = GatewayScene()
        let effects = scene.hear(.north, fields)
        #expect(!effects.isEmpty && !effects.contains { $0.contains("401") })
    }

    @Test func `gets what is pushed to it`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        #expect(
            scene.step(.push(GatewayScene.session(1), .message(.notice([])))) == ["calm < notice"]
        )
    }

    @Test func `ends when another works in its place, and gets 401 from then on`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        #expect(scene.step(.end(GatewayScene.session(1))) == ["session 1 ended"])
        #expect(scene.step(.end(GatewayScene.session(1))) == [])
        for fields in [Self.ping, Self.mine, Self.take] {
            #expect(scene.hear(.calm, fields).allSatisfy { $0.contains("401 no_session") })
        }
    }

    @Test func `gets nothing any more once it has ended`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        scene.hear(.calm, #""kind":"bye""#)
        #expect(scene.step(.push(GatewayScene.session(1), .message(.notice([])))) == [])
    }

    @Test func `of a REQ is never pushed to`() {
        var scene = GatewayScene()
        scene.hear(.calm, Self.hello, behind: [[]])
        #expect(scene.step(.push(GatewayScene.session(1), .message(.notice([])))) == [])
        #expect(scene.step(.drain) == [])
    }

    @Test func `is told of a drain, after which nothing new is taken`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        #expect(scene.step(.drain) == ["calm < drain"])
        #expect(scene.sent?.integer("retry_after_ms") == 2_000)
        #expect(scene.hear(.calm, Self.mine) == ["calm < error 503 draining re 3"])
        #expect(scene.hear(.money, Self.hello) == ["money < error 503 draining re 1"])
    }

    @Test func `hears during a drain the answer to what is under way`() {
        var scene = GatewayScene()
        scene.greet(.calm)
        scene.hear(.calm, Self.mine)
        scene.step(.drain)
        #expect(!scene.gateway.isIdle)
        #expect(scene.answer(1, .legs([])) == ["calm < legs re 3"])
        #expect(scene.gateway.isIdle)
    }

    @Test func `of an agency that names a receipt begins when the recorder has it`() {
        var scene = GatewayScene()
        let known = Self.hello + #","known":{"id":"0000000000000001","position":1,"head":""#
        let head = String(repeating: "0", count: 64)
        #expect(scene.hear(.north, known + head + "\"}") == ["recorder gets 1 known"])
        #expect(scene.answer(1, .acknowledged) == ["north < welcome re 1"])
    }

    @Test func `of an agency whose receipt is not there does not begin`() {
        var scene = GatewayScene()
        let known = Self.hello + #","known":{"id":"0000000000000001","position":1,"head":""#
        scene.hear(.north, known + String(repeating: "0", count: 64) + "\"}")
        let behind = ErrorMessage(.journalBehind, detail: "behind")
        #expect(scene.answer(1, .error(behind)) == ["north < error 503 journal_behind re 1"])
        #expect(scene.step(.push(GatewayScene.session(1), .message(.notice([])))) == [])
    }
}
