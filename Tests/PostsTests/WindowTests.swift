import Posts
import Referrals
import Testing
import Wire

@Suite struct `A window` {
    private static let publish = #""kind":"publish","seq":1"#

    /// A message of exactly so many bytes.
    private static func frame(of bytes: Int, as name: String = "agency:north") -> [UInt8] {
        let head = #"{"v":1,"kind":"publish","seq":1,"as":"\#(name)"}"# + "\n"
        var text = Array(head.utf8)
        // Two lines, for one of this length would itself be too long.
        while text.count < bytes {
            let room = min(60_000, bytes - text.count)
            text += Array(repeating: UInt8(ascii: " "), count: room - 1)
            text.append(0x0A)
        }
        return text
    }

    @Test func `of a peer without a session is 16 messages`() throws {
        var scene = GatewayScene()
        for _ in 1...16 { #expect(scene.hear(.north, Self.publish).count == 1) }
        #expect(scene.hear(.north, Self.publish) == ["north < error 429 window re 1"])
        #expect(try #require(scene.sent?.integer("retry_after_ms")) > 0)
    }

    @Test func `opens again with each answer`() {
        var scene = GatewayScene()
        for _ in 1...16 { scene.hear(.north, Self.publish) }
        scene.judge(1)
        scene.answer(1)
        #expect(scene.hear(.north, Self.publish) == ["dispatcher 0 judges 17"])
    }

    @Test func `of one agency is not another's`() {
        var scene = GatewayScene()
        for _ in 1...16 { scene.hear(.north, Self.publish) }
        #expect(scene.hear(.south, Self.publish) == ["dispatcher 0 judges 17"])
    }

    @Test func `of a peer without a session is a mebibyte`() {
        var limits = Gateway.Limits()
        limits.strangerBytes = 1_000
        var scene = GatewayScene(limits: limits)
        #expect(
            scene.hear(.north, frames: [Self.frame(of: 600)]) == ["dispatcher 0 judges 1"]
        )
        #expect(
            scene.hear(.north, frames: [Self.frame(of: 400)]) == ["dispatcher 0 judges 2"]
        )
        #expect(
            scene.hear(.north, frames: [Self.frame(of: 60)]) == ["north < error 429 window re 1"]
        )
        #expect(Gateway.Limits().strangerBytes == 1 << 20)
        #expect(Gateway.Limits().strangerMessages == 16)
    }

    @Test func `of a session is wider`() {
        var limits = Gateway.Limits()
        limits.messages = 18
        var scene = GatewayScene(limits: limits)
        scene.greet(.north)
        for _ in 1...18 { #expect(scene.hear(.north, Self.publish).count == 1) }
        #expect(scene.hear(.north, Self.publish) == ["north < error 429 window re 1"])
    }

    @Test func `of all peers together is bound in bytes`() {
        var limits = Gateway.Limits()
        limits.allBytes = 1_000
        var scene = GatewayScene(limits: limits)
        scene.hear(.north, frames: [Self.frame(of: 600)])
        let other = Self.frame(of: 401, as: "agency:south")
        #expect(scene.hear(.south, frames: [other]) == ["south < error 429 window re 1"])
        scene.judge(1)
        scene.answer(1)
        #expect(scene.hear(.south, frames: [other]) == ["dispatcher 0 judges 2"])
    }

    @Test func `takes a body of 256 KiB and not one more`() {
        var scene = GatewayScene()
        let head = Self.frame(of: 0).count
        let most = Self.frame(of: head + 256 * 1_024)
        #expect(scene.hear(.north, frames: [most]) == ["dispatcher 0 judges 1"])
        let over = Self.frame(of: head + 256 * 1_024 + 1)
        #expect(scene.hear(.north, frames: [over]) == ["north < error 413 too_large re 1"])
        #expect(scene.sent?.text("limit") == "body")
        #expect(scene.sent?.integer("max") == 256 * 1_024)
    }

    @Test func `takes 256 lines and not one more`() {
        var scene = GatewayScene()
        let lines = Array(repeating: "{}", count: 256)
        #expect(scene.hear(.north, Self.publish, lines) == ["dispatcher 0 judges 1"])
        #expect(
            scene.hear(.north, Self.publish, lines + ["{}"]) == ["north < error 413 too_large re 1"]
        )
        #expect(scene.sent?.text("limit") == "lines")
    }

    @Test func `takes a header of 4 KiB and not one more`() {
        let head = #"{"v":1,"kind":"publish","seq":1,"as":"agency:north","x":""#
        let padding = String(repeating: "x", count: 4_096 - head.utf8.count - 2)
        var scene = GatewayScene()
        let most = Array((head + padding + "\"}\n").utf8)
        #expect(scene.hear(.north, frames: [most]) == ["dispatcher 0 judges 1"])
        let over = Array((head + padding + "x\"}\n").utf8)
        #expect(scene.hear(.north, frames: [over]) == ["north < error 400 bad_header"])
    }

    @Test func `takes a line of 64 KiB, for a longer one is refused alone`() {
        var scene = GatewayScene()
        let line = String(repeating: " ", count: 64 * 1_024 + 1)
        #expect(scene.hear(.north, Self.publish, [line]) == ["dispatcher 0 judges 1"])
    }
}
