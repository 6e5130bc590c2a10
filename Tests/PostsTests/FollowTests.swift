import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `An agency that follows` {
    private static func follow(
        _ scene: inout RecorderScene,
        after: String? = nil,
        max: Int = 100,
        by name: String = "north"
    ) throws -> [ProgressLine] {
        let ask = Put.Ask.follow(FollowInquiry(after: after, max: max))
        let ticket = scene.put("agency:\(name)", ask)
        scene.turn()
        scene.turn()
        guard case .progress(let lines) = try #require(scene.replies[ticket]) else {
            Issue.record("the reply is no progress")
            return []
        }
        return lines
    }

    @Test func `hears what became of its cases, under its own reference`() throws {
        var scene = try RecorderScene.accepted()
        let lines = try Self.follow(&scene)
        #expect(lines.map(\.type) == [.caseOpened, .legOpened, .offered, .accepted])
        #expect(lines.allSatisfy { $0.agencyRef == Confidential("r1") })
        #expect(lines.last?.partner == partner("money"))
    }

    @Test func `hears that a queue drains for want of which nobody else can take a leg`() throws {
        var scene = RecorderScene()
        for name in ["money", "law"] {
            _ = try scene.order(.drain(queue(name), until: nil), key: name)
        }
        try scene.publish(SampleEvents.request("e1"))
        let last = try #require(try Self.follow(&scene).last)
        #expect(last.type == .unrouted)
        #expect(last.code == "paused")
    }

    @Test func `goes on after its cursor`() throws {
        var scene = try RecorderScene.accepted()
        let first = try Self.follow(&scene, max: 2)
        #expect(first.map(\.type) == [.caseOpened, .legOpened])
        let cursor = try #require(first.last?.position.number)
        let rest = try Self.follow(&scene, after: String(cursor))
        #expect(rest.map(\.type) == [.offered, .accepted])
    }

    @Test func `hears nothing of another's cases`() throws {
        var scene = try RecorderScene.accepted()
        #expect(try Self.follow(&scene, by: "south").isEmpty)
    }

    @Test(arguments: ["x", "", "-1", "99", "18446744073709551615"])
    func `is refused a cursor that this journal never gave`(cursor: String) throws {
        var scene = try RecorderScene.accepted()
        let ask = Put.Ask.follow(FollowInquiry(after: cursor))
        guard case .error(let error) = try scene.ask("agency:north", ask) else {
            Issue.record("the reply is no error")
            return
        }
        #expect(error.error == .badValue && error.field == "/after")
    }

    @Test func `waits as long as it said and hears that nothing has moved`() throws {
        var scene = RecorderScene()
        let ticket = scene.put("agency:north", .follow(FollowInquiry(wait: .seconds(8))))
        scene.turn()
        scene.wait(.milliseconds(7_999))
        #expect(scene.replies[ticket] == nil)
        #expect(scene.wait(.milliseconds(1)) == ["\(ticket) < progress"])
    }

    @Test func `hears at once when something moves`() throws {
        var scene = RecorderScene()
        let ticket = scene.put("agency:north", .follow(FollowInquiry(wait: .seconds(8))))
        scene.turn()
        scene.send([SampleEvents.request("e1")])
        scene.turn()
        guard case .progress(let lines) = try #require(scene.replies[ticket]) else {
            Issue.record("the reply is no progress")
            return
        }
        #expect(lines.map(\.type) == [.caseOpened, .legOpened])
    }

    @Test func `is not woken by another's cases`() throws {
        var scene = RecorderScene()
        let ticket = scene.put("agency:north", .follow(FollowInquiry(wait: .seconds(8))))
        scene.turn()
        scene.send([SampleEvents.request("e1", from: "south")], from: "south")
        #expect(scene.turn() == ["append 4", "2 < receipt 200"])
        #expect(scene.turn() == [])
        #expect(scene.replies[ticket] == nil)
    }

    @Test func `misses nothing that is recorded in the turn in which it asks`() throws {
        var scene = RecorderScene()
        let ticket = scene.put("agency:north", .follow(FollowInquiry(wait: .seconds(8))))
        scene.send([SampleEvents.request("e1")])
        scene.turn()
        scene.turn()
        guard case .progress(let lines) = try #require(scene.replies[ticket]) else {
            Issue.record("the reply is no progress")
            return
        }
        #expect(lines.map(\.type) == [.caseOpened, .legOpened])
    }

    @Test func `hears nothing that is not on disk`() throws {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        scene.send([SampleEvents.request("e1")])
        scene.turn()
        let ticket = scene.put("agency:north", .follow(FollowInquiry()))
        scene.turn()
        #expect(scene.replies[ticket] == nil)
        scene.sync()
        #expect(scene.replies[ticket] != nil)
    }
}
